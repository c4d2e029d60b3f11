/** Rows of a list of titles as the commands that import them. */
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { bilingual, type Actor, type CivilDate, type FormIssue, type Territory } from "@shifan/core"
import { parseRequest, type Request } from "@shifan/service"
import { headOf, issueAt, type Field, type TitleRow } from "./title-list.js"

/** Namespace of the command ids derived from rows: the same row again is the same command, and adds nothing. */
const rowNamespace = "0f3c6f0e-6b7d-5a57-8f6e-3d1f5a9b7c42"

export interface TitleRequest {
  readonly line: number
  readonly request: Request
}

/** The faults of every row, or a command for each. */
export const titleRequests = (
  rows: ReadonlyArray<TitleRow>,
  actor: Actor,
  effectiveOn: CivilDate,
  territory: Territory,
): E.Either<ReadonlyArray<FormIssue>, ReadonlyArray<TitleRequest>> => {
  const requests: Array<TitleRequest> = []
  const issues: Array<FormIssue> = []
  const firstLines = new Map<string, number>()
  for (const row of rows) {
    const request = requestOf(row, actor, effectiveOn, territory)
    if (E.isRight(request)) requests.push({ line: row.line, request: request.right })
    issues.push(...row.issues, ...(E.isLeft(request) ? request.left : []))
    const code = row.cells.get("uscc")
    if (code === undefined) continue
    const firstLine = firstLines.get(code)
    if (firstLine === undefined) firstLines.set(code, row.line)
    else issues.push(duplicateIssue(row.line, code, firstLine))
  }
  return issues.length > 0 ? E.left(issues) : E.right(requests)
}

const requestOf = (
  { line, cells }: TitleRow,
  actor: Actor,
  effectiveOn: CivilDate,
  territory: Territory,
): E.Either<ReadonlyArray<FormIssue>, Request> => {
  const { uscc: unit, ...fields } = Object.fromEntries(
    [...cells].map(([field, text]) => [field, isDateField(field) ? normalizeDate(text) : text]),
  )
  const countyOrDistrict = countyOf(fields["countyOrDistrict"], unit, territory)
  const data = {
    platformName: fields["operatingUnitName"],
    ...fields,
    ...(countyOrDistrict === undefined ? {} : { countyOrDistrict }),
  }
  const command = { type: "ImportTitle", actor, effectiveOn, unit, data }
  const request = parseRequest(command, () => v5(JSON.stringify([unit, effectiveOn, data]), rowNamespace))
  if (E.isRight(request)) return request
  const issues = request.left.map((issue) => inItsCell(line, issue))
  if (unit !== undefined) return E.left(issues)
  // The parser leaves a missing unit out where other fields are wrong. Here it is named in any case, and once.
  const missing = issueAt(
    line,
    headOf("uscc"),
    bilingual("统一社会信用代码", "the unit's social credit code"),
    "nothing",
  )
  return E.left([missing, ...issues.filter(({ path }) => path !== missing.path)])
}

const isDateField = (field: Field): boolean =>
  field === "grantedOn" || field === "lastConfirmedOn" || field === "validUntil"

/** 2019/5/6, 2019.5.6 and 2019年5月6日 as 2019-05-06; anything else as it is. */
const normalizeDate = (text: string): string => {
  const [, year, month = "", day = ""] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  return year === undefined ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
}

/** By code or by name; where the row says neither, the division in the unit's own code. */
const countyOf = (text: string | undefined, unit: string | undefined, { counties }: Territory): string | undefined =>
  text === undefined
    ? counties.find(({ code }) => code === unit?.slice(2, 8))?.code
    : (counties.find(({ name }) => name === text)?.code ?? text)

const inItsCell = (line: number, { path, ...issue }: FormIssue): FormIssue => {
  const field = path.replace(/^data\./, "")
  return { ...issue, path: `${line} ${headOf(field === "unit" ? "uscc" : field)}` }
}

const duplicateIssue = (line: number, code: string, firstLine: number): FormIssue =>
  issueAt(
    line,
    headOf("uscc"),
    bilingual(`每家单位一行，已见于第${firstLine}行`, `one row a unit; it is in line ${firstLine}`),
    code,
  )
