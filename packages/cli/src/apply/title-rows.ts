/** A CSV file as rows of text by field, each with its line; UTF-8, or GB 18030 as spreadsheets here save it. */
import * as E from "fp-ts/lib/Either.js"
import { CsvError, parse } from "csv-parse/sync"
import { bilingual, enumerate, type FormIssue } from "@shifan/core"
import { fieldOf, headOf, isRemark, knownHeads, needed, type Field } from "./title-columns.js"

/** `issues`: what is wrong with the row as a row. */
export interface Row {
  readonly line: number
  readonly cells: ReadonlyMap<Field, string>
  readonly issues: ReadonlyArray<FormIssue>
}

interface Parsed {
  readonly record: ReadonlyArray<string>
  readonly line: number
}

export const rowsOf = (bytes: Uint8Array): E.Either<ReadonlyArray<FormIssue>, ReadonlyArray<Row>> => {
  const parsed = parsedFrom(textOf(bytes))
  if (E.isLeft(parsed)) return parsed
  const [head, ...body] = parsed.right
  if (head === undefined) return E.left([fault(1, "", bilingual("表头", "a row of heads"), "nothing")])
  const issues = headFaults(head)
  if (issues.length > 0) return E.left(issues)
  if (body.length === 0) return E.left([fault(head.line + 1, "", bilingual("至少一行", "a row"), "nothing")])
  const fields = head.record.map(fieldOf)
  return E.right(
    body.map((row) => ({
      line: row.line,
      cells: cellsOf(fields, row.record),
      issues: widthFault(row, head.record.length),
    })),
  )
}

export const fault = (line: number, head: string, expected: FormIssue["expected"], got: string): FormIssue => ({
  path: `${line}${head === "" ? "" : ` ${head}`}`,
  expected,
  got,
})

export const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder("gb18030").decode(bytes)
  }
}

const parsedFrom = (text: string): E.Either<ReadonlyArray<FormIssue>, ReadonlyArray<Parsed>> => {
  const rows: Array<Parsed> = []
  try {
    parse(text, {
      delimiter: [",", "\t"],
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      on_record: (record, { lines }) => {
        if (Array.isArray(record)) rows.push({ record, line: lines })
        return null
      },
    })
    return E.right(rows)
  } catch (thrown) {
    const at: unknown = thrown instanceof CsvError ? Reflect.get(thrown, "lines") : undefined
    const got = thrown instanceof Error ? thrown.message : String(thrown)
    return E.left([fault(typeof at === "number" ? at : 1, "", bilingual("CSV格式", "CSV"), got)])
  }
}

const headFaults = ({ record, line }: Parsed): ReadonlyArray<FormIssue> => {
  const known = enumerate(knownHeads.map((name) => bilingual(name, name)))
  const unknown = record.filter((head) => fieldOf(head) === undefined && !isRemark(head))
  const fields = record.map(fieldOf)
  const twice = record.filter((head, i) => fields[i] !== undefined && fields.indexOf(fields[i]) < i)
  const absent = needed.filter((field) => !fields.includes(field))
  return [
    ...unknown.map((head) =>
      fault(line, head, bilingual(`下列表头之一：${known.zh}`, `one of the heads ${known.en}`), head),
    ),
    ...twice.map((head) => fault(line, head, bilingual("每列一次", "each column once"), head)),
    ...absent.map((field) => fault(line, headOf(field), bilingual("此列", "this column"), "nothing")),
  ]
}

const widthFault = ({ record, line }: Parsed, width: number): ReadonlyArray<FormIssue> =>
  record.length === width ? [] : [fault(line, "", bilingual(`${width}列`, `${width} cells`), String(record.length))]

const cellsOf = (fields: ReadonlyArray<Field | undefined>, record: ReadonlyArray<string>): Row["cells"] =>
  new Map(
    fields.flatMap((field, i): ReadonlyArray<readonly [Field, string]> => {
      const cell = record[i]
      return field === undefined || cell === undefined || cell === "" ? [] : [[field, cell]]
    }),
  )
