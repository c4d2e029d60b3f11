/** `import`: imports titles granted under an earlier regulation. All rows are decided before the first one is written. */
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { bilingual, type Actor, type CivilDate, type FormIssue, type Refusal, type Territory } from "@shifan/core"
import { explain } from "@shifan/core/messages"
import { parseRequest, type Request } from "@shifan/service"
import { paint, say, type CommandContext } from "../command-context.js"
import { serviceFailure } from "../failures.js"
import { encodingNames } from "../input/text-encoding.js"
import { progressLine } from "../progress.js"
import { exits, failure, malformedRows, type Failure, type Output } from "../result.js"
import type { ActorOptions } from "../shared-options.js"
import { inSession, type Session } from "../store/session.js"
import { confirm } from "../confirm.js"
import { parseActor, parseDay } from "./act.js"
import { readTitles, type ReadTitles } from "./read-titles.js"
import { headOf, issueAt, type Field, type TitleRow } from "./title-list.js"

export interface ImportOptions extends ActorOptions {
  readonly dryRun?: boolean
}

export const importTitles = async (
  context: CommandContext,
  file: string,
  { by, on, dryRun = false }: ImportOptions,
): Promise<E.Either<Failure, Output>> => {
  const actor = parseActor(by)
  if (E.isLeft(actor)) return actor
  const effectiveOn = parseDay(context, on)
  if (E.isLeft(effectiveOn)) return effectiveOn
  const list = await readTitles(context, file)
  if (E.isLeft(list)) return list
  const { rows, encoding } = list.right
  return inSession(context, {}, async (session) => {
    const requests = titleRequests(rows, actor.right, effectiveOn.right, session.regulation.territory)
    if (E.isLeft(requests)) return E.left(malformedRows(file, requests.left))
    const refused = await refusedRows(session, requests.right)
    if (E.isLeft(refused)) return refused
    if (refused.right.length > 0) return E.left(refusedList(file, refused.right, session))
    const { length } = requests.right
    const plan = planOf(context, requests.right, encoding)
    if (dryRun) return E.right({ json: { rows: length, encoding, dryRun }, text: plan })
    const agreed = await confirm(context, plan)
    return E.isLeft(agreed) ? agreed : importAll(context, session, requests.right)
  })
}

/** Number of rows shown before the import. */
const rowsShown = 3

/** Shows the first rows as read, so that a wrong encoding is noticed before anything is written. */
const planOf = (
  context: CommandContext,
  requests: ReadonlyArray<TitleRequest>,
  encoding: ReadTitles["encoding"],
): string => {
  const { length } = requests
  const readAs = encoding === "xlsx" ? ".xlsx" : encodingNames[encoding]
  const rows = requests.slice(0, rowsShown).map(({ line, request: { target } }) => {
    const { data } = target.command
    const name = "operatingUnitName" in data ? data.operatingUnitName : ""
    return `  ${line}  ${target.key}  ${name}`
  })
  const head = bilingual(`将导入${length}家（按${readAs}读取）`, `${length} titles to import (read as ${readAs})`)
  return [say(context, head), ...rows, ...(length > rowsShown ? ["  …"] : [])].join("\n")
}

interface RefusedRow {
  readonly line: number
  readonly refusals: ReadonlyArray<Refusal>
}

const refusedRows = async (
  { handle, regulation }: Session,
  requests: ReadonlyArray<TitleRequest>,
): Promise<E.Either<Failure, ReadonlyArray<RefusedRow>>> => {
  const refused: Array<RefusedRow> = []
  for (const { line, request } of requests) {
    const preview = await handle({ ...request, dryRun: true })
    if (E.isRight(preview)) continue
    if (preview.left._tag !== "Refused") return E.left(serviceFailure(preview.left, regulation))
    refused.push({ line, refusals: preview.left.refusals })
  }
  return E.right(refused)
}

const refusedList = (file: string, rows: ReadonlyArray<RefusedRow>, { regulation }: Session): Failure => ({
  ...failure(
    exits.refused,
    "Refused",
    `${file}有${rows.length}行不予导入，全部未导入`,
    `${file}: ${rows.length} rows refused, nothing imported`,
  ),
  provisions: [...new Set(rows.flatMap(({ refusals }) => refusals.flatMap(({ provisions }) => provisions)))],
  figures: rows,
  details: rows.flatMap(({ line, refusals }) =>
    refusals.map((refusal) => {
      const { sentence, remedy } = explain(withColumnNames(refusal), regulation)
      return bilingual(
        `${file}:${line}：${sentence.zh}；${remedy.zh}`,
        `${file}:${line}: ${sentence.en}; wanted: ${remedy.en}`,
      )
    }),
  ),
})

/** Names faults of a row by the columns of the file. */
const withColumnNames = (refusal: Refusal): Refusal =>
  refusal.code === "InvalidParticulars"
    ? { ...refusal, issues: refusal.issues.map((issue) => ({ ...issue, path: headOf(issue.path) })) }
    : refusal

const importAll = async (
  context: CommandContext,
  { handle, regulation }: Session,
  requests: ReadonlyArray<TitleRequest>,
): Promise<E.Either<Failure, Output>> => {
  const progress = progressLine(context)
  const counts = { done: 0, repeated: 0 }
  for (const { request } of requests) {
    const answer = await handle(request)
    if (E.isLeft(answer)) return E.left(serviceFailure(answer.left, regulation))
    counts[answer.right.repeated ? "repeated" : "done"]++
    progress.at(counts.done + counts.repeated, requests.length)
  }
  progress.done()
  const summary = bilingual(
    `导入${counts.done}家，此前已导入${counts.repeated}家`,
    `${counts.done} titles imported, ${counts.repeated} imported before`,
  )
  return E.right({
    json: { rows: requests.length, ...counts },
    text: `${paint(context, "green", "✓")} ${say(context, summary)}`,
  })
}

/** Namespace of command ids derived from rows: importing the same row again is the same command and adds nothing. */
const rowNamespace = "0f3c6f0e-6b7d-5a57-8f6e-3d1f5a9b7c42"

export interface TitleRequest {
  readonly line: number
  readonly request: Request
}

/** One command per row, or the faults of all rows. */
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
  const issues = request.left.map((issue) => withCellPath(line, issue))
  if (unit !== undefined) return E.left(issues)
  // The parser omits a missing unit if other fields are wrong. Report it here in any case, but only once.
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

/** Converts 2019/5/6, 2019.5.6 and 2019年5月6日 to 2019-05-06; returns other texts unchanged. */
const normalizeDate = (text: string): string => {
  const [, year, month = "", day = ""] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  return year === undefined ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
}

/** The county by code or name; if the row has none, the division in the unit's code. */
const countyOf = (text: string | undefined, unit: string | undefined, { counties }: Territory): string | undefined =>
  text === undefined
    ? counties.find(({ code }) => code === unit?.slice(2, 8))?.code
    : (counties.find(({ name }) => name === text)?.code ?? text)

const withCellPath = (line: number, { path, ...issue }: FormIssue): FormIssue => {
  const field = path.replace(/^data\./, "")
  return { ...issue, path: `${line} ${headOf(field === "unit" ? "uscc" : field)}` }
}

const duplicateIssue = (line: number, code: string, firstLine: number): FormIssue =>
  issueAt(
    line,
    headOf("uscc"),
    bilingual(`每家单位一行，已见于第${firstLine}行`, `one row per unit; it is already in line ${firstLine}`),
    code,
  )
