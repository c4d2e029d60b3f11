import { join } from "node:path"
import { beforeAll, afterAll, describe, expect, it } from "vitest"
import { inGb18030 } from "../input/encoders.js"
import {
  byBureau,
  json,
  leavesBeforePublication,
  listIn,
  published,
  storeWithCall,
  textIn,
  type Published,
} from "../shifan.js"

let office: Published

beforeAll(async () => {
  office = await published(afterAll)
})

type Row = Readonly<Record<string, string | null>>

const rows = (): ReadonlyArray<Row> => JSON.parse(textIn(office.file("json")))

const saveList = (list: unknown): string => office.save("list.json", JSON.stringify(list, null, 2))

const saveCsv = (content: string | Uint8Array): string => office.save("list.csv", content)

const verdictOn = async (file: string, ...more: ReadonlyArray<string>) => {
  const ran = await office.shifan("--json", "audit", "published", file, ...more)
  return { exit: ran.exit, verdict: json(ran) }
}

/** As saved by a spreadsheet. */
const withoutMark = (text: string): Uint8Array => inGb18030(text.replace("\u{feff}", ""))

const noDifference = { missing: [], extra: [], differing: [] }

describe("art_11__para_1: a copy of a published list", () => {
  it("holds as it was written, as JSON and as CSV with awkward names", async () => {
    expect(await verdictOn(office.file("json"))).toMatchObject({
      exit: 0,
      verdict: {
        holds: true,
        revision: 0,
        logSize: leavesBeforePublication,
        recorded: true,
        sameBytes: true,
        ...noDifference,
      },
    })
    expect(await verdictOn(office.file("csv"))).toMatchObject({ exit: 0, verdict: { holds: true, ...noDifference } })
  })

  it("holds with a column of remarks, which is reported as not compared", async () => {
    const [head = "", ...lines] = textIn(office.file("csv")).trimEnd().split(/\r?\n/)
    const numbered = [`${head},序号`, ...lines.map((line, i) => `${line},${i + 1}`)].join("\r\n")
    expect(await verdictOn(saveCsv(numbered))).toMatchObject({ exit: 0, verdict: { holds: true, notCompared: [] } })
    const remarked = saveCsv([`${head},备注`, ...lines.map((line) => `${line},已撤销`)].join("\r\n"))
    expect(await verdictOn(remarked)).toMatchObject({ exit: 0, verdict: { holds: true, notCompared: ["备注"] } })
    const { out } = await office.shifan("--lang", "zh", "audit", "published", remarked)
    expect(out).toContain("“备注”一栏不属于公布的名单，其中的内容未予核对".replaceAll(/[“”]/g, '"'))
  })

  it("holds in another layout and order, and the order is reported", async () => {
    expect(await verdictOn(saveList(rows().toReversed()))).toMatchObject({
      exit: 0,
      verdict: { holds: true, sameBytes: false, reordered: true, ...noDifference },
    })
  })

  it("holds with the line ends of another system and a column of numbers", async () => {
    const lines = textIn(office.file("csv")).replace("\u{feff}", "").split("\r\n")
    const numbered = lines.map((line, i) => (line === "" ? "" : `${i === 0 ? "no." : i},${line}`))
    expect(await verdictOn(saveCsv(numbered.join("\n")))).toMatchObject({ exit: 0 })
  })

  it("holds in GB 18030, as spreadsheets in China save it", async () => {
    const inEnglish = saveCsv(withoutMark(textIn(office.file("csv"))))
    expect(await verdictOn(inEnglish)).toMatchObject({ exit: 2, verdict: { error: { code: "WrongEncoding" } } })
    expect(await verdictOn(inEnglish, "--encoding", "gb18030")).toMatchObject({ exit: 0 })
    const out = office.at("chinese")
    expect(await office.shifan("--lang", "zh", "roster", "write", "0", "--out", out)).toMatchObject({ exit: 0 })
    const chinese = textIn(`${out}/roster-2020-12-01.csv`)
    expect(chinese).toContain("统一社会信用代码")
    expect(await verdictOn(saveCsv(withoutMark(chinese)))).toMatchObject({ exit: 0 })
  })

  it("does not hold if a row was removed, which is reported with its code", async () => {
    const [first, ...rest] = rows()
    expect(await verdictOn(saveList(rest))).toMatchObject({
      exit: 4,
      verdict: { holds: false, missing: [{ at: 1, row: { uscc: first?.["uscc"] } }], extra: [], differing: [] },
    })
  })

  it("does not hold if a row was added or repeated", async () => {
    const [first] = rows()
    expect(await verdictOn(saveList([...rows(), { ...first, uscc: "91350100M000100Y43" }, first]))).toMatchObject({
      exit: 4,
      verdict: { extra: [{ at: 4 }, { at: 5 }], missing: [], differing: [] },
    })
  })

  it("does not hold if a name was changed, and both names are reported", async () => {
    const changed = rows().map((row, i) => (i === 1 ? { ...row, platformName: "\u{202e}示例乙" } : row))
    expect(await verdictOn(saveList(changed))).toMatchObject({
      exit: 4,
      verdict: { differing: [{ at: 2, field: "platformName", published: "\u{202e}示例乙" }] },
    })
    const { out } = await office.shifan("audit", "published", saveList(changed))
    expect(out).toContain('row 2  platform: the file has "\\u{202e}示例乙", replay "示例“乙”,\\"B\\" 公司"')
    expect(out).not.toContain("\u{202e}")
  })

  it("does not hold if a field was added, or if a number replaced a text", async () => {
    const more = rows().map((row, i) => (i === 0 ? { ...row, __grade: "A", certificateNumber: 1 } : row))
    expect(await verdictOn(saveList(more))).toMatchObject({
      exit: 4,
      verdict: {
        differing: [
          { field: "certificateNumber", published: "1", replayed: "" },
          { field: "__grade", published: "A", replayed: "" },
        ],
      },
    })
  })

  it("does not hold as CSV if a formula lost its guard, or if a date was changed", async () => {
    const text = textIn(office.file("csv"))
    expect(await verdictOn(saveCsv(text.replaceAll("'=HYPERLINK", "=HYPERLINK")))).toMatchObject({ exit: 4 })
    expect(await verdictOn(saveCsv(text.replace("2018-12-11", "2017-12-11")))).toMatchObject({
      exit: 4,
      verdict: { differing: [{ at: 2, field: "certifiedOn", published: "2017-12-11", replayed: "2018-12-11" }] },
    })
  })

  it.each([
    ["list.json", "[1]", "0: expected a row, got 1"],
    ["list.json", "{}", "expected an array of rows"],
    ["list.json", "[", "1:2: it ends too early"],
    ["list.csv", "", "1: the column 统一社会信用代码 is missing"],
    ["list.csv", "code,code,grade\n", "1: the column code appears twice"],
    ["list.csv", '"code\n', "1: its quotation marks do not follow CSV"],
  ])("is refused if it is not a list: %s with %j", async (name, content, message) => {
    const ran = await office.shifan("audit", "published", office.save(name, content))
    expect(ran.exit).toBe(2)
    expect(ran.err).toContain(message)
  })
})

describe("art_11__para_1: the publication that a list is compared with", () => {
  it("is the requested one, else the one with the file's digest, else the last", async () => {
    const later = "1 list was published after it, the last as of 2020-11-19"
    expect((await office.shifan("audit", "published", office.file("csv"))).out).not.toContain(later)
    await office.publish("2020-12-02", "--as-of", "2020-11-19")
    expect((await office.shifan("audit", "published", office.file("csv"))).out).toContain(later)
    expect(await verdictOn(office.file("json"))).toMatchObject({ exit: 0, verdict: { revision: 0 } })
    expect(await verdictOn(office.file("csv"))).toMatchObject({ exit: 0, verdict: { revision: 0 } })
    expect(await verdictOn(office.file("csv"), "--event", "1")).toMatchObject({ exit: 4, verdict: { revision: 1 } })
    const changed = saveCsv(textIn(office.file("csv")).replace("2018-12-11", "2017-12-11"))
    expect(await verdictOn(changed)).toMatchObject({ exit: 4, verdict: { revision: 1 } })
    expect(await verdictOn(office.file("csv"), "--event", "0")).toMatchObject({ exit: 0, verdict: { revision: 0 } })
    expect((await verdictOn(office.file("csv"), "--event", "7")).exit).toBe(6)
    expect((await verdictOn(office.file("csv"), "--event", "x")).exit).toBe(2)
    expect((await verdictOn("missing.csv")).exit).toBe(6)
  })
})

describe("art_11__para_1: codes that a spreadsheet takes for numbers", () => {
  const codes = ["911303021000000087", "91130302100000E239"]

  /** Two titles with such codes, published, and the CSV in English. */
  const withSuchCodes = async () => {
    const { shifan, save, at } = await storeWithCall()
    const titles = codes.map((code, i) => `示例${i}公司,${code},示例〔2019〕1号,2019-05-0${i + 1}`)
    await shifan(
      "import",
      save("titles.csv", ["单位名称,统一社会信用代码,认定文件,认定日期", ...titles].join("\n")),
      ...byBureau("2020-11-20"),
    )
    await shifan("roster", "publish", "--medium", "市局官方网站", "--out", at("out"), ...byBureau("2020-12-01"))
    const list = textIn(join(at("out"), "roster-2020-12-01.csv"))
    const audited = async (content: string) => {
      const ran = await shifan("--json", "audit", "published", save("list.csv", content))
      return { exit: ran.exit, verdict: json(ran) }
    }
    return { shifan, save, list, audited }
  }

  it("are published as texts, and hold with and without the text mark", async () => {
    const { list, audited } = await withSuchCodes()
    for (const code of codes) expect(list).toContain(`,'${code},`)
    expect(await audited(list)).toMatchObject({ exit: 0 })
    expect(await audited(list.replaceAll("'", ""))).toMatchObject({ exit: 0 })
  })

  it("are recognised after a spreadsheet made numbers of them, and this is reported", async () => {
    const { shifan, save, list, audited } = await withSuchCodes()
    const resaved = list.replace(`'${codes[0]}`, "9.11303E+17").replace(`'${codes[1]}`, "9.113E+252")
    expect(await audited(resaved)).toMatchObject({
      exit: 4,
      verdict: {
        mangled: [
          { at: 1, published: "9.11303E+17", uscc: codes[0] },
          { at: 2, published: "9.113E+252", uscc: codes[1] },
        ],
        missing: [],
        extra: [],
        differing: [],
      },
    })
    const { out } = await shifan("audit", "published", save("list.csv", resaved))
    expect(out).toContain(`${codes[0]}  row 1  a spreadsheet turned the code into the number "9.11303E+17"`)
    expect(await audited(list.replace(`'${codes[0]}`, "911303021000000000"))).toMatchObject({
      verdict: { mangled: [{ uscc: codes[0] }] },
    })
    expect(await audited(list.replace(`'${codes[0]}`, "9.11304E+17"))).toMatchObject({
      verdict: { mangled: [], missing: [{ at: 1 }], extra: [{ at: 1 }] },
    })
  })
})

describe("art_16__para_1: a publication recorded with a wrong digest", () => {
  it("is detected by the audit, by the check of a copy, and before its files are written", async () => {
    const { shifan, save, file, at } = await published()
    const logSize = leavesBeforePublication
    const digest = `sha256:${"f".repeat(64)}`
    const [{ units }] = listIn(await shifan("--json", "roster", "publications"), "publications") as [{ units: unknown }]
    const data = { asOf: "2020-12-01", logSize, rows: 3, digest, medium: "示例", units }
    const actor = { role: "bureau", code: "130300", officer: "SJ-01" }
    const line = JSON.stringify({ type: "PublishRoster", actor, effectiveOn: "2020-12-02", data })
    expect(await shifan("submit", save("forged.jsonl", `${line}\n`))).toMatchObject({ exit: 0 })
    const audit = await shifan("audit", "verify")
    expect(audit.exit).toBe(4)
    expect(audit.out).toContain(
      `#${logSize + 1} roster-130300@1 PublishedOtherwise: the published list differs from the replayed one`,
    )
    expect(audit.out).toContain(`found: 3 rows, ${digest}`)
    const asData: { readonly faults: unknown } = JSON.parse((await shifan("audit", "verify", "--json")).out)
    expect(asData.faults).toEqual([
      {
        index: logSize + 1,
        stream: "roster-130300",
        revision: 1,
        code: "PublishedOtherwise",
        expected: expect.stringMatching(/^3 rows, sha256:[0-9a-f]{64} \(as of 2020-12-01, from \d+ leaves\)$/),
        found: `3 rows, ${digest}`,
      },
    ])
    const inOtherHands = await shifan("audit", "published", file("csv"))
    expect(inOtherHands).toMatchObject({ exit: 4, out: expect.stringContaining("differs from the recorded one") })
    expect(await shifan("roster", "write", "1", "--out", at("elsewhere"))).toMatchObject({ exit: 4 })
  })
})
