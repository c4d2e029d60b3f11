/** Numbers of a case, read from the forms like a person would, and the kinds of conditions that regulations set on them. */
import type { Readings } from "@shifan/core"
import { daysFrom, firstOf, lastOf, yearIn, yearsLater } from "./dates.statement.js"
import type { Comparison, ComputedCondition, UnitFacts } from "./text.statement.js"

/** A number of a case; `undefined` if not given. */
export type Measure = (facts: UnitFacts, readings: Readings) => number | undefined

type Heads = NonNullable<UnitFacts["beside"]["priorYearEnd"]>

const now = ({ basic }: UnitFacts): Heads => ({
  staff: basic.staff,
  totalAssets: basic.totalAssets,
  ...basic.qualifiedStaff,
})

const pooled = ({ diplomaOnly, titleOnly, diplomaAndTitle }: Heads): number => diplomaOnly + titleOnly + diplomaAndTitle

const yearEnd =
  (of: (heads: Heads) => number): Measure =>
  ({ beside }) =>
    beside.priorYearEnd && of(beside.priorYearEnd)

/** Reading `asOf.facts`: as of the day of filing, or of the end of the previous year. */
const onFactsDay =
  (of: (heads: Heads) => number): Measure =>
  (facts, readings) => {
    const there = readings["asOf.facts"] === "priorYearEnd" ? facts.beside.priorYearEnd : now(facts)
    return there && of(there)
  }

/** `back`: years before the year of filing. */
const rowOf = ({ years, filedOn }: UnitFacts, back: number) => years.find(({ year }) => year === yearIn(filedOn) - back)

const enterprises =
  (back: number): Measure =>
  (facts) =>
    rowOf(facts, back)?.smesServed ??
    (facts.measured?.year === yearIn(facts.filedOn) - back ? facts.measured.smesServed : undefined)

const visits =
  (back: number): Measure =>
  (facts) =>
    rowOf(facts, back)?.visits

/** Reading `served.unit`. */
const served =
  (back: number): Measure =>
  (facts, readings) =>
    (readings["served.unit"] === "visits" ? visits : enterprises)(back)(facts, readings)

/** All numbers. Amounts are in fen, shares in units of 0.01 %; `back`: 1 is the last full year before the filing. */
export const figures = {
  /** As of the day of filing, or of the end of the previous year, depending on reading `asOf.facts`. */
  staff: onFactsDay(({ staff }) => staff),
  totalAssets: onFactsDay(({ totalAssets }) => totalAssets),
  /** Staff with a diploma or a title, each person once. */
  qualified: onFactsDay(pooled),
  /** Staff with both. */
  doublyQualified: onFactsDay(({ diplomaAndTitle }) => diplomaAndTitle),
  /** As of the last day of the previous year, under every reading. */
  atYearEnd: {
    staff: yearEnd(({ staff }) => staff),
    totalAssets: yearEnd(({ totalAssets }) => totalAssets),
    qualified: yearEnd(pooled),
  },
  enterprises,
  visits,
  served,
  /** Reading `served.year`: in the last full year, or in the twelve months before the filing. */
  servedInAYear: ((facts, readings) => {
    if (readings["served.year"] !== "trailingTwelveMonths") return served(1)(facts, readings)
    const { trailingTwelveMonths: trailing } = facts.beside
    return readings["served.unit"] === "visits" ? trailing?.visits : trailing?.smesServed
  }) satisfies Measure,
  /** Reading `satisfaction.source`. */
  satisfaction: (({ beside, survey }, readings) =>
    readings["satisfaction.source"] === "selfDeclared" ? beside.selfDeclaredSatisfaction : survey) satisfies Measure,
  /** Values that only the regulation's own form contains. */
  own:
    (name: string): Measure =>
    ({ beside: { extensions = {} } }) =>
      extensions.count?.[name] ?? extensions.share?.[name] ?? extensions.money?.[name],
} as const

/** A number that must not be below another. */
export const notBelow =
  (asked: number, measure: Measure): ComputedCondition =>
  (facts, readings) => {
    const actual = measure(facts, readings)
    return actual === undefined ? { holds: undefined } : { holds: actual >= asked, asked, actual }
  }

/** A minimum percentage of a whole, compared without division. The levels are in units of 0.01 %, rounded down. */
export const shareNotBelow =
  (percent: number, part: Measure, whole: Measure): ComputedCondition =>
  (facts, readings) => {
    const [some, all] = [part(facts, readings), whole(facts, readings)]
    if (some === undefined || all === undefined || all === 0) return { holds: undefined }
    return { holds: 100 * some >= percent * all, asked: 100 * percent, actual: Math.floor((10_000 * some) / all) }
  }

/** A minimum number of years since the unit began, counted to the day of filing or to the end of the previous year. */
export const yearsInOperation =
  (years: number, countedOn: "filing" | "yearEndBefore" = "filing"): ComputedCondition =>
  ({ basic, filedOn }, readings): Comparison => {
    const since =
      readings["period.operatingFrom"] === "operationStart" && basic.operationStart !== undefined
        ? basic.operationStart
        : basic.registeredOn
    const toYearEnd = countedOn === "yearEndBefore" || readings["asOf.facts"] === "priorYearEnd"
    const on = toYearEnd ? lastOf(yearIn(filedOn) - 1) : filedOn
    const anniversary = yearsLater(since, years)
    const dayAfter = readings["period.operatingYears"] === "dayAfter"
    return {
      holds: dayAfter ? on > anniversary : on >= anniversary,
      asked: daysFrom(since, anniversary) + (dayAfter ? 1 : 0),
      actual: daysFrom(since, on),
    }
  }

/**
 * Growth over two years: last year over the year before, and that over the one before it. Under reading `growth.newUnit` a
 * unit that did not exist for the whole of the oldest year may omit it.
 */
export const growing =
  (of: (back: number) => Measure): ComputedCondition =>
  (facts, readings) => {
    const last = yearIn(facts.filedOn) - 1
    const [oldest, middle, latest] = [3, 2, 1].map((back) => of(back)(facts, readings))
    const grew = (from: number | undefined, to: number | undefined): boolean | undefined => {
      if (from === undefined || to === undefined) return undefined
      return readings["growth.steady"] === "nonDecreasing" ? to >= from : to > from
    }
    const { registeredOn, operationStart = registeredOn } = facts.basic
    const began = operationStart < registeredOn ? operationStart : registeredOn
    const excused = readings["growth.newUnit"] === "knownYears" && oldest === undefined && began > firstOf(last - 2)
    const intervals =
      readings["growth.steady"] === "strictOneInterval" || excused
        ? [grew(middle, latest)]
        : [grew(oldest, middle), grew(middle, latest)]
    return { holds: intervals.includes(undefined) ? undefined : !intervals.includes(false) }
  }

/** The value must be one of the words in the regulation. */
export const oneOf =
  (words: ReadonlyArray<string>, of: (facts: UnitFacts) => string | undefined): ComputedCondition =>
  (facts) => {
    const word = of(facts)
    return { holds: word === undefined ? undefined : words.includes(word) }
  }

/** Chooses the condition by a word of the case, such as its grade. Undecided if the word is missing or not listed. */
export const byWord =
  (
    of: (facts: UnitFacts) => string | undefined,
    conditions: { readonly [word: string]: ComputedCondition },
  ): ComputedCondition =>
  (facts, readings) => {
    const condition = conditions[of(facts) ?? ""]
    return condition === undefined ? { holds: undefined } : condition(facts, readings)
  }
