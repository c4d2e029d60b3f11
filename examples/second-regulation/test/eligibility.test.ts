import { describe, expect, it } from "vitest"
import { civilDate as day, evidenceOfApplication } from "@shifan/core"
import { minimalChanges } from "@shifan/core/conditions"
import { type Attempt, fullDossier } from "@shifan/testkit"
import { secondRegulation } from "../src/regulation.js"
import { atYearEnd, codesOf, type Form, hills, historyAfter, refusalsOf, town } from "./town.js"

describe("the thresholds by region, kind and grade", () => {
  const verdict = (attempts: ReadonlyArray<Attempt>): string => codesOf(historyAfter(attempts)).join() || "recommended"

  it.each<readonly [string, Partial<Form>, string]>([
    ["accept twenty staff for five stars", atYearEnd(), "recommended"],
    ["refuse nineteen staff for five stars", atYearEnd({ staff: 19 }), "ConditionsNotMet"],
    [
      "accept ten staff for three stars",
      { ...atYearEnd({ staff: 10, diplomaOnly: 3 }), grade: "threeStar" },
      "recommended",
    ],
    [
      "refuse nine staff for three stars",
      { ...atYearEnd({ staff: 9, diplomaOnly: 3 }), grade: "threeStar" },
      "ConditionsNotMet",
    ],
    [
      "refuse thirteen qualified of twenty in a specialised platform",
      atYearEnd({ diplomaOnly: 9 }),
      "ConditionsNotMet",
    ],
    [
      "accept ten qualified of twenty in a comprehensive platform",
      { ...atYearEnd({ diplomaOnly: 6 }), platformKind: "comprehensive" },
      "recommended",
    ],
    [
      "refuse nine qualified of twenty in a comprehensive platform",
      { ...atYearEnd({ diplomaOnly: 5 }), platformKind: "comprehensive" },
      "ConditionsNotMet",
    ],
  ])("%s", (_, form, expected) => {
    expect(verdict([town.apply(day("2021-03-01"), form), town.recommend(day("2021-03-10"))])).toBe(expected)
  })

  it("require twelve staff of a unit in the hills", () => {
    const inTheHills = (staff: number) => [
      hills.apply(day("2021-03-01"), atYearEnd({ staff, diplomaOnly: 5, diplomaAndTitle: 4 })),
      hills.recommend(day("2021-03-10")),
    ]
    expect(verdict(inTheHills(12))).toBe("recommended")
    expect(verdict(inTheHills(11))).toBe("ConditionsNotMet")
  })

  it("refuse an unknown grade and an application without a grade", () => {
    expect(codesOf(historyAfter([town.apply(day("2021-03-01"), { ...atYearEnd(), grade: "nineStar" })]))).toEqual([
      "InvalidParticulars",
    ])
    const { grade: _, ...ungraded } = atYearEnd()
    expect(codesOf(historyAfter([town.apply(day("2021-03-01"), ungraded)]))).toEqual(["InvalidParticulars"])
  })
})

describe("conditions with alternatives", () => {
  const shrinking = town.form(day("2021-03-01")).operation.map((row, i) => ({ ...row, smesServed: 45 - i }))
  const recommendedWith = (form: Partial<Form>, result = 9000, award = true): string =>
    codesOf(
      historyAfter([
        town.apply(day("2021-03-01"), { ...atYearEnd(), ...form }),
        town.recommend(day("2021-03-10"), { result, except: award ? [] : ["art_4__para_1__point_4#tradeAward"] }),
      ]),
    ).join() || "recommended"

  it("are met by two of three, but not by one", () => {
    expect(recommendedWith({ operation: shrinking })).toBe("recommended")
    expect(recommendedWith({ ...atYearEnd({ totalAssets: 499_999_99 }), operation: shrinking })).toBe(
      "ConditionsNotMet",
    )
  })

  it("are met by either satisfaction or an award, and need one of them", () => {
    expect(recommendedWith({}, 8500, false)).toBe("recommended")
    expect(recommendedWith({}, 8499, true)).toBe("recommended")
    expect(recommendedWith({}, 8499, false)).toBe("ConditionsNotMet")
  })

  it("have the cheaper alternative among the smallest changes", () => {
    const form = { ...town.form(day("2021-03-01")), ...atYearEnd({ totalAssets: 499_999_99 }), operation: shrinking }
    const { conditions, readings } = secondRegulation
    const sets = minimalChanges(
      conditions,
      evidenceOfApplication(form, { findings: [], relaxations: [] }, day("2021-03-01"), readings),
    ).sets
    const figures = sets.map((set) => set.flatMap((change) => (change._tag === "Figure" ? [change.figure] : [])))
    expect(figures).toContainEqual(["yearEnd.totalAssets", "satisfaction.county"])
    expect(figures.every((all) => all.length <= 2)).toBe(true)
  })
})

describe("the counting day, 31 December of the previous year", () => {
  const registered = (date: string) => {
    const form = town.form(day("2021-03-01"))
    const { operationStart: _, ...basic } = form.basic
    return codesOf(
      historyAfter([
        town.apply(day("2021-03-01"), { ...atYearEnd(), basic: { ...basic, registeredOn: day(date) } }),
        town.recommend(day("2021-03-10")),
      ]),
    )
  }

  it("counts three years that are complete on that day, but not a day later", () => {
    expect(registered("2017-12-31")).toEqual([])
    expect(registered("2018-01-01")).toEqual(["ConditionsNotMet"])
  })
})

describe("the materials and the exception of the regulation", () => {
  it("require only the materials that it names", () => {
    const missing = { status: "missing" } as const
    const few = { ...fullDossier, personnelRoster: missing, governmentSupport: missing }
    expect(codesOf(historyAfter([town.apply(day("2021-03-01"), atYearEnd(), few)]))).toEqual([])
    const none = historyAfter([town.apply(day("2021-03-01"), atYearEnd(), { ...few, applicationReport: missing })])
    expect(refusalsOf(none)).toMatchObject([
      { code: "DossierIncomplete", missing: [{ item: "applicationReport", provision: "art_6__para_1__point_1" }] },
    ])
  })

  it("relax the staff requirement only for a unit with a national honour", () => {
    const short = [town.apply(day("2021-03-01"), atYearEnd({ staff: 19 }))]
    const waivers = [{ condition: "art_4__para_1__point_2#staff" as const, relaxedTo: 19, reasons: "示例" }]
    expect(codesOf(historyAfter([...short, town.recommend(day("2021-03-10"), { waivers })]))).toEqual([])
    const closed = { waivers, except: ["art_7__para_1#nationalHonour" as const] }
    expect(codesOf(historyAfter([...short, town.recommend(day("2021-03-10"), closed)]))).toContain("WaiverNotAllowed")
  })
})
