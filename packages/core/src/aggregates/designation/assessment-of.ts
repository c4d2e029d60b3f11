/** What a decision rested on, as its event keeps it. */
import type { Assessment } from "../../conditions/assessment.js"
import type { Event } from "./event.js"

/** `null` for an event that rests on no assessment. */
export const assessmentOf = (event: Event): Assessment | null => {
  switch (event.type) {
    case "Applied":
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
