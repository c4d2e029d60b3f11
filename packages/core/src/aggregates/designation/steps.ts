/** What a step before an authority's act comes to, and those that may be recorded whether a regulation asks for them or not. */
import type { Document } from "../../forms/dossier.js"
import type { CivilDate } from "../../law/civil-date.js"

export const stepOutcomes = ["passed", "notPassed"] as const

export type StepOutcome = (typeof stepOutcomes)[number]

/** The steps that may be recorded under any text, whether it asks for them or not. */
export const recordableSteps = ["expertReview", "siteVisit"] as const

/** Stored, as all event data. */
export interface StepEventData {
  readonly StepTaken: {
    readonly step: string
    readonly takenOn: CivilDate
    readonly outcome: StepOutcome
    readonly document: Document
  }
}
