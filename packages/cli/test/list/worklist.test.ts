/** `worklist`: pending steps by responsible party, with filters, in both languages. */
import { describe, expect, it } from "vitest"
import { verbs } from "../../src/list/next-command.js"
import { allCommands } from "../command-tree.js"
import { json, listIn, published, runProgram, storeWithApplication, unit } from "../shifan.js"

const on = (date: string): ReadonlyArray<string> => ["worklist", "--as-of", date]

describe("a worklist", () => {
  it("says who judges an application next, since when, and with which command", async () => {
    const { shifan } = await storeWithApplication()
    expect(json(await shifan("--json", ...on("2020-12-05")))).toEqual({
      schemaVersion: 1,
      asOf: "2020-12-05",
      waiting: [
        {
          unit,
          recordedOf: unit,
          unitName: "秦皇岛示例启航创业服务有限公司",
          platformName: "示例启航创业服务平台",
          county: "130302",
          owedByDivision: "130302",
          step: "recommendation",
          year: null,
          ownStep: null,
          owedBy: "county",
          act: "Recommend",
          since: "2020-12-01",
          opensOn: null,
          dueOn: null,
          daysLeft: null,
          overdue: false,
          next: `shifan recommend ${unit} --file FILE --by county:130302:OFFICER`,
        },
      ],
    })
    const { out } = await shifan("--lang", "zh", ...on("2020-12-05"))
    expect(out).toMatch(/单位代码 .*办理环节 .*剩余天数/)
    expect(out).toContain(`shifan recommend ${unit} --file 文件 --by county:130302:经办人`)
    expect(out).toContain("海港区")
  })

  it.each([
    [["--for", "county"], 1],
    [["--for", "bureau"], 0],
    [["--county", "130302"], 1],
    [["--county", "130303"], 0],
    [["--step", "recommendation"], 1],
    [["--step", "certification"], 0],
    [["--within", "30d"], 0],
  ])("of one application has, filtered by %j, %i rows", async (filter, count) => {
    const { shifan } = await storeWithApplication()
    expect(listIn(await shifan("--json", ...on("2020-12-05"), ...filter), "waiting")).toHaveLength(count)
  })

  it("has the same days as due, the most urgent first, and later ones only on request", async () => {
    const { shifan } = await published()
    const days = async (...argv: ReadonlyArray<string>) => {
      const rows = listIn(await shifan("--json", ...argv), argv.includes("due") ? "duties" : "waiting")
      return rows.map((row) => String(Reflect.get(Object(row), "dueOn")))
    }
    const within = ["--as-of", "2021-06-30", "--within", "9999d"]
    const all = await days("worklist", ...within)
    expect(all).toEqual(await days("due", ...within))
    expect(all).toEqual(all.toSorted((a, b) => (a < b ? -1 : 1)))
    expect((await days("worklist", "--as-of", "2021-06-30")).length).toBeLessThanOrEqual(all.length)
    const late = await shifan("--json", "worklist", "--as-of", "2025-06-30")
    expect(listIn(late, "waiting")[0]).toMatchObject({ overdue: true, daysLeft: expect.any(Number) })
    expect((await shifan("worklist", "--as-of", "2025-06-30")).out).toMatch(/overdue \d+/)
  })

  it("is as of today in Shanghai", async () => {
    const { at } = await storeWithApplication()
    const now = (instant: string) => ({ now: () => Date.parse(instant) })
    const argv = ["--store", `sqlite:${at("shifan.db")}`, "worklist"]
    expect((await runProgram(argv, now("2020-11-30T15:59:59.999Z"))).out).toBe("nothing is waiting as of 2020-11-30\n")
    expect((await runProgram(argv, now("2020-11-30T16:00:00.000Z"))).out).toContain(unit)
  })

  it("exits with 10 only with --exit-code and only if something waits", async () => {
    const { shifan } = await storeWithApplication()
    expect(await shifan(...on("2020-12-05"), "--exit-code")).toMatchObject({ exit: 10 })
    expect(await shifan(...on("2020-12-05"))).toMatchObject({ exit: 0 })
    expect(await shifan(...on("2020-11-30"), "--exit-code")).toMatchObject({ exit: 0 })
  })

  it.each([
    [["--within", "30"], "Usage --within needs days, such as 30d; got 30\n"],
    [["--county", "1"], "Usage there is no county 1\n"],
  ])("is refused with a clear message for the invalid filter %j", async (filter, line) => {
    const { shifan } = await storeWithApplication()
    const ran = await shifan(...on("2020-12-05"), ...filter)
    expect(ran.exit).toBe(2)
    expect(ran.err).toContain(line)
  })

  it("names only commands that exist", () => {
    for (const verb of Object.values(verbs)) expect(allCommands.map((words) => words.join(" "))).toContain(verb)
  })
})
