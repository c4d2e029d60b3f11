/** What a unit's designation has come to: folded from its events, and never stored. */
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
import type { RuleApplied } from "../../kernel/act.js"
import type { Waiver } from "./decision-parts.js"
import type { CorrectableRecords } from "./correctable-fields.js"
import type { ReviewEnclosures, Supplements } from "./supplement.js"

/** Steps before an authority's act, by name: whether the last one taken was passed. */
export interface Steps {
  readonly [name: string]: boolean
}

/** One application on its way, from `Applied` to its end. */
export interface Case {
  readonly callYear: number
  readonly appliedOn: CivilDate
  readonly appliedUnder: RuleApplied | null
  /** As filed, or as last supplemented. */
  readonly form: ApplicationForm<Sealed>
  readonly dossier: Dossier
  readonly supplements: Supplements
  /** Before the recommendation, if there were any. */
  readonly steps?: Steps
}

export interface Recommendation {
  /** Of its event, in this stream. */
  readonly revision: number
  readonly recommendedOn: CivilDate
  readonly satisfaction: Satisfaction
  readonly findings: ReadonlyArray<FindingMade>
  readonly waiversProposed: ReadonlyArray<Waiver>
  readonly measurements: ReadonlyArray<Measurement>
  /** Before the certification, if there were any. */
  readonly steps?: Steps
  /** The public notice of the coming decision, if there was one. */
  readonly notice: { readonly opensOn: CivilDate; readonly closesOn: CivilDate } | null
}

/** A review under way: filed by the unit, then assessed by its county. */
export interface Review {
  readonly filed: {
    readonly on: CivilDate
    readonly callYear: number
    /** As filed, or as last supplemented. */
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
  /** Time given to set right what was found; `over` once the county has assessed again. */
  readonly rectification: {
    readonly revision: number
    readonly orderedOn: CivilDate
    readonly until: CivilDate
    readonly over: boolean
  } | null
  /** Since it was filed, if there were any. */
  readonly steps?: Steps
}

/** What the last confirmation changed, in case it is annulled. */
export interface Confirmation {
  readonly revision: number
  readonly before: Pick<Title, "lastConfirmedOn" | "waivers" | "validUntil">
}

/** The title and what has become of it. */
export interface Title {
  /** Of the event that granted it or put it on record. */
  readonly revision: number
  readonly operatingUnitName: string
  readonly platformName: string
  readonly countyOrDistrict: DivisionCode
  readonly serviceArea?: ServiceArea
  readonly platformKind?: ApplicationForm<Sealed>["platformKind"]
  readonly grade?: string
  readonly certifiedOn: CivilDate
  readonly certifiedUnder: RuleApplied | null
  /** The day a title granted under an earlier instrument was put on record; `null` for one certified here. */
  readonly importedOn: CivilDate | null
  /** `null` for a title granted under an earlier instrument. */
  readonly certificateNumber: string | null
  readonly waivers: ReadonlyArray<Waiver>
  /** `null` before the first review that confirmed it. */
  readonly lastConfirmedOn: CivilDate | null
  readonly confirmation: Confirmation | null
  /** The last day of its term; `null` for a title without one. */
  readonly validUntil: CivilDate | null
  readonly plaqueAwardedOn: CivilDate | null
  readonly summaries: ReadonlyArray<number>
  /** The days on which it was spot-checked. */
  readonly spotChecks: ReadonlyArray<CivilDate>
  /** The spot checks that found falsification, by revision. */
  readonly falsification: ReadonlyArray<{ readonly revision: number; readonly foundOn: CivilDate }>
  readonly review: Review | null
  /** The unit it was taken over from; `null` for one that was granted to this unit. */
  readonly predecessor: Uscc | null
}

/** What still counts of a title that is over. Art. 14: that it was checked in a year. */
export type EarlierTitle = Pick<Title, "revision" | "certifiedOn" | "importedOn" | "spotChecks">

/** The day from which the years to the next review are counted: of the certification, or of the last confirmation. */
export const cycleStart = ({
  certifiedOn,
  lastConfirmedOn,
}: Pick<Title, "certifiedOn" | "lastConfirmedOn">): CivilDate => lastConfirmedOn ?? certifiedOn

/** An application waiting for a decision. */
export type Pending =
  | { readonly _tag: "applied"; readonly case: Case }
  | { readonly _tag: "recommended"; readonly case: Case; readonly recommendation: Recommendation }

/** The event that brought something to an end, which may be annulled. */
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
  /** Of a title that goes on under another code. */
  readonly successor?: Uscc
}

/** Where a unit's case or title stands, with what that phase needs to know. */
export type Phase =
  | { readonly _tag: "none" }
  | Pending
  /** `before`: what an annulment brings back; `null` where the unit withdrew. */
  | { readonly _tag: "closed"; readonly case: Case; readonly by: EndedBy; readonly before: Pending | null }
  | { readonly _tag: "certified"; readonly title: Title }
  | { readonly _tag: "revoked"; readonly title: Title; readonly revokedOn: CivilDate }
  /** The unit gave the title up or is no more, or its certification was annulled. */
  | { readonly _tag: "ended"; readonly title: Title; readonly by: EndedBy }

/** The last revocation, kept over a new application: an annulment brings the title back. */
export interface Revocation {
  readonly revision: number
  readonly title: Title
  readonly revokedOn: CivilDate
  /** The revocation before it. */
  readonly lastRevokedOn: CivilDate | null
}

/** `expired`: certified, and past the last day of its term. No event says so: the day does. */
export type PhaseName = Phase["_tag"] | "expired"

/** What may have been done already within a phase. */
export type Milestone =
  | "plaqueAwarded"
  | "summaryFiled"
  | "reviewUnderWay"
  | "reviewAssessed"
  | "rectificationOrdered"
  | "unitEnded"
  | "supplementRequested"

/** A unit's phase with what has been done in it: finer than `PhaseName`, as refusals and lists tell it. */
export type DesignationPhase = PhaseName | Milestone

/** Whether a title's last day is past. Only under reading `title.term` has a title such a day. */
export const hasExpired = ({ validUntil }: Pick<Title, "validUntil">, on: CivilDate): boolean =>
  validUntil !== null && validUntil < on

/** The phase on a day. */
export const phaseOn = ({ phase }: State, on: CivilDate): PhaseName =>
  phase._tag === "certified" && hasExpired(phase.title, on) ? "expired" : phase._tag

/** A unit as its events leave it: enough to decide the next act, and no more. */
export interface State {
  readonly unit: Uscc
  /** Of the last event; -1 before the first. */
  readonly revision: number
  readonly lastEffectiveOn: CivilDate | null
  readonly phase: Phase
  /** The officers who have acted in the proceeding under way, by the authority they acted for. */
  readonly officers: { readonly county: ReadonlyArray<string>; readonly bureau: ReadonlyArray<string> }
  /** The titles before the application or the title of now. */
  readonly earlierTitles: ReadonlyArray<EarlierTitle>
  /** The day of the last revocation that stands, which outlives a new application. */
  readonly lastRevokedOn: CivilDate | null
  readonly lastRevocation: Revocation | null
  /** The units whose titles this one has taken over. */
  readonly inheritedFrom: ReadonlyArray<Uscc>
  /** What can be corrected as a clerical error, event by event, from the first one on. */
  readonly records: CorrectableRecords
  /** The end of the legal person: it applies for nothing more. */
  readonly unitEnded: { readonly revision: number; readonly on: CivilDate } | null
}

/** A unit of which nothing is on record yet. */
export const initialState = (unit: Uscc): State => ({
  unit,
  revision: -1,
  lastEffectiveOn: null,
  phase: { _tag: "none" },
  officers: { county: [], bureau: [] },
  earlierTitles: [],
  lastRevokedOn: null,
  lastRevocation: null,
  inheritedFrom: [],
  records: null,
  unitEnded: null,
})

/** Every title the unit has held, over or not. */
export const titlesHeld = ({ phase, earlierTitles }: State): ReadonlyArray<EarlierTitle> => {
  if (!("title" in phase)) return earlierTitles
  const { revision, certifiedOn, importedOn, spotChecks } = phase.title
  return [...earlierTitles, { revision, certifiedOn, importedOn, spotChecks }]
}

/** The county the unit belongs to in the input under way; `undefined` before it ever applied. */
export const countyOf = ({ phase }: State): DivisionCode | undefined => {
  switch (phase._tag) {
    case "none":
      return undefined
    case "applied":
    case "recommended":
    case "closed":
      return phase.case.form.countyOrDistrict
    case "certified":
    case "revoked":
    case "ended":
      return phase.title.countyOrDistrict
  }
}
