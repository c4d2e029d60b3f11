import { qinhuangdao2020 } from "@shifan/core/regulations"
import { right } from "@shifan/testkit/basics"
import { beforeAll, describe, expect, it } from "vitest"
import { codecOfAct, readForm, valuesOf, type Values } from "../src/index.js"
import { tagOf } from "../src/write/tag.js"
import { sampled } from "./any-command.js"
import { altered, readAltered, written } from "./office-files.js"
import { application } from "./application.js"

const codec = codecOfAct("Apply", qinhuangdao2020)
const values: Values = valuesOf(codec, application, qinhuangdao2020)
const withoutTags = (xml: string): string => xml.replace(/<w:tag [^>]*>/g, "")
const labelled = (xml: string, before: string, after: string): string => xml.replace(`>${before}<`, `>${after}<`)

/** The row of a Word table that contains a text. */
const rowWith = (xml: string, text: string): string => {
  const at = xml.indexOf(text)
  return xml.slice(xml.lastIndexOf("<w:tr>", at), xml.indexOf("</w:tr>", at) + "</w:tr>".length)
}

const unchanged = { act: "Apply", data: application, faults: [], doubts: [] }

describe("a form in Word", () => {
  const read = (change: (xml: string) => string) => readAltered("docx", "Apply", values, change)

  it("is read by its labels if every tag is lost", async () => {
    expect(await read(withoutTags)).toEqual(unchanged)
  })

  it("is read by its tags if labels were changed", async () => {
    const renamed = await read((xml) => labelled(labelled(xml, "从业人数：", "员工总数"), "统一社会信用代码", "编码"))
    expect(renamed.data).toEqual(application)
  })

  it("is read if rows were moved", async () => {
    const moved = await read((xml) => {
      const staff = rowWith(xml, "从业人数：")
      const address = rowWith(xml, "注册地址：")
      return xml.replace(staff, "").replace(address, `${staff}${address}`)
    })
    expect(moved).toEqual(unchanged)
  })

  it("is read with rows that were added to a list, and without its empty rows", async () => {
    const [product] = application.form.capability.serviceProducts
    const added = await read((xml) => {
      const row = rowWith(xml, product?.name ?? "").replaceAll(product?.name ?? "", "新增的产品")
      return xml.replace(rowWith(xml, product?.name ?? ""), (first) => `${first}${withoutTags(row)}`)
    })
    expect(added.doubts).toEqual([])
    expect(added.data).toMatchObject({
      form: { capability: { serviceProducts: [product, { ...product, name: "新增的产品" }] } },
    })
  })

  it("is read with tracked insertions and without tracked deletions", async () => {
    const tracked = await read((xml) =>
      xml.replace(
        '<w:t xml:space="preserve">秦皇岛示例服务有限公司</w:t></w:r>',
        `<w:delText>旧名</w:delText></w:r><w:ins w:id="1"><w:r><w:t>秦皇岛示例服务有限公司</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>x</w:delText></w:r></w:del>`,
      ),
    )
    expect(tracked).toEqual(unchanged)
  })

  it("is read with any mark in a box as a tick", async () => {
    for (const mark of ["☑", "☒", "✓", "√", "□√", "×"])
      expect({ mark, data: (await read((xml) => xml.replaceAll(">■<", `>${mark}<`))).data }).toEqual({
        mark,
        data: application,
      })
  })

  it("raises a doubt about a field that occurs twice, with both places", async () => {
    const { doubts } = await read((xml) => {
      const control = new RegExp(`<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*${tagOf("form.basic.staff")}.*?</w:sdt>`)
      const [found = ""] = control.exec(xml) ?? []
      return xml
        .replace(found, "<w:r><w:t>19</w:t></w:r>")
        .replace('<w:t xml:space="preserve">申请报告的主要内容</w:t></w:r>', (text) => `${text}${found}`)
    })
    expect(doubts).toHaveLength(1)
    expect(doubts[0]?.label).toBe("平台基本情况·从业人数")
    expect(doubts[0]?.sentence.zh).toMatch(
      /“平台基本情况·从业人数”有两处：表1第\d+行第1格为“19”，第\d+段为“18”，请只留一处/,
    )
  })

  it("raises a doubt about a row that belongs to no field", async () => {
    const { doubts, data } = await read((xml) => {
      const row = rowWith(xml, "获得专业服务资质情况")
      return xml.replace(row, `<w:tr><w:tc><w:p><w:r><w:t>请从优考虑</w:t></w:r></w:p></w:tc></w:tr>${row}`)
    })
    expect(data).toEqual(application)
    expect(doubts.map(({ sentence }) => sentence)).toEqual([
      {
        zh: "表3第1行第1格的“请从优考虑”不属于表中任何一栏，未予读取",
        en: "“请从优考虑” in table 3, row 1, cell 1 does not belong to any field of the form and was not read",
      },
    ])
  })

  it("has a fault for each answer that cannot be understood, with the field and its place", async () => {
    const { faults } = await read((xml) => xml.replace(">18<", ">约二十<").replace(">企业法人<", ">有限公司<"))
    expect(faults.map(({ label, place, got }) => [label, place?.zh, got])).toEqual([
      ["平台基本情况·单位性质", "表1第1行第2格", '"有限公司"'],
      ["平台基本情况·从业人数", "表1第14行第1格", '"约二十"'],
    ])
  })
})

describe("a cell that ends in a million spaces", () => {
  it.each(["县区中小企业主管部门申报意见：", "服务质量和满意度", "x"])(
    "is read without delay: %s",
    { timeout: 20_000 },
    async (label) => {
      const text = `${label}${" ".repeat(1_000_000)}`
      const file = altered("docx", written("docx", "Recommend", new Map()), (xml) =>
        xml.replace(
          "</w:body>",
          `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>`,
        ),
      )
      expect(right(await readForm(file, qinhuangdao2020)).act).toBe("Recommend")
    },
  )
})

describe("a form in a spreadsheet", () => {
  const read = (change: (xml: string) => string, others = {}) => readAltered("xlsx", "Apply", values, change, others)
  const withoutNames = { "xl/workbook.xml": (xml: string) => xml.replace(/<definedNames>.*<\/definedNames>/, "") }
  const cellWith = (xml: string, text: string): string =>
    new RegExp(`<c [^>]*t="inlineStr"><is><t [^>]*>${text}</t></is></c>`).exec(xml)?.[0] ?? ""
  /** A cell with this reference and other content. */
  const typed = (cell: string, value: string, more = ""): string =>
    cell.replace(
      /<c r="(\w+)" s="(\d+)" t="inlineStr">.*/,
      (_, at, style) => `<c r="${at}" s="${style}"${more}>${value}</c>`,
    )

  it("is read by its labels if every name is lost", async () => {
    expect(await read((xml) => xml.replace('showGridLines="0"', ""), withoutNames)).toEqual(unchanged)
  })

  it("is read if a label and its cell were moved", async () => {
    const moved = await read((xml) => {
      const label = cellWith(xml, "统一社会信用代码")
      const value = cellWith(xml, application.form.uscc)
      const to = (cell: string, at: string): string => cell.replace(/r="\w+"/, `r="${at}"`)
      return xml
        .replace(label, "")
        .replace(value, "")
        .replace("</sheetData>", `<row r="900">${to(label, "B900")}${to(value, "C900")}</row></sheetData>`)
    }, withoutNames)
    expect(moved).toEqual(unchanged)
  })

  it("is read with numbers typed as numbers, and with a date stored as a serial number", async () => {
    const change = (xml: string): string => {
      const staffAtYearEnd = cellWith(xml, "17")
      const assets = cellWith(xml, "300.5")
      const start = cellWith(xml, "2015年4月1日")
      expect([staffAtYearEnd, assets, start]).not.toContain("")
      return xml
        .replace(staffAtYearEnd, typed(staffAtYearEnd, "<v>17</v>"))
        .replace(assets, typed(assets, "<f>A1+0.5</f><v>300.50000000000001</v>"))
        .replace(start, typed(start, "<v>42095</v>").replace(/s="\d+"/, 's="14"'))
    }
    const style = (xml: string): string =>
      xml.replace("</cellXfs>", '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>')
    expect(await read(change, { "xl/styles.xml": style })).toEqual(unchanged)
  })

  it("is read with a row that was added to a list without merged cells", async () => {
    const files = written("xlsx", "DeclineRecommendation", new Map())
    const added = altered("xlsx", files, (xml) => {
      const [header = ""] = /<row r="(\d+)"(?:(?!<\/row>).)*依据的条款<.*?<\/row>/.exec(xml) ?? []
      const number = Number(/r="(\d+)"/.exec(header)?.[1]) + 4
      const text = (at: string, value: string): string =>
        `<c r="${at}${number}" t="inlineStr"><is><t>${value}</t></is></c>`
      return xml.replace(
        new RegExp(`<row r="${number}".*?</row>`),
        `<row r="${number}">${text("A", "4")}${text("E", "art_14")}${text("O", "弄虚作假")}</row>`,
      )
    })
    const { data, doubts } = right(await readForm(added, qinhuangdao2020))
    expect({ data, doubts }).toEqual({ data: { reasons: [{ provision: "art_14", text: "弄虚作假" }] }, doubts: [] })
  })

  it.each([
    ["第十四条", "art_14__para_1"],
    ["第五条第(三)项", "art_5__para_1__point_3"],
    ["从业人数（第五条第（三）项）", "art_5__para_1__point_3#staff"],
    ["art_5__para_1__point_3#staff", "art_5__para_1__point_3#staff"],
  ])("is read with a provision that is cited as %s", async (cited, provision) => {
    const data = { reasons: [{ provision: "art_9__para_1", text: "弄虚作假" }] }
    const of = valuesOf(codecOfAct("DeclineRecommendation", qinhuangdao2020), data, qinhuangdao2020)
    const taken = await readAltered("xlsx", "DeclineRecommendation", of, (xml) =>
      xml.replace(/>[^<]*（第九条）</, `>${cited}<`),
    )
    expect(taken).toMatchObject({ data: { reasons: [{ provision, text: "弄虚作假" }] }, faults: [], doubts: [] })
  })

  it("has a fault with the cell of an answer that cannot be understood", async () => {
    const { faults } = await read((xml) => xml.replace(">300.5<", ">三百<"))
    expect(faults).toMatchObject([{ label: "上年末·总资产（万元）", got: '"三百"' }])
    expect(faults[0]?.place?.zh).toMatch(/^表!I\d+$/)
  })
})

describe("annex 3", () => {
  let filed: Uint8Array
  const [report] = sampled(codecOfAct("FileReview", qinhuangdao2020), 1)

  beforeAll(() => {
    filed = written("docx", "FileReview", valuesOf(codecOfAct("FileReview", qinhuangdao2020), report, qinhuangdao2020))
  })

  it("filed by the unit and completed by the county is read as the county's assessment and as the unit's report", async () => {
    const assessed = altered("docx", filed, (xml) =>
      xml.replace(
        /(<w:t xml:space="preserve">示范性：<\/w:t><\/w:r><\/w:p><w:p>.*?<w:r>).*?(<\/w:r>)/,
        "$1<w:t>带动作用明显</w:t>$2",
      ),
    )
    const { act, data } = right(await readForm(assessed, qinhuangdao2020, "AssessReview"))
    expect(act).toBe("AssessReview")
    expect(data).toMatchObject({ assessment: { demonstrativeness: "带动作用明显" } })
    expect(right(await readForm(assessed, qinhuangdao2020)).data).toEqual(report)
  })
})
