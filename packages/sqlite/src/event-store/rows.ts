/** The event table's rows, and what is asked of it. */
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  judgeAppend,
  positionOf,
  type CheckedAppend,
  type AppendError,
  type Appended,
  type Direction,
  type NewEvent,
  type StoredEvent,
} from "@shifan/event-store"

export type Row = Record<string, unknown>

/** The table is STRICT: each column is of its type or the file is damaged, which SQLite says by itself. */
export const eventOf = ({ position, id, stream, revision, type, leaf }: Row): StoredEvent => ({
  position: positionOf(Number(position)),
  id: String(id),
  stream: String(stream),
  revision: Number(revision),
  type: String(type),
  leaf: leaf instanceof Uint8Array ? leaf : new Uint8Array(),
})

export interface Reading {
  /** Behind an ordinal, in order of position. */
  readonly all: (after: number, size: number) => ReadonlyArray<StoredEvent>
  readonly stream: (stream: string, from: number, direction: Direction, size: number) => ReadonlyArray<StoredEvent>
  readonly lastRevision: (stream: string) => number | "noStream"
  /** The ordinal of the last event; 0 when there is none. */
  readonly last: () => number
}

const columns = "SELECT position, id, stream, revision, type, leaf FROM event"

export const reading = (db: DatabaseSync): Reading => {
  const all = db.prepare(`${columns} WHERE position > ? ORDER BY position LIMIT ?`)
  const ways = {
    forwards: db.prepare(`${columns} WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`),
    backwards: db.prepare(`${columns} WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`),
  }
  const lastRevision = db.prepare("SELECT revision FROM event WHERE stream = ? ORDER BY revision DESC LIMIT 1")
  const last = db.prepare("SELECT max(position) AS last FROM event")
  return {
    all: (after, size) => all.all(after, size).map(eventOf),
    stream: (stream, from, direction, size) => ways[direction].all(stream, from, size).map(eventOf),
    lastRevision: (stream) => {
      const revision = lastRevision.get(stream)?.["revision"]
      return revision === undefined ? "noStream" : Number(revision)
    },
    last: () => Number(last.get()?.["last"] ?? 0),
  }
}

/** Told of each event just inserted, in the transaction that inserts it. */
type Inserted = (events: RNEA.ReadonlyNonEmptyArray<StoredEvent>) => void

/** Judges an append and inserts it. To be run inside a transaction. */
export const appending = (
  db: DatabaseSync,
  inserted: Inserted,
): ((append: CheckedAppend) => E.Either<AppendError, Appended>) => {
  const { lastRevision } = reading(db)
  const byId = db.prepare(`${columns} WHERE id = ?`)
  const insert = db.prepare("INSERT INTO event (id, stream, revision, type, leaf) VALUES (?, ?, ?, ?, ?)")
  const present = {
    lastRevision,
    byId: (id: string): StoredEvent | undefined => {
      const row = byId.get(id)
      return row === undefined ? undefined : eventOf(row)
    },
  }

  /** The expectation has been judged to be met: where it says the revision, that is not read once more. */
  const firstOf = ({ stream, expected }: CheckedAppend): number => {
    if (typeof expected === "number") return expected + 1
    const last = expected === "noStream" ? expected : lastRevision(stream)
    return last === "noStream" ? 0 : last + 1
  }

  return (append) => {
    const judged = judgeAppend(present, append)
    if (E.isLeft(judged)) return judged
    if (judged.right !== undefined) return E.right(judged.right)
    const first = firstOf(append)
    const put = (i: number, event: NewEvent): StoredEvent => {
      const { id, type, leaf } = event
      const revision = first + i
      const { lastInsertRowid } = insert.run(id, append.stream, revision, type, leaf)
      return { ...event, stream: append.stream, revision, position: positionOf(Number(lastInsertRowid)) }
    }
    const events = RNEA.mapWithIndex(put)(append.events)
    inserted(events)
    const { revision, position } = RNEA.last(events)
    return E.right({ revision, position, repeated: false })
  }
}
