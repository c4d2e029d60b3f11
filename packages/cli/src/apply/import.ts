/** `import`: titles granted under an earlier text, from a list. Every row is decided before the first is written. */
import { existsSync, readFileSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, explain, type FormIssue, type Refusal } from "@shifan/core"
import { paint, say, type CommandContext } from "../command-context.js"
import { serviceFailure } from "../failures.js"
import { noSuchFile } from "../files.js"
import { progressLine } from "../progress.js"
import { exits, failure, malformed, type Failure, type Output } from "../result.js"
import { inSession, type Session } from "../session.js"
import type { ActorOptions } from "../shared-options.js"
import { confirm, parseActor, parseDay } from "./act.js"
import { parseTitleList } from "./title-list.js"
import { titleRequests, type TitleRequest } from "./title-requests.js"

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
  if (!existsSync(file)) return E.left(noSuchFile(file))
  const rows = parseTitleList(readFileSync(file))
  if (E.isLeft(rows)) return E.left(malformedList(file, rows.left))
  return inSession(context, {}, async (session) => {
    const requests = titleRequests(rows.right, actor.right, effectiveOn.right, session.regulation.territory)
    if (E.isLeft(requests)) return E.left(malformedList(file, requests.left))
    const refused = await refusedRows(session, requests.right)
    if (E.isLeft(refused)) return refused
    if (refused.right.length > 0) return E.left(refusedList(file, refused.right, session))
    const { length } = requests.right
    const plan = say(context, bilingual(`将导入${length}家`, `${length} titles to import`))
    if (dryRun) return E.right({ json: { rows: length, dryRun }, text: plan })
    const agreed = await confirm(context, plan)
    return E.isLeft(agreed) ? agreed : importAll(context, session, requests.right)
  })
}

const malformedList = (file: string, issues: ReadonlyArray<FormIssue>): Failure =>
  malformed(
    file,
    issues.map((issue) => ({ ...issue, path: `${file}:${issue.path}` })),
  )

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
      const { sentence, remedy } = explain(refusal, regulation)
      return bilingual(
        `${file}:${line}：${sentence.zh}；${remedy.zh}`,
        `${file}:${line}: ${sentence.en}; wanted: ${remedy.en}`,
      )
    }),
  ),
})

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
