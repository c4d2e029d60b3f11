/** Steps before an authority's act, such as an expert review or a site visit. */
import type { Document } from "../../forms/dossier.js"
import type { CivilDate } from "../../law/civil-date.js"

export const stepOutcomes = ["passed", "notPassed"] as const

export type StepOutcome = (typeof stepOutcomes)[number]

/** Steps that may be recorded under any regulation, even if it does not require them. */
export const recordableSteps = ["expertReview", "siteVisit"] as const

/** Data of step events. Stored format. */
export interface StepEventData {
  readonly StepTaken: {
    readonly step: string
    readonly takenOn: CivilDate
    readonly outcome: StepOutcome
    readonly document: Document
  }
}
