import { readFileSync } from "node:fs"
import { strFromU8, unzipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { storeWithApplication, textIn, dossiers, unit, type Workplace } from "../shifan.js"

const { applicantUnitName } = JSON.parse(textIn(`${dossiers}/01-exactly-met/application.json`)).form

const textOf = (file: string): string =>
  strFromU8(unzipSync(readFileSync(file))["word/document.xml"] ?? new Uint8Array()).replace(/<[^>]+>/g, "")

const drafted = async ({ shifan, at }: Workplace, ...argv: ReadonlyArray<string>) => {
  const file = at(`${argv.join("-")}.docx`)
  const ran = await shifan("form", "draft", ...argv, "--out", file)
  return ran.exit === 0 ? textOf(file) : `exit ${ran.exit}`
}

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
    expect(await drafted(office, "decision", "--unit", unit)).toBe("exit 6")
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

  it("is refused if an option is missing or wrong, or if there is no such decision", async () => {
    const office = await storeWithApplication()
    expect(await drafted(office, "receipt")).toBe("exit 2")
    expect(await drafted(office, "recommendations", "--year", "2020")).toBe("exit 2")
    expect(await drafted(office, "titles", "--year", "20")).toBe("exit 2")
    expect(await drafted(office, "revocation", "--unit", unit)).toBe("exit 6")
    expect(await drafted(office, "speech")).toBe("exit 2")
  })
})
