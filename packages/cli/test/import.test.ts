import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeEach, describe, expect, it } from "vitest"
import { freshFolder, opened, read, type Ran, type Shifan } from "./run.js"

const head = "单位名称,平台名称,统一社会信用代码,认定文件,认定日期"
const rows = [
  "示例甲服务有限公司,示例甲平台,91130302MA00010187,秦工信〔2018〕30号,2018年12月13日",
  "示例乙服务有限公司,,91130306MA0001042H,秦工信〔2018〕30号,2018/12/13",
]
const by = ["--by", "bureau:130300:SJ-01", "--on", "2020-11-20"]

let shifan: Shifan

const csv = (lines: ReadonlyArray<string>): string => {
  const file = join(freshFolder(), "titles.csv")
  writeFileSync(file, `${lines.join("\r\n")}\r\n`)
  return file
}

const imported = (lines: ReadonlyArray<string>, ...more: ReadonlyArray<string>): Promise<Ran> =>
  shifan("import", csv(lines), ...by, ...more)

const titles = async (): Promise<unknown> => read(await shifan("--json", "roster", "list"))

beforeEach(async () => {
  shifan = await opened(freshFolder())
})

describe("a list of titles granted earlier", () => {
  it("comes in whole, with the county of the code where none is named, and the unit's name where the platform has none", async () => {
    expect(await imported([head, ...rows])).toMatchObject({ exit: 0 })
    expect(await titles()).toMatchObject([
      { uscc: "91130302MA00010187", platformName: "示例甲平台", countyOrDistrict: "130302", certifiedOn: "2018-12-13" },
      { uscc: "91130306MA0001042H", platformName: "示例乙服务有限公司", countyOrDistrict: "130306" },
    ])
  })

  it("given again adds nothing; grown by a row it adds that row", async () => {
    await imported([head, rows[0] ?? ""])
    expect(read(await imported([head, ...rows], "--json"))).toMatchObject({ rows: 2, done: 1, repeated: 1 })
    expect(read(await imported([head, ...rows], "--json"))).toMatchObject({ rows: 2, done: 0, repeated: 2 })
  })

  it("in GB 18030 says the same as in UTF-8", async () => {
    const file = join(freshFolder(), "gb.csv")
    // 单位名称,统一社会信用代码,认定文件,认定日期 / 甲,91130302MA00010187,乙,2018-12-13
    const hex =
      "b5a5cebbc3fbb3c62ccdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb2cc8cfb6a8cec4bcfe2cc8cfb6a8c8d5c6da0d0abcd72c39313133303330324d4130303031303138372cd2d22c323031382d31322d31330d0a"
    writeFileSync(file, Buffer.from(hex, "hex"))
    expect(await shifan("import", file, ...by)).toMatchObject({ exit: 0 })
    expect(await titles()).toMatchObject([{ operatingUnitName: "甲" }])
  })

  it("is read to the end before anything is written: every fault of every row, with its line and column", async () => {
    const ran = await imported([
      head,
      ...rows,
      "丙,,91130306MA0001042X,,2018-13-13",
      "丁,91130303MA0001122R",
      rows[0] ?? "",
    ])
    expect(ran.exit).toBe(2)
    expect(
      ran.err
        .split("\n")
        .filter((line) => line.startsWith("  "))
        .map(
          (line) =>
            line
              .replace(/^.*\.csv:/, "")
              .replace(/：| *: expected/u, "|")
              .split("|")[0],
        ),
    ).toEqual([
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
    expect(await titles()).toEqual([])
  })

  it("of which one row is refused by a rule brings none in, and cites the rule", async () => {
    await shifan("import", csv([head, rows[1] ?? ""]), ...by)
    const other = "示例丙服务有限公司,,91130306MA0001042H,秦工信〔2019〕1号,2019-01-02"
    const ran = await imported([head, rows[0] ?? "", other], "--json")
    expect(ran.exit).toBe(3)
    expect(read(ran)).toMatchObject({
      error: { code: "Refused", figures: [{ line: 3, refusals: [{ code: "AlreadyDecided" }] }] },
    })
    expect(await titles()).toMatchObject([{ uscc: "91130306MA0001042H", operatingUnitName: "示例乙服务有限公司" }])
  })

  it.each([
    ["a head nobody knows", [`${head},电话`, `${rows[0] ?? ""},1`], "1 电话"],
    ["a head twice", [`${head},名称`, `${rows[0] ?? ""},甲`], "1 名称"],
    [
      "a head that is missing",
      ["单位名称,统一社会信用代码,认定日期", "甲,91130302MA00010187,2018-12-13"],
      "1 认定文件",
    ],
    ["no row", [head], "2"],
    ["an open quote", [head, '"甲,,91130302MA00010187'], "3"],
  ])("with %s is refused", async (_, lines, where) => {
    const ran = await imported(lines)
    expect(ran.exit).toBe(2)
    expect(ran.err).toContain(`titles.csv:${where}`)
    expect(await titles()).toEqual([])
  })

  it("is only looked at by a dry run", async () => {
    expect(await imported([head, ...rows], "--dry-run")).toMatchObject({ exit: 0, out: "2 titles to import\n" })
    expect(await titles()).toEqual([])
  })
})
