/** The evidence on an application: its form as supplemented, the findings of officials, and the day whose facts count. */
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
 * The evidence for evaluating a case: its form as supplemented, the county's measurements, and the findings of officials.
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

/** A form without its seal is recorded only by reading `seals`. */
export const sealReadings = ({ seal }: { readonly seal: boolean }): ReadonlyArray<ReadingId> => (seal ? [] : ["seals"])

/** The readings that determine the day whose facts count. */
export const factsReadings = ({ suppliedOn }: Supplements): ReadonlyArray<ReadingId> =>
  suppliedOn === null ? [] : ["supplement.facts"]

/** Readings that every decision on an application depends on. Acts add their own. */
export const caseReadings = (assessment: Assessment, { supplements }: Case): ReadonlyArray<ReadingId> => [
  "instrument.applicable",
  "waiver.authority",
  "waiver.depth",
  ...factsReadings(supplements),
  ...readingsOf(assessment),
]
