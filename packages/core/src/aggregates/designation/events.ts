/** The events of a designation. Stored format: fields are never renamed; older shapes are upcast. */
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
import type { ConfirmedSince, Correction } from "./correctable-fields.js"
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
import type { ReviewEnclosures, SupplementEventData } from "./supplement.js"
import type { StepEventData } from "./steps.js"

/** Data of each event type, in addition to the fields that all acts share. */
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
    /** The county's own measurements, in addition to the unit's declarations (art. 7). */
    readonly measurements?: ReadonlyArray<Measurement>
    readonly assessment: Assessment
  }
  readonly RecommendationDeclined: { readonly reasons: ReadonlyArray<Reason> }
  /** A public notice of the coming decision, required by the regulation or held voluntarily. */
  readonly NoticePublished: {
    readonly opensOn: CivilDate
    readonly closesOn: CivilDate
    readonly number: string
    readonly address: string
  }
  readonly Certified: {
    readonly certificateNumber: string
    readonly appraisal: Appraisal
    /** The bureau's own findings. They come after the county's and override them. */
    readonly findings: ReadonlyArray<FindingMade>
    readonly waivers: ReadonlyArray<Waiver>
    readonly assessment: Assessment
    /** Last day of the title, if it has a term. */
    readonly validUntil?: CivilDate
  }
  readonly CertificationDeclined: {
    readonly appraisal: Appraisal
    readonly findings: ReadonlyArray<FindingMade>
    readonly reasons: ReadonlyArray<Reason>
    readonly assessment: Assessment
  }
  readonly PlaqueAwarded: { readonly awardedOn: CivilDate }
  /** `nominatedOn`: set if it was recorded on a later day. */
  readonly NominatedToProvince: { readonly document: Document; readonly nominatedOn?: CivilDate }
  /** `receivedOn`: day of receipt, set if it was recorded on a later day. */
  readonly AnnualSummaryFiled: { readonly year: number; readonly document: Document; readonly receivedOn?: CivilDate }
  readonly SpotChecked: {
    readonly regular: boolean
    readonly findings: string
    readonly falsificationFound: boolean
    readonly evidence: ReadonlyArray<Document>
    /** Day of the check, set if it was recorded on a later day. */
    readonly checkedOn?: CivilDate
  }
  readonly SupportGranted: {
    readonly kind: string
    /** In fen; `null` for support that is not money. */
    readonly amount: number | null
    readonly document: Document
    /** Day of the grant, set if it was recorded on a later day. */
    readonly grantedOn?: CivilDate
  }
  readonly ReviewFiled: ReviewEnclosures & {
    readonly callYear: number
    readonly report: OperationReport<Sealed>
    /** Only for an imported title, whose application is not on record. */
    readonly serviceArea?: ServiceArea
  }
  readonly ReviewAssessed: {
    /** `null` if the unit filed nothing. */
    readonly assessment: CountyAssessment | null
    readonly findings: ReadonlyArray<FindingMade>
    readonly waiversProposed?: ReadonlyArray<Waiver>
    readonly measurements?: ReadonlyArray<Measurement>
  }
  /** Time to fix what a review found, before the review is concluded. */
  readonly RectificationOrdered: {
    readonly until: CivilDate
    readonly reasons: ReadonlyArray<Reason>
  }
  readonly Reviewed: {
    readonly outcome: "confirmed" | "failed"
    readonly reasons: ReadonlyArray<Reason>
    readonly findings: ReadonlyArray<FindingMade>
    readonly waivers: ReadonlyArray<Waiver>
    /** `null` if the unit filed nothing. */
    readonly assessment: Assessment | null
    /** For a title with a term: last day of the next term after a confirmation; `null` if titles no longer have terms. */
    readonly validUntil?: CivilDate | null
  }
  readonly Revoked: {
    readonly ground: Ground
    /** The wording of the text: 撤消 in art. 13, 撤销 in art. 14. */
    readonly word: string
    /** Required by art. 13. For falsification (art. 14), reading `announcement.falsification` decides. */
    readonly announcement?: Announcement
    /** Revision of the event in this stream that it is based on. */
    readonly restsOn: number
    readonly hearing?: Hearing
    readonly reasons: ReadonlyArray<Reason>
    /** Art. 14 covers only platforms with a plaque. This one had none, and reading `fraud.beforePlaque` filled the gap. */
    readonly textualGap?: true
  }
  readonly ParticularsChanged: {
    /** Values before, as far as the state knows them. For a title, these are its names. */
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
    /** Last day of the title, if it was granted for a term. */
    readonly validUntil?: CivilDate
  }
  readonly PlaqueReturned: { readonly returnedOn: CivilDate }
  /** The unit gives up its title. */
  readonly TitleSurrendered: { readonly reason: string }
  /** The legal person has ceased to exist. `endedOn` is the day in the register. */
  readonly UnitEnded: { readonly endedOn: CivilDate; readonly document: Document }
  readonly DecisionAnnulled: {
    /** Revision of the annulled decision in this stream; `decision` is its type. */
    readonly revision: number
    readonly decision: EventType
    readonly ground: AnnulmentGround
    /** Whether the decision counts as never made, or is void only from now on. */
    readonly effect: AnnulmentEffect
    /** Day of the judgment or decision that annuls it. */
    readonly decidedOn: CivilDate
    readonly document: Document
    readonly reasons: string
  }
  readonly RecordCorrected: Correction & ConfirmedSince
  readonly TitleSucceeded: SuccessionEventData["TitleSucceeded"]
  readonly TitleInherited: SuccessionEventData["TitleInherited"]
  readonly PersonalDataErased: {
    readonly basis: string
    readonly scope: string
    readonly approver: string
  }
  /** Sealed data are disclosed to an authorized person (art. 16). */
  readonly PersonalDataOpened: {
    readonly openedTo: string
    readonly purpose: string
    /** Paths of the values in their forms, such as `form.basic.phone`. */
    readonly paths: ReadonlyArray<string>
  }
}

/** Names of all events of a designation, as participles: `Certified`. */
export type EventType = keyof EventData

/** Any event of a unit's designation, discriminated by `type`. */
export type Event = EventsOf<EventData>

/** The event of one type. */
export type EventOf<T extends EventType> = Extract<Event, { readonly type: T }>

/** All event types. The five main steps of the lifecycle come first. */
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
  "SupplementRequested",
  "ApplicationSupplemented",
  "ReviewSupplemented",
]

/** For a retroactive event: revision of the event it changes from that one's own day on. Views of earlier days need it. */
export const reachesBackTo = ({ type, data }: Event): number | undefined =>
  type === "RecordCorrected" || (type === "DecisionAnnulled" && data.effect === "fromBeginning")
    ? data.revision
    : undefined

/** The assessment recorded in an event; `null` if it has none. */
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
