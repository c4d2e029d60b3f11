/** Art. 7: figures that a county measures itself, in addition to the unit's declarations. */
import type * as t from "io-ts"
import { oneOf } from "../codec/codec.js"
import type { Outcome } from "./assessment.js"
import { record, tagged, type Cases } from "../codec/record.js"
import { Count } from "../forms/quantity.js"
import type { Representation } from "../forms/representation.js"
import { Cell } from "../forms/text.js"
import { figureNames, type FigureName } from "./case-fields.js"
import type { Condition, Quantity } from "./criterion.js"
import type { Evidence } from "./evidence.js"
import { comparedYears, computedOutcome, figuresIn } from "./outcome.js"

/** Figures that can be measured. Satisfaction is excluded, since the forms have a field of its own for it. */
export type MeasurableFigure = Exclude<FigureName, `satisfaction.${string}`>

/** A measured number with its method, scope and sample size. Money in fen. */
interface MeasurementOf<F extends MeasurableFigure> {
  readonly figure: F
  readonly value: number
  readonly assessmentMethod: string
  readonly assessmentScope: string
  readonly sampleSize: number
}

/** A figure measured by a county. */
export type Measurement = { readonly [F in MeasurableFigure]: MeasurementOf<F> }[MeasurableFigure]

/** Codec of a measurement. Years count from the filing of the form: `served.y0` is the last full calendar year before it. */
export const measurement = <P>({ amount }: Representation<P>): t.Type<Measurement, unknown> => {
  const measurable = figureNames.filter((name): name is MeasurableFigure => !name.startsWith("satisfaction."))
  const cases = measurable.map((figure) => [
    figure,
    record("Measurement", {
      figure: oneOf("figure", [figure]),
      value: figure.endsWith("totalAssets") ? amount : Count,
      assessmentMethod: Cell,
      assessmentScope: Cell,
      sampleSize: Count,
    }),
  ])
  return tagged<Measurement, "figure">(
    "Measurement",
    "figure",
    Object.fromEntries(cases) as Cases<Measurement, "figure">,
  )
}

/** Adds a county's measurements to the evidence. */
export const withMeasurements = (evidence: Evidence, measurements: ReadonlyArray<Measurement>): Evidence =>
  measurements.length === 0
    ? evidence
    : {
        ...evidence,
        measured: Object.fromEntries(measurements.map(({ figure, value }) => [figure, value])),
        weigh: bySource,
      }

/**
 * Evaluates a condition by reading `figures.source`: with the county's figures, the unit's, or the less favourable of the
 * two. If the unit's figures are not sufficient to judge it, the county's count under any reading.
 */
const bySource = (condition: Condition, evidence: Evidence): Outcome => {
  const { figures, measured, readings } = evidence
  const ofUnit = computedOutcome(condition, evidence)
  if (measured === undefined) return ofUnit
  const supplied = { ...evidence, figures: { ...figures, ...measured } }
  const names = figuresConsulted(condition, supplied).filter((name) => measured[name] !== undefined)
  if (names.length === 0) return ofUnit
  const ofCounty = computedOutcome(condition, supplied)
  const source = readings["figures.source"]
  const byUnit =
    ofUnit.met !== undefined && (source === "declared" || (source === "stricter" && margin(ofUnit) < margin(ofCounty)))
  return {
    ...(byUnit ? ofUnit : ofCounty),
    sources: names.map((figure) => ({
      figure,
      declared: figures[figure] ?? null,
      measured: measured[figure] ?? 0,
      counts: byUnit ? "declared" : "measured",
    })),
    readings: ["figures.source", ...ofUnit.readings],
  }
}

/** Names of the figures that a condition uses under the readings of the evidence, known or not. */
export const figuresConsulted = (condition: Condition, evidence: Evidence): ReadonlyArray<string> => {
  const quantities = condition._tag === "Growth" ? comparedYears(condition, evidence).years : quantitiesOf(condition)
  return [...new Set(quantities.flatMap((quantity) => figuresIn(quantity, evidence.readings)))]
}

/** Margin by which a condition is met; negative if it is not met. */
const margin = ({ figures }: Outcome): number =>
  figures?._tag === "Measured" ? figures.actual - figures.required : figures?._tag === "Grown" ? -figures.short : 0

const quantitiesOf = (condition: Condition): ReadonlyArray<Quantity> => {
  if ("quantity" in condition) return [condition.quantity]
  return "part" in condition ? [condition.part, condition.whole] : []
}
