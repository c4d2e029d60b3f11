/** Art. 7: checks a county's measurements against the conditions and against each other. */
import { conditions, type Assessment } from "../../../conditions/assessment.js"
import type { Evidence } from "../../../conditions/evidence.js"
import type { Measurement } from "../../../conditions/measurement.js"
import { check, checkTwice, type Contradiction } from "../../../forms/check.js"
import { bilingual } from "../../../law/bilingual.js"

/** A sample must not be empty. */
export const checkSample = (path: string, { sampleSize }: Pick<Measurement, "sampleSize">): Contradiction | undefined =>
  check(sampleSize > 0, `${path}.sampleSize`, bilingual("至少1", "at least 1"), "0")

export const checkMeasurements = (
  assessment: Assessment,
  evidence: Evidence,
  measurements: ReadonlyArray<Measurement>,
): ReadonlyArray<Contradiction | undefined> => {
  if (measurements.length === 0) return []
  const counted = conditions(assessment).flatMap(({ sources = [] }) => sources.map(({ figure }) => figure))
  return [
    ...measurements.flatMap((one, i) => [
      checkSample(`measurements.${i}`, one),
      check(
        counted.includes(one.figure),
        `measurements.${i}.figure`,
        bilingual("依现行解读须认定的数据", "a figure that a condition asks for"),
        one.figure,
      ),
    ]),
    ...checkTwice(
      (i) => `measurements.${i}.figure`,
      measurements.map(({ figure }) => figure),
    ),
    qualifiedAmongStaff(evidence, ""),
    qualifiedAmongStaff(evidence, "yearEnd."),
  ]
}

/** Measured and declared figures together must be consistent: no more qualified staff than staff. */
const qualifiedAmongStaff = ({ figures, measured }: Evidence, at: "" | "yearEnd."): Contradiction | undefined => {
  const of = (name: string): number | undefined => measured?.[`${at}${name}`] ?? figures[`${at}${name}`]
  const staff = of("staff")
  const parts = ["diplomaOnly", "titleOnly", "diplomaAndTitle"].map(of)
  const qualified = parts.reduce<number>((total, part) => total + (part ?? 0), 0)
  return check(
    staff === undefined || qualified <= staff,
    "measurements",
    bilingual(`不多于从业人数${staff}人`, `no more than the ${staff} staff`),
    String(qualified),
  )
}
