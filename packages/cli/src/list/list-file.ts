/** Reads somebody's copy of a published list: JSON in any layout, or CSV in UTF-8 or GB 18030. */
import { parse } from "csv-parse/sync"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual, type FormIssue } from "@shifan/core"
import { parseJson } from "@shifan/core/json"
import { enumerate } from "@shifan/core/messages"
import { sha256Hex } from "@shifan/event-store"
import { columnsOf, guardNumber, type ListCells, type ListRow } from "@shifan/roster"
import { csvIssue, headsIn, isRemark, missingColumn, repeatedColumn, unknownColumn } from "../apply/title-list.js"
import { inputName, limits, readBytes } from "../input/read-file.js"
import { decodeText, type TextOptions } from "../input/text-encoding.js"
import { ownText } from "../own-text.js"
import { malformedRows, type Failure } from "../result.js"

export interface ListFile {
  readonly form: "json" | "csv"
  /** Digest of the file's bytes: equals the publication's if the JSON is unchanged. */
  readonly digest: string
  readonly rows: ReadonlyArray<ListRow>
  /** Heads of non-empty columns that no published list has. */
  readonly remarks: ReadonlyArray<string>
}

export const readListFile = (file: string, { encoding }: TextOptions): E.Either<Failure, ListFile> => {
  const bytes = readBytes(file, limits.list)
  if (E.isLeft(bytes)) return bytes
  const decoded = decodeText(inputName(file), bytes.right, { encoding, recognise: isCsvList })
  if (E.isLeft(decoded)) return decoded
  const { text } = decoded.right
  const form = /^\s*[[{]/.test(text) ? "json" : "csv"
  const parsed = form === "json" ? parseJsonList(text) : parseCsvList(text)
  if (E.isLeft(parsed)) return E.left(malformedRows(file, parsed.left))
  const { rows, remarks } = parsed.right
  return E.right({
    form,
    digest: `sha256:${sha256Hex(bytes.right)}`,
    rows: rows.map((row, i) => ({ at: i + 1, cells: row })),
    remarks,
  })
}

type Parsed<A> = E.Either<ReadonlyArray<FormIssue>, A>

interface ParsedList extends Pick<ListFile, "remarks"> {
  readonly rows: ReadonlyArray<ListCells>
}

const issue = (path: string, expected: Bilingual, got: string): FormIssue => ({ path, expected, got })

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null && !Array.isArray(u)

const parseJsonList = (text: string): Parsed<ParsedList> => {
  const parsed = parseJson(text)
  if (E.isLeft(parsed)) {
    const { line, column, fault } = parsed.left
    return E.left([{ ...issue(`${line}:${column}`, bilingual("JSON格式", "JSON"), ""), sentence: fault }])
  }
  const json = rowsIn(parsed.right)
  if (!Array.isArray(json)) return E.left([issue("", bilingual("名单数组", "an array of rows"), "an object")])
  const rows: ReadonlyArray<unknown> = json
  const issues = rows.flatMap((row, i) =>
    isObject(row) ? [] : [issue(String(i), bilingual("一行名单", "a row"), JSON.stringify(row))],
  )
  return issues.length > 0 ? E.left(issues) : E.right({ rows: rows.filter(isObject).map(jsonCells), remarks: [] })
}

/** A publication is an array; `roster list --json` wraps it in a field. */
const rowsIn = (json: unknown): unknown => (isObject(json) && "entries" in json ? json.entries : json)

/** `null` becomes an empty cell; other values that are not texts stay as in JSON. */
const jsonCells = (row: object): ListCells =>
  new Map(
    Object.entries(row).map(([field, value]: readonly [string, unknown]) => [
      field,
      typeof value === "string" ? value : value === null ? "" : JSON.stringify(value),
    ]),
  )

const parseCsvList = (text: string): Parsed<ParsedList> => {
  const records = parseCsv(text)
  if (E.isLeft(records)) return records
  const [heads = [], ...body] = records.right
  const fields = heads.map(fieldOf)
  const issues = headIssues(heads, fields)
  if (issues.length > 0) return E.left(issues)
  const remarks = heads.filter((_, i) => fields[i] === undefined && body.some((record) => isWords(record[i] ?? "")))
  return E.right({ rows: body.map((record) => csvCells(fields, record)), remarks })
}

/** Whether the cell has more than a row number, which would carry no information. */
const isWords = (cell: string): boolean => !/^\d*$/.test(cell.trim())

const parseCsv = (text: string): Parsed<ReadonlyArray<ReadonlyArray<string>>> => {
  try {
    return E.right(
      parse(text, {
        relax_column_count: true,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
      }),
    )
  } catch (thrown) {
    return E.left([csvIssue(thrown)])
  }
}

const columns = columnsOf(ownText)

/** Whether a column has one of our Chinese heads: then the text was decoded with the right encoding. */
const isCsvList = (text: string): boolean =>
  headsIn(text).some((head) => columns.some((column) => column.head.zh === head))

/** Finds the field by its column head in either language, or by its name in JSON. */
const fieldOf = (head: string): string | undefined =>
  columns.find((column) => [column.field, column.head.zh, column.head.en].includes(head.trim()))?.field

const headIssues = (
  heads: ReadonlyArray<string>,
  fields: ReadonlyArray<string | undefined>,
): ReadonlyArray<FormIssue> => {
  const known = enumerate(columns.map(({ head }) => head))
  const unknown = heads.filter((head, i) => fields[i] === undefined && !isRemark(head))
  const repeated = heads.filter((_, i) => fields[i] !== undefined && fields.indexOf(fields[i]) < i)
  return [
    ...unknown.map((head) => unknownColumn(issue("1", known, head))),
    ...repeated.map((head) => repeatedColumn(issue("1", known, head))),
    ...(fields.includes("uscc")
      ? []
      : [missingColumn(issue("1", bilingual("此列", "this column"), "nothing"), "统一社会信用代码")]),
  ]
}

/** Skips remarks. Older lists lack the guard before long numbers. A cell beyond the last head is named by its number. */
const csvCells = (fields: ReadonlyArray<string | undefined>, record: ReadonlyArray<string>): ListCells => {
  const cells = new Map<string, string>()
  for (const [i, text] of record.entries()) {
    const field = i < fields.length ? fields[i] : `#${i + 1}`
    if (field !== undefined) cells.set(field, guardNumber(text))
  }
  return cells
}
