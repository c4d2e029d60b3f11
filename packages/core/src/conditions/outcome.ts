/** What each kind of condition comes to on the evidence, before anybody waives it. */
import { countingDay, daysBetween, nextDay, plusYears } from "../law/civil-date.js"
import type { ReadingId } from "../law/readings.js"
import type { Figures } from "./assessment.js"
import type {
  AtLeast,
  AtLeastShare,
  Criterion,
  Elapsed,
  Except,
  Finding,
  Group,
  Growth,
  OneOfWords,
  Level,
  Quantity,
} from "./criterion.js"
import { factsDay, type Evidence } from "./evidence.js"

/** `met` is absent when a figure or a finding is. */
export interface Outcome {
  readonly met?: boolean
  readonly figures?: Figures
  readonly readings: ReadonlyArray<ReadingId>
}

/** A criterion without parts. */
export type Condition = Exclude<Criterion, Group | Except>

export const outcomeOf = (condition: Condition, evidence: Evidence): Outcome => {
  switch (condition._tag) {
    case "AtLeast":
      return threshold(condition, evidence)
    case "AtLeastShare":
      return share(condition, evidence)
    case "Growth":
      return growing(condition, evidence)
    case "Elapsed":
      return passed(condition, evidence)
    case "OneOfWords":
      return worded(condition, evidence)
    case "Finding":
      return judged(condition, evidence)
  }
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
  const readings: ReadonlyArray<ReadingId> = [
    ...new Set(["growth.steady" as const, ...values.flatMap((one) => one.readings)]),
  ]
  const known = values.flatMap(({ value }) => (value === undefined ? [] : [value]))
  if (known.length < values.length) return { readings }
  const step = reading === "nonDecreasing" ? 0 : 1
  let short = 0
  for (const [i, value] of known.entries()) short += i === 0 ? 0 : Math.max(0, (known[i - 1] ?? value) + step - value)
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

/** The numbers of a case: those its forms give, added up or chosen by a reading, and those the text sets. */

/** The value, when every part of it is known, and the readings consulted on the way. */
export interface Value {
  readonly value?: number
  readonly readings: ReadonlyArray<ReadingId>
}

export const valueOf = (quantity: Quantity, evidence: Evidence): Value => {
  switch (quantity._tag) {
    case "Figure":
      return valued(evidence.figures[quantity.name], none)
    case "Sum": {
      const parts = quantity.of.map((part) => valueOf(part, evidence))
      const readings = parts.flatMap((part) => part.readings)
      return valued(sumOf(parts), readings)
    }
    case "ByReading": {
      const chosen = quantity.options[evidence.readings[quantity.reading]]
      if (chosen === undefined) return { readings: [quantity.reading] }
      const { value, readings } = valueOf(chosen, evidence)
      return valued(value, [quantity.reading, ...readings])
    }
  }
}

const none: Value["readings"] = []

const valued = (value: number | undefined, readings: Value["readings"]): Value =>
  value === undefined ? { readings } : { value, readings }

/** Of what is known in every part. */
const sumOf = (parts: ReadonlyArray<Value>): number | undefined =>
  parts.reduce<number | undefined>(
    (total, { value }) => (total === undefined || value === undefined ? undefined : total + value),
    0,
  )

/** The number the text sets for this case; nothing when the case lacks the word, or the text a row for it. */
export const levelOf = (level: Level, evidence: Evidence): number | undefined => {
  if (typeof level === "number") return level
  const word = evidence.words[level.word]
  if (word === undefined) return undefined
  const row = Object.hasOwn(level.levels, word) ? level.levels[word] : level.otherwise
  return row === undefined ? undefined : levelOf(row, evidence)
}
