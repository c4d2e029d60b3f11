/**
 * Why a command was not carried out, as data: a code, the provisions it rests on, the figures. `explain` says it in both
 * languages.
 */
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Assessment } from "../conditions/assessment.js"
import { checks, type Contradiction } from "../forms/check.js"
import type { CivilDate } from "../law/civil-date.js"
import type { ConditionId, ProvisionId } from "../law/provision.js"
import type { Actor, Role } from "./actor.js"
import type { Gap } from "./applicable-law.js"

/** `ActName` and `Phase` are the commands and the phases of one aggregate. */
interface Details<ActName extends string, Phase extends string> {
  /** `rightCode`: the division or unit for which the actor's role would have been competent here. */
  readonly NotCompetent: { readonly actor: Actor; readonly competent: ReadonlyArray<Role>; readonly rightCode?: string }
  /** The officer has acted for the other authority in the same proceeding. */
  readonly SameOfficer: { readonly officer: string; readonly actedFor: Role }
  readonly NoRuleInForce: { readonly on: CivilDate; readonly gap: Gap }
  readonly WrongState: { readonly act: ActName; readonly phase: Phase; readonly possibleIn: ReadonlyArray<Phase> }
  readonly AlreadyDecided: { readonly act: ActName; readonly phase: Phase }
  /** Nothing takes effect after the day it is recorded. */
  readonly EffectiveDateAhead: { readonly recordedOn: CivilDate; readonly given: CivilDate }
  readonly EffectiveDateGoesBack: { readonly last: CivilDate; readonly given: CivilDate }
  readonly NotLegalPerson: { readonly unit: string }
  readonly DossierIncomplete: { readonly missing: ReadonlyArray<MissingMaterial> }
  readonly ConditionsNotMet: { readonly assessment: Assessment }
  /** Findings nobody has made. */
  readonly FindingMissing: { readonly conditions: ReadonlyArray<ConditionId> }
  /** Figures nobody has given, in whose place nobody has found. */
  readonly FigureMissing: { readonly conditions: ReadonlyArray<ConditionId> }
  readonly WaiverNotAllowed: { readonly condition: ConditionId; readonly because: WaiverObstacle }
  readonly OutsideCall: {
    readonly year: number
    readonly on: CivilDate
    /** `null` if there was no call for that year. */
    readonly window: { readonly opensOn: CivilDate; readonly closesOn: CivilDate } | null
  }
  /** `year` or `from`, whichever the reading in force counts by. */
  readonly ReviewNotDue: { readonly on: CivilDate; readonly year?: number; readonly from?: CivilDate }
  /** The regulation has no review. */
  readonly ReviewNotProvided: unknown
  /** Nothing was filed for the review, so it cannot be confirmed, nor failed where the reading only flags it. */
  readonly NothingFiled: unknown
  /** The county says that nothing was filed, and the unit did file on `filedOn`. */
  readonly FiledForReview: { readonly filedOn: CivilDate }
  /** The act follows the county's assessment, and there is none yet; `filedOn`: what waits for it, `null` if nothing does. */
  readonly ReviewNotAssessed: { readonly act: ActName; readonly filedOn: CivilDate | null }
  /** The regulation asks for a public notice of so many days, over before the certification; `closesOn`: of the one there is. */
  readonly NoticeNotOver: { readonly days: number; readonly closesOn: CivilDate | null }
  /** The regulation asks for these steps before the act; `notPassed`: one was taken, and came out against it. */
  readonly StepMissing: { readonly act: ActName; readonly steps: ReadonlyArray<MissingStep> }
  /** The unit first has time to set right what the review found; `until`: its last day, if it was given any. */
  readonly RectificationPending: { readonly until: CivilDate | null }
  /** The unit has until then to hand in what its county asked for. */
  readonly SupplementPending: { readonly until: CivilDate }
  readonly SupplementNotRequested: unknown
  /** The county asked for it by `until`. */
  readonly SupplementTooLate: { readonly until: CivilDate }
  /** The title granted at `revision` of the unit's stream has the number. */
  readonly CertificateNumberTaken: { readonly number: string; readonly unit: string; readonly revision: number }
  /** The call has room for no more: `most` in all, or of one county. `held`: how many others have a place. */
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
  /** No plaque of this title is out. */
  readonly NoPlaqueToReturn: unknown
  /** No decision at that revision that could be annulled, or later ones have taken its place. */
  readonly NothingToAnnul: { readonly revision: number }
  /** No title of that unit is to go to this one, or it has come already. */
  readonly NothingToInherit: { readonly predecessor: string }
  /** The event at that revision has no such field that could be corrected; `fields`: those it has, in the notation of a correction. */
  readonly NothingToCorrect: {
    readonly revision: number
    readonly field: string
    readonly fields: ReadonlyArray<string>
  }
  /** The legal person is no more. */
  readonly UnitHasEnded: { readonly endedOn: CivilDate }
  /** A spot check found falsification (`revision`, in this stream), and the bureau has not acted on it. */
  readonly FalsificationPending: { readonly revision: number }
  readonly ReapplicationBarred: { readonly until: CivilDate }
  readonly InvalidParticulars: { readonly issues: ReadonlyArray<Contradiction> }
}

/** A material that is not there, or that may not be declared not to exist. */
export interface MissingMaterial {
  /** One of the twelve, or a regulation's own by its name. */
  readonly item: string
  readonly provision: ProvisionId
  readonly because: "missing" | "mayNotBeNone"
}

export interface MissingStep {
  readonly step: string
  readonly by: Role
  readonly because: "missing" | "notPassed"
}

/** Why a condition may not be waived (art. 5, para. 2, and its readings). */
export type WaiverObstacle =
  | "notWaivable"
  | "gateClosed"
  | "alreadyMet"
  | "levelNotBelowStatutory"
  | "levelNotReached"
  | "belowFloor"
  | "notTheAuthority"
  | "askedTwice"

/** Every reason an act may be refused for. `docs/errors.md` says what each means and what to do. */
export type RefusalCode = keyof Details<string, string>

/** A refusal before its provisions are looked up in the regulation. */
export type ObjectionIn<ActName extends string, Phase extends string> = {
  readonly [C in RefusalCode]: Details<ActName, Phase>[C] & { readonly code: C }
}[RefusalCode]

/** A refusal of any aggregate: its code, its figures and the provisions it rests on. */
export type RefusalIn<ActName extends string, Phase extends string> = ObjectionIn<ActName, Phase> & {
  readonly provisions: ReadonlyArray<ProvisionId>
}

/** A refusal of any aggregate, known or not. */
export type AnyRefusal = RefusalIn<string, string>

/** Everything that stood in the way, not only the first thing. */
export type RefusalsIn<ActName extends string, Phase extends string> = ReadonlyNonEmptyArray<RefusalIn<ActName, Phase>>

/** The objection in a list, or nothing. */
export const when = <O extends { readonly code: RefusalCode }>(holds: boolean, objection: () => O): ReadonlyArray<O> =>
  holds ? [objection()] : []

/** One refusal for everything that failed. */
export const invalid = (
  results: ReadonlyArray<Contradiction | undefined>,
): ReadonlyArray<{ readonly code: "InvalidParticulars"; readonly issues: ReadonlyArray<Contradiction> }> => {
  const issues = checks(results)
  return issues.length === 0 ? [] : [{ code: "InvalidParticulars", issues }]
}
