/**
 * The command that a batch of events came from. A batch is what one command appended: one event, or a failed review
 * with its revocation, whose announcement only the second of the two carries.
 */
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Command } from "./command.js"
import type { Event, EventOf } from "./event.js"
import { requestOf } from "./waivers.js"

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
    case "ReviewAssessed":
      return { type: "AssessReview", data: event.data }
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
    case "PersonalDataErased":
      return { type: "ErasePersonalData", data: event.data }
    case "PersonalDataOpened":
      return { type: "OpenPersonalData", data: event.data }
  }
}

const reviewConcluded = ({ data: reviewed }: EventOf<"Reviewed">, next: Event | undefined): Command => {
  const { assessment: _, validUntil: __, waivers, ...data } = reviewed
  const revoked = next?.type === "Revoked" ? next.data : undefined
  return {
    type: "ConcludeReview",
    data: {
      ...data,
      waivers: waivers.map(requestOf),
      ...(revoked === undefined ? {} : { announcement: revoked.announcement }),
      ...(revoked?.hearing === undefined ? {} : { hearing: revoked.hearing }),
    },
  }
}
