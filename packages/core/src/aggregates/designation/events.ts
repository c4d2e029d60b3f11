/** What happened to a unit's designation: the stored format, whose fields are never renamed, only upcast from. */
import type { Assessment } from "../../conditions/assessment.js"
import type { FindingMade } from "../../conditions/evidence.js"
import type { Measurement } from "../../conditions/measurement.js"
import type { ApplicationForm, ServiceArea } from "../../forms/application.js"
import type { DivisionCode } from "../../forms/division.js"
import type { Document, Dossier } from "../../forms/dossier.js"
import type { CountyAssessment, OperationReport } from "../../forms/operation-report.js"
import type { RecommendationForm, Satisfaction } from "../../forms/recommendation.js"
import type { Sealed } from "../../forms/representation.js"
import type { CivilDate } from "../../law/civil-date.js"
import type { EventsOf } from "../../kernel/act.js"
import type { Ground } from "../../kernel/regulation.js"
import type { SuccessionEventData } from "./succession.js"
import type { Correction } from "./correctable-fields.js"
import type {
  AnnulmentEffect,
  AnnulmentGround,
  Announcement,
  Appraisal,
  Hearing,
  ParticularsChange,
  Reason,
  Waiver,
} from "./decision-parts.js"
import { supplementEventTypes, type ReviewEnclosures, type SupplementEventData } from "./supplement.js"
import type { StepEventData } from "./steps.js"

/** What each type of event says beside what every act says. */
export interface EventData extends SupplementEventData, StepEventData {
  readonly Applied: {
    readonly callYear: number
    readonly form: ApplicationForm<Sealed>
    readonly dossier: Dossier
    readonly selfAssessment: Assessment
  }
  readonly Withdrawn: { readonly reason: string }
  readonly Recommended: {
    readonly form: RecommendationForm
    readonly satisfaction: Satisfaction
    readonly findings: ReadonlyArray<FindingMade>
    readonly waiversProposed: ReadonlyArray<Waiver>
    /** What the county measured itself, beside what the unit declared. Art. 7. */
    readonly measurements?: ReadonlyArray<Measurement>
    readonly assessment: Assessment
  }
  readonly RecommendationDeclined: { readonly reasons: ReadonlyArray<Reason> }
  /** A public notice of what the bureau is about to decide, where the regulation asks for one or the bureau holds one. */
  readonly NoticePublished: {
    readonly opensOn: CivilDate
    readonly closesOn: CivilDate
    readonly number: string
    readonly address: string
  }
  readonly Certified: {
    readonly certificateNumber: string
    readonly appraisal: Appraisal
    /** The bureau's own, beside the county's and heard after them. */
    readonly findings: ReadonlyArray<FindingMade>
    readonly waivers: ReadonlyArray<Waiver>
    readonly assessment: Assessment
    /** The last day of a title that has a term. */
    readonly validUntil?: CivilDate
  }
  readonly CertificationDeclined: {
    readonly appraisal: Appraisal
    readonly findings: ReadonlyArray<FindingMade>
    readonly reasons: ReadonlyArray<Reason>
    readonly assessment: Assessment
  }
  readonly PlaqueAwarded: { readonly awardedOn: CivilDate }
  /** `nominatedOn`: where it is recorded later than it happened. */
  readonly NominatedToProvince: { readonly document: Document; readonly nominatedOn?: CivilDate }
  /** `receivedOn`: where it is recorded later than the bureau received it. */
  readonly AnnualSummaryFiled: { readonly year: number; readonly document: Document; readonly receivedOn?: CivilDate }
  readonly SpotChecked: {
    readonly regular: boolean
    readonly findings: string
    readonly falsificationFound: boolean
    readonly evidence: ReadonlyArray<Document>
    /** Where it is recorded later than it was held. */
    readonly checkedOn?: CivilDate
  }
  readonly SupportGranted: {
    readonly kind: string
    /** In fen; `null` for support that is not money. */
    readonly amount: number | null
    readonly document: Document
    /** Where it is recorded later than it was granted. */
    readonly grantedOn?: CivilDate
  }
  readonly ReviewFiled: ReviewEnclosures & {
    readonly callYear: number
    readonly report: OperationReport<Sealed>
    /** For a title from before the first instrument, whose application is not on record. */
    readonly serviceArea?: ServiceArea
  }
  readonly ReviewAssessed: {
    /** `null`: nothing was filed. */
    readonly assessment: CountyAssessment | null
    readonly findings: ReadonlyArray<FindingMade>
    readonly waiversProposed?: ReadonlyArray<Waiver>
    readonly measurements?: ReadonlyArray<Measurement>
  }
  /** Time to set right what a review found, before it is concluded. */
  readonly RectificationOrdered: {
    readonly until: CivilDate
    readonly reasons: ReadonlyArray<Reason>
  }
  readonly Reviewed: {
    readonly outcome: "confirmed" | "failed"
    readonly reasons: ReadonlyArray<Reason>
    readonly findings: ReadonlyArray<FindingMade>
    readonly waivers: ReadonlyArray<Waiver>
    /** `null` when nothing was filed. */
    readonly assessment: Assessment | null
    /** Of a title with a term: the last day of the one a confirmation adds; `null` where there are terms no longer. */
    readonly validUntil?: CivilDate | null
  }
  readonly Revoked: {
    readonly ground: Ground
    /** The text's own word: 撤消 in art. 13, 撤销 in art. 14. */
    readonly word: string
    /** Art. 13 asks for one; for falsification (art. 14) reading `announcement.falsification` says whether one is needed. */
    readonly announcement?: Announcement
    /** The revision, in this stream, of the event it rests on. */
    readonly restsOn: number
    readonly hearing?: Hearing
    readonly reasons: ReadonlyArray<Reason>
    /** Art. 14 speaks of platforms that hold the plaque, and this one held none: reading `fraud.beforePlaque` closed the gap. */
    readonly textualGap?: true
  }
  readonly ParticularsChanged: {
    /** As far as the state knows it: of a title, its names. */
    readonly before: ParticularsChange<Sealed>
    readonly after: ParticularsChange<Sealed>
    readonly document: Document
  }
  readonly TitleImported: {
    readonly operatingUnitName: string
    readonly platformName: string
    readonly countyOrDistrict: DivisionCode
    readonly serviceArea?: ServiceArea
    readonly grantedOn: CivilDate
    readonly grantingDocument: string
    /** The last confirmation under the earlier instrument, if there was one. */
    readonly lastConfirmedOn?: CivilDate
    /** The last day, of a title granted for a term. */
    readonly validUntil?: CivilDate
  }
  readonly PlaqueReturned: { readonly returnedOn: CivilDate }
  /** The unit gives its title up. */
  readonly TitleSurrendered: { readonly reason: string }
  /** The legal person is no more: `endedOn` is the day its register says. */
  readonly UnitEnded: { readonly endedOn: CivilDate; readonly document: Document }
  readonly DecisionAnnulled: {
    /** The decision, by its revision in this stream and by its type. */
    readonly revision: number
    readonly decision: EventType
    readonly ground: AnnulmentGround
    /** Whether the decision counts as never made, or no longer. */
    readonly effect: AnnulmentEffect
    /** The day of the judgment or decision that annuls it. */
    readonly decidedOn: CivilDate
    readonly document: Document
    readonly reasons: string
  }
  readonly RecordCorrected: Correction
  readonly TitleSucceeded: SuccessionEventData["TitleSucceeded"]
  readonly TitleInherited: SuccessionEventData["TitleInherited"]
  readonly PersonalDataErased: {
    readonly basis: string
    readonly scope: string
    readonly approver: string
  }
  /** What was sealed is shown to somebody in scope. Art. 16. */
  readonly PersonalDataOpened: {
    readonly openedTo: string
    readonly purpose: string
    /** Where in their forms the values stand: `form.basic.phone`. */
    readonly paths: ReadonlyArray<string>
  }
}

/** The names of all events of a designation, each a participle: `Certified`. */
export type EventType = keyof EventData

/** Anything that may have happened to a unit's designation, told apart by `type`. */
export type Event = EventsOf<EventData>

/** The event of one type. */
export type EventOf<T extends EventType> = Extract<Event, { readonly type: T }>

/** The five that name the lifecycle first. */
export const eventTypes: ReadonlyArray<EventType> = [
  "Applied",
  "Recommended",
  "Certified",
  "Reviewed",
  "Revoked",
  "Withdrawn",
  "RecommendationDeclined",
  "CertificationDeclined",
  "PlaqueAwarded",
  "NominatedToProvince",
  "AnnualSummaryFiled",
  "SpotChecked",
  "SupportGranted",
  "ReviewFiled",
  "ReviewAssessed",
  "ParticularsChanged",
  "TitleImported",
  "PersonalDataErased",
  "PersonalDataOpened",
  "NoticePublished",
  "StepTaken",
  "RectificationOrdered",
  "PlaqueReturned",
  "TitleSurrendered",
  "UnitEnded",
  "DecisionAnnulled",
  "RecordCorrected",
  "TitleSucceeded",
  "TitleInherited",
  ...supplementEventTypes,
]

/** Of a change that works from an earlier event's own day on, that event's revision: a view of such a day needs it. */
export const reachesBackTo = ({ type, data }: Event): number | undefined =>
  type === "RecordCorrected" || (type === "DecisionAnnulled" && data.effect === "fromBeginning")
    ? data.revision
    : undefined

/** The assessment a decision rested on, as its event keeps it; `null` for an event that rests on none. */
export const assessmentOf = (event: Event): Assessment | null => {
  switch (event.type) {
    case "Applied":
    case "ApplicationSupplemented":
      return event.data.selfAssessment
    case "Recommended":
    case "Certified":
    case "CertificationDeclined":
    case "Reviewed":
      return event.data.assessment
    default:
      return null
  }
}
