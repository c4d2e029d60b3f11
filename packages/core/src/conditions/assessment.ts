/** The result of an evaluation: a tree that mirrors the criterion, each node with its provision and figures. */
import type { CivilDate } from "../law/civil-date.js"
import type { ConditionId } from "../law/provision.js"
import type { ConditionReadingId } from "../law/readings.js"

/** `notYetJudged`: a figure or an official's finding is missing. This is never treated as `notMet`. */
export type Verdict = "met" | "notMet" | "notYetJudged" | "waived"

/** The unit of a figure. `fen` is money; `basisPoints` is a share in 1/100 %. */
export type Unit = "fen" | "people" | "enterprises" | "visits" | "times" | "basisPoints" | "days"

/** The verdict on a condition with its figures, or on a group with its parts. */
export interface Assessment {
  readonly id: ConditionId
  readonly verdict: Verdict
  readonly figures?: Figures
  /** Figures of this condition that a county measured. All others are the unit's own declarations. */
  readonly sources?: ReadonlyArray<FigureSource>
  /** Readings this condition itself consulted, without those of its parts. */
  readonly readings?: ReadonlyArray<ConditionReadingId>
  readonly parts?: ReadonlyArray<Assessment>
  /** Only at the root: other options of readings that would change the result of some condition. */
  readonly divergences?: ReadonlyArray<Divergence>
}

/** A figure declared by the unit (`null` if not) and measured by its county, and which of the two counts. */
export interface FigureSource {
  readonly figure: string
  readonly declared: number | null
  readonly measured: number
  readonly counts: "declared" | "measured"
}

/** A different result for the same facts, if the bureau had chosen another option of one reading. */
export interface Divergence {
  readonly reading: ConditionReadingId
  readonly option: string
  /** Overall verdict under that option. */
  readonly verdict: Verdict
  /** The conditions that would change, with their new verdicts. */
  readonly changes: ReadonlyArray<{ readonly id: ConditionId; readonly verdict: Verdict }>
}

/**
 * The actual and the required figure of a condition. `short` is the shortfall, 0 if the condition is met.
 */
export type Figures = Measured | Grown | Passed | Word

/** A number compared with a required level. Integers. `short`: the shortfall in the unit of `required`; 0 if met. */
export interface Measured {
  readonly _tag: "Measured"
  readonly unit: Unit
  readonly actual: number
  readonly required: number
  readonly short: number
  /** For a share: the whole, and the required per cent of it. `required` is that share of the whole, rounded up. */
  readonly share?: { readonly whole: number; readonly percent: number }
}

/** A series of years, the oldest first. `short`: the sum of what each year lacks to have grown; 0 if all have. */
export interface Grown {
  readonly _tag: "Grown"
  readonly unit: Unit
  readonly series: ReadonlyArray<number>
  readonly short: number
}

/** Days passed since a date as of another. `reached`: the day on which the period is complete. */
export interface Passed {
  readonly _tag: "Passed"
  readonly unit: "days"
  readonly since: CivilDate
  readonly reached: CivilDate
  readonly on: CivilDate
  readonly actual: number
  readonly required: number
  readonly short: number
}

/** A word of the case compared with the admitted words. */
export interface Word {
  readonly _tag: "Word"
  readonly actual: string
  readonly admitted: ReadonlyArray<string>
}

/** Whether a verdict stands in nobody's way: met, or waived under the exception. `notYetJudged` does not hold. */
export const holds = (verdict: Verdict): boolean => verdict === "met" || verdict === "waived"

/** Verdict of a group in which `n` parts must hold, by Kleene's strong three-valued logic. */
export const verdictOfGroup = (n: number, parts: ReadonlyArray<Verdict>): Verdict => {
  let holding = 0
  let open = 0
  for (const verdict of parts) {
    if (holds(verdict)) holding++
    else if (verdict === "notYetJudged") open++
  }
  if (holding >= n) return "met"
  return holding + open >= n ? "notYetJudged" : "notMet"
}

/** The assessment and everything in it, groups and conditions alike, each before its parts. */
export const nodes = (assessment: Assessment): ReadonlyArray<Assessment> => {
  const all: Array<Assessment> = []
  const visit = (node: Assessment): void => {
    all.push(node)
    node.parts?.forEach(visit)
  }
  visit(assessment)
  return all
}

/**
 * What was judged, one by one and in the order of the text: the nodes without parts, including the findings that open an
 * exception. Groups are left out, since their verdicts follow from these.
 *
 * @example conditions(assessment).filter(({ verdict }) => verdict === "notMet").map(({ id }) => id)
 */
export const conditions = (assessment: Assessment): ReadonlyArray<Assessment> =>
  nodes(assessment).filter((node) => node.parts === undefined)

/** The assessment of one condition in a tree; `undefined` if the tree does not contain it. */
export const nodeOf = (assessment: Assessment, id: ConditionId): Assessment | undefined => {
  if (assessment.id === id) return assessment
  for (const part of assessment.parts ?? []) {
    const node = nodeOf(part, id)
    if (node !== undefined) return node
  }
  return undefined
}

/** The readings that an assessment relied on, without duplicates. */
export const readingsOf = (assessment: Assessment): ReadonlyArray<ConditionReadingId> => [
  ...new Set(nodes(assessment).flatMap(({ readings = [] }) => readings)),
]

/**
 * The required and the actual level, in the unit of the condition. A share is in 1/100 %, rounded down; this does not change
 * comparisons with integers. `null` for a finding, a word or a growth.
 */
export const levels = (
  figures: Figures | undefined,
): { readonly statutory: number; readonly actual: number } | null => {
  if (figures?._tag === "Measured" && figures.share !== undefined) {
    const { percent, whole } = figures.share
    const hundredths = figures.actual * 10_000
    return { statutory: percent * 100, actual: (hundredths - (hundredths % whole)) / whole }
  }
  return figures?._tag === "Measured" || figures?._tag === "Passed"
    ? { statutory: figures.required, actual: figures.actual }
    : null
}

/** Result of one condition before waivers. `met` is absent if a figure or a finding is missing. */
export interface Outcome {
  readonly met?: boolean
  readonly figures?: Figures
  readonly sources?: ReadonlyArray<FigureSource>
  readonly readings: ReadonlyArray<ConditionReadingId>
}
