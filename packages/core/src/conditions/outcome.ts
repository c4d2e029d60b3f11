/** Computes the outcome of each kind of condition on the evidence, before waivers. */
import { countingDay, daysBetween, nextDay, plusYears, yearOf, yearStart, type CivilDate } from "../law/civil-date.js"
import type { ConditionReadingId } from "../law/readings.js"
import type { Figures, Measured, Outcome, Unit } from "./assessment.js"
import type { AtLeast, AtLeastShare, Condition, Elapsed, Growth, Level, OneOfWords, Quantity } from "./criterion.js"
import { factsDay, type Evidence, type FindingMade } from "./evidence.js"

/** Outcome of a condition. Figures decide; only if they are missing does an official's finding count. */
export const outcomeOf = (condition: Condition, evidence: Evidence): Outcome => {
  const outcome = evidence.weigh?.(condition, evidence) ?? computedOutcome(condition, evidence)
  const latest = outcome.met === undefined ? latestFinding(condition, evidence) : undefined
  return latest === undefined ? outcome : { ...outcome, met: latest.met }
}

/** The latest finding wins: the bureau's over the county's. */
const latestFinding = ({ id }: Condition, { findings }: Evidence): FindingMade | undefined =>
  findings.findLast(({ condition }) => condition === id)

/** Outcome from the evidence's own figures and findings, without combining measurements. */
export const computedOutcome = (condition: Condition, evidence: Evidence): Outcome => {
  switch (condition._tag) {
    case "AtLeast":
      return numberOutcome(condition, evidence)
    case "AtLeastShare":
      return shareOutcome(condition, evidence)
    case "Growth":
      return growthOutcome(condition, evidence)
    case "Elapsed":
      return periodOutcome(condition, evidence)
    case "OneOfWords":
      return wordOutcome(condition, evidence)
    case "Finding":
      return { readings: [] }
  }
}

const numberOutcome = ({ quantity, required, unit }: AtLeast, evidence: Evidence): Outcome => {
  const readings: Array<ConditionReadingId> = []
  const value = valueOf(quantity, evidence, readings)
  const level = levelOf(required, evidence)
  return value === undefined || level === undefined ? { readings } : measured(value, level, unit, readings)
}

/** Outcome of a share. Its figures are absolute numbers: the actual part, and the part required of this whole. */
const shareOutcome = ({ part, whole, percent, unit }: AtLeastShare, evidence: Evidence): Outcome => {
  const readings: Array<ConditionReadingId> = []
  const some = valueOf(part, evidence, readings)
  const all = valueOf(whole, evidence, readings)
  const level = levelOf(percent, evidence)
  if (some === undefined || all === undefined || all === 0 || level === undefined) return { readings }
  return measured(some, requiredOf(level, all), unit, readings, { whole: all, percent: level })
}

/** `percent` of a whole, rounded up to an integer: 60 % of eleven is seven. */
export const requiredOf = (percent: number, whole: number): number => {
  const hundredths = percent * whole + 99
  return (hundredths - (hundredths % 100)) / 100
}

const measured = (
  actual: number,
  required: number,
  unit: Unit,
  readings: Outcome["readings"],
  share?: Measured["share"],
): Outcome => {
  const short = Math.max(0, required - actual)
  const figures: Measured = { _tag: "Measured", unit, actual, required, short }
  return { met: short === 0, figures: share === undefined ? figures : { ...figures, share }, readings }
}

/** Outcome of a growth. If fewer years are known than the reading needs, it is not yet judged, never "not met". */
const growthOutcome = (condition: Growth, evidence: Evidence): Outcome => {
  const { years, step } = comparedYears(condition, evidence)
  const consulted: Array<ConditionReadingId> = ["growth.steady", "growth.newUnit"]
  const series: Array<number> = []
  for (const year of years) {
    const value = valueOf(year, evidence, consulted)
    if (value !== undefined) series.push(value)
  }
  const readings = consulted.filter((reading, i) => consulted.indexOf(reading) === i)
  if (series.length < years.length) return { readings }
  const short = series.reduce((total, value, i) => {
    const before = series[i - 1]
    return before === undefined ? total : total + Math.max(0, before + step - value)
  }, 0)
  return { met: short === 0, figures: { _tag: "Grown", unit: condition.unit, series, short }, readings }
}

/**
 * The years that reading `growth.steady` compares, and the least increase from one year to the next. For a unit too young to
 * have all of them, reading `growth.newUnit` may compare those it has, at least two.
 */
export const comparedYears = (
  { series }: Growth,
  evidence: Evidence,
): { readonly years: ReadonlyArray<Quantity>; readonly step: number } => {
  const reading = evidence.readings["growth.steady"]
  const years = reading === "strictOneInterval" ? series.slice(-2) : series
  return {
    years: evidence.readings["growth.newUnit"] === "knownYears" ? yearsOfExistence(years, evidence) : years,
    step: reading === "nonDecreasing" ? 0 : 1,
  }
}

/** Drops the oldest years if they have no figures and lie before the unit began. */
const yearsOfExistence = (years: ReadonlyArray<Quantity>, evidence: Evidence): ReadonlyArray<Quantity> => {
  const { operationStart, registeredOn } = evidence.dates
  const [began] = [operationStart, registeredOn].filter((day) => day !== undefined).toSorted()
  if (began === undefined) return years
  const first = years.findIndex((year, i) => {
    const calendarYear = yearOf(evidence.asOf) - (years.length - i)
    return valueOf(year, evidence) !== undefined || began <= yearStart(calendarYear)
  })
  return first > 0 && years.length - first >= 2 ? years.slice(first) : years
}

const periodOutcome = (condition: Elapsed, evidence: Evidence): Outcome => {
  const { countedOn } = condition
  const readings: Outcome["readings"] = [
    ...(countedOn === undefined ? (["asOf.facts"] as const) : []),
    "period.operatingFrom",
    "period.operatingYears",
  ]
  const years = levelOf(condition.years, evidence)
  const since = periodStart(condition, evidence)
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

/** Start of the period: the first known date of those listed for reading `period.operatingFrom`. */
export const periodStart = ({ since }: Elapsed, { dates, readings }: Evidence): CivilDate | undefined =>
  since[readings["period.operatingFrom"]].map((name) => dates[name]).find((date) => date !== undefined)

const wordOutcome = ({ word, of }: OneOfWords, { words }: Evidence): Outcome => {
  const actual = words[word]
  return actual === undefined
    ? { readings: [] }
    : { met: of.includes(actual), figures: { _tag: "Word", actual, admitted: of }, readings: [] }
}

/**
 * The value of a quantity in a case; `undefined` if any part of it is unknown.
 *
 * @param consulted collects the readings used. An out parameter for speed: an assessment needs dozens of values.
 */
export const valueOf = (
  quantity: Quantity,
  evidence: Evidence,
  consulted: Array<ConditionReadingId> = [],
): number | undefined => {
  switch (quantity._tag) {
    case "Figure":
      return evidence.figures[quantity.name]
    case "Sum":
      return sumOf(quantity.of, evidence, consulted)
    case "ByReading": {
      consulted.push(quantity.reading)
      const chosen = quantity.options[evidence.readings[quantity.reading]]
      return chosen === undefined ? undefined : valueOf(chosen, evidence, consulted)
    }
  }
}

/** Names of the figures in a quantity, as chosen by the readings. */
export const figuresIn = (quantity: Quantity, readings: Evidence["readings"]): ReadonlyArray<string> => {
  if (quantity._tag === "Figure") return [quantity.name]
  const parts = quantity._tag === "Sum" ? quantity.of : [quantity.options[readings[quantity.reading]]]
  return parts.flatMap((part) => (part === undefined ? [] : figuresIn(part, readings)))
}

/** Evaluates every part, even after an unknown one, so that the consulted readings do not depend on the data. */
const sumOf = (
  parts: ReadonlyArray<Quantity>,
  evidence: Evidence,
  consulted: Array<ConditionReadingId>,
): number | undefined =>
  parts.reduce<number | undefined>((total, part) => {
    const value = valueOf(part, evidence, consulted)
    return total === undefined || value === undefined ? undefined : total + value
  }, 0)

/** The level for this case; `undefined` if the case lacks the word or the text has no entry for it. */
export const levelOf = (level: Level, evidence: Evidence): number | undefined => {
  if (typeof level === "number") return level
  const word = evidence.words[level.word]
  if (word === undefined) return undefined
  const row = Object.hasOwn(level.levels, word) ? level.levels[word] : level.otherwise
  return row === undefined ? undefined : levelOf(row, evidence)
}
