/**
 * Refusals as data: a code, the provisions cited, and figures. `explain` puts them in words in both languages.
 */
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Assessment } from "../conditions/assessment.js"
import { checks, type Contradiction } from "../forms/check.js"
import type { CivilDate } from "../law/civil-date.js"
import type { ConditionId, ProvisionId } from "../law/provision.js"
import type { Actor, Role } from "./actor.js"
import type { Gap } from "./applicable-law.js"

/** Fields of each refusal code. `ActName` and `Phase` are the commands and phases of one aggregate. */
interface Details<ActName extends string, Phase extends string> {
  /** `rightCode`: code of the division or unit that would be competent in this role. */
  readonly NotCompetent: { readonly actor: Actor; readonly competent: ReadonlyArray<Role>; readonly rightCode?: string }
  /** The officer has already acted for the other authority in this proceeding. */
  readonly SameOfficer: { readonly officer: string; readonly actedFor: "county" | "superior" | "bureau" }
  readonly NoRuleInForce: { readonly on: CivilDate; readonly gap: Gap }
  readonly WrongState: { readonly act: ActName; readonly phase: Phase; readonly possibleIn: ReadonlyArray<Phase> }
  readonly AlreadyDecided: { readonly act: ActName; readonly phase: Phase }
  /** An act must not take effect after the day of recording. */
  readonly EffectiveDateAhead: { readonly recordedOn: CivilDate; readonly given: CivilDate }
  readonly EffectiveDateGoesBack: { readonly last: CivilDate; readonly given: CivilDate }
  readonly NotLegalPerson: { readonly unit: string }
  readonly DossierIncomplete: { readonly missing: ReadonlyArray<MissingMaterial> }
  readonly ConditionsNotMet: { readonly assessment: Assessment }
  /** Findings are missing. */
  readonly FindingMissing: { readonly conditions: ReadonlyArray<ConditionId> }
  /** Figures are missing, and there is no finding in their place. */
  readonly FigureMissing: { readonly conditions: ReadonlyArray<ConditionId> }
  readonly WaiverNotAllowed: { readonly condition: ConditionId; readonly because: WaiverObstacle }
  readonly OutsideCall: {
    readonly year: number
    readonly on: CivilDate
    /** `null` if there was no call for that year. */
    readonly window: { readonly opensOn: CivilDate; readonly closesOn: CivilDate } | null
  }
  /** `year` or `from`, depending on the reading in force. */
  readonly ReviewNotDue: { readonly on: CivilDate; readonly year?: number; readonly from?: CivilDate }
  /** The regulation has no reviews. */
  readonly ReviewNotProvided: unknown
  /** Nothing was filed for the review: it cannot be confirmed, nor failed if the reading only flags this. */
  readonly NothingFiled: unknown
  /** The county reports that nothing was filed, but the unit filed on `filedOn`. */
  readonly FiledForReview: { readonly filedOn: CivilDate }
  /** The act needs the county's assessment first. `filedOn`: day of the filing that waits for it; `null` if there is none. */
  readonly ReviewNotAssessed: { readonly act: ActName; readonly filedOn: CivilDate | null }
  /** A public notice of `days` must have ended before the certification. `closesOn`: end of the present notice, if any. */
  /** The term, which counts from the first day of the notice, would end before the certification. */
  readonly TermIsOver: { readonly from: CivilDate; readonly validUntil: CivilDate }
  readonly NoticeNotOver: { readonly days: number; readonly closesOn: CivilDate | null }
  /** The regulation requires these steps before the act. `notPassed`: the step was taken, but not passed. */
  readonly StepMissing: { readonly act: ActName; readonly steps: ReadonlyArray<MissingStep> }
  /** The unit must first have time to fix what the review found. `until`: last day of it, if ordered. */
  readonly RectificationPending: { readonly until: CivilDate | null }
  /** The unit has until `until` to file the supplement its county requested. */
  readonly SupplementPending: { readonly until: CivilDate }
  readonly SupplementNotRequested: unknown
  /** The county's deadline `until` has passed. */
  readonly SupplementTooLate: { readonly until: CivilDate }
  /** The number belongs to the title granted at `revision` of this unit's stream. */
  readonly CertificateNumberTaken: { readonly number: string; readonly unit: string; readonly revision: number }
  /** The quota of the call is used up. `most`: the quota in total or for one county. `held`: places held by others. */
  readonly QuotaReached: {
    readonly callYear: number
    readonly act: string
    readonly county: string | null
    readonly most: number
    readonly held: number
  }
  readonly AnnouncementMissing: unknown
  readonly HearingMissing: unknown
  readonly ReasonsMissing: { readonly act: ActName }
  /** No spot check at that revision found falsification. */
  readonly NothingFound: { readonly restsOn: number }
  readonly PlaqueMissing: unknown
  /** The title has no plaque that could be returned. */
  readonly NoPlaqueToReturn: unknown
  /**
   * There is no decision at that revision that could be annulled, or later ones have superseded it. `takenOverBy`: the
   * successor that has taken over the title that rests on it, and whose takeover has to be annulled first.
   */
  readonly NothingToAnnul: { readonly revision: number; readonly takenOverBy?: string }
  /** That unit has given no title to this one, or it has already been taken over. */
  readonly NothingToInherit: { readonly predecessor: string }
  /** The event at that revision has no such correctable field. `fields`: its correctable fields, as written in a correction. */
  readonly NothingToCorrect: {
    readonly revision: number
    readonly field: string
    readonly fields: ReadonlyArray<string>
  }
  /** The legal person has ceased to exist. */
  readonly UnitHasEnded: { readonly endedOn: CivilDate }
  /** A spot check found falsification (`revision` in this stream), and the bureau has not acted on it yet. */
  readonly FalsificationPending: { readonly revision: number }
  readonly ReapplicationBarred: { readonly until: CivilDate }
  readonly InvalidParticulars: { readonly issues: ReadonlyArray<Contradiction> }
}

/** A material that is missing, or that must not be declared not to exist. */
export interface MissingMaterial {
  /** One of the twelve materials, or the name of a regulation's own. */
  readonly item: string
  readonly provision: ProvisionId
  readonly because: "missing" | "mayNotBeNone"
}

export interface MissingStep {
  readonly step: string
  readonly by: Role
  readonly because: "missing" | "notPassed"
}

/** Why a condition may not be waived (art. 5(7) and its readings). */
export type WaiverObstacle =
  | "notWaivable"
  | "gateClosed"
  | "alreadyMet"
  | "levelNotBelowStatutory"
  | "levelNotReached"
  | "belowFloor"
  | "notTheAuthority"
  | "askedTwice"

/** All codes of refusals. `docs/errors.md` explains each and what to do. */
export type RefusalCode = keyof Details<string, string>

/** A refusal before its provisions are looked up in the regulation. */
export type ObjectionIn<ActName extends string, Phase extends string> = {
  readonly [C in RefusalCode]: Details<ActName, Phase>[C] & { readonly code: C }
}[RefusalCode]

/** A refusal: code, figures and the provisions it cites. */
export type RefusalIn<ActName extends string, Phase extends string> = ObjectionIn<ActName, Phase> & {
  readonly provisions: ReadonlyArray<ProvisionId>
}

/** A refusal of any aggregate, including those of embedders. */
export type AnyRefusal = RefusalIn<string, string>

/** All reasons for refusing a command, not only the first. */
export type RefusalsIn<ActName extends string, Phase extends string> = ReadonlyNonEmptyArray<RefusalIn<ActName, Phase>>

/** A list with the objection if `holds`, else an empty one. */
export const when = <O extends { readonly code: RefusalCode }>(holds: boolean, objection: () => O): ReadonlyArray<O> =>
  holds ? [objection()] : []

/** A single refusal with all failed checks, if there are any. */
export const invalid = (
  results: ReadonlyArray<Contradiction | undefined>,
): ReadonlyArray<{ readonly code: "InvalidParticulars"; readonly issues: ReadonlyArray<Contradiction> }> => {
  const issues = checks(results)
  return issues.length === 0 ? [] : [{ code: "InvalidParticulars", issues }]
}
