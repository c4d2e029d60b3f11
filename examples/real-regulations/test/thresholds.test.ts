import { describe, expect, it } from "vitest"
import {
  civilDate as day,
  evaluate,
  findingIds,
  type CivilDate,
  type ConditionId,
  type Evidence,
  type ReadingChoices,
  type RegulationDraft,
  type Verdict,
} from "@shifan/core"
import { nodeOf } from "@shifan/core/conditions"
import { miit2017, tongling, wuhu } from "../src/index.js"

type Figures = Readonly<Record<string, number>>

interface Case {
  readonly figures?: Figures
  readonly operationStart?: CivilDate
  readonly notFound?: ReadonlyArray<ConditionId>
  readonly readings?: ReadingChoices
}

/** All figures at their lowest admissible value, for names that the three regulations share. */
const sharedFigures: Figures = {
  "served.y2.enterprises": 10,
  "served.y1.enterprises": 20,
  "served.y2.visits": 10,
  "served.y1.visits": 20,
  "satisfaction.county": 8000,
}

const leastFigures = new Map<RegulationDraft, Figures>([
  [
    wuhu,
    {
      staff: 5,
      diplomaOnly: 1,
      titleOnly: 1,
      diplomaAndTitle: 1,
      "served.y0.enterprises": 60,
      aggregatedServiceOrganisations: 3,
      publicWelfareShare: 2000,
    },
  ],
  [
    tongling,
    {
      totalAssets: 500_000_00,
      "lastYearMean.staff": 8,
      "lastYearMean.diplomaOnly": 2,
      "lastYearMean.titleOnly": 2,
      "lastYearMean.diplomaAndTitle": 2,
      "served.y0.visits": 80,
    },
  ],
  [
    miit2017,
    {
      totalAssets: 3_000_000_00,
      "servingSmes.staff": 20,
      "servingSmes.diplomaOnly": 0,
      "servingSmes.titleOnly": 0,
      "servingSmes.diplomaAndTitle": 16,
      "served.y0.enterprises": 150,
      aggregatedServiceOrganisations: 5,
      publicWelfareShare: 2000,
      "information.servedOffline": 150,
      "information.activities": 8,
      "technology.activities": 5,
    },
  ],
])

const evidenceOf = (regulation: RegulationDraft, { figures, operationStart, notFound = [], readings }: Case) => {
  const evidence: Evidence = {
    figures: { ...sharedFigures, ...leastFigures.get(regulation), ...figures },
    dates: { operationStart: operationStart ?? day("2015-01-01"), registeredOn: day("2015-01-01") },
    words: {},
    findings: findingIds(regulation.conditions).map((condition) => ({
      condition,
      met: !notFound.includes(condition),
      reasons: "示例",
    })),
    relaxations: [],
    asOf: day("2021-06-01"),
    readings: { ...regulation.readings, ...readings },
  }
  return evidence
}

const verdictOf = (regulation: RegulationDraft, change: Case, condition?: ConditionId): Verdict | undefined => {
  const assessment = evaluate(regulation.conditions, evidenceOf(regulation, change))
  return condition === undefined ? assessment.verdict : nodeOf(assessment, condition)?.verdict
}

const regulations = { wuhu, tongling, miit2017 }

type Row = readonly [name: keyof typeof regulations, condition: ConditionId, just: Case, short: Case]

const rows: ReadonlyArray<Row> = [
  [
    "wuhu",
    "art_0__para_1#operatingYears",
    { operationStart: day("2020-06-01") },
    { operationStart: day("2020-06-02") },
  ],
  ["wuhu", "art_0__para_1#staff", { figures: { staff: 5 } }, { figures: { staff: 4 } }],
  ["wuhu", "art_0__para_1#qualifiedStaff", { figures: { titleOnly: 1 } }, { figures: { titleOnly: 0 } }],
  [
    "wuhu",
    "art_0__para_1#smesServed",
    { figures: { "served.y0.enterprises": 60 } },
    { figures: { "served.y0.enterprises": 59 } },
  ],
  [
    "wuhu",
    "art_0__para_1#growth",
    { figures: { "served.y1.enterprises": 59 } },
    { figures: { "served.y1.enterprises": 60 } },
  ],
  [
    "wuhu",
    "art_0__para_1#satisfaction",
    { figures: { "satisfaction.county": 8000 } },
    { figures: { "satisfaction.county": 7999 } },
  ],
  [
    "wuhu",
    "art_0__para_1#aggregatedServices",
    { figures: { aggregatedServiceOrganisations: 3 } },
    { figures: { aggregatedServiceOrganisations: 2 } },
  ],
  [
    "wuhu",
    "art_0__para_1#publicWelfare",
    { figures: { publicWelfareShare: 2000 } },
    { figures: { publicWelfareShare: 1999 } },
  ],
  ["wuhu", "art_0__para_1#noDishonestyRecord", {}, { notFound: ["art_0__para_1#noDishonestyRecord"] }],
  [
    "tongling",
    "art_0__para_1#operatingYears",
    { operationStart: day("2018-12-31") },
    { operationStart: day("2019-01-01") },
  ],
  [
    "tongling",
    "art_0__para_1#totalAssets",
    { figures: { totalAssets: 500_000_00 } },
    { figures: { totalAssets: 499_999_99 } },
  ],
  [
    "tongling",
    "art_0__para_1#staff",
    { figures: { "lastYearMean.staff": 5 } },
    { figures: { "lastYearMean.staff": 4 } },
  ],
  [
    "tongling",
    "art_0__para_1#qualifiedStaff",
    { figures: { "lastYearMean.titleOnly": 2 } },
    { figures: { "lastYearMean.titleOnly": 1 } },
  ],
  [
    "tongling",
    "art_0__para_1#smesServed",
    { figures: { "served.y0.visits": 80, "served.y0.enterprises": 0 } },
    { figures: { "served.y0.visits": 79, "served.y0.enterprises": 1000 } },
  ],
  [
    "tongling",
    "art_0__para_1#growth",
    { figures: { "served.y1.visits": 79 } },
    { figures: { "served.y1.visits": 80 } },
  ],
  [
    "tongling",
    "art_0__para_1#satisfaction",
    { figures: { "satisfaction.county": 8000 } },
    { figures: { "satisfaction.county": 7999 } },
  ],
  [
    "miit2017",
    "art_0__para_1#operatingYears",
    { operationStart: day("2019-06-01") },
    { operationStart: day("2019-06-02") },
  ],
  [
    "miit2017",
    "art_0__para_1#totalAssets",
    { figures: { totalAssets: 3_000_000_00 } },
    { figures: { totalAssets: 2_999_999_99 } },
  ],
  [
    "miit2017",
    "art_0__para_1#staff",
    { figures: { "servingSmes.staff": 20 } },
    { figures: { "servingSmes.staff": 19 } },
  ],
  [
    "miit2017",
    "art_0__para_1#qualifiedStaff",
    { figures: { "servingSmes.diplomaAndTitle": 16 } },
    { figures: { "servingSmes.diplomaAndTitle": 15 } },
  ],
  [
    "miit2017",
    "art_0__para_1#smesServed",
    { figures: { "served.y0.enterprises": 150 } },
    { figures: { "served.y0.enterprises": 149 } },
  ],
  [
    "miit2017",
    "art_0__para_1#growth",
    { figures: { "served.y1.enterprises": 149 } },
    { figures: { "served.y1.enterprises": 150 } },
  ],
  [
    "miit2017",
    "art_0__para_1#satisfaction",
    { figures: { "satisfaction.county": 8000 } },
    { figures: { "satisfaction.county": 7999 } },
  ],
  [
    "miit2017",
    "art_0__para_1#aggregatedServices",
    { figures: { aggregatedServiceOrganisations: 5 } },
    { figures: { aggregatedServiceOrganisations: 4 } },
  ],
  [
    "miit2017",
    "art_0__para_1#publicWelfare",
    { figures: { publicWelfareShare: 2000 } },
    { figures: { publicWelfareShare: 1999 } },
  ],
]

describe("each threshold", () => {
  it.each(rows)("of %s, %s, is met at its limit and not met one step below", (name, condition, just, short) => {
    expect(verdictOf(regulations[name], just, condition)).toBe("met")
    expect(verdictOf(regulations[name], just)).toBe("met")
    expect(verdictOf(regulations[name], short, condition)).toBe("notMet")
    expect(verdictOf(regulations[name], short)).toBe("notMet")
  })

  it.each(Object.entries(regulations))("of %s is tested here", (name, regulation) => {
    const tested = rows.filter(([of]) => of === name).map(([, condition]) => condition)
    const leaves = nodeLeaves(regulation).filter((id) => !id.startsWith("art_0__para_2"))
    expect([...tested].toSorted()).toEqual([...leaves].toSorted())
  })
})

const nodeLeaves = (regulation: RegulationDraft): ReadonlyArray<ConditionId> => {
  const leavesOf = (part: RegulationDraft["conditions"]): ReadonlyArray<ConditionId> =>
    part._tag === "Group" ? part.of.flatMap(leavesOf) : [part.id]
  return leavesOf(regulation.conditions)
}

describe("the national text's condition of one function out of five", () => {
  const none = {
    "information.servedOffline": 149,
    "information.activities": 7,
    "technology.activities": 4,
  }
  const found: ReadonlyArray<ConditionId> = [
    "art_0__para_2__point_3#entrepreneurship",
    "art_0__para_2__point_4#training",
    "art_0__para_2__point_5#financing",
  ]
  const verdict = (figures: Figures, notFound = found): Verdict | undefined =>
    verdictOf(miit2017, { figures: { ...none, ...figures }, notFound }, "art_0__para_2")

  it("is not met without any function", () => {
    expect(verdict({})).toBe("notMet")
  })

  it("is met by information with 150 enterprises and eight activities, but by neither alone", () => {
    expect(verdict({ "information.servedOffline": 150, "information.activities": 8 })).toBe("met")
    expect(verdict({ "information.servedOffline": 150 })).toBe("notMet")
    expect(verdict({ "information.activities": 8 })).toBe("notMet")
  })

  it("is met by technology with five activities", () => {
    expect(verdict({ "technology.activities": 5 })).toBe("met")
  })

  it.each(found)("is met by an official's finding of %s alone", (id) => {
    expect(
      verdict(
        {},
        found.filter((other) => other !== id),
      ),
    ).toBe("met")
  })
})

describe("the word between “diploma” and “title”", () => {
  it("is “and” in the national text, and a reading decides what it means", () => {
    const figures = { "servingSmes.diplomaOnly": 16, "servingSmes.diplomaAndTitle": 0 }
    const verdict = (readings: ReadingChoices): Verdict | undefined =>
      verdictOf(miit2017, { figures, readings }, "art_0__para_1#qualifiedStaff")
    expect(verdict({ "staff.qualified": "pooled" })).toBe("met")
    expect(verdict({ "staff.qualified": "both" })).toBe("notMet")
  })

  it("is “or” in Wuhu's text, and no reading changes it", () => {
    const figures = { diplomaOnly: 3, titleOnly: 0, diplomaAndTitle: 0 }
    expect(verdictOf(wuhu, { figures, readings: { "staff.qualified": "both" } })).toBe("met")
  })
})
