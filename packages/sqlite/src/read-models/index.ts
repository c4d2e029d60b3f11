/** Read models as tables of one SQLite file. Each change is in one transaction with its checkpoint. */
import { resolve } from "node:path"
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Closed, Corrupt, NotAcceptable, Unavailable } from "@shifan/event-store"
import {
  checkAdvance,
  checkSwap,
  type Advance,
  type CheckpointMoved,
  type CheckpointWentBack,
  type ReadModelPlace,
  type ReadModelError,
  type ReadModels,
  type VersionStatus,
  type ReadModelStep,
  type StepFailed,
  type Superseded,
} from "@shifan/service"
import { newestVersion, openFile, type NotOurs } from "../engine/open-file.js"
import { readModelFormat } from "../schema.js"
import {
  buildRegistry,
  isReadModelName,
  type Build,
  prefixOf,
  tablesOf,
  transactionsOn,
  type EngineFailure,
  type Query,
  type Tables,
} from "./tables.js"

export type { NotOurs } from "../engine/open-file.js"

export type { Query, Row, Tables } from "./tables.js"

/** `application_id` of a read model file: "SHFR" in ASCII. */
export const { applicationId } = readModelFormat

/** Schema version of the table `standing`. Each read model has a version of its own. */
export const schemaVersion = newestVersion(readModelFormat)

/** Options of the file. All its content can be rebuilt from the events. */
export interface SqliteReadModelOptions {
  /** Created if missing. Not the event store's file: this one can be deleted and rebuilt at any time. */
  readonly file: string
  /** How long to wait for another process's lock, in milliseconds. Default: 5000. */
  readonly busyTimeout?: number
}

/** Why the file cannot be opened. `NotOurs` includes a file of another version of this format. */
export type OpenError = NotOurs | Unavailable | Corrupt

/** No version of the read model has been built to the end yet. */
export interface NotBuilt {
  readonly _tag: "NotBuilt"
  readonly name: string
}

/** Projections stored as tables of one file. A batch and its checkpoint are written in one transaction. */
export interface SqliteReadModels extends ReadModels<Tables> {
  /** Reads the live build. `ask` is synchronous, and all its queries see the same state. */
  readonly read: <A>(name: string, ask: (query: Query) => A) => TaskEither<ReadModelError | NotBuilt, A>
}

/**
 * Opens the file, or creates it if it is missing.
 *
 * @example
 * const opened = await openSqliteReadModels({ file: "read.db" })()
 */
export const openSqliteReadModels =
  (options: SqliteReadModelOptions): TaskEither<OpenError, SqliteReadModels> =>
  async () => {
    const { busyTimeout = 5000 } = options
    const file = resolve(options.file)
    const opened = await openFile({
      file,
      format: readModelFormat,
      access: "create",
      busyTimeout,
      // Foreign keys off: the tables of a read model are dropped in any order. NORMAL, so that no batch waits for the disk:
      // a power failure may lose the newest transactions together with their checkpoints, and their events are applied again.
      configure: (db) => db.exec("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"),
    })
    if (E.isRight(opened)) return E.right(readModelsOn(opened.right, file, busyTimeout))
    const error = opened.left
    return error._tag === "OtherVersion" || error._tag === "FileMissing"
      ? E.left({ _tag: "NotOurs", file })
      : E.left(error)
  }

const readModelsOn = (db: DatabaseSync, file: string, busyTimeout: number): SqliteReadModels => {
  const closing = new AbortController()
  const failure: EngineFailure = { last: undefined }
  const transact = transactionsOn(db, file, busyTimeout, failure, closing.signal)
  const builds = buildRegistry(db)
  const tablesByPrefix = new Map<string, Tables>()

  const tablesAt = (name: string, { build }: Build): Tables => {
    const prefix = prefixOf(name, build)
    const tables = tablesByPrefix.get(prefix) ?? tablesOf(db, file, prefix, failure)
    tablesByPrefix.set(prefix, tables)
    return tables
  }

  const guarded =
    <L, A>(kind: "write" | "read", name: string, work: () => E.Either<L, A>): TaskEither<L | ReadModelError, A> =>
    async () => {
      if (closing.signal.aborted) return E.left<Closed>({ _tag: "Closed" })
      return isReadModelName(name) ? transact(kind, work) : E.left(badName(name))
    }

  const removeNext = (name: string): void => {
    const { next } = builds.of(name)
    if (next !== undefined) builds.remove(name, "next", next)
  }

  const begin = (
    name: string,
    version: number,
    prepare: ReadModelStep<Tables>,
  ): E.Either<NotAcceptable, VersionStatus> => {
    const { live, next } = builds.of(name)
    if (next?.version === version) return E.right(next)
    removeNext(name)
    const fresh: Build = { version, checkpoint: undefined, build: live?.build === 1 ? 2 : 1 }
    builds.add({ name, version, slot: "next" }, fresh)
    const prepared = prepare(tablesAt(name, fresh))
    return E.isLeft(prepared) ? E.left({ _tag: "NotAcceptable", reason: prepared.left }) : E.right(fresh)
  }

  const advance = (
    place: ReadModelPlace,
    { from, to, steps }: Advance<Tables>,
  ): E.Either<StepFailed | CheckpointMoved | CheckpointWentBack | Superseded, void> => {
    const build = builds.of(place.name)[place.slot]
    const checked = checkAdvance(place, build, { from, to })
    if (E.isLeft(checked) || build === undefined) return checked
    const tables = tablesAt(place.name, build)
    for (const [index, { step }] of steps.entries()) {
      const done = step(tables)
      if (E.isLeft(done)) return E.left({ _tag: "StepFailed", index, reason: done.left })
    }
    builds.setCheckpoint(place, to)
    return E.right(undefined)
  }

  const swap = (name: string, version: number): ReturnType<typeof checkSwap> => {
    const { live, next } = builds.of(name)
    const checked = checkSwap(name, version, { ...(live && { live }), ...(next && { next }) })
    if (E.isLeft(checked) || next === undefined) return checked
    if (live !== undefined) builds.remove(name, "live", live)
    builds.promote(name, next)
    return E.right(undefined)
  }

  const read = <A>(name: string, ask: (query: Query) => A): E.Either<NotBuilt, A> => {
    const { live } = builds.of(name)
    return live === undefined ? E.left({ _tag: "NotBuilt", name }) : E.right(ask(tablesAt(name, live)))
  }

  return {
    status: (name) => guarded("read", name, () => E.right(builds.of(name))),
    begin: (name, version, prepare) => guarded("write", name, () => begin(name, version, prepare)),
    advance: (place, step) => guarded("write", place.name, () => advance(place, step)),
    swap: (name, version) => guarded("write", name, () => swap(name, version)),
    abandon: (name) => guarded("write", name, () => E.right(removeNext(name))),
    read: (name, ask) => guarded("read", name, () => read(name, ask)),
    close: () => {
      closing.abort()
      if (db.isOpen) db.close()
      return Promise.resolve()
    },
  }
}

const badName = (name: string): NotAcceptable => ({
  _tag: "NotAcceptable",
  reason: `${name} cannot name a projection: lower-case letters and digits, a letter first`,
})
