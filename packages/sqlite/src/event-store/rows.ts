/**
 * Converts rows of the event table to events, and checks each against its recorded leaf hash. SQLite notices damage only in
 * the structure of a page; without this check, a changed byte in a leaf would be shown as a fact.
 */
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { alteredLeaf, leafHash, positionOf, type Corrupt, type StoredEvent } from "@shifan/event-store"

export type Row = Record<string, unknown>

export const eventColumns = "SELECT position, id, stream, revision, type, leaf FROM event"

/** Also selects the recorded leaf hash of each event; `null` if there is none. */
export const hashedEventColumns =
  "SELECT position, id, stream, revision, type, event.leaf, leaf.hash FROM event LEFT JOIN leaf USING (position)"

export const hasLeafTable = (db: DatabaseSync): boolean => findsInSchema(db, "leaf")()

/** Tells whether a file has a table or an index of this name, which another process may create at any time. */
export const findsInSchema = (db: DatabaseSync, name: string): (() => boolean) => {
  const select = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?")
  return () => select.get(name) !== undefined
}

/** Converts a row. The table is STRICT, so a value of a wrong type means a damaged file, which SQLite reports. */
export const eventOf = ({ position, id, stream, revision, type, leaf }: Row): StoredEvent => ({
  position: positionOf(Number(position)),
  id: String(id),
  stream: String(stream),
  revision: Number(revision),
  type: String(type),
  leaf: leaf instanceof Uint8Array ? leaf : new Uint8Array(),
})

/** The place where an event must be: a position in the store, or a revision in a stream. */
export interface ExpectedPlace {
  readonly position?: number | undefined
  readonly stream?: string
  readonly revision?: number
}

/** Checks and converts rows in order. `placeOf` gives the expected place of the i-th row; a missing row is `undefined`. */
export const recordedEvents = (
  rows: ReadonlyArray<Row | undefined>,
  placeOf: (index: number) => ExpectedPlace,
): E.Either<Corrupt, ReadonlyArray<StoredEvent>> => {
  const events: Array<StoredEvent> = []
  for (const [i, row] of rows.entries()) {
    const event = recordedEvent(row, placeOf(i))
    if (E.isLeft(event)) return event
    events.push(event.right)
  }
  return E.right(events)
}

export const recordedEvent = (row: Row | undefined, place: ExpectedPlace): E.Either<Corrupt, StoredEvent> => {
  if (row === undefined || !isAt(row, place)) return E.left(missingAt(place))
  const event = eventOf(row)
  const { hash } = row
  if (hash === undefined) return E.right(event)
  if (!(hash instanceof Uint8Array)) return E.left(unrecorded(event))
  return Buffer.compare(hash, leafHash(event.leaf)) === 0 ? E.right(event) : E.left(alteredLeaf(event))
}

const isAt = (row: Row, { position, revision }: ExpectedPlace): boolean =>
  (position === undefined || row["position"] === position) && (revision === undefined || row["revision"] === revision)

const missingAt = ({ position, stream, revision }: ExpectedPlace): Corrupt =>
  stream === undefined
    ? corrupt(`position ${position}`, {
        zh: `第${position}位的事件已缺失`,
        en: `the event at position ${position} is gone`,
      })
    : corrupt(`${stream}@${revision}`, {
        zh: `修订号${revision}的事件已缺失`,
        en: `the event of revision ${revision} is gone`,
      })

const unrecorded = ({ stream, revision, position }: StoredEvent): Corrupt =>
  corrupt(`${stream}@${revision}`, {
    zh: `第${Number(position)}位未登记叶散列值`,
    en: `no leaf hash was recorded at position ${Number(position)}`,
  })

const corrupt = (where: string, says: NonNullable<Corrupt["says"]>): Corrupt => ({
  _tag: "Corrupt",
  where,
  reason: says.en,
  says,
})
