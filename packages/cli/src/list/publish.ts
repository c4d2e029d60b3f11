/** `roster publish`, `write` and `publications`: publishes the list of art. 11 on the record, and writes its files. */
import * as E from "fp-ts/lib/Either.js"
import { checkTakesFiles } from "../files.js"
import { unitMapHead } from "@shifan/audit"
import { bilingual, isCivilDate, type CivilDate, type Publication } from "@shifan/core"
import { rosterDigest, type RosterEntry } from "@shifan/roster"
import { nodeHasher } from "@shifan/tlog/node"
import { act, today, type AfterCommit } from "../apply/act.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { refuseUnsound } from "../log/refuse-unsound.js"
import { recordedOutput } from "../look/recorded-events.js"
import { usage, type Failure, type Output } from "../result.js"
import type { ActOptions } from "../shared-options.js"
import { notADate, parseView } from "../store/queries.js"
import { withPlan, type Plan, type WriteOptions } from "../writing.js"
import { inSession, type Session } from "../store/session.js"
import { table } from "../table.js"
import { keepMap } from "./unit-map.js"
import { handedOut, handedOutLines, type HandedOut, type HandedOutFiles } from "./handed-out.js"
import {
  listAsRecorded,
  noPublication,
  publishedFiles,
  readPublications,
  refuseToReplace,
  replayList,
  writePublished,
  type PublicationRecord,
  type PublishedFile,
} from "./publications.js"

export interface PublishOptions extends ActOptions, HandedOutFiles {
  readonly medium: string
  /** Folder for the files. */
  readonly out: string
}

/**
 * Records the event first and writes the files afterwards. The files are derived from event and log, so files missing
 * after a crash can be written later, and no file claims a publication that is not on record. `--as-of` is the day of the
 * list; by default the day of publication.
 */
export const rosterPublish = async (
  context: CommandContext,
  { medium, out, verifier, policy, ...options }: PublishOptions,
): Promise<E.Either<Failure, Output>> => {
  const { asOf = options.on ?? today(context), knownAt } = context.settings
  if (!isCivilDate(asOf)) return E.left(notADate(asOf))
  if (knownAt !== undefined)
    return E.left(
      usage(
        "公布的名单以全部已登记事项为准，不用--known-at",
        "a list is published from everything on record: --known-at does not apply",
      ),
    )
  const takes = checkTakesFiles(out)
  if (E.isLeft(takes)) return takes
  const prepared = await inSession(context, { readOnly: true }, (session) =>
    preparePublication(context, session, { asOf, out, commandId: options.commandId, verifier, policy }),
  )
  if (E.isLeft(prepared)) return prepared
  const data = { ...prepared.right.data, medium }
  return act(context, "PublishRoster", { data }, options, writeFilesAfter(context, out))
}

export interface PublicationWanted extends HandedOutFiles {
  readonly asOf: CivilDate
  /** Folder for the files. */
  readonly out: string
  readonly commandId: string | undefined
}

export interface PreparedPublication {
  readonly data: Omit<Publication, "medium">
  readonly list: ReadonlyArray<RosterEntry>
  readonly files: ReadonlyArray<PublishedFile>
}

/** Computes the publication for a day from a sound record. Existing files must be identical. */
export const preparePublication = async (
  context: CommandContext,
  session: Session,
  { asOf, out, commandId, verifier, policy }: PublicationWanted,
): Promise<E.Either<Failure, PreparedPublication>> => {
  const sound = await refuseUnsound(session)
  if (E.isLeft(sound)) return sound
  const before = await publishedUnder(session, commandId)
  if (E.isLeft(before)) return before
  const replayed = await replayList(session, asOf, before.right?.logSize)
  if (E.isLeft(replayed)) return replayed
  const { list, logSize, standings } = replayed.right
  const files = publishedFiles(context, session, out, asOf, list)
  const free = refuseToReplace(files)
  if (E.isLeft(free)) return free
  const beside =
    before.right === undefined
      ? await handedOut(context.settings, logSize, { verifier, policy })
      : E.right(digestsOf(before.right))
  if (E.isLeft(beside)) return beside
  const units = unitMapHead(standings, nodeHasher)
  return E.right({ data: { asOf, logSize, ...rosterDigest(list), units, ...beside.right }, list, files })
}

/** The log size belongs to the command: a repeated command is not computed from a longer log. */
const publishedUnder = async (
  session: Session,
  commandId: string | undefined,
): Promise<E.Either<Failure, PublicationRecord | undefined>> => {
  if (commandId === undefined) return E.right(undefined)
  const publications = await readPublications(session)
  if (E.isLeft(publications)) return publications
  return E.right(publications.right.find((record) => record.commandId === commandId.toLowerCase()))
}

const digestsOf = ({ verifier, policy, head }: PublicationRecord): HandedOut => ({
  ...(verifier === undefined ? {} : { verifier }),
  ...(policy === undefined ? {} : { policy }),
  ...(head === undefined ? {} : { head }),
})

/** A repeated command finds its earlier publication and writes the missing files. */
const writeFilesAfter =
  (context: CommandContext, out: string): AfterCommit =>
  async (session, _request, done) => {
    const publications = await readPublications(session)
    if (E.isLeft(publications)) return publications
    const publication = publications.right.find(({ revision }) => revision === done.events[0]?.revision)
    if (publication === undefined) return E.left(noPublication(undefined))
    const files = await writeFiles(context, session, out, publication)
    if (E.isLeft(files)) return E.left({ ...files.left, hint: writeLater(publication.revision) })
    const recorded = recordedOutput(context, done)
    const beside = handedOutLines(publication).map((line) => `  ${say(context, line)}`)
    return E.right({
      json: { ...done, ...files.right.json },
      text: [recorded.text, files.right.text, ...beside].join("\n"),
    })
  }

const writeLater = (revision: number) =>
  bilingual(
    `公布已记录在案；排除原因后运行 shifan roster write ${revision} --out 目录`,
    `the publication is recorded; once this is fixed: shifan roster write ${revision} --out DIR`,
  )

interface WrittenFiles extends Output {
  readonly json: { readonly files: ReadonlyArray<string> }
}

export const writeFiles = async (
  context: CommandContext,
  session: Session,
  out: string,
  publication: PublicationRecord,
): Promise<E.Either<Failure, WrittenFiles>> => {
  const list = await listAsRecorded(session, publication)
  if (E.isLeft(list)) return list
  await keepMap(session, publication.revision, list.right.standings)
  const files = publishedFiles(context, session, out, publication.asOf, list.right.list)
  const written = writePublished(out, files)
  if (E.isLeft(written)) return written
  const paths = files.map(({ path }) => path)
  return E.right({ json: { files: paths }, text: [...paths, publication.digest].map((line) => `  ${line}`).join("\n") })
}

export interface RosterWriteOptions extends WriteOptions {
  readonly out: string
}

/** Writes the files of a recorded publication; they are identical at any later time. */
export const rosterWrite = (
  context: CommandContext,
  revision: string,
  options: RosterWriteOptions,
): Promise<E.Either<Failure, Output>> =>
  inSession(context, { readOnly: true }, async (session) => {
    if (!/^\d+$/.test(revision))
      return E.left(usage(`应为修订号：${revision}`, `a revision is needed, got ${revision}`))
    const takes = checkTakesFiles(options.out)
    if (E.isLeft(takes)) return takes
    const publications = await readPublications(session)
    if (E.isLeft(publications)) return publications
    const publication = publications.right.find((record) => record.revision === Number(revision))
    if (publication === undefined) return E.left(noPublication(Number(revision), publications.right))
    const list = await listAsRecorded(session, publication)
    if (E.isLeft(list)) return list
    const files = publishedFiles(context, session, options.out, publication.asOf, list.right.list)
    const free = refuseToReplace(files)
    if (E.isLeft(free)) return free
    const plan: Plan = {
      says: bilingual(`将写出第${revision}号公布的文件：`, `the files of publication ${revision} will be written:`),
      files: files.map(({ path }) => path),
    }
    return withPlan(context, options, plan, () => writeFiles(context, session, options.out, publication))
  })

export const rosterPublications = async (context: CommandContext): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  return inSession(context, { readOnly: true }, async (session) => {
    const publications = await readPublications(session, view.right)
    if (E.isLeft(publications)) return publications
    const none = paint(context, "dim", say(context, bilingual("尚未公布过名单", "no list has been published yet")))
    return E.right({
      json: { publications: publications.right },
      text: publications.right.length === 0 ? none : publicationsTable(context, publications.right),
    })
  })
}

const publicationsTable = (context: CommandContext, publications: ReadonlyArray<PublicationRecord>): string => {
  const heads = [
    bilingual("修订号", "revision"),
    bilingual("公布日期", "published"),
    bilingual("名单截至", "as of"),
    bilingual("家数", "platforms"),
    bilingual("日志条数", "log size"),
    bilingual("公布处", "where"),
    bilingual("摘要", "digest"),
  ].map((head) => say(context, head))
  const rows = publications.map((publication) => [
    String(publication.revision),
    publication.effectiveOn,
    publication.asOf,
    String(publication.rows),
    String(publication.logSize),
    publication.medium,
    publication.digest,
  ])
  return [
    table([heads, ...rows], context.terminal.columns),
    ...handedOutLines(publications.at(-1) ?? {}).map((line) => say(context, line)),
  ].join("\n")
}
