/** Makes a condition hold by the least that can be changed in the numbers, days, words and findings it rests on. */
import { civilDate, dayBefore, yearOf, type CivilDate } from "../law/civil-date.js"
import type { ConditionId } from "../law/provision.js"
import type { Readings } from "../law/readings.js"
import { holds, type Unit } from "./assessment.js"
import { latestStart, withChange, type Change } from "./change.js"
import type { Criterion, Elapsed, Except, Group, Quantity } from "./criterion.js"
import { evaluate } from "./evaluate.js"
import type { Evidence } from "./evidence.js"
import { levelOf } from "./outcome.js"

/** A condition without parts. */
export type Leaf = Exclude<Criterion, Group | Except>

/** What a condition rests on; two that share something have to be changed together. */
export const groundsOf = (leaf: Leaf, readings: Readings): ReadonlyArray<string> => {
  switch (leaf._tag) {
    case "AtLeast":
      return figuresIn(leaf.quantity, readings)
    case "AtLeastShare":
      return [...figuresIn(leaf.part, readings), ...figuresIn(leaf.whole, readings)]
    case "Growth":
      return leaf.series.flatMap((one) => figuresIn(one, readings))
    case "Elapsed":
      return ["day"]
    case "OneOfWords":
      return [`word ${leaf.word}`]
    case "Finding":
      return [`finding ${leaf.id}`]
  }
}

const figuresIn = (quantity: Quantity, readings: Readings): ReadonlyArray<string> => {
  switch (quantity._tag) {
    case "Figure":
      return [quantity.name]
    case "Sum":
      return quantity.of.flatMap((one) => figuresIn(one, readings))
    case "ByReading": {
      const chosen = quantity.options[readings[quantity.reading]]
      return chosen === undefined ? [] : figuresIn(chosen, readings)
    }
  }
}

const mostRounds = 12

/** The changes after which all the leaves hold; `undefined` where nothing can be changed that would make them. */
export const repaired = (leaves: ReadonlyArray<Leaf>, evidence: Evidence): ReadonlyArray<Change> | undefined => {
  const order = leaves.toSorted((a, b) => yearsOf(b, evidence) - yearsOf(a, evidence))
  let [now, changes]: readonly [Evidence, ReadonlyArray<Change>] = [evidence, []]
  for (let round = 0; round < mostRounds; round++) {
    const leaf = order.find((one) => !holds(evaluate(one, now).verdict))
    if (leaf === undefined) return changes
    const next = step(leaf, now)
    if (next.length === 0) return undefined
    changes = next.reduce((all, change) => merged(all, change), changes)
    now = next.reduce(withChange, now)
  }
  return undefined
}

/** The longest period first: a day early enough for it is early enough for the others. */
const yearsOf = (leaf: Leaf, evidence: Evidence): number =>
  leaf._tag === "Elapsed" ? (levelOf(leaf.years, evidence) ?? 0) : 0

/** One number is changed once, from what it was to what it has to be in the end. */
const merged = (all: ReadonlyArray<Change>, change: Change): ReadonlyArray<Change> => {
  const at = all.findIndex((one) => keyOf(one) === keyOf(change))
  const before = all[at]
  if (before === undefined) return [...all, change]
  const conditions = [...new Set([...before.for, ...change.for])]
  const both: Change =
    (before._tag === "Figure" && change._tag === "Figure") || (before._tag === "Wait" && change._tag === "Wait")
      ? ({ ...change, from: before.from, for: conditions } as Change)
      : { ...change, for: conditions }
  return all.map((one, i) => (i === at ? both : one))
}

export const keyOf = (change: Change): string => {
  switch (change._tag) {
    case "Figure":
      return change.figure
    case "Date":
      return change.date
    case "Word":
      return `word ${change.word}`
    case "Wait":
      return "day"
    case "Finding":
    case "Waiver":
      return `${change._tag} ${change.for.join()}`
  }
}

const step = (leaf: Leaf, evidence: Evidence): ReadonlyArray<Change> => {
  const { id } = leaf
  switch (leaf._tag) {
    case "AtLeast": {
      const required = levelOf(leaf.required, evidence)
      return required === undefined ? [] : raise(leaf.quantity, required, { id, unit: leaf.unit }, evidence)
    }
    case "AtLeastShare": {
      const percent = levelOf(leaf.percent, evidence)
      const whole = total(leaf.whole, evidence)
      if (percent === undefined) return []
      if (whole === undefined || whole === 0) return raise(leaf.whole, 1, { id, unit: leaf.unit }, evidence)
      const hundredths = percent * whole
      const required = (hundredths - (hundredths % 100)) / 100 + (hundredths % 100 === 0 ? 0 : 1)
      return raise(leaf.part, required, { id, unit: leaf.unit }, evidence)
    }
    case "Growth":
      return grown(leaf.series, { id, unit: leaf.unit }, evidence)
    case "Elapsed":
      return waited(leaf, evidence)
    case "OneOfWords":
      return leaf.of.length === 0
        ? []
        : [{ _tag: "Word", word: leaf.word, from: evidence.words[leaf.word] ?? null, oneOf: leaf.of, for: [id] }]
    case "Finding": {
      const found = evidence.findings.findLast(({ condition }) => condition === id)
      return [{ _tag: "Finding", from: found === undefined ? null : false, for: [id] }]
    }
  }
}

interface Needed {
  readonly id: ConditionId
  readonly unit: Unit
}

const total = (quantity: Quantity, { figures, readings }: Evidence): number | undefined =>
  figuresIn(quantity, readings).reduce<number | undefined>((sum, name) => {
    const value = figures[name]
    return sum === undefined || value === undefined ? undefined : sum + value
  }, 0)

/** Of a sum the last figure is raised; what was not given counts from nothing. */
const raise = (
  quantity: Quantity,
  to: number,
  { id, unit }: Needed,
  { figures, readings }: Evidence,
): ReadonlyArray<Change> => {
  const names = figuresIn(quantity, readings)
  const short = to - names.reduce((sum, name) => sum + (figures[name] ?? 0), 0)
  return names.flatMap((name, i): ReadonlyArray<Change> => {
    const from = figures[name] ?? null
    const added = i === names.length - 1 ? Math.max(0, short) : 0
    const change: Change = { _tag: "Figure", figure: name, unit, from, to: (from ?? 0) + added, for: [id] }
    return from === null || added > 0 ? [change] : []
  })
}

const grown = (series: ReadonlyArray<Quantity>, needed: Needed, evidence: Evidence): ReadonlyArray<Change> => {
  const reading = evidence.readings["growth.steady"]
  const counted = series.slice(reading === "strictOneInterval" ? -2 : 0)
  const more = reading === "nonDecreasing" ? 0 : 1
  let [now, changes, floor]: readonly [Evidence, ReadonlyArray<Change>, number] = [evidence, [], 0]
  for (const quantity of counted) {
    const value = total(quantity, now)
    const next = value === undefined || value < floor ? raise(quantity, floor, needed, now) : []
    changes = [...changes, ...next]
    now = next.reduce(withChange, now)
    floor = (total(quantity, now) ?? floor) + more
  }
  return changes
}

const waited = (leaf: Elapsed, evidence: Evidence): ReadonlyArray<Change> => {
  const figures = evaluate(leaf, evidence).figures
  if (figures?._tag === "Passed") {
    const to = daysToTry(figures.reached).find((asOf) => holds(evaluate(leaf, { ...evidence, asOf }).verdict))
    return to === undefined ? [] : [{ _tag: "Wait", from: evidence.asOf, to, for: [leaf.id] }]
  }
  const date = leaf.since[evidence.readings["period.operatingFrom"]][0]
  const years = levelOf(leaf.years, evidence)
  if (date === undefined || years === undefined) return []
  const latest = latestStart(evidence.asOf, years, evidence.readings["period.operatingYears"] === "dayAfter")
  const fits = [latest, dayBefore(latest), civilDate(`${yearOf(latest) - 1}-01-01`)].find((day) =>
    holds(evaluate(leaf, { ...evidence, dates: { ...evidence.dates, [date]: day } }).verdict),
  )
  return fits === undefined ? [] : [{ _tag: "Date", date, noLaterThan: fits, for: [leaf.id] }]
}

/** The day itself, or, where the facts of another day count, the first day of a year in which they do. */
const daysToTry = (reached: CivilDate): ReadonlyArray<CivilDate> => [
  reached,
  ...[0, 1, 2].map((more) => civilDate(`${yearOf(reached) + more}-01-01`)).filter((day) => day > reached),
]
