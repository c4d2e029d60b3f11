/** Pending steps under a regulation with its own procedure, with filters. */
import { civilDate as day, type Regulation } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { initialLaw } from "@shifan/event-store"
import { applicableLawFor, historyOf, samplesFor, stateAfter, unit } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { anyStepName, CallCases, selectEntries, stepNameOfYear, worklistOn, type WorklistFilter } from "../src/index.js"

const siteVisit = {
  zh: "现场核查",
  en: "visit",
  by: "county",
  before: "Recommend",
  provision: "art_7__para_1",
} as const
const regulation: Regulation = { ...qinhuangdao2020, id: "own-steps", own: { steps: { siteVisit } } }
const law = applicableLawFor(regulation, day("2020-11-12"), [2020])
const town = samplesFor(regulation, unit)
const applied = stateAfter(historyOf(unit, law, [town.apply(day("2020-12-01"))]))
const office = {
  law: { ...initialLaw([regulation]), applicable: law },
  units: new Map([[unit, applied]]),
  events: 1,
  cases: new CallCases(),
}
const on = day("2020-12-05")

describe("the worklist of an office", () => {
  it("lists a regulation's own step under its name, in place of the act that it holds up", () => {
    const [entry, ...others] = worklistOn(office, on)
    expect(others).toEqual([])
    expect(entry).toMatchObject({ step: "ownStep", ownStep: "siteVisit", owedBy: "county", act: "TakeStep" })
    expect(entry).toMatchObject({ unitName: "秦皇岛示例服务有限公司", platformName: "示例服务平台" })
    expect(entry && stepNameOfYear(entry, regulation)).toEqual({ zh: "现场核查", en: "visit" })
    expect(anyStepName("ownStep", null).zh).toBe("本办法另设的程序")
  })

  it("names the year of a summary that is owed, in which two of them differ, and of no other step", () => {
    const { apply, recommend, certify } = samplesFor(qinhuangdao2020, unit)
    const acts = [apply(day("2020-12-01")), recommend(day("2020-12-08")), certify(day("2020-12-29"))]
    const applicable = applicableLawFor(qinhuangdao2020, day("2020-11-12"), [2020])
    const state = stateAfter(historyOf(unit, applicable, acts))
    const library = { ...initialLaw([qinhuangdao2020]), applicable }
    const waiting = worklistOn({ ...office, law: library, units: new Map([[unit, state]]) }, day("2022-05-01"))
    expect(waiting.map((one) => [one.step, one.year, stepNameOfYear(one, qinhuangdao2020).zh])).toEqual(
      expect.arrayContaining([
        ["annualSummary", 2020, "2020年度工作总结"],
        ["annualSummary", 2021, "2021年度工作总结"],
        ["plaque", null, "授牌"],
      ]),
    )
  })

  it.each<readonly [WorklistFilter, number]>([
    [{}, 1],
    [{ for: "county" }, 1],
    [{ for: "bureau" }, 0],
    [{ step: "ownStep" }, 1],
    [{ step: "recommendation" }, 0],
    [{ county: "130302" }, 1],
    [{ county: "130303" }, 0],
    [{ withinDays: 30 }, 0],
  ])("filtered by %j has %i entries", (filter, count) => {
    expect(selectEntries(worklistOn(office, on), on, filter)).toHaveLength(count)
  })
})
