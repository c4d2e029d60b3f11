/** The sheet of every act: an annex if the regulation has one, otherwise its fields with labels. */
import { aggregates } from "@shifan/core/registry"
import type { RegulationDraft } from "@shifan/core"
import { actNames, textWords } from "@shifan/core/messages"
import { ownMaterials, rowsBeyondAnnexes, withFieldsOf } from "../value/beyond-annexes.js"
import { fieldsOf, type Field, type RowCount } from "../value/fields.js"
import type { AnyCodec } from "../value/leaf.js"
import type { Values } from "../value/values.js"
import { operationAssessmentForm, recommendationForm } from "./annexes.js"
import { applicationReport, materials } from "./application-report.js"
import { withoutComputed } from "./computed-fields.js"
import { fieldsByPath, withoutPlaced } from "./fields-by-path.js"
import { plainBlocks } from "./plain-rows.js"
import {
  blanksOf,
  cell,
  heading,
  pageBreak,
  paragraph,
  row,
  signed,
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
 * Codec of a command's data as filled in, with the regulation's own fields and materials.
 * @throws RangeError for an unknown act
 */
export const codecOfAct = (act: string, regulation: RegulationDraft): AnyCodec => {
  const codec = codecs.get(act)
  if (codec === undefined) throw new RangeError(`no act ${act}`)
  return withFieldsOf(codec, regulation)
}

/** The Chinese name of a form's act; the name of the command if there is none. */
export const actName = (act: string): string => {
  const names: Readonly<Record<string, { readonly zh: string }>> = actNames
  return names[act]?.zh ?? act
}

/** A form that units and authorities know on paper, as the annexes of the first text are. */
export type PaperForm = "recommendation" | "application" | "report"

/** The paper form with which an act is filed; `undefined` if it has only a sheet of its fields. */
export const paperFormOf = (act: string): PaperForm | undefined => {
  if (act === "Recommend") return "recommendation"
  if (act === "Apply" || act === "SupplementApplication") return "application"
  return ["FileReview", "SupplementReview", "AssessReview"].includes(act) ? "report" : undefined
}

const paperTitles: { readonly [F in PaperForm]: string } = {
  recommendation: "推荐表",
  application: "申请报告",
  report: "年度运营情况测评表",
}

/**
 * Has room for all rows of the values, and at least for as many as the paper annexes. `regulation`: the text in whose words
 * it is, with a row for each of its fields and materials beyond the annexes.
 */
export const sheetOf = (act: string, values: Values, regulation: RegulationDraft): Sheet =>
  layOut(act, { rowCount: rowCountFor(values), asked: (fields) => withoutComputed(fields, values) }, regulation)

/** The fields of an act in codec order, for a form that is not a sheet. */
export const fieldsOfAct = (act: string, rowCount: RowCount, regulation: RegulationDraft): ReadonlyArray<Field> =>
  fieldsOf(codecOfAct(act, regulation), regulation, rowCount)

/** With everything that a form of the act can contain, to search for in a file. */
export const fullestSheetOf = (act: string, regulation: RegulationDraft): Sheet =>
  layOut(act, { rowCount: mostRows, asked: (fields) => fields }, regulation)

/** The same without what a blank sheet leaves to a program. */
export const fullestBlankSheetOf = (act: string, regulation: RegulationDraft): Sheet =>
  layOut(act, { rowCount: mostRows, asked: (fields) => withoutComputed(fields, new Map()) }, regulation)

interface Extent {
  readonly rowCount: RowCount
  readonly asked: (fields: ReadonlyArray<Field>) => ReadonlyArray<Field>
}

const layOut = (act: string, { rowCount, asked }: Extent, regulation: RegulationDraft): Sheet => {
  const all = fieldsOfAct(act, rowCount, regulation)
  const fields = asked(all)
  const official = officialBlocks(act, fields, rowCount, regulation)
  const sheet = { act, title: titleOf(act, regulation), blocks: official }
  const placed = new Set(blanksOf(sheet).flatMap(({ inert, key }) => (inert === true ? [] : [key])))
  const left = withoutPlaced(fields, placed)
  const plain = left.length === 0 ? [] : plainBlocks(left)
  return {
    ...sheet,
    blocks: [
      ...official,
      ...(paperFormOf(act) === undefined ? [] : supplementHead(left)),
      ...plain,
      ...(leafCount(fields) < leafCount(all) && paperFormOf(act) !== "application" ? [filesBeside] : []),
      ...foot(act),
    ],
  }
}

const filesBeside = paragraph("note", "材料的文件请与本表放在同一文件夹，以材料名称为文件名，其摘要由程序计算。")

const leafCount = (fields: ReadonlyArray<Field>): number =>
  fields.reduce((sum, field) => sum + (field._tag === "Leaf" ? 1 : leafCount(field.rows.flat())), 0)

const titleOf = (act: string, regulation: RegulationDraft): string => {
  const form = paperFormOf(act)
  return `${textWords(regulation).conferred.zh}${form === undefined ? `${actName(act)}登记表` : paperTitles[form]}`
}

const officialBlocks = (
  act: string,
  fields: ReadonlyArray<Field>,
  rowCount: RowCount,
  regulation: RegulationDraft,
): ReadonlyArray<Block> => {
  const own = fieldsByPath(fields)
  switch (paperFormOf(act)) {
    case "recommendation":
      return recommendationForm(own, regulation)
    case "application":
      return [...applicationReport(own, regulation), pageBreak, ...materials(own, ownMaterials(regulation), regulation)]
    case "report": {
      const other = act === "AssessReview" ? "FileReview" : "AssessReview"
      const others = fieldsByPath(fieldsOfAct(other, rowCount, regulation), true)
      return act === "AssessReview"
        ? operationAssessmentForm(others, own, regulation)
        : operationAssessmentForm(own, others, regulation)
    }
    case undefined:
      return [
        paragraph("title", textWords(regulation).conferred.zh),
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
  ...(paperFormOf(act) === undefined
    ? [paragraph("note", "经办人：", signed("经办人", "text", 8), "（ 章 ）　　　　　　", signed("日期", "date", 9))]
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
