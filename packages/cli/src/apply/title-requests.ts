/** A row of a list becomes the command to import a title; its id follows from what it says, so that running again adds nothing. */
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { bilingual, type Actor, type CivilDate, type FormIssue, type Territory } from "@shifan/core"
import { parseRequest, type Request } from "@shifan/service"
import { headOf, type Field } from "./title-columns.js"
import { fault, type Row } from "./title-rows.js"

/** The namespace of ids that follow from a row. */
const rowNamespace = "0f3c6f0e-6b7d-5a57-8f6e-3d1f5a9b7c42"

export interface Imported {
  readonly line: number
  readonly request: Request
}

export const requestsOf = (
  rows: ReadonlyArray<Row>,
  by: Actor,
  on: CivilDate,
  territory: Territory,
): E.Either<ReadonlyArray<FormIssue>, ReadonlyArray<Imported>> => {
  const read = rows.map((row) => requestOf(row, by, on, territory))
  const issues = rows.flatMap((row, i) => {
    const one = read[i]
    return [...row.issues, ...(one !== undefined && E.isLeft(one) ? one.left : []), ...listedBefore(row, rows)]
  })
  return issues.length > 0 ? E.left(issues) : E.right(read.flatMap((one) => (E.isRight(one) ? [one.right] : [])))
}

const requestOf = (
  { line, cells }: Row,
  actor: Actor,
  effectiveOn: CivilDate,
  territory: Territory,
): E.Either<ReadonlyArray<FormIssue>, Imported> => {
  const { uscc: unit, ...given } = Object.fromEntries([...cells].map(([field, text]) => [field, valueOf(field, text)]))
  const countyOrDistrict = countyOf(given["countyOrDistrict"], unit, territory)
  const data = {
    platformName: given["operatingUnitName"],
    ...given,
    ...(countyOrDistrict === undefined ? {} : { countyOrDistrict }),
  }
  const command = { type: "ImportTitle", actor, effectiveOn, unit, data }
  const request = parseRequest(command, () => v5(JSON.stringify([unit, effectiveOn, data]), rowNamespace))
  if (E.isRight(request)) return E.right({ line, request: request.right })
  const issues = request.left.map((issue) => inItsCell(line, issue))
  return E.left(
    unit === undefined ? [withoutCode(line), ...issues.filter(({ path }) => path !== withoutCode(line).path)] : issues,
  )
}

/** The command's other faults are told without it, so it is told beside them. */
const withoutCode = (line: number): FormIssue =>
  fault(line, headOf("uscc"), bilingual("统一社会信用代码", "the unit's social credit code"), "nothing")

/** 2019-05-06, 2019/5/6, 2019.5.6 and 2019年5月6日 are one day. */
const valueOf = (field: Field, text: string): string => {
  if (field !== "grantedOn" && field !== "lastConfirmedOn" && field !== "validUntil") return text
  const [, year, month = "", day = ""] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  return year === undefined ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
}

/** By code or by name; of a row that says neither, the division that registered the unit. */
const countyOf = (given: string | undefined, unit: string | undefined, { counties }: Territory): string | undefined =>
  given === undefined
    ? counties.find(({ code }) => code === unit?.slice(2, 8))?.code
    : (counties.find(({ name }) => name === given)?.code ?? given)

const inItsCell = (line: number, { path, ...issue }: FormIssue): FormIssue => {
  const field = path.replace(/^data\./, "")
  const head = field === "unit" ? headOf("uscc") : headOf(field)
  return { ...issue, path: `${line} ${head}` }
}

const listedBefore = (row: Row, rows: ReadonlyArray<Row>): ReadonlyArray<FormIssue> => {
  const code = row.cells.get("uscc")
  const first = rows.find(({ cells }) => cells.get("uscc") === code)
  if (code === undefined || first === undefined || first === row) return []
  const expected = bilingual(`每家单位一行，已见于第${first.line}行`, `one row a unit; it is in line ${first.line}`)
  return [fault(row.line, headOf("uscc"), expected, code)]
}
