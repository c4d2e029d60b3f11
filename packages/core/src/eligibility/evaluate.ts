/** The one evaluator: a self-check, a county's recommendation, the bureau's decision and an auditor's replay all run it. */
import { countingDay, daysBetween, nextDay, plusYears } from "../regulation/civil-date.js"
import type { ConditionId } from "../regulation/provision.js"
import type { ReadingId } from "../regulation/readings.js"
import { levels, verdictOfGroup, type Assessment, type Figures } from "./assessment.js"
import {
  reaches,
  type AtLeast,
  type AtLeastShare,
  type Criterion,
  type Elapsed,
  type Except,
  type Finding,
  type Growth,
  type Level,
  type OneOfWords,
  type Quantity,
} from "./criterion.js"
import { factsDay, type Evidence } from "./evidence.js"

type MayWaive = (id: ConditionId) => boolean

export const evaluate = (criterion: Criterion, evidence: Evidence): Assessment =>
  assess(criterion, evidence, () => false)

const assess = (criterion: Criterion, evidence: Evidence, mayWaive: MayWaive): Assessment => {
  switch (criterion._tag) {
    case "AtLeast":
      return settle(criterion.id, threshold(criterion, evidence), evidence, mayWaive)
    case "AtLeastShare":
      return settle(criterion.id, share(criterion, evidence), evidence, mayWaive)
    case "Growth":
      return settle(criterion.id, growing(criterion, evidence), evidence, mayWaive)
    case "Elapsed":
      return settle(criterion.id, passed(criterion, evidence), evidence, mayWaive)
    case "OneOfWords":
      return settle(criterion.id, worded(criterion, evidence), evidence, mayWaive)
    case "Finding":
      return settle(criterion.id, judged(criterion, evidence), evidence, mayWaive)
    case "Group": {
      const parts = criterion.of.map((part) => assess(part, evidence, mayWaive))
      return { id: criterion.id, verdict: verdictOfGroup(criterion.n, parts), parts }
    }
    case "Except":
      return excepting(criterion, evidence)
  }
}

/** What one condition comes to before anybody waives it; `met` is absent when a figure or a finding is. */
interface Outcome {
  readonly met?: boolean
  readonly figures?: Figures
  readonly readings: ReadonlyArray<ReadingId>
}

const settle = (id: ConditionId, outcome: Outcome, evidence: Evidence, mayWaive: MayWaive): Assessment => {
  const { met, figures, readings } = outcome
  const relaxed = met === false && mayWaive(id) && reachesRelaxation(id, figures, evidence)
  return {
    id,
    verdict: met === undefined ? "notYetJudged" : met ? "met" : relaxed ? "waived" : "notMet",
    ...(figures === undefined ? {} : { figures }),
    ...(readings.length === 0 ? {} : { readings }),
  }
}

/** A relaxed level is still a level: the case has to reach it. */
const reachesRelaxation = (id: ConditionId, figures: Figures | undefined, { relaxations }: Evidence): boolean => {
  const asked = relaxations.find(({ condition }) => condition === id)
  const measured = levels(figures)
  return asked !== undefined && (measured === null || (asked.relaxedTo ?? measured.statutory) <= measured.actual)
}

/** The value, when every part of it is known, and the readings consulted on the way. */
interface Value {
  readonly value?: number
  readonly readings: ReadonlyArray<ReadingId>
}

const valueOf = (quantity: Quantity, evidence: Evidence): Value => {
  switch (quantity._tag) {
    case "Figure": {
      const value = evidence.figures[quantity.name]
      return { readings: [], ...(value === undefined ? {} : { value }) }
    }
    case "Sum": {
      const parts = quantity.of.map((part) => valueOf(part, evidence))
      const readings = parts.flatMap((part) => part.readings)
      const known = parts.flatMap(({ value }) => (value === undefined ? [] : [value]))
      return known.length < parts.length ? { readings } : { value: known.reduce((a, b) => a + b, 0), readings }
    }
    case "ByReading": {
      const chosen = quantity.options[evidence.readings[quantity.reading]]
      const { readings, ...rest } = chosen === undefined ? { readings: [] } : valueOf(chosen, evidence)
      return { ...rest, readings: [quantity.reading, ...readings] }
    }
  }
}

/** The number the text sets for this case; nothing when the case lacks the word, or the text a row for it. */
export const levelOf = (level: Level, evidence: Evidence): number | undefined => {
  if (typeof level === "number") return level
  const word = evidence.words[level.word]
  if (word === undefined) return undefined
  const row = Object.hasOwn(level.levels, word) ? level.levels[word] : level.otherwise
  return row === undefined ? undefined : levelOf(row, evidence)
}

const threshold = ({ quantity, required, unit }: AtLeast, evidence: Evidence): Outcome => {
  const { value, readings } = valueOf(quantity, evidence)
  const level = levelOf(required, evidence)
  return value === undefined || level === undefined ? { readings } : { ...measured(value, level, unit), readings }
}

/** The figures of a share are heads: how many of this many are needed, rounded up, so that no percentage is ever rounded. */
const share = ({ part, whole, percent, unit }: AtLeastShare, evidence: Evidence): Outcome => {
  const some = valueOf(part, evidence)
  const all = valueOf(whole, evidence)
  const readings = [...some.readings, ...all.readings]
  const level = levelOf(percent, evidence)
  if (some.value === undefined || all.value === undefined || all.value === 0 || level === undefined) return { readings }
  return { ...measured(some.value, ceilingOfHundredths(level * all.value), unit), readings }
}

const ceilingOfHundredths = (n: number): number => (n + 99 - ((n + 99) % 100)) / 100

const measured = (
  actual: number,
  required: number,
  unit: AtLeast["unit"],
): { readonly met: boolean; readonly figures: Figures } => {
  const short = Math.max(0, required - actual)
  return { met: short === 0, figures: { _tag: "Measured", unit, actual, required, short } }
}

/** Fewer years known than the reading needs: not yet judged, never "not met". */
const growing = ({ series, unit }: Growth, evidence: Evidence): Outcome => {
  const reading = evidence.readings["growth.steady"]
  const values = series.slice(reading === "strictOneInterval" ? -2 : 0).map((one) => valueOf(one, evidence))
  const readings: ReadonlyArray<ReadingId> = ["growth.steady", ...new Set(values.flatMap((one) => one.readings))]
  const known = values.flatMap(({ value }) => (value === undefined ? [] : [value]))
  if (known.length < values.length) return { readings }
  const step = reading === "nonDecreasing" ? 0 : 1
  const lacks = known.slice(1).map((value, i) => Math.max(0, (known[i] ?? value) + step - value))
  const short = lacks.reduce((a, b) => a + b, 0)
  return { met: short === 0, figures: { _tag: "Grown", unit, series: known, short }, readings }
}

const passed = ({ since: sources, years: level, countedOn }: Elapsed, evidence: Evidence): Outcome => {
  const readings: ReadonlyArray<ReadingId> = [
    ...(countedOn === undefined ? (["asOf.facts"] as const) : []),
    "period.operatingFrom",
    "period.operatingYears",
  ]
  const years = levelOf(level, evidence)
  const names = sources[evidence.readings["period.operatingFrom"]]
  const since = names.map((name) => evidence.dates[name]).find((date) => date !== undefined)
  if (since === undefined || years === undefined) return { readings }
  const anniversary = plusYears(since, years)
  const reached = evidence.readings["period.operatingYears"] === "dayAfter" ? nextDay(anniversary) : anniversary
  const on = countedOn === undefined ? factsDay(evidence) : countingDay(countedOn, evidence.asOf)
  const short = Math.max(0, daysBetween(on, reached))
  const figures: Figures = {
    _tag: "Passed",
    unit: "days",
    since,
    reached,
    on,
    actual: daysBetween(since, on),
    required: daysBetween(since, reached),
    short,
  }
  return { met: short === 0, figures, readings }
}

const worded = ({ word, of }: OneOfWords, evidence: Evidence): Outcome => {
  const actual = evidence.words[word]
  return actual === undefined
    ? { readings: [] }
    : { met: of.includes(actual), figures: { _tag: "Word", actual, admitted: of }, readings: [] }
}

/** The last who answered is heard: the bureau after the county. */
const judged = ({ id }: Finding, { findings }: Evidence): Outcome => {
  const found = findings.findLast(({ condition }) => condition === id)
  return found === undefined ? { readings: [] } : { met: found.met, readings: [] }
}

/** The gate stands in the tree beside the rule, so that a refused waiver shows which finding was missing. */
const excepting = (exception: Except, evidence: Evidence): Assessment => {
  const { id, when, in: rule } = exception
  const gate = when.map((question) => settle(question.id, judged(question, evidence), evidence, () => false))
  const opens = verdictOfGroup(when.length, gate) === "met"
  const main = assess(rule, evidence, (condition) => opens && reaches(exception, condition))
  return { id, verdict: main.verdict, parts: [main, ...gate] }
}
