/** The commands on a designation, and how to reconstruct a command from its events. */
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { FindingMade } from "../../conditions/evidence.js"
import type { Measurement } from "../../conditions/measurement.js"
import type { RecommendationForm, Satisfaction } from "../../forms/recommendation.js"
import type { Sealed } from "../../forms/representation.js"
import type { CommandsOf } from "../../kernel/act.js"
import type {
  Announcement,
  Appraisal,
  Hearing,
  ParticularsChange,
  Reason,
  Waiver,
  WaiverRequest,
} from "./decision-parts.js"
import type { Correction } from "./correctable-fields.js"
import type { Event, EventData, EventOf } from "./events.js"
import type { SupplementCommandData } from "./supplement.js"
import type { Document } from "../../forms/dossier.js"

/** Data of each command. Many are the same as the data of their event. */
export interface CommandData extends SupplementCommandData {
  readonly Apply: Omit<EventData["Applied"], "selfAssessment">
  readonly Withdraw: EventData["Withdrawn"]
  readonly Recommend: {
    readonly form: RecommendationForm
    readonly satisfaction: Satisfaction
    readonly findings: ReadonlyArray<FindingMade>
    readonly waiversProposed: ReadonlyArray<WaiverRequest>
    readonly measurements?: ReadonlyArray<Measurement>
  }
  readonly DeclineRecommendation: EventData["RecommendationDeclined"]
  readonly PublishNotice: EventData["NoticePublished"]
  readonly TakeStep: EventData["StepTaken"]
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
  readonly AssessReview: Omit<EventData["ReviewAssessed"], "waiversProposed"> & {
    readonly waiversProposed?: ReadonlyArray<WaiverRequest>
  }
  readonly OrderRectification: EventData["RectificationOrdered"]
  /** A failed review also revokes the title, in the same append, so it includes the announcement (art. 13). */
  readonly ConcludeReview: {
    readonly outcome: "confirmed" | "failed"
    readonly reasons: ReadonlyArray<Reason>
    readonly findings: ReadonlyArray<FindingMade>
    readonly waivers: ReadonlyArray<WaiverRequest>
    readonly announcement?: Announcement
    readonly hearing?: Hearing
  }
  /** Revokes for falsification, based on the spot check at revision `restsOn` that found it (art. 14). */
  readonly Revoke: {
    readonly announcement?: Announcement
    readonly restsOn: number
    readonly hearing?: Hearing
    readonly reasons: ReadonlyArray<Reason>
  }
  readonly ChangeParticulars: { readonly after: ParticularsChange<Sealed>; readonly document: Document }
  readonly ImportTitle: EventData["TitleImported"]
  readonly ReturnPlaque: EventData["PlaqueReturned"]
  readonly SurrenderTitle: EventData["TitleSurrendered"]
  readonly RecordEndOfUnit: EventData["UnitEnded"]
  readonly AnnulDecision: Omit<EventData["DecisionAnnulled"], "decision">
  readonly CorrectRecord: Correction
  readonly SucceedTitle: EventData["TitleSucceeded"]
  readonly InheritTitle: Omit<EventData["TitleInherited"], "title">
  readonly ErasePersonalData: EventData["PersonalDataErased"]
  readonly OpenPersonalData: EventData["PersonalDataOpened"]
}

/** Names of all commands on a designation, in the imperative: `Certify`. */
export type CommandType = keyof CommandData

/** Any command on a unit's designation, discriminated by `type`. */
export type Command = CommandsOf<CommandData>

/** The command of one type. */
export type CommandOf<T extends CommandType> = { readonly type: T; readonly data: CommandData[T] }

/** The request behind a waiver. Leaves out the levels, which come from the assessment and not from the officer. */
export const requestOf = ({ condition, relaxedTo, reasons }: Waiver): WaiverRequest => ({
  condition,
  reasons,
  ...(relaxedTo === null ? {} : { relaxedTo }),
})

/**
 * Reconstructs the command behind a batch, that is, the events of one append: a single event, or a failed review followed by
 * its revocation. Of these two, only the revocation contains the announcement.
 */
export const commandOf = (batch: ReadonlyNonEmptyArray<Event>): Command => {
  const [event, next] = batch
  switch (event.type) {
    case "Applied": {
      const { selfAssessment: _, ...data } = event.data
      return { type: "Apply", data }
    }
    case "Withdrawn":
      return { type: "Withdraw", data: event.data }
    case "Recommended": {
      const { assessment: _, waiversProposed, ...data } = event.data
      return { type: "Recommend", data: { ...data, waiversProposed: waiversProposed.map(requestOf) } }
    }
    case "RecommendationDeclined":
      return { type: "DeclineRecommendation", data: event.data }
    case "Certified": {
      const { assessment: _, validUntil: __, waivers, ...data } = event.data
      const own = waivers.filter(({ officer }) => officer === event.actor.officer)
      return { type: "Certify", data: { ...data, waivers: own.map(requestOf) } }
    }
    case "CertificationDeclined": {
      const { assessment: _, ...data } = event.data
      return { type: "DeclineCertification", data }
    }
    case "NoticePublished":
      return { type: "PublishNotice", data: event.data }
    case "StepTaken":
      return { type: "TakeStep", data: event.data }
    case "PlaqueAwarded":
      return { type: "AwardPlaque", data: event.data }
    case "NominatedToProvince":
      return { type: "NominateToProvince", data: event.data }
    case "AnnualSummaryFiled":
      return { type: "FileAnnualSummary", data: event.data }
    case "SpotChecked":
      return { type: "SpotCheck", data: event.data }
    case "SupportGranted":
      return { type: "GrantSupport", data: event.data }
    case "ReviewFiled":
      return { type: "FileReview", data: event.data }
    case "ReviewAssessed": {
      const { waiversProposed, ...data } = event.data
      const requests = waiversProposed === undefined ? {} : { waiversProposed: waiversProposed.map(requestOf) }
      return { type: "AssessReview", data: { ...data, ...requests } }
    }
    case "SupplementRequested":
      return { type: "RequestSupplement", data: event.data }
    case "ApplicationSupplemented": {
      const { changed: _, selfAssessment: __, ...data } = event.data
      return { type: "SupplementApplication", data }
    }
    case "ReviewSupplemented": {
      const { changed: _, ...data } = event.data
      return { type: "SupplementReview", data }
    }
    case "RectificationOrdered":
      return { type: "OrderRectification", data: event.data }
    case "Reviewed":
      return reviewConcluded(event, next)
    case "Revoked": {
      const { ground: _, word: __, textualGap: ___, ...data } = event.data
      return { type: "Revoke", data }
    }
    case "ParticularsChanged": {
      const { before: _, ...data } = event.data
      return { type: "ChangeParticulars", data }
    }
    case "TitleImported":
      return { type: "ImportTitle", data: event.data }
    case "PlaqueReturned":
      return { type: "ReturnPlaque", data: event.data }
    case "TitleSurrendered":
      return { type: "SurrenderTitle", data: event.data }
    case "UnitEnded":
      return { type: "RecordEndOfUnit", data: event.data }
    case "DecisionAnnulled": {
      const { decision: _, ...data } = event.data
      return { type: "AnnulDecision", data }
    }
    case "RecordCorrected": {
      const { confirmedUntil: _, ...data } = event.data
      return { type: "CorrectRecord", data }
    }
    case "TitleSucceeded":
      return { type: "SucceedTitle", data: event.data }
    case "TitleInherited": {
      const { title: _, ...data } = event.data
      return { type: "InheritTitle", data }
    }
    case "PersonalDataErased":
      return { type: "ErasePersonalData", data: event.data }
    case "PersonalDataOpened":
      return { type: "OpenPersonalData", data: event.data }
  }
}

/** Under reading `waiver.authority`, waivers proposed by the county came with the county's command, not this one. */
const reviewConcluded = ({ data: reviewed, actor }: EventOf<"Reviewed">, next: Event | undefined): Command => {
  const { assessment: _, validUntil: __, waivers, ...data } = reviewed
  const revoked = next?.type === "Revoked" ? next.data : undefined
  return {
    type: "ConcludeReview",
    data: {
      ...data,
      waivers: waivers.filter(({ officer }) => officer === actor.officer).map(requestOf),
      ...(revoked === undefined ? {} : { announcement: revoked.announcement }),
      ...(revoked?.hearing === undefined ? {} : { hearing: revoked.hearing }),
    },
  }
}
