/**
 * Art. 5 said a second time, point by point and as plainly as the text has it: what each condition comes to, and which of them
 * may be relaxed. It knows types of the program and nothing else of it.
 */
import type { ApplicationForm, ConditionId, FindingMade, Readings } from "@shifan/core"
import { daysFrom, firstOf, lastOf, yearIn, yearsLater } from "./dates.statement.js"

type Form = ApplicationForm<unknown>

/** What is known of a unit that applies, or that is reviewed: what it filed, and what officials made of it. */
export interface UnitFacts {
  readonly uscc: string
  readonly basic: Form["basic"]
  readonly years: Form["operation"]
  /** What the county counted of a year of which the form says nothing. */
  readonly measured?: { readonly year: number; readonly smesServed: number }
  readonly beside: Pick<Form, "trailingTwelveMonths" | "priorYearEnd" | "selfDeclaredSatisfaction">
  readonly serviceArea: string | undefined
  readonly filedOn: string
  /** The county's survey, in 1/100 %. */
  readonly survey: number | undefined
  /** In the order in which they were made. */
  readonly findings: ReadonlyArray<FindingMade>
}

/** Whether a condition holds, if that is known; and where it sets a number, that number and the unit's own. */
export interface Comparison {
  readonly holds: boolean | undefined
  readonly asked?: number
  readonly actual?: number
}

/** A number that must not be below another. */
const notBelow = (asked: number, actual: number | undefined): Comparison =>
  actual === undefined ? { holds: undefined } : { holds: actual >= asked, asked, actual }

/** Reading `asOf.facts`: heads and assets of the day of filing, or of the end of the year before. */
const headsAndAssets = ({ basic, beside }: UnitFacts, readings: Readings) =>
  readings["asOf.facts"] === "priorYearEnd"
    ? beside.priorYearEnd
    : { staff: basic.staff, totalAssets: basic.totalAssets, ...basic.qualifiedStaff }

/** Reading `served.unit`: enterprises, or visits. `undefined` for a year of which the form says nothing. */
const servedIn = (year: number, { years, measured }: UnitFacts, readings: Readings): number | undefined => {
  const row = years.find((one) => one.year === year)
  if (readings["served.unit"] === "visits") return row?.visits
  return row?.smesServed ?? (measured?.year === year ? measured.smesServed : undefined)
}

/** A legal person builds and runs the platform. A code that begins with 92 is an individual business, whatever the form says. */
const legalPerson = ({ uscc, basic }: UnitFacts): Comparison => ({
  holds:
    !uscc.startsWith("92") &&
    !["soleProprietorship", "partnership", "branch", "individualBusiness"].includes(basic.unitNature),
})

/** Two years or more since the unit began. */
const twoYears = ({ basic, filedOn }: UnitFacts, readings: Readings): Comparison => {
  const since =
    readings["period.operatingFrom"] === "operationStart" && basic.operationStart !== undefined
      ? basic.operationStart
      : basic.registeredOn
  const on = readings["asOf.facts"] === "priorYearEnd" ? lastOf(yearIn(filedOn) - 1) : filedOn
  const anniversary = yearsLater(since, 2)
  const dayAfter = readings["period.operatingYears"] === "dayAfter"
  return {
    holds: dayAfter ? on > anniversary : on >= anniversary,
    asked: daysFrom(since, anniversary) + (dayAfter ? 1 : 0),
    actual: daysFrom(since, on),
  }
}

const oneMillionYuan = 100_000_000

/** Six of ten, compared without dividing. The level is a share in 1/100 %, of which the rest is dropped. */
const sixtyPercent = (facts: UnitFacts, readings: Readings): Comparison => {
  const there = headsAndAssets(facts, readings)
  if (there === undefined || there.staff === 0) return { holds: undefined }
  const { staff, diplomaOnly, titleOnly, diplomaAndTitle } = there
  const qualified = readings["staff.qualified"] === "both" ? diplomaAndTitle : diplomaOnly + titleOnly + diplomaAndTitle
  return { holds: 10 * qualified >= 6 * staff, asked: 6000, actual: Math.floor((10_000 * qualified) / staff) }
}

const fiftyServed = (facts: UnitFacts, readings: Readings): Comparison => {
  const { trailingTwelveMonths: trailing } = facts.beside
  const ofTrailing = readings["served.unit"] === "visits" ? trailing?.visits : trailing?.smesServed
  return notBelow(
    50,
    readings["served.year"] === "trailingTwelveMonths"
      ? ofTrailing
      : servedIn(yearIn(facts.filedOn) - 1, facts, readings),
  )
}

/**
 * Growth over two years: last year over the one before, and that over the one before it. The oldest need not be there for a
 * unit that was not there in all of it, under reading `growth.newUnit`.
 */
const grewSteadily = (facts: UnitFacts, readings: Readings): Comparison => {
  const last = yearIn(facts.filedOn) - 1
  const [oldest, middle, latest] = [last - 2, last - 1, last].map((year) => servedIn(year, facts, readings))
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

const eightyPercentContent = ({ survey, beside }: UnitFacts, readings: Readings): Comparison =>
  notBelow(8000, readings["satisfaction.source"] === "selfDeclared" ? beside.selfDeclaredSatisfaction : survey)

const clusters = [
  "industrialCluster",
  "smallEnterpriseStartupBase",
  "industrialPark",
  "nationalNewIndustrializationBase",
  "other",
]

type Computed = (facts: UnitFacts, readings: Readings) => Comparison

/** What figures and words decide. */
export const computed: { readonly [id: string]: Computed } = {
  "art_2__para_1#legalPerson": legalPerson,
  "art_5__para_1__point_1#operatingYears": twoYears,
  "art_5__para_1__point_1#totalAssets": (facts, readings) =>
    notBelow(oneMillionYuan, headsAndAssets(facts, readings)?.totalAssets),
  "art_5__para_1__point_2#serviceArea": ({ serviceArea }) => ({
    holds: serviceArea === undefined ? undefined : clusters.includes(serviceArea),
  }),
  "art_5__para_1__point_3#staff": (facts, readings) => notBelow(10, headsAndAssets(facts, readings)?.staff),
  "art_5__para_1__point_3#professionalRatio": sixtyPercent,
  "art_5__para_1__point_4#smesServed": fiftyServed,
  "art_5__para_1__point_4#steadyGrowth": grewSteadily,
  "art_5__para_1__point_4#satisfaction": eightyPercentContent,
}

/** What an official has to judge. */
export const judgedByOfficials: ReadonlyArray<ConditionId> = [
  "art_5__para_1__point_1#soundFinances",
  "art_5__para_1__point_1#soundOperation",
  "art_5__para_1__point_2#regionalInfluence",
  "art_5__para_1__point_3#completeServices",
  "art_5__para_1__point_3#premises",
  "art_5__para_1__point_4#reputation",
  "art_5__para_1__point_5#managementSystem",
  "art_5__para_1__point_5#planning",
  "art_5__para_1__point_6#principal",
]

/** Point 7: both together let points 1, 3 and 4 be relaxed. */
export const openingTheException: ReadonlyArray<ConditionId> = [
  "art_5__para_1__point_7#outstandingPerformance",
  "art_5__para_1__point_7#demonstrationEffect",
]

/** All that has to hold at once. */
export const conditionIds: ReadonlyArray<ConditionId> = [
  ...(Object.keys(computed) as ReadonlyArray<ConditionId>),
  ...judgedByOfficials,
]

/** Whether art. 5, para. 2 lets a condition be waived, said from the text. */
export const mayBeRelaxed = (id: ConditionId): boolean =>
  conditionIds.includes(id) && /^art_5__para_1__point_[134]#/.test(id)

/** Where figures are wanting, and for what has none, the latest finding decides; where they are there, they do. */
export const comparisonOf = (id: ConditionId, facts: UnitFacts, readings: Readings): Comparison => {
  const byFigures = computed[id]?.(facts, readings) ?? { holds: undefined }
  return byFigures.holds === undefined
    ? { holds: facts.findings.findLast(({ condition }) => condition === id)?.met }
    : byFigures
}
