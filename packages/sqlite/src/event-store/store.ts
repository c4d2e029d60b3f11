/** The event store in one SQLite file in WAL mode, with one connection for writing and one for reading. */
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
  type Events,
  type EventStore,
  type LeafLog,
  type ReadError,
} from "@shifan/event-store"
import { copyDatabase, integrityFaults, type FileExists } from "../engine/backup.js"
import { failureOf } from "../engine/transaction.js"
import { fileWatch, type FileWatch } from "../engine/file-watch.js"
import { newestVersion, openFile, type OpenError } from "../engine/open-file.js"
import { storeFormat } from "../schema.js"
import { leafLogOf } from "./leaf-log.js"
import { guardedReads, notifierOf, pagesOf, uncheckedPagesOf } from "./reader.js"
import { readOnlyWriter, writerOn, type Alongside, type Writer } from "./writer.js"

/** `NORMAL` may lose the newest acknowledged appends on a power failure, but never part of one, and never in a crash. */
export type Synchronous = "FULL" | "NORMAL"

/** Options of a store. With the defaults, a power failure loses nothing. */
export interface SqliteOptions {
  readonly file: string
  /** Creates a missing file. Default: a missing file is `FileMissing`. */
  readonly create?: boolean
  /** Appends give `Unavailable`. While others write, the folder must be writable, since readers share a lock file in it. */
  readonly readOnly?: boolean
  /** Default: `FULL`. */
  readonly synchronous?: Synchronous
  /** How long to wait for another process's lock, in milliseconds. Default: 5000. */
  readonly busyTimeout?: number
  /** How often a waiting subscription polls for appends of other connections, in milliseconds. Default: 100. */
  readonly pollInterval?: number
  readonly alongside?: Alongside
}

/** Why a backup failed. An existing file is never overwritten. */
export type BackupError = FileExists | OpenError

/**
 * An event store in one file, safe for several processes on one machine. Events get their leaf index as soon as they are
 * stored.
 */
export interface SqliteStore extends EventStore {
  /**
   * Writes to the tables kept alongside, in a transaction that other work may share. `work` is synchronous; `Left` or an
   * exception undoes it. Settles when it is durable.
   */
  readonly transact: <A>(work: (db: DatabaseSync) => E.Either<AppendError, A>) => TaskEither<AppendError, A>
  /** Copies a snapshot to a new file, while appends go on. */
  readonly backup: (file: string) => TaskEither<BackupError | Closed, void>
  /**
   * All events in log order, without comparing leaves with their recorded hashes. For an audit, which compares them itself and
   * reports every difference, while other reads end at the first one with `Corrupt`.
   */
  readonly readUnchecked: () => Events
  /** The audit log. Gives `Corrupt` if events were stored without `leafLog` alongside. */
  readonly log: LeafLog
  /** Faults SQLite finds in the file, a line each; none if it is sound. Reads the whole file. */
  readonly faults: TaskEither<ReadError, ReadonlyArray<string>>
}

/**
 * Opens a store, or creates it if `create` is set.
 *
 * @example
 * const opened = await openSqliteStore({ file: "events.db", create: true, alongside: leafLog })()
 */
export const openSqliteStore =
  (options: SqliteOptions): TaskEither<OpenError, SqliteStore> =>
  async () => {
    const { busyTimeout = 5000, pollInterval = 100, alongside = () => () => {} } = options
    const file = resolve(options.file)
    const writing =
      options.readOnly === true ? E.right(undefined) : await openToWrite({ ...options, file, busyTimeout })
    if (E.isLeft(writing)) return writing
    const watch = fileWatch(file)
    const reading = await openToRead(file, busyTimeout)
    if (E.isLeft(reading)) {
      writing.right?.close()
      return reading
    }
    const connections = { reader: reading.right, writer: writing.right }
    const notifier = notifierOf(connections.reader, pollInterval)
    const writer =
      connections.writer === undefined
        ? E.right(readOnlyWriter(file))
        : await writerOn(connections.writer, { file, busyTimeout, alongside, watch, onCommit: notifier.notify })
    if (E.isRight(writer))
      return E.right(storeOn({ file, busyTimeout, connections, notifier, writer: writer.right, watch }))
    closeBoth(connections)
    return writer
  }

const openToWrite = ({
  file,
  busyTimeout,
  create = false,
  synchronous = "FULL",
}: SqliteOptions & { readonly busyTimeout: number }): Promise<E.Either<OpenError, DatabaseSync>> =>
  openFile({
    file,
    format: storeFormat,
    access: create ? "create" : "write",
    busyTimeout,
    configure: (db) => {
      tryWriting(db)
      const mode = Object.values(db.prepare("PRAGMA journal_mode = WAL").get() ?? {})[0]
      if (mode !== "wal") throw new Error("this file system does not take a write-ahead log")
      // `fullfsync` matters on macOS, where a plain fsync does not reach the disk.
      db.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA fullfsync = ON`)
    },
  })

/** SQLite silently opens a write-protected file read-only. Find out now rather than at the first append. */
const tryWriting = (db: DatabaseSync): void => {
  db.exec("BEGIN IMMEDIATE")
  try {
    db.exec(`PRAGMA user_version = ${newestVersion(storeFormat)}`)
  } finally {
    db.exec("ROLLBACK")
  }
}

const openToRead = (file: string, busyTimeout: number): Promise<E.Either<OpenError, DatabaseSync>> =>
  openFile({ file, format: storeFormat, access: "read", busyTimeout })

interface Connections {
  readonly reader: DatabaseSync
  readonly writer: DatabaseSync | undefined
}

/** Closes the writer last: the last connection to close checkpoints the write-ahead log into the file. */
const closeBoth = ({ reader, writer }: Connections): void => {
  reader.close()
  writer?.close()
}

interface Opened {
  readonly file: string
  readonly busyTimeout: number
  readonly connections: Connections
  readonly notifier: ChangeNotifier
  readonly writer: Writer
  readonly watch: FileWatch
}

const storeOn = ({ file, busyTimeout, connections, notifier, writer, watch }: Opened): SqliteStore => {
  const closing = new AbortController()
  const closed = closing.signal
  const guarded = guardedReads(file, busyTimeout, closed, watch)
  // Read through the writing connection, if there is one: its own commits keep its page cache valid, while commits of other
  // connections empty the cache. It has no open transaction between turns of the event loop, so it sees only committed data.
  const database = connections.writer ?? connections.reader
  const pages = pagesOf(database, guarded)
  let ended: Promise<void> | undefined

  const unlessClosed = async <L, A>(work: () => Promise<E.Either<L, A>>): Promise<E.Either<L | Closed, A>> =>
    closed.aborted ? E.left({ _tag: "Closed" }) : work()

  const end = async (): Promise<void> => {
    closing.abort()
    await writer.close()
    closeBoth(connections)
  }

  const faults = (): E.Either<ReadError, ReadonlyArray<string>> =>
    E.tryCatch(
      () => integrityFaults(connections.reader),
      (thrown) => failureOf(thrown, file),
    )

  return {
    append: (stream, expected, events, follows) => {
      const accepted = checkAppend(stream, expected, events, follows)
      return () =>
        unlessClosed<AppendError, Appended>(async () => (E.isLeft(accepted) ? accepted : writer.append(accepted.right)))
    },
    readStream: (stream, options = {}) => readStreamByPages(pages, stream, options),
    readAll: (options = {}) => readAllByPages(pages, options),
    readUnchecked: () => readAllByPages(uncheckedPagesOf(database, guarded, pages), {}),
    subscribe: (options, handler) => subscribeTo({ pages, notifier, closed }, options, handler),
    transact: (work) => () => unlessClosed(() => writer.transact(work)),
    backup: (to) => () => unlessClosed(() => backUp(file, busyTimeout, to)),
    log: leafLogOf(connections.reader, file, guarded),
    faults: () => unlessClosed(() => Promise.resolve(faults())),
    close: () => (ended ??= end()),
  }
}

const backUp = async (file: string, busyTimeout: number, to: string): Promise<E.Either<BackupError, void>> => {
  const source = await openToRead(file, busyTimeout)
  if (E.isLeft(source)) return source
  try {
    return await copyDatabase(source.right, to)
  } finally {
    source.right.close()
  }
}
