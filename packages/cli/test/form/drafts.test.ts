import { readdirSync, readFileSync } from "node:fs"
import { strFromU8, unzipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { storeWithApplication, textIn, dossiers, unit, type Workplace } from "../shifan.js"

const { applicantUnitName } = JSON.parse(textIn(`${dossiers}/01-exactly-met/application.json`)).form

const textOf = (file: string): string =>
  strFromU8(unzipSync(readFileSync(file))["word/document.xml"] ?? new Uint8Array()).replace(/<[^>]+>/g, "")

const drafted = async ({ shifan, at }: Workplace, ...argv: ReadonlyArray<string>) => {
  const file = at(`${argv.join("-")}.docx`)
  const ran = await shifan("form", "draft", ...argv, "--out", file)
  if (ran.exit !== 0) throw new Error(ran.err)
  return textOf(file)
}

/** A unit that never applied. */
const other = "91130306MA0001042H"

const counties = "  → 130302, 130303, 130304, 130306, 130321, 130322, 130324, 130371, 130372\n"

describe("form draft", () => {
  it("lists the applications of a call with their states", async () => {
    const office = await storeWithApplication()
    const summary = await drafted(office, "summary", "--year", "2020")
    for (const words of ["2020年度", applicantUnitName, unit, "海港区", "已申报"]) expect(summary).toContain(words)
    expect(await drafted(office, "summary", "--year", "2019")).not.toContain(unit)
    expect(await drafted(office, "recommendations", "--year", "2020", "--county", "海港区")).toContain("（共0家）")
    expect(await drafted(office, "titles", "--year", "2020")).toContain("（共0家）")
  })

  it("writes a receipt, and a decision with its reasons and remedies", async () => {
    const office = await storeWithApplication()
    const { shifan, save } = office
    expect(await drafted(office, "receipt", "--unit", unit)).toContain("2020年12月1日")
    const reasons = { reasons: [{ provision: "art_5__para_1__point_3", text: "服务特色不突出" }] }
    const file = save("reasons.json", JSON.stringify(reasons))
    const county = ["--by", "county:130302:HG-01", "--on", "2020-12-08"]
    expect((await shifan("decline", unit, "--file", file, ...county)).exit).toBe(0)
    const notice = await drafted(office, "decision", "--unit", unit)
    for (const words of [
      "县区不予推荐",
      "2020年12月8日",
      "第五条第（三）项：服务特色不突出",
      "行政复议",
      "【人民法院】",
    ])
      expect(notice).toContain(words)
    expect(await drafted(office, "summary", "--year", "2020")).toContain("县区不予推荐")
  })

  it.each<readonly [what: string, argv: ReadonlyArray<string>, exit: number, err: string]>([
    ["no unit", ["receipt"], 2, "Usage name the unit with --unit\n"],
    ["a malformed code", ["receipt", "--unit", "x"], 2, "Usage not a unified social credit code: x\n"],
    [
      "a unit without records",
      ["receipt", "--unit", other],
      6,
      `NotFound there is no record of ${other}\n  → known: ${unit}\n`,
    ],
    ["no decision", ["decision", "--unit", unit], 6, `NotFound ${unit} has no record to base this draft on\n`],
    ["no revocation", ["revocation", "--unit", unit], 6, `NotFound ${unit} has no record to base this draft on\n`],
    [
      "no county",
      ["recommendations", "--year", "2020"],
      2,
      `Usage a recommendation list needs the county's code: --county\n${counties}`,
    ],
    [
      "a county of another city",
      ["recommendations", "--county", "130102"],
      2,
      `Usage there is no county 130102\n${counties}`,
    ],
    [
      "a county of another city for a summary",
      ["summary", "--county", "130102"],
      2,
      `Usage there is no county 130102\n${counties}`,
    ],
    [
      "a county of another city for the titles",
      ["titles", "--county", "长安区"],
      2,
      `Usage there is no county 长安区\n${counties}`,
    ],
    ["a malformed year", ["titles", "--year", "20"], 2, "Usage --year needs a year, got 20\n"],
    ["an unknown kind", ["speech"], 2, "error: command-argument value 'speech' is invalid"],
  ])("is refused for %s, says why, and writes nothing", async (_, argv, exit, err) => {
    const { folder, shifan, at } = await storeWithApplication()
    // A store that is read has two files beside it.
    const files = () => readdirSync(folder).filter((name) => !name.startsWith("shifan.db-"))
    const before = files()
    const ran = await shifan("form", "draft", ...argv, "--out", at("draft.docx"))
    expect(ran).toMatchObject({ exit, out: "" })
    expect(ran.err.startsWith(err)).toBe(true)
    expect(files()).toEqual(before)
  })
})
