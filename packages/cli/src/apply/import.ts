/** Titles granted under an earlier text come in from a list: every row is decided first, and where one fails nothing is written. */
import { existsSync, readFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, explain, isCivilDate, type FormIssue, type Refusal } from "@shifan/core"
import { serviceFailure } from "../failures.js"
import { inSession, type Session } from "../session.js"
import { exits, malformed, notFound, usage, type Failure, type Output } from "../result.js"
import { progress } from "../progress.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { requestsOf, type Imported } from "./title-requests.js"
import { rowsOf } from "./title-rows.js"
import { parseActor, confirm, today, type ActOptions } from "./act.js"

export const importTitles = async (
  context: CommandContext,
  file: string,
  { by, on = today(context), dryRun = false }: ActOptions,
): Promise<E.Either<Failure, Output>> => {
  const actor = parseActor(by)
  if (E.isLeft(actor)) return actor
  if (!isCivilDate(on)) return E.left(usage(`--on应为日期：${on}`, `--on wants a date, got ${on}`))
  if (!existsSync(file)) return E.left(notFound(`没有文件${file}`, `there is no file ${file}`))
  const rows = rowsOf(readFileSync(file))
  if (E.isLeft(rows)) return E.left(faulty(file, rows.left))
  return inSession(context, {}, async (session) => {
    const requests = requestsOf(rows.right, actor.right, on, session.regulation.territory)
    if (E.isLeft(requests)) return E.left(faulty(file, requests.left))
    const refused = await refusedRows(session, requests.right)
    if (E.isLeft(refused)) return refused
    if (refused.right.length > 0) return E.left(refusedList(file, refused.right, session))
    const plan = bilingual(`将导入${requests.right.length}家`, `${requests.right.length} titles to import`)
    if (dryRun) return E.right({ json: { rows: requests.right.length, dryRun }, text: say(context, plan) })
    const agreed = await confirm(context, say(context, plan))
    return E.isLeft(agreed) ? agreed : written(context, session, requests.right)
  })
}

const faulty = (file: string, issues: ReadonlyArray<FormIssue>): Failure =>
  malformed(
    file,
    issues.map((issue) => ({ ...issue, path: `${file}:${issue.path}` })),
  )

interface RefusedRow {
  readonly line: number
  readonly refusals: ReadonlyArray<Refusal>
}

/** What the decider has against each row. */
const refusedRows = async (
  session: Session,
  rows: ReadonlyArray<Imported>,
): Promise<E.Either<Failure, ReadonlyArray<RefusedRow>>> => {
  const found: Array<RefusedRow> = []
  for (const { line, request } of rows) {
    const answer = await session.handle({ ...request, dryRun: true })
    if (E.isRight(answer)) continue
    if (answer.left._tag !== "Refused") return E.left(serviceFailure(answer.left, session.regulation))
    found.push({ line, refusals: answer.left.refusals })
  }
  return E.right(found)
}

const refusedList = (file: string, rows: ReadonlyArray<RefusedRow>, { regulation }: Session): Failure => ({
  exit: exits.refused,
  code: "Refused",
  message: bilingual(
    `${file}有${rows.length}行不予导入，全部未导入`,
    `${file}: ${rows.length} rows refused, nothing imported`,
  ),
  provisions: [...new Set(rows.flatMap(({ refusals }) => refusals.flatMap(({ provisions }) => provisions)))],
  figures: rows,
  details: rows.flatMap(({ line, refusals }) =>
    refusals.map((refusal) => {
      const { sentence, remedy } = explain(refusal, regulation)
      return bilingual(
        `${file}:${line}：${sentence.zh}；${remedy.zh}`,
        `${file}:${line}: ${sentence.en}; wanted: ${remedy.en}`,
      )
    }),
  ),
})

const written = async (
  context: CommandContext,
  session: Session,
  rows: ReadonlyArray<Imported>,
): Promise<E.Either<Failure, Output>> => {
  const shown = progress(context, () => performance.now(), rows.length)
  const tally = { done: 0, repeated: 0 }
  for (const { request } of rows) {
    const answer = await session.handle(request)
    if (E.isLeft(answer)) return E.left(serviceFailure(answer.left, session.regulation))
    tally[answer.right.repeated ? "repeated" : "done"]++
    shown.at(tally.done + tally.repeated)
  }
  shown.done()
  const { zh, en } = bilingual(
    `导入${tally.done}家，此前已导入${tally.repeated}家`,
    `${tally.done} titles imported, ${tally.repeated} imported before`,
  )
  return E.right({
    json: { rows: rows.length, ...tally },
    text: `${paint(context, "green", "✓")} ${say(context, { zh, en })}`,
  })
}
