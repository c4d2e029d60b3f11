/** The event store in one SQLite file: write-ahead log, one writing connection with group commit, one that reads. */
import { resolve } from "node:path"
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import {
  checkAppend,
  readAllByPages,
  readStreamByPages,
  subscribeTo,
  type AppendError,
  type Appended,
  type ChangeNotifier,
  type Closed,
  type EventStore,
  type LeafLog,
  type ReadError,
} from "@shifan/event-store"
import { backUp, type BackupError } from "../engine/backup.js"
import { openReader, openWriter, type OpenError, type Settings, type Synchronous } from "./connection.js"
import { failureOf } from "../engine/failure.js"
import { faultsIn } from "../engine/integrity.js"
import { leavesOf } from "./leaves.js"
import { guarding, notifierOf, pagesOf } from "./reader.js"
import { refusing, writingOn, type Alongside, type Writing } from "./writing.js"

export interface SqliteOptions {
  readonly file: string
  /** Makes the file when it is missing; otherwise that is `FileMissing`. */
  readonly create?: boolean
  /** Appends are `Unavailable`. Its folder must be writable all the same while others write: readers share a lock there. */
  readonly readOnly?: boolean
  readonly synchronous?: Synchronous
  /** How long to wait for another process's lock, in milliseconds; 5000 unless told. */
  readonly busyTimeout?: number
  /** How often a waiting subscription looks for other connections' appends, in milliseconds; 100 unless told. */
  readonly pollInterval?: number
  readonly alongside?: Alongside
}

export interface SqliteStore extends EventStore {
  /**
   * Writes to the tables kept alongside, in a transaction that other work may share. Synchronous; `Left` or a throw
   * undoes it. Settles when it is durable.
   */
  readonly transact: <A>(work: (db: DatabaseSync) => E.Either<AppendError, A>) => TaskEither<AppendError, A>
  /** Copies the store as it is at one instant to a new file, while appends go on. */
  readonly backup: (file: string) => TaskEither<BackupError | Closed, void>
  /** The audit log. `Corrupt` where events were stored without `leafLog` alongside. */
  readonly log: LeafLog
  /** What SQLite finds wrong with the file, a line each; none when it is sound. Reads all of it. */
  readonly faults: TaskEither<ReadError, ReadonlyArray<string>>
}

export const openSqliteStore =
  (options: SqliteOptions): TaskEither<OpenError, SqliteStore> =>
  async () => {
    const { create = false, synchronous = "FULL", busyTimeout = 5000 } = options
    const settings = { file: resolve(options.file), create, synchronous, busyTimeout }
    const writer = options.readOnly === true ? E.right(undefined) : await openWriter(settings)
    if (E.isLeft(writer)) return writer
    const reader = await openReader(settings)
    if (E.isLeft(reader)) {
      writer.right?.close()
      return reader
    }
    const connections = { reader: reader.right, writer: writer.right }
    const notifier = notifierOf(connections.reader, options.pollInterval ?? 100)
    const { alongside = nothingAlongside } = options
    const writing =
      connections.writer === undefined
        ? E.right(refusing(settings))
        : await writingOn(connections.writer, settings, alongside, notifier.notify)
    if (E.isRight(writing)) return E.right(storeOn(settings, connections, notifier, writing.right))
    closeBoth(connections)
    return writing
  }

const nothingAlongside: Alongside = () => () => {}

interface Connections {
  readonly reader: DatabaseSync
  readonly writer: DatabaseSync | undefined
}

/** The writer last: as the last connection of all it takes the log into the file. */
const closeBoth = ({ reader, writer }: Connections): void => {
  reader.close()
  writer?.close()
}

const storeOn = (
  settings: Settings,
  connections: Connections,
  notifier: ChangeNotifier,
  writing: Writing,
): SqliteStore => {
  const { file, busyTimeout } = settings
  const { reader, writer } = connections
  const closing = new AbortController()
  const closed = closing.signal
  const guarded = guarding(file, busyTimeout, closed)
  // Its own commits leave the writer's page cache as it is, and every other connection's to be read anew. Between two
  // turns of the loop it has no transaction open, so that it reads what is committed.
  const pages = pagesOf(writer ?? reader, guarded)
  let ended: Promise<void> | undefined

  const unlessClosed = async <L, A>(work: () => Promise<E.Either<L, A>>): Promise<E.Either<L | Closed, A>> =>
    closed.aborted ? E.left({ _tag: "Closed" }) : work()

  const end = async (): Promise<void> => {
    closing.abort()
    await writing.close()
    closeBoth(connections)
  }

  const faults = (): E.Either<ReadError, ReadonlyArray<string>> =>
    E.tryCatch(
      () => faultsIn(reader),
      (thrown) => failureOf(thrown, file),
    )

  return {
    append: (stream, expected, events) => {
      const accepted = checkAppend(stream, expected, events)
      return () =>
        unlessClosed<AppendError, Appended>(async () =>
          E.isLeft(accepted) ? accepted : writing.append(accepted.right),
        )
    },
    readStream: (stream, options = {}) => readStreamByPages(pages, stream, options),
    readAll: (options = {}) => readAllByPages(pages, options),
    subscribe: (options, handler) => subscribeTo({ pages, notifier, closed }, options, handler),
    transact: (work) => () => unlessClosed(() => writing.transact(work)),
    backup: (to) => () => unlessClosed(() => backUp(settings, to)),
    log: leavesOf(reader, file, guarded),
    faults: () => unlessClosed(() => Promise.resolve(faults())),
    close: () => (ended ??= end()),
  }
}
