/** Parses the list of earlier titles, a CSV or a workbook, into rows of texts by field. */
import { CsvError, parse } from "csv-parse/sync"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type CommandDataFilled, type FormIssue } from "@shifan/core"
import { enumerate } from "@shifan/core/messages"
import type { TableRow } from "@shifan/forms"

export type Field = "uscc" | keyof CommandDataFilled<string>["ImportTitle"]

/** Accepted column heads of each field; messages use the first. */
const heads: ReadonlyArray<readonly [Field, ReadonlyArray<string>]> = [
  ["uscc", ["统一社会信用代码", "信用代码", "代码", "code", "uscc"]],
  ["operatingUnitName", ["单位名称", "运营单位", "承担单位", "名称", "name", "unit", "operatingUnitName"]],
  ["platformName", ["平台名称", "platform", "platformName"]],
  ["grantingDocument", ["认定文件", "认定文号", "文件", "文号", "document", "grantingDocument"]],
  ["grantedOn", ["认定日期", "日期", "date", "grantedOn"]],
  ["countyOrDistrict", ["所在县区", "所在县、区", "县区", "county", "countyOrDistrict"]],
  ["lastConfirmedOn", ["最近确认日期", "最近复核日期", "confirmed", "lastConfirmedOn"]],
  ["validUntil", ["有效期至", "validUntil"]],
]

const required: ReadonlyArray<Field> = ["uscc", "operatingUnitName", "grantingDocument", "grantedOn"]

/** Columns for human readers, which are skipped. */
const remarks: ReadonlyArray<string> = ["序号", "备注", "no.", "no", "remarks"]

const normalized = (head: string): string => head.trim().toLowerCase()

export const isRemark = (head: string): boolean => remarks.includes(normalized(head))

const fieldOf = (head: string): Field | undefined =>
  heads.find(([, names]) => names.some((name) => normalized(name) === normalized(head)))?.[0]

/** The column head of a field, or the field's own name if it has no column. */
export const headOf = (field: string): string => heads.find(([known]) => known === field)?.[1][0] ?? field

export interface TitleRow {
  readonly line: number
  /** Non-empty cells. */
  readonly cells: ReadonlyMap<Field, string>
  /** Reported if the row has the wrong number of cells. */
  readonly issues: ReadonlyArray<FormIssue>
}

/** `line`: line in the file, counting line breaks in cells; in a workbook, the row of its sheet. */
interface ListRecord {
  readonly cells: ReadonlyArray<string>
  readonly line: number
}

type TitleList = E.Either<ReadonlyArray<FormIssue>, ReadonlyArray<TitleRow>>

export const parseTitleList = (text: string): TitleList => {
  const records = parseCsv(text)
  return E.isLeft(records) ? records : titleRows(records.right)
}

/** Parses a workbook. Ignores text above the heads, such as a title, and cells to the right of the last head. */
export const titleListIn = (rows: ReadonlyArray<TableRow>): TitleList => {
  const at = rows.findIndex(({ cells }) => cells.some((text) => fieldOf(text) !== undefined))
  const [head, ...body] = rows.slice(Math.max(0, at))
  const width = head?.cells.length ?? 0
  const padded = (cells: ReadonlyArray<string>): ReadonlyArray<string> => [
    ...cells,
    ...Array.from({ length: Math.max(0, width - cells.length) }, () => ""),
  ]
  return titleRows(
    (head === undefined ? [] : [head, ...body]).map(({ number, cells }) => ({ line: number, cells: padded(cells) })),
  )
}

const titleRows = ([head, ...body]: ReadonlyArray<ListRecord>): TitleList => {
  if (head === undefined) return E.left([issueAt(1, "", bilingual("表头", "a header row"), "nothing")])
  const issues = headIssues(head)
  if (issues.length > 0) return E.left(issues)
  if (body.length === 0) return E.left([noRows(head.line + 1)])
  const fields = head.cells.map(fieldOf)
  return E.right(
    body.map((record) => ({
      line: record.line,
      cells: cellsByField(fields, record.cells),
      issues: widthIssues(record, head.cells.length),
    })),
  )
}

/** The path of an issue is the line, followed by the column head if there is one. */
export const issueAt = (line: number, head: string, expected: FormIssue["expected"], got: string): FormIssue => ({
  path: `${line}${head === "" ? "" : ` ${head}`}`,
  expected,
  got,
})

/** Whether the first line has one of our Chinese column heads: then the text was decoded with the right encoding. */
export const isTitleList = (text: string): boolean =>
  headsIn(text).some((head) => /[^\0-\u007f]/.test(head) && (fieldOf(head) !== undefined || isRemark(head)))

/** The cells of the first line; handles only simple quoting. */
export const headsIn = (text: string): ReadonlyArray<string> =>
  (text.split("\n", 1)[0] ?? "").split(/[,\t]/).map((head) => head.trim().replace(/^"(.*)"$/, "$1"))

const parseCsv = (text: string): E.Either<ReadonlyArray<FormIssue>, ReadonlyArray<ListRecord>> => {
  const records: Array<ListRecord> = []
  try {
    parse(text, {
      delimiter: [",", "\t"],
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      on_record: (record, { lines }) => {
        if (Array.isArray(record)) records.push({ cells: record, line: lines })
        return null
      },
    })
    return E.right(records)
  } catch (thrown) {
    return E.left([csvIssue(thrown)])
  }
}

/** Converts the parser's exception. Only quotation marks can cause one, since rows of any width are accepted. */
export const csvIssue = (thrown: unknown): FormIssue => {
  const line: unknown = thrown instanceof CsvError ? Reflect.get(thrown, "lines") : undefined
  return {
    ...issueAt(typeof line === "number" ? line : 1, "", bilingual("CSV格式", "CSV"), String(thrown)),
    sentence: bilingual("引号用法不合CSV格式", "its quotation marks do not follow CSV"),
  }
}

const headIssues = ({ cells, line }: ListRecord): ReadonlyArray<FormIssue> => {
  const fields = cells.map(fieldOf)
  const known = enumerate(heads.map(([field]) => bilingual(headOf(field), headOf(field))))
  const unknown = cells.filter((head, i) => fields[i] === undefined && !isRemark(head))
  const repeated = cells.filter((_, i) => fields[i] !== undefined && fields.indexOf(fields[i]) < i)
  const absent = required.filter((field) => !fields.includes(field))
  return [
    ...unknown.map((head) => unknownColumn(issueAt(line, head, known, head))),
    ...repeated.map((head) => repeatedColumn(issueAt(line, head, known, head))),
    ...absent.map((field) =>
      missingColumn(issueAt(line, headOf(field), bilingual("此列", "this column"), "nothing"), headOf(field)),
    ),
  ]
}

/** Names the known column heads in `expected`. */
export const unknownColumn = ({ expected, got, ...place }: FormIssue): FormIssue => ({
  ...place,
  expected,
  got,
  sentence: bilingual(
    `没有名为“${got}”的列；可用：${expected.zh}`,
    `there is no column ${got}; there are ${expected.en}`,
  ),
})

export const repeatedColumn = (issue: FormIssue): FormIssue => ({
  ...issue,
  sentence: bilingual(`“${issue.got}”一列出现两次`, `the column ${issue.got} appears twice`),
})

export const missingColumn = (issue: FormIssue, head: string): FormIssue => ({
  ...issue,
  sentence: bilingual(`缺少“${head}”一列`, `the column ${head} is missing`),
})

const noRows = (line: number): FormIssue => ({
  ...issueAt(line, "", bilingual("至少一行", "a row"), "nothing"),
  sentence: bilingual("只有表头，没有数据", "a header row but no data"),
})

const widthIssues = ({ cells, line }: ListRecord, width: number): ReadonlyArray<FormIssue> =>
  cells.length === width ? [] : [issueAt(line, "", bilingual(`${width}列`, `${width} cells`), String(cells.length))]

const cellsByField = (
  fields: ReadonlyArray<Field | undefined>,
  cells: ReadonlyArray<string>,
): ReadonlyMap<Field, string> => {
  const byField = new Map<Field, string>()
  for (const [i, field] of fields.entries()) {
    const text = cells[i]
    if (field !== undefined && text !== undefined && text !== "") byField.set(field, text)
  }
  return byField
}
