/** Contents that a program may read differently from a person: each is understood correctly, or reported with its place. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { left, right } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { codecOfAct, formFaultText, readForm, valuesOf, type FormRead } from "../src/index.js"
import { formLimits } from "../src/read/package-parts.js"
import { application } from "./application.js"
import { altered, readAltered, written, type Change } from "./office-files.js"

const values = valuesOf(codecOfAct("Apply", qinhuangdao2020), application, qinhuangdao2020)
const product = application.form.capability.serviceProducts[0].name
const sentences = ({ doubts, faults }: FormRead): string =>
  [...doubts, ...faults].map(({ sentence }) => sentence.zh).join("\n")

const reread = async (path: string, text: string): Promise<FormRead> =>
  right(await readForm(written("docx", "Apply", new Map([...values, [path, text]])), qinhuangdao2020))

const assets = "form.basic.totalAssets"
const start = "form.basic.operationStart"

describe("a number", () => {
  it.each(["３２６．５", "326.5万元", "326.50000"])("written as %s is read as 326.5", async (text) => {
    const { faults, data } = await reread(assets, text)
    expect(faults).toEqual([])
    expect(Number(valuesOf(codecOfAct("Apply", qinhuangdao2020), data, qinhuangdao2020).get(assets))).toBe(326.5)
  })

  it.each(["3265000元", "0.0326亿元", "326.5亿", "326.5%", "326.5人", "326.5平米", "326.5千元", "1'326", "13,26.5"])(
    "in another unit or with misplaced separators has a fault: %s",
    async (text) => {
      expect(sentences(await reread(assets, text))).toMatch(
        /^平台基本情况·总资产（万元）（表1第11行第1格）：应为以万元为单位/,
      )
    },
  )
})

describe("a date", () => {
  it.each([
    ["二〇一五年四月一日", "2015-04-01"],
    ["二○一五年十月二十日", "2015-10-20"],
    ["二零一五年十二月三十一日", "2015-12-31"],
    ["20150401", "2015-04-01"],
    ["2015.4.1", "2015-04-01"],
  ])("is understood as people write it: %s", async (text, date) => {
    expect(await reread(start, text)).toMatchObject({ data: { form: { basic: { operationStart: date } } }, faults: [] })
  })

  it.each(["民国四年", "四月一日", "42095", "2015-04-01 00:00:00", "2015年4月", "二〇一五年四十月一日", "4/1/2015"])(
    "has a fault if it is not written as a date: %s",
    async (text) => {
      expect(sentences(await reread(start, text))).toMatch(/^平台基本情况·平台开始运营日期.*应为存在的日期/)
    },
  )

  it("counts as not filled in if only the signs for year, month and day are there", async () => {
    expect(sentences(await reread(start, "　　年　月　日"))).toBe("")
  })
})

describe("a division", () => {
  it("has a fault if its name and code disagree", async () => {
    const [path = "", shown = ""] = [...values].find(([, text]) => text === "海港区（130302）") ?? []
    expect(sentences(await reread(path, shown.replace("130302", "130303")))).toContain("海港区（130303）")
  })
})

describe("reading a Word document", () => {
  const text = `<w:t xml:space="preserve">${product}</w:t>`
  const read = (to: string, change: Change = (xml) => xml) =>
    readAltered("docx", "Apply", values, (xml) => change(xml.replace(text, to)))
  const boxed = `<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>`

  it.each<[string, string, RegExp]>([
    ["another file", "<w:altChunk/>", /^表3第3行第1格插入了另一文件，其内容未予读取/],
    ["another document", "<w:r><w:subDoc/></w:r>", /^表3第3行第1格插入了另一文件/],
    ["a text box", `<w:pict>${boxed}</w:pict>${text}`, /^表3第3行第1格的文本框中有“框中”，未予读取/],
    [
      "a text box that only newer programs display",
      `<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing>${boxed}</w:drawing></mc:Choice></mc:AlternateContent>${text}`,
      /^表3第3行第1格的文本框中有“框中”/,
    ],
    ["hidden text", `<w:rPr><w:vanish/></w:rPr>${text}`, /^“主要服务产品”（表3第3行第1格）填有“.*”，但被隐藏/],
    ["a mail merge that was not run", "<w:t>«产品»</w:t>", /的“«产品»”含有未替换的合并域/],
    ["a symbol of an unknown font", `${text}<w:sym w:font="Wingdings" w:char="F021"/>`, /无法识别的符号/],
  ])("reports %s", async (_, to, said) => {
    expect(sentences(await read(to))).toMatch(said)
  })

  it("takes the fallback text of an element that only some programs understand", async () => {
    const [first = "", ...rest] = product
    const sign = `<w:t>${first}</w:t><mc:AlternateContent xmlns:mc="m"><mc:Choice/><mc:Fallback><w:t>${rest.join("")}</w:t></mc:Fallback></mc:AlternateContent>`
    expect(await read(sign)).toMatchObject({ data: application, doubts: [], faults: [] })
  })

  it("reports a text that a merged cell covers", async () => {
    const change: Change = (xml) => {
      const at = xml.lastIndexOf("<w:tcPr>", xml.indexOf(`>${product}<`))
      return `${xml.slice(0, at)}<w:tcPr><w:vMerge/>${xml.slice(at + "<w:tcPr>".length)}`
    }
    expect(sentences(await read(text, change))).toContain(`表3第3行第1格的“${product}”被合并的单元格遮住`)
  })

  it("reports a box with an unknown sign, even without tags", async () => {
    const signed = await read(text, (xml) => xml.replaceAll(">■<", ">R<").replace(/<w:tag [^>]*>/g, ""))
    expect(sentences(signed)).toContain("租用R 自有□")
    expect(signed.doubts.length).toBeGreaterThan(2)
  })

  it.each(["☑", "☒", "✔", "√", "▣", "◼", "✅", "☑\u{FE0F}", "⊠", "\u{1F5F9}"])("takes %s for a tick", async (sign) => {
    const ticked = await read(text, (xml) => xml.replaceAll(">■<", `>${sign}<`).replace(/<w:tag [^>]*>/g, ""))
    expect(ticked).toMatchObject({ data: application, doubts: [], faults: [] })
  })

  it.each(["☐", "◻", "⬜", "〇", "▢"])("takes %s for an empty box", async (sign) => {
    const ticked = await read(text, (xml) => xml.replaceAll(">□<", `>${sign}<`).replace(/<w:tag [^>]*>/g, ""))
    expect(ticked).toMatchObject({ data: application, doubts: [], faults: [] })
  })
})

describe("reading a workbook", () => {
  const cellOf = (xml: string, text: string): string =>
    new RegExp(`<c r="[A-Z]+\\d+"[^>/]*><is><t[^>]*>${text}</t></is></c>`).exec(xml)?.[0] ?? ""
  const typed = (cell: string, type: string, content: string): string =>
    cell.replace(' t="inlineStr"', type).replace(/><is>.*<\/is>/, `>${content}`)
  const read = (text: string, type: string, content: string, others: Readonly<Record<string, Change>> = {}) =>
    readAltered(
      "xlsx",
      "Apply",
      values,
      (xml) => xml.replace(cellOf(xml, text), typed(cellOf(xml, text), type, content)),
      others,
    )

  it.each([
    ["a formula with an error", product, ' t="e"', "<f>X!A1</f><v>#REF!</v>", "公式出错（#REF!）"],
    ["a formula without a value", product, "", "<f>A1</f>", "的公式未经计算"],
    ["a formula with an empty value", "17", "", "<f>A1</f><v></v>", "的公式未经计算"],
    ["a code that became a number", product, "", "<v>9.1130302123456781E17</v>", "超过15位"],
    ["a negative count", "17", "", "<v>-17</v>", "应为不小于0的整数"],
  ])("reports %s with its cell", async (_, text, type, content, said) => {
    const found = sentences(await read(text, type, content))
    expect(found).toContain(said)
    expect(found).toMatch(/表![A-Z]+\d+/)
  })

  it("takes the value that a formula shows, and a date with a time of day", async () => {
    const whole = { data: application, doubts: [], faults: [] }
    expect(await read("300.5", "", "<f>A1</f><v>300.50000000000006</v>")).toMatchObject(whole)
    expect(await read("2015年4月1日", ' t="d"', "<v>2015-04-01T00:00:00</v>")).toMatchObject(whole)
  })

  it("reports a number that its format displays on a smaller scale", async () => {
    // Index of the added style, counted in a first run.
    let style = 0
    const styles: Change = (xml) => {
      style = (/<cellXfs.*<\/cellXfs>/s.exec(xml)?.[0].match(/<xf /g) ?? []).length
      return xml
        .replace(/(<styleSheet[^>]*>)/, '$1<numFmts count="1"><numFmt numFmtId="199" formatCode="#,##0.0,"/></numFmts>')
        .replace("</cellXfs>", '<xf numFmtId="199" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>')
    }
    altered("xlsx", written("xlsx", "Apply", values), (xml) => `${xml} `, { "xl/styles.xml": styles })
    const scaled = await readAltered(
      "xlsx",
      "Apply",
      values,
      (xml) =>
        xml.replace(cellOf(xml, "300.5"), (cell) =>
          typed(cell, "", "<v>300500</v>").replace(/ s="\d+"/, ` s="${style}"`),
        ),
      { "xl/styles.xml": styles },
    )
    expect(sentences(scaled)).toContain("实为300500，单元格格式却将其缩小显示")
  })

  it.each<[string, Change]>([
    ["row", (xml) => xml.replace(/<row (?=(?:(?!<row ).)*>技术咨询<)/s, '<row hidden="1" ')],
    ["column", (xml) => xml.replace(/<col (?=[^>]*min="1")/, '<col hidden="1" ')],
  ])("reports an answer in a hidden %s", async (_, change) => {
    expect(sentences(await readAltered("xlsx", "Apply", values, change))).toMatch(
      /“主要服务产品”（表!A\d+）填有“.*”，但被隐藏/,
    )
  })

  it("reports a text that merged cells cover", async () => {
    const covered = await readAltered("xlsx", "Apply", values, (xml) => {
      const [, row = ""] = /r="A(\d+)"[^>]*><is><t[^>]*>技术咨询</.exec(xml) ?? []
      return xml.replace("</mergeCells>", `<mergeCell ref="A${Number(row) - 1}:A${row}"/></mergeCells>`)
    })
    expect(sentences(covered)).toContain("的“技术咨询”被合并的单元格遮住")
  })
})

describe("a file made to take long to read", () => {
  const many = (count: number, part: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => part(i)).join("")
  const inDocument =
    (before: string, after = "") =>
    () =>
      altered("docx", written("docx", "Apply", values), (xml) =>
        xml.replace(`<w:t xml:space="preserve">${product}</w:t>`, (text) => `${before}${text}${after}`),
      )
  const inSheet = (rows: string) => () =>
    altered("xlsx", written("xlsx", "Apply", values), (xml) => xml.replace("</sheetData>", `${rows}</sheetData>`))

  it.each<[string, () => Uint8Array, RegExp]>([
    [
      "with deeply nested elements",
      inDocument("<w:ins>".repeat(3000), "</w:ins>".repeat(3000)),
      /document\.xml无法解读：元素嵌套过深/,
    ],
    [
      "with extremely deeply nested elements",
      inDocument("<w:ins>".repeat(99_000), "</w:ins>".repeat(99_000)),
      /元素嵌套过深/,
    ],
    [
      "with very many cells",
      inSheet(many(formLimits.cells, (i) => `<row><c t="inlineStr"><is><t>${i}</t></is></c></row>`)),
      /^文件中的文字过多，上限\d+格或段/,
    ],
    [
      "with very many empty cells",
      inSheet(many(300_000, (i) => `<row><c i="${i}"/></row>`)),
      /^文件内容过多，解压后的上限/,
    ],
    [
      "with one sheet many times",
      () =>
        altered("xlsx", written("xlsx", "Apply", values), (xml) => `${xml} `, {
          "xl/workbook.xml": (xml) => xml.replace(/<sheet [^>]*>/, (sheet) => sheet.repeat(1000)),
        }),
      /^文件内容过多，解压后的上限/,
    ],
  ])("%s is refused", async (_, file, said) => {
    expect(formFaultText(left(await readForm(file(), qinhuangdao2020))).zh).toMatch(said)
  })

  it("with very many merged cells is read as it was filled in", async () => {
    const merged = await readAltered("xlsx", "Apply", values, (xml) =>
      xml.replace("</mergeCells>", `${'<mergeCell ref="B901:C1900"/>'.repeat(20_000)}</mergeCells>`),
    )
    expect(merged).toMatchObject({ data: application, faults: [], doubts: [] })
  })
})
