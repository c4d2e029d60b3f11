import { qinhuangdao2020 } from "@shifan/core/regulations"
import { sheetOf, writeForm } from "@shifan/forms"
import { strToU8, zipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { inGb18030 } from "../input/encoders.js"
import { byBureau, json, listIn, type Ran, storeWithCall } from "../shifan.js"

const head = "单位名称,平台名称,统一社会信用代码,认定文件,认定日期"
const first = "示例甲服务有限公司,示例甲平台,91130302MA00010187,秦工信〔2018〕30号,2018年12月13日"
const second = "示例乙服务有限公司,,91130306MA0001042H,秦工信〔2018〕30号,2018/12/13"

/** A workbook with these texts; Chinese dates become numbers formatted as dates. */
const workbookOf = (rows: ReadonlyArray<ReadonlyArray<string>>): Uint8Array => {
  const cell = (text: string, row: number, column: number): string => {
    const at = `${String.fromCharCode(65 + column)}${row}`
    return text === "2018年12月13日"
      ? `<c r="${at}" s="1"><v>43447</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
  }
  const xml = rows.map((cells, i) => `<row r="${i + 1}">${cells.map((text, j) => cell(text, i + 1, j)).join("")}</row>`)
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`
  return zipSync({
    "_rels/.rels": strToU8(`<Relationships>${relation("a", "officeDocument", "xl/workbook.xml")}</Relationships>`),
    "xl/workbook.xml": strToU8(
      '<workbook><sheets><sheet name="名单" r:id="a"/><sheet name="说明" r:id="c"/></sheets></workbook>',
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<Relationships>${relation("a", "worksheet", "s.xml")}${relation("b", "styles", "styles.xml")}${relation("c", "worksheet", "n.xml")}</Relationships>`,
    ),
    "xl/styles.xml": strToU8('<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'),
    "xl/n.xml": strToU8(`<worksheet><sheetData><row>${cell("填表说明", 1, 0)}</row></sheetData></worksheet>`),
    "xl/s.xml": strToU8(`<worksheet><sheetData>${xml.join("")}</sheetData></worksheet>`),
  })
}

/** A store with the call open, and a function that imports a list. */
const importing = async () => {
  const { shifan, save } = await storeWithCall()
  const importFile = (content: string | Uint8Array, ...more: ReadonlyArray<string>): Promise<Ran> =>
    shifan("import", save("titles.csv", content), ...byBureau("2020-11-20"), ...more)
  const importRows = (lines: ReadonlyArray<string>, ...more: ReadonlyArray<string>): Promise<Ran> =>
    importFile(`${lines.join("\r\n")}\r\n`, ...more)
  const roster = async (): Promise<unknown> => listIn(await shifan("--json", "roster", "list"), "entries")
  return { importFile, importRows, roster }
}

/** Line and column of each fault in the messages, taken from the text after the file's name. */
const places = ({ err }: Ran): ReadonlyArray<string> =>
  err.split("\n").flatMap((line) => /^ {2}.*\.csv:(.+?)(?:：|: )/.exec(line)?.[1] ?? [])

describe("a list of titles granted earlier", () => {
  it("without counties and platforms is imported with the county in the code and the unit's name", async () => {
    const { importRows, roster } = await importing()
    expect(await importRows([head, first, second])).toMatchObject({ exit: 0 })
    expect(await roster()).toMatchObject([
      { uscc: "91130302MA00010187", platformName: "示例甲平台", countyOrDistrict: "130302", certifiedOn: "2018-12-13" },
      { uscc: "91130306MA0001042H", platformName: "示例乙服务有限公司", countyOrDistrict: "130306" },
    ])
  })

  it("is imported from a workbook, with a title above its heads and cells that are dates", async () => {
    const { importFile, roster } = await importing()
    const heads = ["序号", ...head.split(",")]
    const rows = [["此前认定名单"], [], heads, ["1", ...first.split(",")], ["2", ...second.split(",")]]
    const shown = "2 titles to import (read as .xlsx)\n  4  91130302MA00010187  示例甲服务有限公司\n"
    expect(await importFile(workbookOf(rows), "--dry-run")).toMatchObject({ out: expect.stringContaining(shown) })
    expect(await importFile(workbookOf(rows))).toMatchObject({ exit: 0 })
    expect(await roster()).toMatchObject([
      { uscc: "91130302MA00010187", platformName: "示例甲平台", certifiedOn: "2018-12-13" },
      { uscc: "91130306MA0001042H", platformName: "示例乙服务有限公司", certifiedOn: "2018-12-13" },
    ])
  })

  it("is refused with the row that is wrong in a workbook, and if the file is not a workbook", async () => {
    const { importFile } = await importing()
    const heads = head.split(",")
    const wrong = await importFile(workbookOf([["名单"], heads, first.replace("2018年12月13日", "2018年").split(",")]))
    expect(wrong).toMatchObject({ exit: 2, err: expect.stringMatching(/:3 认定日期: /) })
    const form = writeForm("docx", sheetOf("ImportTitle", new Map(), qinhuangdao2020))
    expect(await importFile(form)).toMatchObject({
      exit: 2,
      err: expect.stringContaining("an Excel workbook (.xlsx) is needed"),
    })
    expect(await importFile(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).toMatchObject({
      exit: 2,
      err: expect.stringContaining("in an old format"),
    })
  })

  it("adds nothing if it is imported again, and only the new row if it has grown", async () => {
    const { importRows } = await importing()
    await importRows([head, first])
    expect(json(await importRows([head, first, second], "--json"))).toMatchObject({ rows: 2, done: 1, repeated: 1 })
    expect(json(await importRows([head, first, second], "--json"))).toMatchObject({ rows: 2, done: 0, repeated: 2 })
  })

  it("is read in GB 18030 as in UTF-8, and the preview shows the encoding and the first rows", async () => {
    const { importFile, roster } = await importing()
    const list = inGb18030(`${[head, first, second].join("\r\n")}\r\n`)
    const shown = "2 titles to import (read as GB 18030)\n  2  91130302MA00010187  示例甲服务有限公司\n"
    expect(await importFile(list, "--dry-run")).toMatchObject({ err: "", out: expect.stringContaining(shown) })
    expect(await importFile(list)).toMatchObject({ exit: 0 })
    expect(await roster()).toMatchObject([{ platformName: "示例甲平台" }, { operatingUnitName: "示例乙服务有限公司" }])
  })

  it("is not read as GB 18030 if its heads would be unknown words, or if a character is cut", async () => {
    const { importFile, roster } = await importing()
    const big5 = Uint8Array.of(0xb3, 0xe6, 0xa6, 0xec, 0xa6, 0x57, 0xba, 0xd9, 0x2c, 0x41, 0x0a)
    const cut = inGb18030(`${head}\n${first}`).subarray(0, 54)
    expect(await importFile(big5)).toMatchObject({
      exit: 2,
      err: expect.stringContaining("is not UTF-8 at byte 1 (line 1)"),
    })
    expect(await importFile(cut)).toMatchObject({
      exit: 2,
      err: expect.stringContaining("is not GB 18030 at byte 55 (line 2)"),
    })
    expect(await roster()).toEqual([])
  })

  it("is refused with every fault of every row at its line and column, and nothing is written", async () => {
    const { importRows, roster } = await importing()
    const wrong = ["丙,,91130306MA0001042X,,2018-13-13", "丁,91130303MA0001122R"]
    const ran = await importRows([head, first, second, ...wrong, first])
    expect(ran.exit).toBe(2)
    expect(places(ran)).toEqual([
      "4 统一社会信用代码",
      "4 认定日期",
      "4 认定文件",
      "5",
      "5 统一社会信用代码",
      "5 所在县区",
      "5 认定日期",
      "5 认定文件",
      "6 统一社会信用代码",
    ])
    expect(await roster()).toEqual([])
  })

  it("is not imported at all if a rule refuses one row, and the line and the rule are reported", async () => {
    const { importRows, roster } = await importing()
    await importRows([head, second])
    const other = "示例丙服务有限公司,,91130306MA0001042H,秦工信〔2019〕1号,2019-01-02"
    const ran = await importRows([head, first, other], "--json")
    expect(ran.exit).toBe(3)
    expect(json(ran)).toMatchObject({
      error: { code: "Refused", figures: [{ line: 3, refusals: [{ code: "AlreadyDecided" }] }] },
    })
    expect(await roster()).toMatchObject([{ uscc: "91130306MA0001042H", operatingUnitName: "示例乙服务有限公司" }])
  })

  it.each([
    ["an unknown head", [`${head},电话`, `${first},1`], "1 电话"],
    ["a repeated head", [`${head},名称`, `${first},甲`], "1 名称"],
    [
      "a missing head",
      ["单位名称,统一社会信用代码,认定日期", "甲,91130302MA00010187,2018-12-13"],
      "1 认定文件: the column 认定文件 is missing",
    ],
    ["no rows", [head], "2"],
    ["an open quote", [head, '"甲,,91130302MA00010187'], "3"],
  ])("with %s is refused", async (_, lines, place) => {
    const { importRows, roster } = await importing()
    const ran = await importRows(lines)
    expect(ran.exit).toBe(2)
    expect(ran.err).toContain(`titles.csv:${place}`)
    expect(await roster()).toEqual([])
  })

  it("is only checked by a dry run", async () => {
    const { importRows, roster } = await importing()
    expect(await importRows([head, first, second], "--dry-run")).toMatchObject({
      exit: 0,
      out: [
        "2 titles to import (read as UTF-8)",
        "  2  91130302MA00010187  示例甲服务有限公司",
        "  3  91130306MA0001042H  示例乙服务有限公司",
        "",
      ].join("\n"),
    })
    expect(await roster()).toEqual([])
  })
})
