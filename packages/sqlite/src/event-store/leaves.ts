/** The log read back: an event's place is its position less one, and its leaf hash the one stored beside it. */
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import {
  alteredLeaf,
  leafHash,
  readLeavesByPages,
  type Corrupt,
  type LeafLog,
  type LoggedEvent,
  type ReadError,
} from "@shifan/event-store"
import { breathing, type Guarded } from "./reader.js"
import { eventOf, type Row } from "./rows.js"

export const leavesOf = (db: DatabaseSync, file: string, guarded: Guarded): LeafLog => {
  const unkept = (reason: string): E.Either<Corrupt, never> => E.left({ _tag: "Corrupt", where: file, reason })

  /** Prepared at each call: the table may be made by another process meanwhile. */
  const asked = <A>(
    sql: string,
    answer: (rows: ReadonlyArray<Row>) => E.Either<ReadError, A>,
    ...given: Array<number>
  ) =>
    db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'leaf'").get() === undefined
      ? unkept("it keeps no leaf log")
      : answer(db.prepare(sql).all(...given))

  const page = (from: number, size: number): E.Either<ReadError, ReadonlyArray<LoggedEvent>> =>
    asked(
      `SELECT event.*, leaf.hash FROM event LEFT JOIN leaf USING (position)
       WHERE event.position > ? ORDER BY event.position LIMIT ?`,
      (rows) => {
        const leaves: Array<LoggedEvent> = []
        for (const [i, row] of rows.entries()) {
          const index = from + i
          const event = eventOf(row)
          const { position, hash } = row
          if (Number(position) !== index + 1) return unkept(`the event at position ${index + 1} is gone`)
          if (!(hash instanceof Uint8Array)) return unkept(`no leaf hash was recorded at position ${index + 1}`)
          if (Buffer.compare(hash, leafHash(event.leaf)) !== 0) return E.left(alteredLeaf(event))
          leaves.push({ index, event, leafHash: hash })
        }
        return E.right(leaves)
      },
      from,
      size,
    )

  const size = (): E.Either<ReadError, number> =>
    asked(
      "SELECT (SELECT max(position) FROM event) AS events, (SELECT max(position) FROM leaf) AS leaves",
      ([{ events, leaves } = {}]) =>
        events === leaves
          ? E.right(Number(events ?? 0))
          : unkept(`it has ${Number(events ?? 0)} events and ${Number(leaves ?? 0)} leaf hashes`),
    )

  return {
    size: () => guarded(size),
    read: (from, to) =>
      readLeavesByPages(async (at, most) => breathing(most, await guarded(() => page(at, most))), from, to),
  }
}
