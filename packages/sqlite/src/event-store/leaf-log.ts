/** The audit log of a store: leaf hashes of all events, written in the same transactions as the events. */
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import {
  leafHash,
  readLeavesByPages,
  type Corrupt,
  type LeafLog,
  type LoggedEvent,
  type ReadError,
} from "@shifan/event-store"
import { leafTable } from "../schema.js"
import { toRead } from "../engine/open-file.js"
import { yieldAfterFullPage, type GuardedRead } from "./reader.js"
import { hashedEventColumns, hasLeafTable, recordedEvent, type Row } from "./rows.js"
import type { Alongside } from "./writer.js"

/** Records leaf hashes. Pass it whenever a store is opened for writing, or the log gets gaps, which reading reports. */
export const leafLog: Alongside = (db) => {
  db.exec(leafTable)
  const insert = db.prepare("INSERT INTO leaf (position, hash) VALUES (?, ?)")
  return (events) => {
    for (const { position, leaf } of events) insert.run(Number(position), leafHash(leaf))
  }
}

const pageSize = 1024

/** The leaf hashes in log order; none if the file keeps no leaf log. */
export function* leafHashes(file: string): Generator<Uint8Array> {
  const db = new DatabaseSync(toRead(file), { readOnly: true })
  try {
    if (!hasLeafTable(db)) return
    const page = db.prepare("SELECT position, hash FROM leaf WHERE position > ? ORDER BY position LIMIT ?")
    let after = 0
    for (let rows = page.all(after, pageSize); rows.length > 0; rows = page.all(after, pageSize)) {
      for (const { hash } of rows) if (hash instanceof Uint8Array) yield hash
      after = Number(rows.at(-1)?.["position"])
    }
  } finally {
    db.close()
  }
}

/** Reads the audit log of a file. The index of an event is its position minus one. */
export const leafLogOf = (db: DatabaseSync, file: string, guarded: GuardedRead): LeafLog => {
  const corrupt = (reason: string): E.Either<Corrupt, never> => E.left({ _tag: "Corrupt", where: file, reason })

  /** Looks for the table on each call, since another process may create it meanwhile. */
  const withLeafTable = <A>(read: () => E.Either<ReadError, A>): E.Either<ReadError, A> =>
    hasLeafTable(db) ? read() : corrupt("it keeps no leaf log")

  const loggedEvent = (row: Row, index: number): E.Either<Corrupt, LoggedEvent> => {
    const event = recordedEvent(row, { position: index + 1 })
    const { hash } = row
    if (E.isLeft(event)) return event
    return hash instanceof Uint8Array
      ? E.right({ index, event: event.right, leafHash: hash })
      : corrupt("it keeps no leaf log")
  }

  const page = (from: number, size: number): E.Either<ReadError, ReadonlyArray<LoggedEvent>> => {
    const select = db.prepare(`${hashedEventColumns} WHERE position > ? ORDER BY position LIMIT ?`)
    const leaves: Array<LoggedEvent> = []
    for (const [i, row] of select.all(from, size).entries()) {
      const logged = loggedEvent(row, from + i)
      if (E.isLeft(logged)) return logged
      leaves.push(logged.right)
    }
    return E.right(leaves)
  }

  const size = (): E.Either<ReadError, number> => {
    const select = "SELECT (SELECT max(position) FROM event) AS events, (SELECT max(position) FROM leaf) AS leaves"
    const counts = db.prepare(select).get()
    const events = Number(counts?.["events"] ?? 0)
    const leaves = Number(counts?.["leaves"] ?? 0)
    return events === leaves ? E.right(events) : corrupt(`it has ${events} events and ${leaves} leaf hashes`)
  }

  return {
    size: () => guarded(() => withLeafTable(size)),
    read: (from, to) =>
      readLeavesByPages(
        async (at, most) => yieldAfterFullPage(most, await guarded(() => withLeafTable(() => page(at, most)))),
        from,
        to,
      ),
  }
}
