/** State of a unit's designation: a fold of its events, never stored. */
import type { FindingMade } from "../../conditions/evidence.js"
import type { Measurement } from "../../conditions/measurement.js"
import type { ApplicationForm, ServiceArea } from "../../forms/application.js"
import type { DivisionCode } from "../../forms/division.js"
import type { Dossier } from "../../forms/dossier.js"
import type { OperationReport } from "../../forms/operation-report.js"
import type { Satisfaction } from "../../forms/recommendation.js"
import type { Sealed } from "../../forms/representation.js"
import type { Uscc } from "../../forms/uscc.js"
import type { CivilDate } from "../../law/civil-date.js"
import type { Act, RuleApplied } from "../../kernel/act.js"
import type { Waiver } from "./decision-parts.js"
import type { CorrectableRecords } from "./correctable-fields.js"
import type { ReviewEnclosures, Supplements } from "./supplement.js"

/** Steps before an authority's act: by name, whether the last attempt was passed. */
export interface Steps {
  readonly [name: string]: boolean
}

/** An application, from `Applied` to its end. */
export interface Case {
  readonly callYear: number
  readonly appliedOn: CivilDate
  readonly appliedUnder: RuleApplied | null
  /** The form as filed or last supplemented. */
  readonly form: ApplicationForm<Sealed>
  readonly dossier: Dossier
  readonly supplements: Supplements
  readonly steps?: Steps
}

export interface Recommendation {
  /** Revision of its event in this stream. */
  readonly revision: number
  readonly recommendedOn: CivilDate
  readonly satisfaction: Satisfaction
  readonly findings: ReadonlyArray<FindingMade>
  readonly waiversProposed: ReadonlyArray<Waiver>
  readonly measurements: ReadonlyArray<Measurement>
  readonly steps?: Steps
  /** The public notice of the coming decision, if any. */
  readonly notice: { readonly opensOn: CivilDate; readonly closesOn: CivilDate } | null
}

/** A review under way: filed by the unit, then assessed by its county. */
export interface Review {
  readonly filed: {
    readonly on: CivilDate
    /** Day of the first filing, if it was filed again after an order to rectify. */
    readonly firstOn: CivilDate
    readonly callYear: number
    /** The report as filed or last supplemented. */
    readonly report: OperationReport<Sealed>
    readonly enclosures: ReviewEnclosures
    readonly supplements: Supplements
  } | null
  readonly assessed: {
    readonly on: CivilDate
    readonly nothingFiled: boolean
    readonly satisfaction?: Satisfaction
    readonly findings: ReadonlyArray<FindingMade>
    readonly waiversProposed: ReadonlyArray<Waiver>
    readonly measurements: ReadonlyArray<Measurement>
  } | null
  /** Time given to fix what was found; `over` once the county has assessed again. */
  readonly rectification: {
    readonly revision: number
    readonly orderedOn: CivilDate
    readonly until: CivilDate
    readonly over: boolean
  } | null
  /** Steps taken since the filing, if any. */
  readonly steps?: Steps
}

/** The law of a confirmation, needed if the last day that it prolonged is corrected, and the values before it. */
export interface Confirmation extends Pick<Act, "rule" | "readings"> {
  readonly revision: number
  readonly before: Pick<Title, "lastConfirmedOn" | "waivers" | "validUntil" | "confirmation">
}

/** A title with its history. */
export interface Title {
  /** Revision of the event that granted or imported it. */
  readonly revision: number
  readonly operatingUnitName: string
  readonly platformName: string
  readonly countyOrDistrict: DivisionCode
  readonly serviceArea?: ServiceArea
  readonly platformKind?: ApplicationForm<Sealed>["platformKind"]
  readonly grade?: string
  readonly certifiedOn: CivilDate
  readonly certifiedUnder: RuleApplied | null
  /** Day on which a title granted under an earlier instrument was imported; `null` if it was certified here. */
  readonly importedOn: CivilDate | null
  /** `null` for a title granted under an earlier instrument. */
  readonly certificateNumber: string | null
  readonly waivers: ReadonlyArray<Waiver>
  /** `null` until a review has confirmed it. */
  readonly lastConfirmedOn: CivilDate | null
  readonly confirmation: Confirmation | null
  /** Day on which the title was taken over, given back by an annulment, or left unconfirmed by one; missing if on none. */
  readonly resumedOn?: CivilDate
  /** Last day of its term; `null` for a title without a term. */
  readonly validUntil: CivilDate | null
  readonly plaqueAwardedOn: CivilDate | null
  readonly summaries: ReadonlyArray<number>
  readonly spotChecks: ReadonlyArray<CivilDate>
  /** Spot checks that found falsification, by revision. */
  readonly falsification: ReadonlyArray<{ readonly revision: number; readonly foundOn: CivilDate }>
  readonly review: Review | null
  /** The unit it was taken over from; `null` if it was granted to this unit. */
  readonly predecessor: Uscc | null
}

/** The part of a former title that still counts: for the yearly check of art. 14, and for corrections of its last day. */
export type EarlierTitle = Pick<Title, "revision" | "certifiedOn" | "importedOn" | "spotChecks" | "confirmation">

/** Start of the review cycle: the day of the certification or of the last confirmation. */
export const cycleStart = ({
  certifiedOn,
  lastConfirmedOn,
}: Pick<Title, "certifiedOn" | "lastConfirmedOn">): CivilDate => lastConfirmedOn ?? certifiedOn

/** An application waiting for a decision. */
export type Pending =
  | { readonly _tag: "applied"; readonly case: Case }
  | { readonly _tag: "recommended"; readonly case: Case; readonly recommendation: Recommendation }

/** The event that ended an application or title. It may be annulled. */
export interface EndedBy {
  readonly type:
    | "Withdrawn"
    | "RecommendationDeclined"
    | "CertificationDeclined"
    | "TitleSurrendered"
    | "UnitEnded"
    | "DecisionAnnulled"
    | "TitleSucceeded"
  readonly revision: number
  readonly on: CivilDate
  /** For a title that continues under another code. */
  readonly successor?: Uscc
}

/** The phase of a unit's application or title, with its data. */
export type Phase =
  | { readonly _tag: "none" }
  | Pending
  /** `before`: the phase an annulment restores; `null` if the unit withdrew. */
  | { readonly _tag: "closed"; readonly case: Case; readonly by: EndedBy; readonly before: Pending | null }
  | { readonly _tag: "certified"; readonly title: Title }
  | { readonly _tag: "revoked"; readonly title: Title; readonly revokedOn: CivilDate }
  /** The unit gave up the title, ended or has a successor, or the certification was annulled. */
  | { readonly _tag: "ended"; readonly title: Title; readonly by: EndedBy }

/** The last revocation. Kept during a new application, since an annulment restores the title. */
export interface Revocation {
  readonly revision: number
  readonly title: Title
  readonly revokedOn: CivilDate
  /** Day of the revocation before this one. */
  readonly lastRevokedOn: CivilDate | null
}

/** `expired`: certified, but past the last day of the term. This depends on the day; no event records it. */
export type PhaseName = Phase["_tag"] | "expired"

/** Acts that may already have been done within a phase. */
export type Milestone =
  | "plaqueAwarded"
  | "summaryFiled"
  | "reviewUnderWay"
  | "reviewAssessed"
  | "rectificationOrdered"
  | "unitEnded"
  | "supplementRequested"

/** A phase or milestone: finer than `PhaseName`, for refusals and lists. */
export type DesignationPhase = PhaseName | Milestone

/** Whether the term of a title is over. Titles without a term never expire. */
export const hasExpired = ({ validUntil }: Pick<Title, "validUntil">, on: CivilDate): boolean =>
  validUntil !== null && validUntil < on

/** The phase on a day. A certified title past its last day is `expired`. */
export const phaseOn = ({ phase }: State, on: CivilDate): PhaseName =>
  phase._tag === "certified" && hasExpired(phase.title, on) ? "expired" : phase._tag

/** The authorities of a case. `superior`: the division above the unit's county, which acts as a county under its own code. */
export type Authority = "county" | "superior" | "bureau"

export const noOfficers: State["officers"] = { county: [], superior: [], bureau: [] }

/** State of a unit after its events. Contains only what is needed to decide the next act. */
export interface State {
  readonly unit: Uscc
  /** Revision of the last event; -1 before the first. */
  readonly revision: number
  readonly lastEffectiveOn: CivilDate | null
  readonly phase: Phase
  /** Officers who have acted in the current proceeding, by authority. */
  readonly officers: { readonly [A in Authority]: ReadonlyArray<string> }
  /** Titles before the current application or title. */
  readonly earlierTitles: ReadonlyArray<EarlierTitle>
  /** Day of the last revocation that is not annulled. Kept during a new application. */
  readonly lastRevokedOn: CivilDate | null
  readonly lastRevocation: Revocation | null
  /** Units whose titles this one has taken over. */
  readonly inheritedFrom: ReadonlyArray<Uscc>
  /** The records of all events with correctable fields. */
  readonly records: CorrectableRecords
  /** End of the legal person, which can no longer apply. */
  readonly unitEnded: { readonly revision: number; readonly on: CivilDate } | null
}

/** State of a unit without any events. */
export const initialState = (unit: Uscc): State => ({
  unit,
  revision: -1,
  lastEffectiveOn: null,
  phase: { _tag: "none" },
  officers: noOfficers,
  earlierTitles: [],
  lastRevokedOn: null,
  lastRevocation: null,
  inheritedFrom: [],
  records: null,
  unitEnded: null,
})

/** The titles that the unit has ever held, the oldest first and the present one included: their days and spot checks. */
export const titlesHeld = ({ phase, earlierTitles }: State): ReadonlyArray<EarlierTitle> => {
  if (!("title" in phase)) return earlierTitles
  const { revision, certifiedOn, importedOn, spotChecks, confirmation } = phase.title
  return [...earlierTitles, { revision, certifiedOn, importedOn, spotChecks, confirmation }]
}

/** The county of the unit's application or title; `undefined` before its first application. */
export const countyOf = ({ phase }: State): DivisionCode | undefined => {
  if ("title" in phase) return phase.title.countyOrDistrict
  return "case" in phase ? phase.case.form.countyOrDistrict : undefined
}
