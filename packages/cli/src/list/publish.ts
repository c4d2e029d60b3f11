/**
 * Art. 11: the list is published. The event comes first and the files after: the files follow from the event and the log,
 * so that what a crash left unwritten is written again, and no file claims a publication that is not on record.
 */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, isCivilDate } from "@shifan/core"
import { rosterDigest } from "@shifan/roster"
import { inSession, type Session } from "../session.js"
import { usage, type Failure, type Output } from "../result.js"
import { filesOf, refuseToReplace, writePublished } from "./published-files.js"
import { replayList, noPublication, publicationsOf, listAsRecorded, type PublicationRecord } from "./publications.js"
import { viewOf } from "../look/queries.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { table } from "../table.js"
import { act, today, doneOutput, type ActOptions, type AfterCommit } from "../apply/act.js"

export interface PublishOptions extends ActOptions {
  readonly medium: string
  readonly out: string
}

/** `--as-of` is the day whose list it is, the day of publication unless told. */
export const rosterPublish = async (
  context: CommandContext,
  { medium, out, ...options }: PublishOptions,
): Promise<E.Either<Failure, Output>> => {
  const asOf = context.settings.asOf ?? options.on ?? today(context)
  if (!isCivilDate(asOf)) return E.left(usage(`不是日期：${asOf}`, `not a date: ${asOf}`))
  if (context.settings.knownAt !== undefined)
    return E.left(
      usage(
        "公布的名单以全部已登记事项为准，不用--known-at",
        "a list is published from all that is recorded: no --known-at",
      ),
    )
  const data = await inSession(context, { readOnly: true }, async (session) => {
    const list = await replayList(session, asOf)
    if (E.isLeft(list)) return list
    const free = refuseToReplace(filesOf(context, session, out, asOf, list.right.list))
    const { logSize } = list.right
    return E.map(() => ({ asOf, logSize, ...rosterDigest(list.right.list), medium }))(free)
  })
  return E.isLeft(data) ? data : act(context, "PublishRoster", { data: data.right }, options, withFiles(context, out))
}

/** A command given again tells of the publication it made before, whose files are written if they are not there. */
const withFiles =
  (context: CommandContext, out: string): AfterCommit =>
  async (session, _request, done) => {
    const recorded = doneOutput(context, done, false)
    const all = await publicationsOf(session)
    if (E.isLeft(all)) return all
    const one = all.right.find(({ revision }) => revision === done.events[0]?.revision)
    if (one === undefined) return E.left(noPublication(undefined))
    const files = await writeFiles(context, session, out, one)
    if (E.isLeft(files)) return E.left({ ...files.left, hint: again(one.revision) })
    return E.right({ json: { ...done, ...files.right.json }, text: [recorded.text, files.right.text].join("\n") })
  }

const again = (revision: number) =>
  bilingual(
    `公布已记录在案；排除原因后运行 shifan roster write ${revision} --out 目录`,
    `the publication is on record; once that is mended: shifan roster write ${revision} --out DIR`,
  )

const writeFiles = async (
  context: CommandContext,
  session: Session,
  out: string,
  publication: PublicationRecord,
): Promise<E.Either<Failure, { readonly json: { readonly files: ReadonlyArray<string> }; readonly text: string }>> => {
  const list = await listAsRecorded(session, publication)
  if (E.isLeft(list)) return list
  const files = filesOf(context, session, out, publication.asOf, list.right)
  const paths = files.map(({ path }) => path)
  return E.map(() => ({
    json: { files: paths },
    text: [...paths, publication.digest].map((line) => `  ${line}`).join("\n"),
  }))(writePublished(out, files))
}

/** Writes the files of a publication that is on record: lost, never written, or wanted again. */
export const rosterWrite = (
  context: CommandContext,
  revision: string,
  { out }: { readonly out: string },
): Promise<E.Either<Failure, Output>> =>
  inSession(context, { readOnly: true }, async (session) => {
    if (!/^\d+$/.test(revision))
      return E.left(usage(`应为修订号：${revision}`, `a revision is wanted, got ${revision}`))
    const all = await publicationsOf(session)
    if (E.isLeft(all)) return all
    const one = all.right.find((publication) => publication.revision === Number(revision))
    return one === undefined ? E.left(noPublication(Number(revision))) : writeFiles(context, session, out, one)
  })

/** Every list that was published. */
export const rosterPublications = (context: CommandContext): Promise<E.Either<Failure, Output>> => {
  const view = viewOf(context.settings)
  if (E.isLeft(view)) return Promise.resolve(view)
  return inSession(context, { readOnly: true }, async (session) => {
    const all = await publicationsOf(session, view.right)
    if (E.isLeft(all)) return all
    const heads = [
      bilingual("修订号", "revision"),
      bilingual("公布日期", "published"),
      bilingual("名单截至", "as of"),
      bilingual("家数", "platforms"),
      bilingual("日志条数", "log size"),
      bilingual("公布处", "where"),
      bilingual("摘要", "digest"),
    ]
    const rows = all.right.map(({ revision, effectiveOn, asOf, rows: count, logSize, medium, digest }) => [
      String(revision),
      effectiveOn,
      asOf,
      String(count),
      String(logSize),
      medium,
      digest,
    ])
    const none = paint(context, "dim", say(context, bilingual("尚未公布过名单", "no list was published yet")))
    return E.right({
      json: all.right,
      text: rows.length === 0 ? none : table([heads.map((head) => say(context, head)), ...rows]),
    })
  })
}
