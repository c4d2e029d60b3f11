/** A published list as somebody else has it: the JSON, however it was laid out since, or the CSV, in UTF-8 or GB 18030. */
import { existsSync, readFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { CsvError, parse } from "csv-parse/sync"
import { bilingual, enumerate, type Bilingual, type FormIssue } from "@shifan/core"
import { sha256Hex } from "@shifan/event-store"
import type { ListCells, ListRow } from "@shifan/roster"
import { malformed, notFound, type Failure } from "../result.js"
import { isRemark } from "../apply/title-columns.js"
import { textOf } from "../apply/title-rows.js"
import { columns } from "./roster-table.js"

export interface ListFile {
  readonly form: "json" | "csv"
  /** Of the file's own bytes: a publication's, where nobody has touched the JSON. */
  readonly digest: string
  readonly rows: ReadonlyArray<ListRow>
}

export const readListFile = (file: string): E.Either<Failure, ListFile> => {
  if (!existsSync(file)) return E.left(notFound(`没有文件${file}`, `there is no file ${file}`))
  const bytes = readFileSync(file)
  const text = textOf(bytes)
  const form = /^\ufeff?\s*[[{]/.test(text) ? "json" : "csv"
  const read = form === "json" ? jsonRows(text.replace(/^\ufeff/, "")) : csvRows(text)
  return E.bimap(
    (issues: ReadonlyArray<FormIssue>) => malformed(file, issues),
    (cells: ReadonlyArray<ListCells>): ListFile => ({
      form,
      digest: `sha256:${sha256Hex(bytes)}`,
      rows: cells.map((one, i) => ({ at: i + 1, cells: one })),
    }),
  )(read)
}

type Read = E.Either<ReadonlyArray<FormIssue>, ReadonlyArray<ListCells>>

const fault = (path: string, expected: Bilingual, got: string): Read => E.left([{ path, expected, got }])

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null && !Array.isArray(u)

const jsonRows = (text: string): Read => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (thrown) {
    return fault("", bilingual("JSON格式", "JSON"), thrown instanceof Error ? thrown.message : String(thrown))
  }
  if (!Array.isArray(json)) return fault("", bilingual("名单数组", "an array of rows"), "an object")
  const rows: ReadonlyArray<unknown> = json
  const issues = rows.flatMap((row, i) =>
    isObject(row) ? [] : [{ path: String(i), expected: bilingual("一行名单", "a row"), got: JSON.stringify(row) }],
  )
  return issues.length > 0 ? E.left(issues) : E.right(rows.filter(isObject).map(jsonCells))
}

/** What is no text is shown as JSON has it; `null` is nothing. */
const jsonCells = (row: object): ListCells =>
  new Map(
    Object.entries(row).map(([field, value]: readonly [string, unknown]) => [
      field,
      typeof value === "string" ? value : value === null ? "" : JSON.stringify(value),
    ]),
  )

const csvRows = (text: string): Read => {
  const records = recordsOf(text)
  if (E.isLeft(records)) return records
  const [head = [], ...body] = records.right
  const fields = head.map(fieldOf)
  const known = enumerate(columns.map((column) => column.head))
  const unknown = head.filter((name, i) => fields[i] === undefined && !isRemark(name))
  const twice = head.filter((_, i) => fields[i] !== undefined && fields.indexOf(fields[i]) < i)
  const issues = [
    ...unknown.map((name) => ({ path: "1", expected: bilingual(`${known.zh}之一`, `one of ${known.en}`), got: name })),
    ...twice.map((name) => ({ path: "1", expected: bilingual("每列一次", "each column once"), got: name })),
    ...(fields.includes("uscc")
      ? []
      : [{ path: "1", expected: bilingual("统一社会信用代码一列", "a column of codes"), got: "nothing" }]),
  ]
  return issues.length > 0 ? E.left(issues) : E.right(body.map((record) => csvCells(fields, record)))
}

const recordsOf = (text: string): E.Either<ReadonlyArray<FormIssue>, ReadonlyArray<ReadonlyArray<string>>> => {
  try {
    return E.right(
      parse(text, {
        bom: true,
        relax_column_count: true,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
      }),
    )
  } catch (thrown) {
    const line: unknown = thrown instanceof CsvError ? Reflect.get(thrown, "lines") : undefined
    const got = thrown instanceof Error ? thrown.message : String(thrown)
    return E.left([{ path: typeof line === "number" ? String(line) : "", expected: bilingual("CSV格式", "CSV"), got }])
  }
}

/** By its head in either language, or by its name in the JSON. */
const fieldOf = (name: string): string | undefined =>
  columns.find(({ field, head }) => [field, head.zh, head.en].includes(name.trim()))?.field

const csvCells = (fields: ReadonlyArray<string | undefined>, record: ReadonlyArray<string>): ListCells =>
  new Map(
    record.flatMap((text, i): ReadonlyArray<readonly [string, string]> => {
      const field = fields[i] ?? (i < fields.length ? undefined : `#${i + 1}`)
      return field === undefined ? [] : [[field, text]]
    }),
  )
