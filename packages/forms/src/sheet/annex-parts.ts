/** Parts shared by the annexes: the cover, the yearly rows, the service products. */
import type { RegulationDraft } from "@shifan/core"
import { annexOf, textWords } from "@shifan/core/messages"
import type { FieldsByPath } from "./fields-by-path.js"
import {
  boxBlank,
  cell,
  heading,
  pageBreak,
  paragraph,
  row,
  signed,
  space,
  type Block,
  type Cell,
  type Fragment,
  type Fragments,
  type Row,
} from "./sheet.js"

interface Cover {
  /** The event that records what is filed with the form; its citations say which annex that is. */
  readonly filed: Parameters<typeof annexOf>[1]
  readonly title: string
  readonly lines: ReadonlyArray<Fragments>
}

/** A text without annexes or a name for its bureau has a cover without these lines. */
export const cover = (text: RegulationDraft, { filed, title, lines }: Cover): ReadonlyArray<Block> => {
  const { conferred, issuer } = textWords(text)
  const annex = annexOf(text, filed)
  return [
    ...(annex === undefined ? [] : [paragraph("annex", `附件${annex}`)]),
    space(40),
    paragraph("title", conferred.zh),
    paragraph("title", title),
    space(55),
    ...lines.map((line) => paragraph("cover", ...line)),
    space(45),
    ...(issuer === undefined ? [] : [paragraph("issuer", `${issuer}制`)]),
    pageBreak,
  ]
}

interface YearHeads {
  readonly revenue: string
  readonly service: string
  readonly profit: string
  readonly taxes: string
  readonly served: string
  readonly agreements: string
}

const centred = (width: number, ...content: Fragments): Cell => cell(width, content, { align: "centre" })

/** Annex 2 has a column 年度. Annex 3 has the rows without it, so each row must say its year. */
export const yearRows = (fields: FieldsByPath, at: string, heads: YearHeads): ReadonlyArray<Row> => [
  row(
    heading(2, "年度"),
    heading(4, heads.revenue),
    heading(3, heads.service),
    heading(3, heads.profit),
    heading(3, heads.taxes),
    heading(6, heads.served),
    heading(3, heads.agreements),
  ),
  ...fields.rows(at).rows.map((_, index): Row => {
    const of = (name: string, room?: number): Fragment => fields.blank(`${at}.${index}.${name}`, room)
    return {
      ...row(
        centred(2, of("year")),
        centred(4, of("operatingRevenue")),
        centred(3, of("serviceRevenue")),
        centred(3, of("totalProfit")),
        centred(3, of("taxesPaid")),
        centred(6, of("smesServed", 2), "户（", of("visits", 2), "次）"),
        centred(3, of("smesWithAgreement")),
      ),
      item: { list: at, index },
    }
  }),
]

export const productRows = (fields: FieldsByPath, at: string): ReadonlyArray<Row> => [
  row(heading(11, "主要服务产品"), heading(8, "服务规模（家、人/次）"), heading(5, "服务收入占年营业收入％")),
  ...fields.rows(at).rows.map((_, index): Row => {
    const unit = fields.leaf(`${at}.${index}.scaleUnit`)
    const inert = fields.blank(`${at}.${index}.name`).inert === true
    const box = (word: string, name: string): Fragment => ({
      ...boxBlank(unit, word, name),
      ...(inert ? { inert } : {}),
    })
    return {
      ...row(
        cell(11, fields.blank(`${at}.${index}.name`)),
        cell(
          8,
          [
            fields.blank(`${at}.${index}.scale`, 3),
            " 家",
            box("enterprises", "家"),
            " 人",
            box("persons", "人"),
            " 次",
            box("times", "次"),
          ],
          { align: "centre" },
        ),
        cell(5, fields.blank(`${at}.${index}.revenueShare`), { align: "centre" }),
      ),
      item: { list: at, index },
    }
  }),
]

/** A title at the top of its cell, with room for text below it. */
export const titledText = (title: string, text: Fragment, height: number): Row => ({
  ...row(cell(24, [`${title}\n`, text], { top: true })),
  height,
})

/** Where an authority signs: its opinion, space for the seal, the date. */
export const opinion = (title: string, text: Fragment, height: number): Row => ({
  ...row(
    cell(
      24,
      [`${title}\n`, text, `\n\n${"　".repeat(25)}（ 章 ）\n${"　".repeat(19)}`, signed("签署日期", "date", 9)],
      { top: true },
    ),
  ),
  height,
})

/** A row with room for a paragraph. */
export const tall = (...cells: Row["cells"]): Row => ({ ...row(...cells), height: 15 })
