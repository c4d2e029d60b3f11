/** Random units close to every threshold of art. 5, with findings, waivers and readings of all kinds. */
import { plainForm, reportOf, survey, type SeededRandom, unit } from "@shifan/testkit"
import {
  type ApplicationForm,
  type CivilDate,
  type ConditionId,
  type DivisionCode,
  type FindingMade,
  type OperationReport,
  type ReadingId,
  type Satisfaction,
  type Sealed,
  type Uscc,
  type WaiverRequest,
} from "../../src/index.js"
import { readingOptions } from "../../src/law/index.js"
import { unitNatures } from "../../src/forms/index.js"
import { daysAfter, lastOf, yearIn, yearsLater } from "@shifan/testkit/statement"
import {
  conditionIds,
  comparisonOf,
  judgedByOfficials,
  mayBeRelaxed,
  openingTheException,
  statedQinhuangdao,
  type UnitFacts,
} from "@shifan/testkit/statement"
import type { Readings } from "../../src/index.js"

type Form = ApplicationForm<Sealed>

const county = "130302" as DivisionCode
const individualBusiness = "92130302MA00010184" as Uscc

/** A number at the threshold, one below or above it, or `far` above it. */
const around = (random: SeededRandom, threshold: number, far: number): number =>
  random.chance(75) ? random.oneOf([threshold, threshold + far]) : threshold + random.between(-1, 1)

const days = ["2022-02-28", "2022-03-01", "2024-02-29", "2024-12-31", "2025-01-01", "2023-06-15", "2026-03-01"]

export const randomDay = (random: SeededRandom): CivilDate =>
  (random.chance(50) ? random.oneOf(days) : daysAfter("2021-06-01", random.below(2000))) as CivilDate

/** A start date whose second or a later anniversary is near the filing, or near the end of the previous year. */
const beginningNear = (random: SeededRandom, filedOn: string): CivilDate => {
  const on = random.chance(50) ? filedOn : lastOf(yearIn(filedOn) - 1)
  const date = daysAfter(yearsLater(on, -random.oneOf([2, 2, 2, 3, 4, 8])), random.between(-2, 2))
  return (date < filedOn ? date : filedOn) as CivilDate
}

const qualifiedStaff = (random: SeededRandom, staff: number): Form["basic"]["qualifiedStaff"] => {
  const all = Math.max(0, Math.min(staff, Math.ceil((6 * staff) / 10) + random.between(-1, 1)))
  const together = random.chance(50) ? all : random.below(all + 1)
  const diplomaOnly = random.below(all - together + 1)
  return { diplomaOnly, titleOnly: all - together - diplomaOnly, diplomaAndTitle: together }
}

const heads = (random: SeededRandom) => {
  const staff = random.chance(3) ? 0 : random.chance(30) ? random.between(1, 40) : around(random, 10, 8)
  return { staff, qualifiedStaff: qualifiedStaff(random, staff) }
}

const assets = (random: SeededRandom): number => around(random, 100_000_000, 7_000_000)

/** Yearly figures that grow, stay the same or fall by one or more. Occasionally a year is missing. */
const yearlyRows = (random: SeededRandom, form: Form): Form["operation"] => {
  let enterprises = around(random, 50, 5) - random.below(3)
  let visits = random.between(30, 70)
  const rows = form.operation.map((row) => {
    enterprises += random.oneOf([1, 1, 1, 2, 0, -1])
    visits += random.oneOf([1, 1, 2, 0, -1])
    return { ...row, smesServed: enterprises, visits }
  })
  const missing = random.oneOf([[], [], [], [], [0], [0], [1], [0, 1], [2]])
  return rows.filter((_, i) => !missing.includes(i))
}

/** A form, a report with the same figures, and further declarations. */
export interface RandomFiling {
  readonly form: Form
  readonly report: OperationReport<Sealed>
}

export const randomFiling = (random: SeededRandom, filedOn: CivilDate): RandomFiling => {
  const plain = plainForm(random.chance(4) ? individualBusiness : unit, county, filedOn)
  const registeredOn = beginningNear(random, filedOn)
  const form: Form = {
    ...plain,
    serviceArea: random.oneOf(["industrialCluster", "smallEnterpriseStartupBase", "industrialPark", "other"]),
    basic: {
      ...plain.basic,
      registeredOn,
      ...(random.chance(60) ? { operationStart: beginningNear(random, filedOn) } : {}),
      unitNature: random.chance(12) ? random.oneOf(unitNatures) : "enterprise",
      totalAssets: assets(random),
      ...heads(random),
    },
    operation: yearlyRows(random, plain),
    ...beside(random),
  }
  const { selfDeclaredSatisfaction, trailingTwelveMonths, priorYearEnd } = form
  const report: OperationReport<Sealed> = {
    ...reportOf(form, filedOn),
    ...(selfDeclaredSatisfaction === undefined ? {} : { selfDeclaredSatisfaction }),
    ...(trailingTwelveMonths === undefined ? {} : { trailingTwelveMonths }),
    ...(priorYearEnd === undefined ? {} : { priorYearEnd }),
  }
  return { form, report }
}

const beside = (random: SeededRandom): UnitFacts["beside"] => {
  const { staff, qualifiedStaff: qualified } = heads(random)
  return {
    ...(random.chance(70) ? { selfDeclaredSatisfaction: around(random, 8000, 900) } : {}),
    ...(random.chance(70)
      ? { trailingTwelveMonths: { smesServed: around(random, 50, 9), visits: around(random, 50, 90) } }
      : {}),
    ...(random.chance(70) ? { priorYearEnd: { staff, ...qualified, totalAssets: assets(random) } } : {}),
  }
}

export const randomSurvey = (random: SeededRandom): Satisfaction => survey(around(random, 8000, 1200))

/** Mostly favourable findings. Occasionally one is missing, negative, made twice, or made where figures decide. */
export const randomFindings = (random: SeededRandom): ReadonlyArray<FindingMade> => {
  const trouble = random.chance(30) ? random.oneOf(judgedByOfficials) : undefined
  const made = judgedByOfficials.flatMap((condition): ReadonlyArray<FindingMade> => {
    if (condition !== trouble) return [finding(condition, true)]
    return random.chance(40) ? [] : [finding(condition, random.chance(30))]
  })
  const opening = openingTheException.flatMap((condition) =>
    random.chance(95) ? [finding(condition, random.chance(95))] : [],
  )
  return [...made, ...opening, ...furtherFindings(random, 12)]
}

/** Findings of the bureau, in addition to the county's. */
export const furtherFindings = (random: SeededRandom, percent = 25): ReadonlyArray<FindingMade> =>
  random.chance(percent)
    ? Array.from({ length: random.between(1, 3) }, () =>
        finding(
          random.oneOf([...conditionIds, ...conditionIds, ...openingTheException, "art_5__para_1"]),
          random.chance(60),
        ),
      )
    : []

const finding = (condition: ConditionId, met: boolean): FindingMade => ({ condition, met, reasons: "示例" })

/** Waivers for unmet conditions, at or near the actual level. Occasionally also for met ones. */
export const randomWaivers = (
  random: SeededRandom,
  facts: UnitFacts,
  readings: Readings,
): ReadonlyArray<WaiverRequest> => {
  const wanting = conditionIds.filter(
    (id) => mayBeRelaxed(id) && comparisonOf(statedQinhuangdao, id, facts, readings).holds !== true,
  )
  const asked = wanting.filter(() => random.chance(88))
  if (random.chance(8)) asked.push(random.oneOf([...conditionIds, ...openingTheException, "art_5__para_1__point_3"]))
  if (asked.length > 0 && random.chance(6)) asked.push(random.oneOf(asked))
  return asked.map((condition) => waiver(random, condition, facts, readings))
}

const waiver = (random: SeededRandom, condition: ConditionId, facts: UnitFacts, readings: Readings): WaiverRequest => {
  const { asked, actual } = comparisonOf(statedQinhuangdao, condition, facts, readings)
  const depth = Number(/\d+/.exec(readings["waiver.depth"])?.[0] ?? 80)
  const floor = Math.ceil((depth * (asked ?? 0)) / 100)
  const near = random.chance(65) ? (actual ?? 8) : random.oneOf([floor, asked ?? 8, actual ?? 8])
  const relaxedTo = Math.max(0, random.chance(65) ? near : near + random.between(-1, 1))
  return { condition, ...(asked === undefined || random.chance(4) ? {} : { relaxedTo }), reasons: "示例" }
}

/** The readings that affect whether a title is granted or kept. */
export const bearing: ReadonlyArray<ReadingId> = [
  "period.operatingYears",
  "period.operatingFrom",
  "asOf.facts",
  "staff.qualified",
  "served.unit",
  "served.year",
  "growth.steady",
  "growth.newUnit",
  "satisfaction.source",
  "waiver.authority",
  "waiver.depth",
  "instrument.applicable",
  "review.standard",
]

/** A random option; for `floor(80)` with a random number. */
export const randomOption = (random: SeededRandom, reading: ReadingId): string => {
  const option = random.oneOf<string>(readingOptions[reading])
  return option === "floor(80)" ? `floor(${random.oneOf([50, 79, 80, 81, 90, 99, 1])})` : option
}
