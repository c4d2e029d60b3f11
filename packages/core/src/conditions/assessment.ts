/** What an evaluation gives: a tree that mirrors the criterion, each node with its provision and figures. */
import type { CivilDate } from "../law/civil-date.js"
import type { ConditionId } from "../law/provision.js"
import type { ConditionReadingId } from "../law/readings.js"

/** `notYetJudged`: a figure or an official's finding is missing; never the same as `notMet`. */
export type Verdict = "met" | "notMet" | "notYetJudged" | "waived"

/** What a figure counts. Money in fen, a share in 1/100 %. */
export type Unit = "fen" | "people" | "enterprises" | "visits" | "times" | "basisPoints" | "days"

/** What a condition came to, with the figures it was judged by, and of a group what its parts came to: a tree. */
export interface Assessment {
  readonly id: ConditionId
  readonly verdict: Verdict
  readonly figures?: Figures
  /** Where a county measured figures of this condition; those not among them are the unit's own. */
  readonly sources?: ReadonlyArray<FigureSource>
  /** The readings this condition consulted, its parts' not among them. */
  readonly readings?: ReadonlyArray<ConditionReadingId>
  readonly parts?: ReadonlyArray<Assessment>
  /** At the root of an assessment only: the other readings under which some condition would come out otherwise. */
  readonly divergences?: ReadonlyArray<Divergence>
}

/** A figure that the unit declared and its county measured, and which of the two counts; `null` where it declared none. */
export interface FigureSource {
  readonly figure: string
  readonly declared: number | null
  readonly measured: number
  readonly counts: "declared" | "measured"
}

/** Where the same facts would give another result, had the bureau chosen another option of one reading. */
export interface Divergence {
  readonly reading: ConditionReadingId
  readonly option: string
  /** Of the whole, under that option. */
  readonly verdict: Verdict
  /** The conditions that would come out otherwise, and how. */
  readonly changes: ReadonlyArray<{ readonly id: ConditionId; readonly verdict: Verdict }>
}

/**
 * What there is against what is required, in the unit it is counted in; `short` is what is missing, 0 where it is met.
 */
export type Figures = Measured | Grown | Passed | Word

/** Integers throughout. `short` is what is lacking, in the unit of `required`; 0 when met. */
export interface Measured {
  readonly _tag: "Measured"
  readonly unit: Unit
  readonly actual: number
  readonly required: number
  readonly short: number
  /** Of a share: the whole, and how many hundredths of it the text asks for. `required` is that many, rounded up. */
  readonly share?: { readonly whole: number; readonly percent: number }
}

/** The oldest year first. `short` is how many more the latest year would have needed; 0 when it grew. */
export interface Grown {
  readonly _tag: "Grown"
  readonly unit: Unit
  readonly series: ReadonlyArray<number>
  readonly short: number
}

/** Days since a date, as of another; `reached` is the day the period is complete. */
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

/** A word of the case against those that are admitted. */
export interface Word {
  readonly _tag: "Word"
  readonly actual: string
  readonly admitted: ReadonlyArray<string>
}

/** Whether a condition stands in nobody's way: met, or waived. */
export const holds = (verdict: Verdict): boolean => verdict === "met" || verdict === "waived"

/** Kleene's strong conjunction, counting: `n` of the parts must hold. */
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

/** Every node, itself first, each before its parts. */
export const nodes = (assessment: Assessment): ReadonlyArray<Assessment> => {
  const all: Array<Assessment> = []
  const visit = (node: Assessment): void => {
    all.push(node)
    node.parts?.forEach(visit)
  }
  visit(assessment)
  return all
}

/** The conditions themselves: nodes without parts. */
export const conditions = (assessment: Assessment): ReadonlyArray<Assessment> =>
  nodes(assessment).filter((node) => node.parts === undefined)

/** The assessment of one condition within that of all; `undefined` where it is no part of it. */
export const nodeOf = (assessment: Assessment, id: ConditionId): Assessment | undefined => {
  if (assessment.id === id) return assessment
  for (const part of assessment.parts ?? []) {
    const node = nodeOf(part, id)
    if (node !== undefined) return node
  }
  return undefined
}

/** The readings that an assessment relied on, each once. */
export const readingsOf = (assessment: Assessment): ReadonlyArray<ConditionReadingId> => [
  ...new Set(nodes(assessment).flatMap(({ readings = [] }) => readings)),
]

/**
 * The level required and the level there is, in the unit of the condition. Of a share in 1/100 %, rounded down, which
 * compares with whole numbers exactly as the share itself does. `null` for a finding, a word or a growth.
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

/** Of one condition, before anybody waives it. `met` is absent when a figure or a finding is missing. */
export interface Outcome {
  readonly met?: boolean
  readonly figures?: Figures
  readonly sources?: ReadonlyArray<FigureSource>
  readonly readings: ReadonlyArray<ConditionReadingId>
}
