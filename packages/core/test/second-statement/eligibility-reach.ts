/** The kinds of cases that a run must meet; otherwise it compares less than it claims. */
import { readingOptions } from "../../src/law/index.js"
import type { Tally } from "./eligibility-comparison.ts"
import { conditionIds, judgedByOfficials, mayBeRelaxed } from "@shifan/testkit/statement"
import { bearing } from "./random-unit.ts"

const numbers = conditionIds.filter((id) => /#(operatingYears|totalAssets|staff|smesServed|satisfaction)$/.test(id))

const relaxable = conditionIds.filter((id) => mayBeRelaxed(id) && !id.endsWith("#operatingYears"))

const expected: ReadonlyArray<string> = [
  ...conditionIds.flatMap((id) => [
    `${id} met`,
    `${id} notMet`,
    ...(judgedByOfficials.includes(id) || relaxable.includes(id) ? [`${id} notYetJudged`] : []),
    ...(mayBeRelaxed(id) ? [`${id} waived`] : []),
  ]),
  ...numbers.flatMap((id) => [-1, 0, 1].map((beside) => `${id} by ${beside}`)),
  "art_5__para_1__point_3#professionalRatio by 0",
  "art_5__para_1__point_2#serviceArea notYetJudged",
  ...bearing.flatMap((id) => readingOptions[id].map((option) => `${id}=${option.replace(/\(\d+\)/, "")}`)),
  ...["Recommend", "Certify", "ConcludeReview"].map((act) => `${act} is refused`),
  ...["Recommend", "Certified", "ConcludeReview"].map((act) => `${act} passes`),
  "ConditionsNotMet",
  "FindingMissing",
  "FigureMissing",
  "InvalidParticulars",
  "notWaivable",
  "gateClosed",
  "alreadyMet",
  "levelNotBelowStatutory",
  "levelNotReached",
  "belowFloor",
  "notTheAuthority",
  "askedTwice",
]

/** Least count of a kind. The nature and area of a unit are rarely missing or wrong, so these are rarer. */
const leastOf = (name: string, cases: number): number => {
  // About four in 20 000, so a small run may have none.
  if (name.endsWith("#serviceArea notMet")) return Math.floor(cases / 50_000)
  return Math.floor(cases / (/#(legalPerson|serviceArea) (notMet|notYetJudged)/.test(name) ? 20_000 : 2000))
}

export const tooRarely = (counts: Tally, cases: number): ReadonlyArray<string> =>
  expected.flatMap((name) => {
    const count = counts.get(name) ?? 0
    return count < leastOf(name, cases) ? [`${name}: ${count}`] : []
  })
