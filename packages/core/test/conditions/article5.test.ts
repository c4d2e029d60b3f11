import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { plainForm, unit } from "@shifan/testkit"
import {
  civilDate as day,
  conditions,
  evaluate,
  evidenceOfApplication,
  findingIds,
  nodeOf,
  type ApplicationForm,
  type Assessment,
  type ConditionId,
  type Findings,
  type Readings,
  type Sealed,
  type Verdict,
} from "../../src/index.js"
import { defaultReadings } from "../../src/law/index.js"
import { atLeastShare, figure, own, verdictOfGroup } from "../../src/conditions/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"

type Form = ApplicationForm<Sealed>

const asOf = day("2020-12-01")
const article5 = qinhuangdao2020.conditions
const plain = plainForm(unit, qinhuangdao2020.territory.bureau.code, asOf)

const allFound: Findings = {
  findings: findingIds(article5).map((condition) => ({ condition, met: true, reasons: "示例" })),
  relaxations: [],
  satisfaction: { assessmentMethod: "问卷", assessmentScope: "用户", sampleSize: 30, result: 8000 },
}

const assess = (form: Form, found: Findings = allFound, readings: Partial<Readings> = {}): Assessment =>
  evaluate(article5, evidenceOfApplication(form, found, asOf, { ...defaultReadings, ...readings }))

const verdict = (
  id: ConditionId,
  form: Form,
  readings: Partial<Readings> = {},
  found = allFound,
): Verdict | undefined => nodeOf(assess(form, found, readings), id)?.verdict

const basic = (change: Partial<Form["basic"]>): Form => ({ ...plain, basic: { ...plain.basic, ...change } })

const served = (...numbers: readonly [number, number, number]): Form => ({
  ...plain,
  operation: plain.operation.map((row, i) => ({ ...row, smesServed: numbers[i] ?? 0 })),
})

const operatingSince = (date: string): Form => basic({ registeredOn: day("2001-01-01"), operationStart: day(date) })

describe("art. 5: an application that meets every number and has every finding met", () => {
  it("is met", () => {
    expect(assess(plain).verdict).toBe("met")
  })

  it("is not yet judged, rather than not met, while findings are missing", () => {
    const open = assess(plain, { findings: [], relaxations: [] })
    expect(open.verdict).toBe("notYetJudged")
    expect(conditions(open).filter((node) => node.verdict === "notMet")).toEqual([])
  })
})

describe("each number of art. 5, on both sides", () => {
  it.each<readonly [ConditionId, string, Form, Verdict]>([
    [
      "art_5__para_1__point_3#staff",
      "ten people",
      basic({ staff: 10, qualifiedStaff: { diplomaOnly: 6, titleOnly: 0, diplomaAndTitle: 0 } }),
      "met",
    ],
    ["art_5__para_1__point_3#staff", "nine people", basic({ staff: 9 }), "notMet"],
    [
      "art_5__para_1__point_3#professionalRatio",
      "six of ten",
      basic({ staff: 10, qualifiedStaff: { diplomaOnly: 3, titleOnly: 2, diplomaAndTitle: 1 } }),
      "met",
    ],
    [
      "art_5__para_1__point_3#professionalRatio",
      "five of ten",
      basic({ staff: 10, qualifiedStaff: { diplomaOnly: 3, titleOnly: 1, diplomaAndTitle: 1 } }),
      "notMet",
    ],
    [
      "art_5__para_1__point_3#professionalRatio",
      "seven of eleven, where 6.6 are needed",
      basic({ staff: 11, qualifiedStaff: { diplomaOnly: 7, titleOnly: 0, diplomaAndTitle: 0 } }),
      "met",
    ],
    [
      "art_5__para_1__point_3#professionalRatio",
      "six of eleven",
      basic({ staff: 11, qualifiedStaff: { diplomaOnly: 6, titleOnly: 0, diplomaAndTitle: 0 } }),
      "notMet",
    ],
    ["art_5__para_1__point_1#totalAssets", "a million yuan", basic({ totalAssets: 100_000_000 }), "met"],
    ["art_5__para_1__point_1#totalAssets", "a fen less", basic({ totalAssets: 99_999_999 }), "notMet"],
    ["art_5__para_1__point_1#operatingYears", "two years to the day", operatingSince("2018-12-01"), "met"],
    ["art_5__para_1__point_1#operatingYears", "a day less", operatingSince("2018-12-02"), "notMet"],
    ["art_5__para_1__point_4#smesServed", "fifty", served(48, 49, 50), "met"],
    ["art_5__para_1__point_4#smesServed", "forty-nine, whatever the number of visits", served(40, 45, 49), "notMet"],
    ["art_5__para_1__point_4#steadyGrowth", "one more each year", served(58, 59, 60), "met"],
    ["art_5__para_1__point_4#steadyGrowth", "the same as the year before", served(58, 60, 60), "notMet"],
    [
      "art_5__para_1__point_4#steadyGrowth",
      "a year that is not known",
      { ...plain, operation: plain.operation.slice(1) },
      "notYetJudged",
    ],
    ["art_2__para_1#legalPerson", "a sole proprietorship", basic({ unitNature: "soleProprietorship" }), "notMet"],
  ])("%s: %s", (id, _, form, expected) => {
    expect(verdict(id, form)).toBe(expected)
  })

  it("art_5__para_1__point_4#satisfaction: 80 % is met, 79.99 % is not", () => {
    const with7999: Findings = {
      ...allFound,
      satisfaction: { assessmentMethod: "问卷", assessmentScope: "用户", sampleSize: 30, result: 7999 },
    }
    expect(verdict("art_5__para_1__point_4#satisfaction", plain)).toBe("met")
    expect(verdict("art_5__para_1__point_4#satisfaction", plain, {}, with7999)).toBe("notMet")
  })

  test.prop([fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 })])(
    "a share agrees with exact comparison for any numbers of people",
    (whole, part) => {
      const criterion = atLeastShare("art_5__para_1__point_3#professionalRatio", {
        part: figure(own("q")),
        whole: figure(own("n")),
        percent: 60,
        unit: "people",
      })
      const evidence = {
        figures: { q: part, n: whole },
        dates: {},
        words: {},
        findings: [],
        relaxations: [],
        asOf,
        readings: defaultReadings,
      }
      expect(evaluate(criterion, evidence).verdict === "met").toBe(100n * BigInt(part) >= 60n * BigInt(whole))
    },
  )
})

describe("each reading that art. 5 consults", () => {
  const youngRegistration = basic({ registeredOn: day("2015-01-01"), operationStart: day("2019-06-01") })
  it.each<readonly [Partial<Readings>, ConditionId, Form, Verdict, Verdict]>([
    [{ "staff.qualified": "both" }, "art_5__para_1__point_3#professionalRatio", plain, "met", "notMet"],
    [{ "served.unit": "visits" }, "art_5__para_1__point_4#smesServed", served(40, 45, 49), "notMet", "met"],
    [
      { "served.year": "trailingTwelveMonths" },
      "art_5__para_1__point_4#smesServed",
      { ...plain, trailingTwelveMonths: { smesServed: 49, visits: 90 } },
      "met",
      "notMet",
    ],
    [{ "growth.steady": "nonDecreasing" }, "art_5__para_1__point_4#steadyGrowth", served(60, 60, 60), "notMet", "met"],
    [
      { "growth.steady": "strictOneInterval" },
      "art_5__para_1__point_4#steadyGrowth",
      served(70, 60, 61),
      "notMet",
      "met",
    ],
    [
      { "period.operatingYears": "dayAfter" },
      "art_5__para_1__point_1#operatingYears",
      operatingSince("2018-12-01"),
      "met",
      "notMet",
    ],
    [
      { "period.operatingFrom": "registration" },
      "art_5__para_1__point_1#operatingYears",
      youngRegistration,
      "notMet",
      "met",
    ],
    [
      { "asOf.facts": "priorYearEnd" },
      "art_5__para_1__point_1#operatingYears",
      operatingSince("2018-06-01"),
      "met",
      "notMet",
    ],
    [
      { "satisfaction.source": "selfDeclared" },
      "art_5__para_1__point_4#satisfaction",
      { ...plain, selfDeclaredSatisfaction: 7000 },
      "met",
      "notMet",
    ],
  ])("%j changes the verdict of %s", (reading, id, form, byDefault, otherwise) => {
    expect(verdict(id, form)).toBe(byDefault)
    expect(verdict(id, form, reading)).toBe(otherwise)
  })
})

const verdicts: ReadonlyArray<Verdict> = ["met", "notMet", "notYetJudged", "waived"]

describe("the verdict of a group", () => {
  test.prop([fc.array(fc.constantFrom(...verdicts), { maxLength: 6 }), fc.nat(6)])(
    "is settled exactly when no outcome of its open parts can change it",
    (parts, n) => {
      const of = (open: Verdict) =>
        verdictOfGroup(
          n,
          parts.map((one) => (one === "notYetJudged" ? open : one)),
        )
      const now = of("notYetJudged")
      if (now !== "notYetJudged") expect([of("met"), of("notMet")]).toEqual([now, now])
      else expect([of("met"), of("notMet")]).toEqual(["met", "notMet"])
    },
  )
})
