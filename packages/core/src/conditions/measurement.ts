/** Art. 7: what a county measures itself, beside what the unit declares. */
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
import { comparedYears, computedOutcome } from "./outcome.js"
import type { Readings } from "../law/readings.js"

/** Satisfaction has a field of its own in the forms. */
export type MeasurableFigure = Exclude<FigureName, `satisfaction.${string}`>

/** A number that was found by this method, in this scope and on this many; money in fen. */
interface MeasurementOf<F extends MeasurableFigure> {
  readonly figure: F
  readonly value: number
  readonly assessmentMethod: string
  readonly assessmentScope: string
  readonly sampleSize: number
}

/** A figure that a county measured itself, with what the unit declared beside it. */
export type Measurement = { readonly [F in MeasurableFigure]: MeasurementOf<F> }[MeasurableFigure]

/** Years are counted from the day the form was filed: `served.y0` is the last full calendar year before it. */
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

/** The evidence with what a county measured beside what the unit declared. */
export const withMeasurements = (evidence: Evidence, measurements: ReadonlyArray<Measurement>): Evidence =>
  measurements.length === 0
    ? evidence
    : {
        ...evidence,
        measured: Object.fromEntries(measurements.map(({ figure, value }) => [figure, value])),
        weigh: bySource,
      }

/**
 * Reading `figures.source`: where a county measured, by its figures, by the unit's, or by those that are the worse. Where
 * the unit declared too little, the county's count under any reading.
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

/** The figures that a condition is computed from under the readings of the evidence, whether or not the case gives them. */
export const figuresConsulted = (condition: Condition, evidence: Evidence): ReadonlyArray<string> => {
  const quantities = condition._tag === "Growth" ? comparedYears(condition, evidence).years : quantitiesOf(condition)
  return [...new Set(quantities.flatMap((quantity) => figuresIn(quantity, evidence.readings)))]
}

/** By how much a condition is met; less than 0 where it is not. */
const margin = ({ figures }: Outcome): number =>
  figures?._tag === "Measured" ? figures.actual - figures.required : figures?._tag === "Grown" ? -figures.short : 0

const quantitiesOf = (condition: Condition): ReadonlyArray<Quantity> => {
  if ("quantity" in condition) return [condition.quantity]
  return "part" in condition ? [condition.part, condition.whole] : []
}

/** Those that the readings choose. */
const figuresIn = (quantity: Quantity, readings: Readings): ReadonlyArray<string> => {
  if (quantity._tag === "Figure") return [quantity.name]
  const parts = quantity._tag === "Sum" ? quantity.of : [quantity.options[readings[quantity.reading]]]
  return parts.flatMap((part) => (part === undefined ? [] : figuresIn(part, readings)))
}
