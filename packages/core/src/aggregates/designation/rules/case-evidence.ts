/** What an application is judged on: its form as it stands, what officials found, and the day whose facts count. */
import { readingsOf, type Assessment } from "../../../conditions/assessment.js"
import { evidenceOfApplication, type Evidence, type Findings } from "../../../conditions/evidence.js"
import { withMeasurements, type Measurement } from "../../../conditions/measurement.js"
import type { ReadingId, Readings } from "../../../law/readings.js"
import type { Case } from "../state.js"
import { factsDayOf, type Supplements } from "../supplement.js"

interface CaseFindings extends Findings {
  readonly measurements: ReadonlyArray<Measurement>
}

/**
 * What the conditions of a case are judged on: its form as supplemented, what a county measured, what officials found.
 */
export const evidenceOfCase = (
  { form, appliedOn, supplements }: Case,
  made: CaseFindings,
  readings: Readings,
): Evidence =>
  withMeasurements(
    evidenceOfApplication(form, made, factsDayOf(appliedOn, supplements, readings), readings),
    made.measurements,
  )

/** The readings it depends on which day that is. */
export const factsReadings = ({ suppliedOn }: Supplements): ReadonlyArray<ReadingId> =>
  suppliedOn === null ? [] : ["supplement.facts"]

/** Those that a decision about an application rests on, beside what only one act asks. */
export const caseReadings = (assessment: Assessment, { supplements }: Case): ReadonlyArray<ReadingId> => [
  "instrument.applicable",
  "waiver.authority",
  "waiver.depth",
  ...factsReadings(supplements),
  ...readingsOf(assessment),
]
