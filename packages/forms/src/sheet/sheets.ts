/** The sheet of every act: an annex if the regulation has one, otherwise its fields with labels. */
import { aggregates } from "@shifan/core/registry"
import { actNames } from "@shifan/core/messages"
import { ownMaterials, rowsBeyondAnnexes, withFieldsOf, type BeyondAnnexes } from "../value/beyond-annexes.js"
import { fieldsOf, type Field, type RowCount } from "../value/fields.js"
import type { AnyCodec } from "../value/leaf.js"
import type { Values } from "../value/values.js"
import { platformTitle } from "./annex-parts.js"
import { applicationReport, materials, operationAssessmentForm, recommendationForm } from "./annexes.js"
import { fieldsByPath, withoutPlaced } from "./fields-by-path.js"
import { plainBlocks } from "./plain-rows.js"
import {
  blanksOf,
  cell,
  heading,
  pageBreak,
  paragraph,
  row,
  space,
  table,
  type Blank,
  type Block,
  type Sheet,
} from "./sheet.js"

const codecs: ReadonlyMap<string, AnyCodec> = new Map(
  Object.values(aggregates).flatMap(({ commandCodecs }) => Object.entries<AnyCodec>(commandCodecs.filled)),
)

/** The types of all commands. */
export const acts: ReadonlyArray<string> = [...codecs.keys()]

/**
 * Codec of a command's data as filled in. `regulation`: names its own fields and materials.
 * @throws RangeError for an unknown act
 */
export const codecOfAct = (act: string, regulation?: BeyondAnnexes): AnyCodec => {
  const codec = codecs.get(act)
  if (codec === undefined) throw new RangeError(`no act ${act}`)
  return regulation === undefined ? codec : withFieldsOf(codec, regulation)
}

/** The Chinese name of a form's act; the name of the command if there is none. */
export const actName = (act: string): string => {
  const names: Readonly<Record<string, { readonly zh: string }>> = actNames
  return names[act]?.zh ?? act
}

/** The annex with which an act is filed. */
export const annexOf = (act: string): 1 | 2 | 3 | undefined => {
  if (act === "Recommend") return 1
  if (act === "Apply" || act === "SupplementApplication") return 2
  return ["FileReview", "SupplementReview", "AssessReview"].includes(act) ? 3 : undefined
}

/**
 * Has room for all rows of the values, and at least for as many as the paper annexes. `regulation`: adds a row for each of
 * its fields and materials beyond the annexes.
 */
export const sheetOf = (act: string, values: Values = new Map(), regulation?: BeyondAnnexes): Sheet =>
  layOut(act, rowCountFor(values), regulation)

/** The fields of an act in codec order, for a form that is not a sheet. */
export const fieldsOfAct = (act: string, rowCount: RowCount, regulation?: BeyondAnnexes): ReadonlyArray<Field> =>
  fieldsOf(codecOfAct(act, regulation), rowCount)

/** With everything that a form of the act can contain, to search for in a file. */
export const fullestSheetOf = (act: string, regulation?: BeyondAnnexes): Sheet => layOut(act, mostRows, regulation)

const layOut = (act: string, rowCount: RowCount, regulation: BeyondAnnexes | undefined): Sheet => {
  const fields = fieldsOf(codecOfAct(act, regulation), rowCount)
  const official = officialBlocks(act, fields, rowCount, regulation)
  const sheet = { act, title: titleOf(act), blocks: official }
  const placed = new Set(blanksOf(sheet).flatMap(({ inert, key }) => (inert === true ? [] : [key])))
  const left = withoutPlaced(fields, placed)
  const plain = left.length === 0 ? [] : plainBlocks(left)
  return {
    ...sheet,
    blocks: [...official, ...(annexOf(act) === undefined ? [] : supplementHead(left)), ...plain, ...foot(act)],
  }
}

const titleOf = (act: string): string => {
  const annex = annexOf(act)
  const title = annex === undefined ? `${actName(act)}登记表` : ["推荐表", "申请报告", "年度运营情况测评表"][annex - 1]
  return `${platformTitle}${title}`
}

const officialBlocks = (
  act: string,
  fields: ReadonlyArray<Field>,
  rowCount: RowCount,
  regulation: BeyondAnnexes = {},
): ReadonlyArray<Block> => {
  const own = fieldsByPath(fields)
  switch (annexOf(act)) {
    case 1:
      return recommendationForm(own)
    case 2:
      return [...applicationReport(own), pageBreak, ...materials(own, ownMaterials(regulation))]
    case 3: {
      const other = act === "AssessReview" ? "FileReview" : "AssessReview"
      const others = fieldsByPath(fieldsOf(codecOfAct(other), rowCount), true)
      return act === "AssessReview" ? operationAssessmentForm(others, own) : operationAssessmentForm(own, others)
    }
    case undefined:
      return [
        paragraph("title", platformTitle),
        paragraph("title", `${actName(act)}登记表`),
        space(3),
        ...unitHead(act),
      ]
  }
}

/** Keys for showing the unit; no field of a command has such a name. */
export const unitName = "@unit.name"
/** The field in a form's head that names the unit. It does not belong to the command. */
export const unitCode = "@unit.code"

const shown = (key: string, label: string): Blank => ({ key, label, kind: "text", inert: true })

const unitHead = (act: string): ReadonlyArray<Block> => {
  const ofUnit = Object.hasOwn(aggregates.designation.commandCodecs.filled, act)
  return ofUnit && act !== "ImportTitle"
    ? [
        table([
          row(heading(8, "办理事项所属单位"), cell(16, shown(unitName, "单位名称"))),
          row(heading(8, "该单位统一社会信用代码"), cell(16, shown(unitCode, "统一社会信用代码"))),
        ]),
      ]
    : []
}

const supplementHead = (left: ReadonlyArray<Field>): ReadonlyArray<Block> =>
  left.length === 0 ? [] : [pageBreak, paragraph("heading", "附页　登记所需的其他内容")]

const foot = (act: string): ReadonlyArray<Block> => [
  ...(annexOf(act) === undefined
    ? [paragraph("note", "经办人：　　　　　　　　（ 章 ）　　　　　　　　　　年　　月　　日")]
    : []),
  paragraph("purpose", purposeOf(act)),
]

/** The line that identifies a sheet. */
export const purposeOf = (act: string): string => `本表用于：${actName(act)}（${act}）`

export const actIn = (text: string): string | undefined => {
  const [, act] = /本表用于[:：].*[（(]\s*(\w+)\s*[)）]/.exec(text) ?? []
  return act !== undefined && codecs.has(act) ? act : undefined
}

/** Number of rows in the paper annexes, by the last name of the list's path. */
const usualRows: Readonly<Record<string, number>> = {
  investors: 4,
  serviceProducts: 3,
  priorDesignations: 2,
  findings: 5,
  documents: 1,
  ...rowsBeyondAnnexes,
}

const lastName = (path: string): string => path.split(".").at(-1) ?? ""

/** Table rows can be added without limit and look alike, so one is enough. Other lists have words of their own. */
const mostRows: RowCount = (path, to) => {
  if (lastName(path) === "documents") return path.includes("@") ? 1 : to
  if (lastName(path) === "own") return mostOwnMaterials
  return Math.max(1, Math.min(usualRows[lastName(path)] ?? 3, to))
}

const mostOwnMaterials = 10

const rowCountFor =
  (values: Values): RowCount =>
  (path, to) => {
    const usual = usualRows[lastName(path)] ?? 3
    return Math.max(Math.min(usual, to), rowsIn(values, path))
  }

/** Number of rows of a list in the values, including empty ones. */
export const rowsIn = (values: Values, path: string): number => {
  let rows = 0
  for (const key of values.keys())
    if (key.startsWith(`${path}.`)) rows = Math.max(rows, Number.parseInt(key.slice(path.length + 1), 10) + 1)
  return rows
}
