/** What an actor asks for. Where it is no more than the event says, it has the event's own data. */
import type { FindingMade } from "../../conditions/evidence.js"
import type { RecommendationForm, Satisfaction } from "../../forms/recommendation.js"
import type { Announcement, Appraisal, EventData, Hearing, NamesChange, Reason, WaiverRequest } from "./event.js"
import type { Document } from "../../forms/document.js"

export interface CommandData {
  readonly Apply: Omit<EventData["Applied"], "selfAssessment">
  readonly Withdraw: EventData["Withdrawn"]
  readonly Recommend: {
    readonly form: RecommendationForm
    readonly satisfaction: Satisfaction
    readonly findings: ReadonlyArray<FindingMade>
    readonly waiversProposed: ReadonlyArray<WaiverRequest>
  }
  readonly DeclineRecommendation: EventData["RecommendationDeclined"]
  readonly PublishNotice: EventData["NoticePublished"]
  readonly Certify: {
    readonly certificateNumber: string
    readonly appraisal: Appraisal
    readonly findings: ReadonlyArray<FindingMade>
    readonly waivers: ReadonlyArray<WaiverRequest>
  }
  readonly DeclineCertification: Omit<EventData["CertificationDeclined"], "assessment">
  readonly AwardPlaque: EventData["PlaqueAwarded"]
  readonly NominateToProvince: EventData["NominatedToProvince"]
  readonly FileAnnualSummary: EventData["AnnualSummaryFiled"]
  readonly SpotCheck: EventData["SpotChecked"]
  readonly GrantSupport: EventData["SupportGranted"]
  readonly FileReview: EventData["ReviewFiled"]
  readonly AssessReview: EventData["ReviewAssessed"]
  readonly OrderRectification: EventData["RectificationOrdered"]
  /** A failed review revokes in the same append, so it brings the announcement with it. Art. 13. */
  readonly ConcludeReview: {
    readonly outcome: "confirmed" | "failed"
    readonly reasons: ReadonlyArray<Reason>
    readonly findings: ReadonlyArray<FindingMade>
    readonly waivers: ReadonlyArray<WaiverRequest>
    readonly announcement?: Announcement
    readonly hearing?: Hearing
  }
  /** For falsification, resting on the spot check at revision `restsOn` that found it. Art. 14. */
  readonly Revoke: {
    readonly announcement?: Announcement
    readonly restsOn: number
    readonly hearing?: Hearing
    readonly reasons: ReadonlyArray<Reason>
  }
  readonly ChangeParticulars: { readonly after: NamesChange; readonly document: Document }
  readonly ImportTitle: EventData["TitleImported"]
  readonly ErasePersonalData: EventData["PersonalDataErased"]
  readonly OpenPersonalData: EventData["PersonalDataOpened"]
}

export type CommandType = keyof CommandData

export type CommandOf<T extends CommandType> = { readonly type: T; readonly data: CommandData[T] }

export type Command = { readonly [T in CommandType]: CommandOf<T> }[CommandType]
