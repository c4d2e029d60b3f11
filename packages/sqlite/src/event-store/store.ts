/** The event store in one SQLite file: write-ahead log, one connection that writes and one that reads. */
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
import { copyDatabase, integrityFaults, type FileExists } from "../engine/backup.js"
import { failureOf } from "../engine/transaction.js"
import { fileWatch, type FileWatch } from "../engine/file-watch.js"
import { newestVersion, openFile, type OpenError } from "../engine/open-file.js"
import { storeFormat } from "../schema.js"
import { leafLogOf } from "./leaf-log.js"
import { guardedReads, notifierOf, pagesOf } from "./reader.js"
import { readOnlyWriter, writerOn, type Alongside, type Writer } from "./writer.js"

/** `NORMAL` may lose the newest acknowledged appends when the power fails; never half of one, and never by a crash. */
export type Synchronous = "FULL" | "NORMAL"

/** Which file, and how careful: the defaults lose nothing on a power cut. */
export interface SqliteOptions {
  readonly file: string
  /** Makes the file when it is missing; otherwise that is `FileMissing`. */
  readonly create?: boolean
  /** Appends are `Unavailable`. The folder must still be writable while others write: readers share a lock there. */
  readonly readOnly?: boolean
  /** `FULL` by default. */
  readonly synchronous?: Synchronous
  /** How long to wait for another process's lock, in milliseconds; 5000 by default. */
  readonly busyTimeout?: number
  /** How often a waiting subscription looks for other connections' appends, in milliseconds; 100 by default. */
  readonly pollInterval?: number
  readonly alongside?: Alongside
}

/** Why there is no backup. A file that is there already is never written over. */
export type BackupError = FileExists | OpenError

/**
 * The port on one file, safe for several processes on one machine; its events have their leaf index as soon as they are
 * stored.
 */
export interface SqliteStore extends EventStore {
  /**
   * Writes to the tables kept alongside, in a transaction that other work may share. Synchronous; `Left` or a throw
   * undoes it. Settles when it is durable.
   */
  readonly transact: <A>(work: (db: DatabaseSync) => E.Either<AppendError, A>) => TaskEither<AppendError, A>
  /** Copies the state of one instant to a new file, while appends go on. */
  readonly backup: (file: string) => TaskEither<BackupError | Closed, void>
  /** The audit log. `Corrupt` where events were stored without `leafLog` alongside. */
  readonly log: LeafLog
  /** What SQLite finds wrong with the file, a line each; none when it is sound. Reads all of it. */
  readonly faults: TaskEither<ReadError, ReadonlyArray<string>>
}

/**
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
      // `fullfsync` reaches the disk where fsync does not (macOS); elsewhere it changes nothing.
      db.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA fullfsync = ON`)
    },
  })

/** SQLite opens a file it may not write to read-only, and would say so only at the first append. */
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

/** The writer last: the last connection to close checkpoints the write-ahead log into the file. */
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
  // Reads go to the writing connection where there is one: its own commits leave its page cache valid, while those of
  // another connection empty the cache. It has no transaction open between two turns of the loop, so it reads what is
  // committed.
  const pages = pagesOf(connections.writer ?? connections.reader, guarded)
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
