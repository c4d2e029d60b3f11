/**
 * Drafts of an office's letters and notices. Data on record is filled in; parts left to the office (reasons in words,
 * document numbers, where to appeal) stay open between 【 and 】.
 */
import type { RegulationDraft } from "@shifan/core"
import { citedFor } from "@shifan/core/messages"
import {
  cell,
  heading,
  headRow,
  paragraph,
  row,
  space,
  table,
  type Block,
  type Cell,
  type Sheet,
} from "../sheet/sheet.js"
import { dateInChinese } from "../value/leaf.js"
import { letterUnder, open, provisionsOfTitles, under, type Letter } from "./letter.js"

/** An application in a call, as on record. Dates are formatted like 2020-12-01. */
export interface DraftCase {
  readonly unit: string
  readonly uscc: string
  readonly platform: string
  /** The name of the county or district. */
  readonly county: string
  readonly appliedOn: string
  /** Its stage, such as 已推荐. */
  readonly stage: string
  readonly certificateNumber?: string
  readonly certifiedOn?: string
}

/** A decision on a unit. */
export interface DraftDecision {
  readonly unit: string
  readonly uscc: string
  readonly platform: string
  /** Such as 认定, 不予认定, 撤销称号. */
  readonly decision: string
  readonly decidedOn: string
  /** Citations as in the document: 第五条第（三）项. */
  readonly reasons: ReadonlyArray<{ readonly provision: string; readonly text: string }>
  /** The regulation's own word for a revocation: 撤消 or 撤销. */
  readonly word?: string
  readonly announcementNumber?: string
}

export interface DraftReceipt {
  readonly unit: string
  readonly uscc: string
  readonly receivedOn: string
  readonly materials: ReadonlyArray<{ readonly title: string; readonly status: string; readonly documents: number }>
}

/** A document of the office, with the data on record. */
export type Draft =
  | { readonly kind: "summary" | "titles"; readonly year: number; readonly cases: ReadonlyArray<DraftCase> }
  | {
      readonly kind: "recommendations"
      readonly year: number
      readonly county: string
      readonly cases: ReadonlyArray<DraftCase>
    }
  | { readonly kind: "revocation" | "decision"; readonly on: DraftDecision }
  | { readonly kind: "receipt"; readonly of: DraftReceipt }

const signature = (who: string): ReadonlyArray<Block> => [
  paragraph("signature", who),
  paragraph("signature", "（ 章 ）　　　　年　　月　　日"),
]

/** Write it with `writeForm`, as a .docx. It has no blanks to read back. `regulation`: the text in whose words it is. */
export const draftSheet = (draft: Draft, regulation: RegulationDraft): Sheet => {
  const { title, blocks } = contentOf(draft, letterUnder(regulation))
  return { act: "", title, blocks: [...title.split("\n").map((line) => paragraph("title", line)), space(1), ...blocks] }
}

interface Content {
  readonly title: string
  readonly blocks: ReadonlyArray<Block>
}

const contentOf = (draft: Draft, letter: Letter): Content => {
  const { bureau, title } = letter
  switch (draft.kind) {
    case "summary":
      return {
        title: `${draft.year}年度${title}\n申报情况汇总表`,
        blocks: [
          listOf(draft.cases, letter, { head: "办理情况", width: 3, valueOf: ({ stage }) => stage }),
          ...signature(bureau),
        ],
      }
    case "recommendations":
      return {
        title: `${draft.year}年度${title}\n推荐名单`,
        blocks: [
          body(`${bureau}：`),
          body(
            `依据${under(letter, citedFor(letter.text, "Recommended"))}，经测评，现推荐下列单位（共${draft.cases.length}家）申报${title}，请予评审。`,
          ),
          listOf(draft.cases, letter, { head: "申报日期", width: 3, valueOf: ({ appliedOn }) => appliedOn }),
          ...signature(`${draft.county}${open("主管部门名称")}`),
        ],
      }
    case "titles":
      return {
        title: `关于公布${draft.year}年度\n${title}\n名单的公告`,
        blocks: [
          letter.documentNumber,
          body(
            `依据${under(letter, provisionsOfTitles(letter.text))}，经评审，授予下列单位（共${draft.cases.length}家）“${title}”称号，现予公布。`,
          ),
          listOf(draft.cases, letter, {
            head: "证书编号",
            width: 4,
            valueOf: ({ certificateNumber = "" }) => certificateNumber,
          }),
          body(open("需要公布的其他事项，如管理要求、联系方式")),
          ...signature(bureau),
        ],
      }
    case "revocation":
      return revocation(draft.on, letter)
    case "decision":
      return decision(draft.on, letter)
    case "receipt":
      return receipt(draft.of, letter)
  }
}

const body = (text: string): Block => paragraph("body", text)

/** Content of a list's last column, and its width relative to that of the names. */
interface LastColumn {
  readonly head: string
  readonly width: 3 | 4
  readonly valueOf: (of: DraftCase) => string
}

const centred = (width: number, text: string): Cell => heading(width, text, { small: true })

const listOf = (cases: ReadonlyArray<DraftCase>, { words }: Letter, { head, width, valueOf }: LastColumn): Block => {
  const platform = 8 - width
  return table([
    headRow(
      centred(2, "序号"),
      centred(5, "单位名称"),
      centred(platform, "平台名称"),
      centred(3, words.division.zh),
      centred(6, "统一社会信用代码"),
      centred(width, head),
    ),
    ...cases.map((of, i) =>
      row(
        centred(2, String(i + 1)),
        cell(5, of.unit, { small: true }),
        cell(platform, of.platform, { small: true }),
        centred(3, of.county),
        centred(6, of.uscc),
        centred(width, valueOf(of)),
      ),
    ),
  ])
}

const reasonLines = ({ reasons }: DraftDecision): ReadonlyArray<Block> =>
  reasons.length === 0
    ? [body(open("事实和理由"))]
    : reasons.map(({ provision, text }) => body(`${provision}：${text}`))

const revocation = (on: DraftDecision, { bureau, title, words, documentNumber }: Letter): Content => {
  const { word = words.falsification } = on
  return {
    title: `关于${word}${on.unit}\n“${title}”\n称号的公告`,
    blocks: [
      on.announcementNumber === undefined ? documentNumber : paragraph("subtitle", on.announcementNumber),
      body(
        `${on.unit}（统一社会信用代码${on.uscc}）的“${on.platform}”，依据${words.rules}，自${dateInChinese(on.decidedOn)}起${word}其“${title}”称号。理由如下：`,
      ),
      ...reasonLines(on),
      body(open("牌匾收回等后续事项")),
      ...signature(bureau),
    ],
  }
}

/** Where to appeal stays open: it depends on who decided and when. */
const decision = (on: DraftDecision, { title, words, documentNumber }: Letter): Content => ({
  title: `${title}\n${on.decision}决定通知书`,
  blocks: [
    documentNumber,
    body(`${on.unit}（统一社会信用代码${on.uscc}）：`),
    body(
      `关于你单位的“${on.platform}”，依据${words.rules}，本机关于${dateInChinese(on.decidedOn)}作出${on.decision}的决定。理由如下：`,
    ),
    ...reasonLines(on),
    body(
      `如不服本决定，可以自收到本通知书之日起六十日内向${open("行政复议机关")}申请行政复议，或者自收到本通知书之日起六个月内依法向${open("人民法院")}提起行政诉讼。`,
    ),
    ...signature(open("作出决定的机关")),
  ],
})

const receipt = ({ unit, uscc, receivedOn, materials }: DraftReceipt, { title }: Letter): Content => ({
  title: `${title}\n申报材料收讫回执`,
  blocks: [
    body(`${unit}（统一社会信用代码${uscc}）：`),
    body(
      `你单位于${dateInChinese(receivedOn)}提交的申报材料已收到，清单如下。本回执只证明收到材料，不是对材料内容的认可。`,
    ),
    table([
      headRow(heading(3, "序号"), heading(13, "材料"), heading(4, "情况"), heading(4, "文件数")),
      ...materials.map(({ title: material, status, documents }, i) =>
        row(heading(3, String(i + 1)), cell(13, material), heading(4, status), heading(4, String(documents))),
      ),
    ]),
    body(`收件人：${open("姓名")}　　联系电话：${open("电话")}`),
    ...signature(open("收件机关")),
  ],
})
