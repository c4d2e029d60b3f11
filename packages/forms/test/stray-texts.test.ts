/** Whatever somebody writes into a form is read, is a word of the form, or is named with its place. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { describe, expect, it } from "vitest"
import { acts, codecOfAct, valuesOf, type FormRead } from "../src/index.js"
import { application } from "./application.js"
import { readAltered, written, type Change } from "./office-files.js"
import { unzipSync, strFromU8 } from "fflate"

const values = valuesOf(codecOfAct("Apply", qinhuangdao2020), application, qinhuangdao2020)
const plaque = new Map([["awardedOn", "2021年1月15日"]])
const said = ({ doubts }: FormRead): ReadonlyArray<string> => doubts.map(({ sentence }) => sentence.zh)
const unread = (place: string, text: string): string => `${place}的“${text}”不属于表中任何一栏，未予读取`

const line = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

const documentOf = (act: string, filled: ReadonlyMap<string, string>): string =>
  strFromU8(unzipSync(written("docx", act, filled))["word/document.xml"] ?? new Uint8Array())

/** Positions in a document where a line may stand: before and after each block of its body. */
const gapsIn = (xml: string): ReadonlyArray<number> =>
  [...xml.matchAll(/<\/w:tbl>|<\/w:p>(?!<\/w:tc>)(?=<w:p|<w:tbl|<w:sectPr)/g)]
    .map((found) => found.index + found[0].length)
    .filter((at) => xml.lastIndexOf("<w:tbl>", at) <= xml.lastIndexOf("</w:tbl>", at))

describe("a line that somebody typed into a Word form", () => {
  const xml = documentOf("AwardPlaque", plaque)

  it.each(gapsIn(xml).map((at, i) => [i + 1, at]))("is named wherever it stands: gap %i", async (_, at) => {
    const insert: Change = (body) => `${body.slice(0, at)}${line("原件已收，牌匾另寄")}${body.slice(at)}`
    const read = await readAltered("docx", "AwardPlaque", plaque, insert)
    expect(said(read)).toEqual([expect.stringMatching(/^第\d+段的“原件已收，牌匾另寄”不属于表中任何一栏，未予读取$/)])
    expect(read.data).toEqual({ awardedOn: "2021-01-15" })
  })

  it("is named although it is only a number", async () => {
    const read = await readAltered("docx", "AwardPlaque", plaque, (body) =>
      body.replace("</w:body>", `${line("18")}</w:body>`),
    )
    expect(said(read)).toEqual([expect.stringMatching(/^第\d+段的“18”/)])
  })

  it("is not lost beside the words of the form", async () => {
    const read = await readAltered("docx", "AwardPlaque", plaque, (body) =>
      body.replace("</w:body>", `${line("所属单位：启航公司")}${line("牌匾授予登记表（代章）")}</w:body>`),
    )
    expect(said(read)).toHaveLength(2)
  })
})

describe("a text that somebody typed into a spreadsheet", () => {
  const rowAfter = (body: string, ahead: number, text: string): string => {
    const last = Math.max(...[...body.matchAll(/<row r="(\d+)"/g)].map(([, n]) => Number(n)))
    const at = last + ahead
    return body.replace("</sheetData>", `<row r="${at}">${cell(`B${at}`, text)}</row></sheetData>`)
  }

  it.each(["请从优考虑", "18"])("is named below the form: %s", async (text) => {
    for (const ahead of [1, 5]) {
      const read = await readAltered("xlsx", "AwardPlaque", plaque, (body) => rowAfter(body, ahead, text))
      expect(said(read)).toEqual([expect.stringMatching(new RegExp(`!B\\d+的“${text}”不属于`))])
    }
  })

  it("is named beside a row of the form, also if it is only a number", async () => {
    const read = await readAltered("xlsx", "Apply", values, (body) =>
      body.replace(/<\/row>(?=<row r="30")/, `${cell("Z29", "18")}</row>`),
    )
    expect(said(read)).toEqual([expect.stringMatching(/!Z29的“18”/)])
  })

  it("is not taken for an entry of the list above an empty line", async () => {
    const reasons = new Map([
      ["reasons.0.provision", "第十四条"],
      ["reasons.0.text", "测评不合格"],
    ])
    const read = await readAltered("xlsx", "Revoke", reasons, (body) => {
      const [, last = ""] = /.*<row r="(\d+)"[^>]*>(?:(?!<\/row>).)*测评不合格/.exec(body) ?? []
      return body
        .replace(new RegExp(`(<row r="${Number(last) + 3}"[^>]*>)`), (row) => row)
        .replace("</sheetData>", `<row r="900">${cell("A900", "另有材料")}</row></sheetData>`)
    })
    expect(said(read)).toEqual([expect.stringContaining("!A900的“另有材料”")])
  })

  const sheets = (more: string) => ({
    "xl/workbook.xml": (xml: string) =>
      xml.replace("</sheets>", `<sheet name="备注" sheetId="9" state="${more}" r:id="rId99"/></sheets>`),
    "xl/_rels/workbook.xml.rels": (xml: string) =>
      xml.replace(
        "</Relationships>",
        `<Relationship Id="rId99" Type="x/worksheet" Target="worksheets/sheet9.xml"/></Relationships>`,
      ),
    "xl/worksheets/sheet9.xml": () =>
      `<worksheet><sheetData><row r="1">${cell("A1", "内部意见")}</row></sheetData></worksheet>`,
  })
  const same: Change = (body) => body.replace('showGridLines="0"', "")

  it("is named on another sheet, shown or hidden, but not in one that only programs see", async () => {
    expect(said(await readAltered("xlsx", "AwardPlaque", plaque, same, sheets("visible")))).toEqual([
      unread("备注!A1", "内部意见"),
    ])
    expect(said(await readAltered("xlsx", "AwardPlaque", plaque, same, sheets("hidden")))).toEqual([
      "工作表“备注”被隐藏，其内容未予读取，请取消隐藏或删去",
    ])
    expect(said(await readAltered("xlsx", "AwardPlaque", plaque, same, sheets("veryHidden")))).toEqual([])
  })

  it("is named in a comment and in a shape, with the cell or the sheet", async () => {
    const read = await readAltered("xlsx", "AwardPlaque", plaque, same, {
      "xl/worksheets/_rels/sheet1.xml.rels": () =>
        `<Relationships><Relationship Id="a" Type="x/comments" Target="../comments1.xml"/><Relationship Id="b" Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>`,
      "xl/comments1.xml": () =>
        `<comments><commentList><comment ref="C5"><text><r><t>应为2月</t></r></text></comment></commentList></comments>`,
      "xl/drawings/drawing1.xml": () => `<wsDr><sp><txBody><p><r><t>急件</t></r></p></txBody></sp></wsDr>`,
    })
    expect(said(read)).toEqual([
      expect.stringMatching(/!C5的批注中有“应为2月”，未予读取/),
      expect.stringMatching(/的文本框中有“急件”，未予读取/),
    ])
  })
})

describe("a note that Word keeps in a part of its own", () => {
  it.each([
    ["footnotes", "footnote", "脚注"],
    ["endnotes", "endnote", "尾注"],
    ["comments", "comment", "批注"],
  ])("is named: %s", async (type, element, name) => {
    const read = await readAltered(
      "docx",
      "AwardPlaque",
      plaque,
      (body) => body.replace("</w:body>", "<w:p/></w:body>"),
      {
        "word/_rels/document.xml.rels": (xml) =>
          xml.replace(
            "</Relationships>",
            `<Relationship Id="rId99" Type="x/${type}" Target="${type}.xml"/></Relationships>`,
          ),
        [`word/${type}.xml`]: () =>
          `<w:${type} xmlns:w="w"><w:${element}><w:p/></w:${element}><w:${element}>${line("日期待核")}</w:${element}></w:${type}>`,
      },
    )
    expect(said(read)).toEqual([`${name}中有“日期待核”，未予读取，请填入栏内或删去`])
  })
})

describe("what signers write by hand", () => {
  it("is no doubt: who filled in a sheet, and the date beside the seal", async () => {
    const signed = await readAltered("docx", "AwardPlaque", plaque, (body) =>
      body.replace(/经办人：<\/w:t><\/w:r><w:r><w:t xml:space="preserve">　+/, (text) =>
        text.replace(/　+$/, "王晓明"),
      ),
    )
    expect(signed).toMatchObject({ data: { awardedOn: "2021-01-15" }, doubts: [], faults: [] })
  })

  it("does not hide the opinion above it", async () => {
    const opinion = new Map([["form.countyOpinion", "同意推荐。\n经核实，材料属实。"]])
    const read = await readAltered("docx", "Recommend", opinion, (body) =>
      body.replace("　　　　年　　月　　日", "2021年3月5日"),
    )
    expect(said(read)).toEqual([])
    expect(read.data).toMatchObject({ form: { countyOpinion: "同意推荐。\n经核实，材料属实。" } })
  })
})

describe.each(["docx", "xlsx"] as const)("our own blank sheets as .%s", (format) => {
  it("raise no doubt", async () => {
    for (const act of acts) {
      const marked: Change =
        format === "docx"
          ? (xml) => xml.replace("</w:body>", "<w:p/></w:body>")
          : (xml) => xml.replace('showGridLines="0"', "")
      expect([act, said(await readAltered(format, act, new Map(), marked))]).toEqual([act, []])
    }
  })
})
