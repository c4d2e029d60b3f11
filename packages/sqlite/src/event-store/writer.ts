/** Writes events to the file, and to other tables in the same transactions. */
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  judgeAppend,
  positionOf,
  type CheckedAppend,
  type AppendError,
  type Appended,
  type Corrupt,
  type NewEvent,
  type StoredEvent,
  type Unavailable,
} from "@shifan/event-store"
import type { FileWatch } from "../engine/file-watch.js"
import { failureOf, inTransaction, retryWhileBusy } from "../engine/transaction.js"
import { typeIndex } from "../schema.js"
import { groupCommit } from "../engine/group-commit.js"
import { eventQueries } from "./reader.js"
import { eventColumns, eventOf } from "./rows.js"

/** Writes to tables kept alongside, in the transaction that stores the events. */
type OnAppend = (events: RNEA.ReadonlyNonEmptyArray<StoredEvent>) => void

/**
 * Tables kept with the events. Called once in a transaction when the store opens, to create tables and prepare statements.
 * The function it returns is called with the events of each append; if it throws, the append is undone and fails with
 * `Unavailable`.
 */
export type Alongside = (db: DatabaseSync) => OnAppend

export interface Writer {
  readonly append: (append: CheckedAppend) => Promise<E.Either<AppendError, Appended>>
  readonly transact: <A>(work: (db: DatabaseSync) => E.Either<AppendError, A>) => Promise<E.Either<AppendError, A>>
  /** Settles when all pending calls have been answered. */
  readonly close: () => Promise<void>
}

export interface WriterOptions {
  readonly file: string
  /** How long to wait for another process's lock, in milliseconds. */
  readonly busyTimeout: number
  readonly alongside: Alongside
  readonly watch: FileWatch
  /** Called after each transaction. */
  readonly onCommit: () => void
}

export const writerOn = async (
  db: DatabaseSync,
  { file, busyTimeout, alongside, watch, onCommit }: WriterOptions,
): Promise<E.Either<Unavailable | Corrupt, Writer>> => {
  try {
    const onAppend = await retryWhileBusy(
      busyTimeout,
      () => false,
      () =>
        inTransaction(db, () => {
          db.exec(typeIndex)
          return alongside(db)
        }),
    )
    const insert = insertWith(db, onAppend)
    const group = groupCommit(db, { file, busyTimeout, watch, onCommit })
    return E.right({
      append: (append) => group.run(() => insert(append)),
      transact: (work) => group.run(() => work(db)),
      close: group.close,
    })
  } catch (thrown) {
    return E.left(failureOf(thrown, file))
  }
}

/** The writer of a read-only store: refuses every append. */
export const readOnlyWriter = (file: string): Writer => {
  const refusal: E.Either<AppendError, never> = E.left({ _tag: "Unavailable", reason: `${file} was opened read-only` })
  return {
    append: () => Promise.resolve(refusal),
    transact: () => Promise.resolve(refusal),
    close: () => Promise.resolve(),
  }
}

/** Judges an append against the stored events, and inserts it. Runs inside a transaction. */
const insertWith = (
  db: DatabaseSync,
  onAppend: OnAppend,
): ((append: CheckedAppend) => E.Either<AppendError, Appended>) => {
  const { lastRevision, last } = eventQueries(db)
  const selectById = db.prepare(`${eventColumns} WHERE id = ?`)
  const insert = db.prepare("INSERT INTO event (id, stream, revision, type, leaf) VALUES (?, ?, ?, ?, ?)")

  const byId = (id: string): StoredEvent | undefined => {
    const row = selectById.get(id)
    return row === undefined ? undefined : eventOf(row)
  }

  /** The expectation has been checked, so an exact revision in it needs no query. */
  const firstRevisionOf = ({ stream, expected }: CheckedAppend): number => {
    if (typeof expected === "number") return expected + 1
    const end = expected === "noStream" ? expected : lastRevision(stream)
    return end === "noStream" ? 0 : end + 1
  }

  return (append) => {
    const earlier = judgeAppend({ lastRevision, byId, last }, append)
    if (E.isLeft(earlier)) return earlier
    if (earlier.right !== undefined) return E.right(earlier.right)
    const { stream } = append
    const first = firstRevisionOf(append)
    const store = (i: number, event: NewEvent): StoredEvent => {
      const revision = first + i
      const { lastInsertRowid } = insert.run(event.id, stream, revision, event.type, event.leaf)
      return { ...event, stream, revision, position: positionOf(Number(lastInsertRowid)) }
    }
    const events = RNEA.mapWithIndex(store)(append.events)
    onAppend(events)
    const { revision, position } = RNEA.last(events)
    return E.right({ revision, position, repeated: false })
  }
}
