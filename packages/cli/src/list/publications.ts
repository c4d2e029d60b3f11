/** Publications on record: their records in the log, the lists behind them, replayed, and the files of those lists. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { unitMapHead } from "@shifan/audit"
import { bilingual, type CivilDate, type Publication, type UnitStanding } from "@shifan/core"
import { decodeEvents, isPublicationEvent, rosterStream } from "@shifan/event-store"
import {
  canonicalList,
  csv,
  isVisible,
  rosterDigest,
  rosterRows,
  rostersAt,
  type PointList,
  type RosterEntry,
  type RosterView,
} from "@shifan/roster"
import { nodeHasher } from "@shifan/tlog/node"
import type { CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { makeFolder, replaceFile } from "../files.js"
import { readBytes } from "../input/read-file.js"
import { noSuchName } from "../known-names.js"
import { exits, failure, notFound, type Failure } from "../result.js"
import { readEnvelopes } from "../store/queries.js"
import type { Session } from "../store/session.js"

export interface PublicationRecord extends Publication {
  readonly revision: number
  readonly commandId: string
  readonly effectiveOn: CivilDate
  readonly recordedAt: string
}

export const readPublications = async (
  { store, division }: Session,
  view: RosterView = {},
): Promise<E.Either<Failure, ReadonlyArray<PublicationRecord>>> => {
  const envelopes = await readEnvelopes(store, rosterStream(division))
  if (E.isLeft(envelopes)) return envelopes
  return E.right(
    envelopes.right
      .filter(isPublicationEvent)
      .filter((event) => isVisible(view, event))
      .map(({ data, revision, commandId, effectiveOn, recordedAt }) => ({
        ...data,
        revision,
        commandId,
        effectiveOn,
        recordedAt,
      })),
  )
}

/** `revision`: the requested one, if any. */
export const noPublication = (
  revision: number | undefined,
  publications: ReadonlyArray<Pick<PublicationRecord, "revision">> = [],
): Failure =>
  revision === undefined || publications.length === 0
    ? notFound("尚未公布过名单", "no list has been published yet")
    : noSuchName(
        `没有第${revision}号公布记录`,
        `there is no publication at revision ${revision}`,
        String(revision),
        publications.map((publication) => String(publication.revision)),
      )

export interface ReplayedList {
  /** Number of leaves that the list is computed from. */
  readonly logSize: number
  readonly list: ReadonlyArray<RosterEntry>
  /** Standings of all units, on the list or not, sorted by code. */
  readonly standings: ReadonlyArray<UnitStanding>
}

/** From the whole log, or from its first `maxLeaves`. */
export const replayList = async (
  { store, division }: Session,
  asOf: CivilDate,
  maxLeaves: number = Infinity,
): Promise<E.Either<Failure, ReplayedList>> => {
  let computed: PointList | undefined
  const roster = rostersAt([{ asOf, logSize: maxLeaves, division }], (_, at) => (computed = at))
  let logSize = 0
  for await (const next of decodeEvents(store.readAll({ maxCount: maxLeaves }))) {
    if (E.isLeft(next)) return E.left(storeFailure(next.left))
    roster.take(next.right.envelope, logSize++, next.right.event.leaf)
  }
  roster.end(maxLeaves)
  return E.right({ logSize, list: computed?.list ?? [], standings: computed?.standings() ?? [] })
}

/** The list of a publication; a failure if replay gives another than recorded. */
export const listAsRecorded = async (
  session: Session,
  { revision, asOf, logSize, rows, digest, units }: PublicationRecord,
): Promise<E.Either<Failure, ReplayedList>> => {
  const replayed = await replayList(session, asOf, logSize)
  if (E.isLeft(replayed)) return replayed
  const { list, standings } = replayed.right
  const figures = { ...rosterDigest(list), units: unitMapHead(standings, nodeHasher) }
  const isSameMap = figures.units.count === units.count && figures.units.root === units.root
  if (figures.rows === rows && figures.digest === digest && isSameMap) return replayed
  return E.left({
    ...failure(
      exits.verificationFailed,
      "PublishedOtherwise",
      `第${revision}号公布记录与重放所得名单不同`,
      `the list published at revision ${revision} differs from the replayed one`,
    ),
    figures: { published: { rows, digest, units }, replayed: figures },
    hint: bilingual("用audit verify核对全部记录", "verify the whole log with audit verify"),
  })
}

export interface PublishedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export const publishedFiles = (
  context: CommandContext,
  { regulation }: Session,
  folder: string,
  asOf: CivilDate,
  list: ReadonlyArray<RosterEntry>,
): ReadonlyArray<PublishedFile> => {
  const rows = rosterRows(context.settings.language, regulation, list)
  return [
    { path: join(folder, `roster-${asOf}.json`), bytes: canonicalList(list) },
    { path: join(folder, `roster-${asOf}.csv`), bytes: new TextEncoder().encode(csv(rows)) },
  ]
}

const isWritten = ({ path, bytes }: PublishedFile): boolean => {
  const written = readBytes(path, bytes.length)
  return E.isRight(written) && Buffer.compare(written.right, bytes) === 0
}

/** A published file is never replaced by a different one. */
export const refuseToReplace = (files: ReadonlyArray<PublishedFile>): E.Either<Failure, void> => {
  const different = files.find((file) => existsSync(file.path) && !isWritten(file))
  if (different === undefined) return E.right(undefined)
  const { path } = different
  return E.left({
    ...failure(exits.failure, "FileExists", `${path}已存在，内容不同`, `${path} exists and is different`),
    hint: bilingual("用--out另选目录", "choose another folder with --out"),
  })
}

/** Existing files stay unchanged. */
export const writePublished = (folder: string, files: ReadonlyArray<PublishedFile>): E.Either<Failure, void> => {
  const made = makeFolder(folder)
  if (E.isLeft(made)) return notWritten(made.left)
  const free = refuseToReplace(files)
  if (E.isLeft(free)) return free
  for (const file of files.filter((one) => !isWritten(one))) {
    const written = replaceFile(file.path, file.bytes)
    if (E.isLeft(written)) return notWritten(written.left)
  }
  return E.right(undefined)
}

const notWritten = (cause: Failure): E.Either<Failure, never> => E.left({ ...cause, code: "FilesNotWritten" })
