/** Why a command was not carried out. Data: code, provisions, figures; `explain` says it in both languages. */
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Assessment } from "../conditions/assessment.js"
import type { DossierItem } from "../forms/dossier.js"
import type { Bilingual } from "../law/bilingual.js"
import type { CivilDate } from "../law/civil-date.js"
import type { ConditionId, ProvisionId } from "../law/provision.js"
import type { Gap } from "./applicable-law.js"
import type { Actor, Role } from "./actor.js"

interface Details {
  /** `rightCode`: the division or unit for which the actor's role would have been competent here. */
  readonly NotCompetent: { readonly actor: Actor; readonly competent: ReadonlyArray<Role>; readonly rightCode?: string }
  /** The officer has acted for the other authority in the same proceeding. */
  readonly SameOfficer: { readonly officer: string; readonly actedFor: Role }
  readonly NoRuleInForce: { readonly on: CivilDate; readonly gap: Gap }
  readonly WrongState: { readonly act: string; readonly phase: string; readonly possibleIn: ReadonlyArray<string> }
  readonly AlreadyDecided: { readonly act: string; readonly phase: string }
  readonly EffectiveDateGoesBack: { readonly last: CivilDate; readonly given: CivilDate }
  readonly NotLegalPerson: { readonly unit: string }
  readonly DossierIncomplete: { readonly missing: ReadonlyArray<MissingMaterial> }
  readonly ConditionsNotMet: { readonly assessment: Assessment }
  /** Findings nobody has made, and figures nobody has given. */
  readonly FindingMissing: { readonly conditions: ReadonlyArray<ConditionId> }
  readonly WaiverNotAllowed: { readonly condition: ConditionId; readonly because: WaiverObstacle }
  readonly OutsideCall: {
    readonly year: number
    readonly on: CivilDate
    /** `null` when there was no call for that year. */
    readonly window: { readonly opensOn: CivilDate; readonly closesOn: CivilDate } | null
  }
  /** `year` or `from`, whichever the reading in force counts by. */
  readonly ReviewNotDue: { readonly on: CivilDate; readonly year?: number; readonly from?: CivilDate }
  /** Nothing was filed for the review, so it cannot be confirmed, nor failed where the reading only flags it. */
  readonly NothingFiled: unknown
  /** The regulation asks for a public notice of so many days, over before the certification; `closesOn`: of the one there is. */
  readonly NoticeNotOver: { readonly days: number; readonly closesOn: CivilDate | null }
  /** The unit is first given time to set right what the review found; `until`: its last day, where it was given. */
  readonly RectificationPending: { readonly until: CivilDate | null }
  readonly AnnouncementMissing: unknown
  readonly HearingMissing: unknown
  readonly ReasonsMissing: { readonly act: string }
  /** No spot check at that revision found falsification. */
  readonly NothingFound: { readonly restsOn: number }
  readonly PlaqueMissing: unknown
  readonly ReapplicationBarred: { readonly until: CivilDate }
  readonly InvalidParticulars: { readonly issues: ReadonlyArray<Contradiction> }
}

export interface MissingMaterial {
  readonly item: DossierItem
  readonly provision: ProvisionId
  readonly because: "missing" | "mayNotBeNone"
}

export type WaiverObstacle =
  | "notWaivable"
  | "gateClosed"
  | "alreadyMet"
  | "notYetJudged"
  | "levelNotBelowStatutory"
  | "levelNotReached"
  | "belowFloor"
  | "notTheAuthority"
  | "askedTwice"

/** Particulars that contradict each other, the calendar or the register. `path` as in the form. */
export interface Contradiction {
  readonly path: string
  readonly expected: Bilingual
  readonly got: string
}

export type RefusalCode = keyof Details

export type RefusalOf<C extends RefusalCode> = Details[C] & {
  readonly code: C
  readonly provisions: ReadonlyArray<ProvisionId>
}

export type Refusal = { readonly [C in RefusalCode]: RefusalOf<C> }[RefusalCode]

/** Everything that stood in the way, not only the first thing. */
export type Refusals = ReadonlyNonEmptyArray<Refusal>

/** A refusal before its provisions are looked up in the regulation. */
export type Objection = { readonly [C in RefusalCode]: Details[C] & { readonly code: C } }[RefusalCode]

/** What a rule has against a command: never nothing. */
export type Objections = ReadonlyNonEmptyArray<Objection>
