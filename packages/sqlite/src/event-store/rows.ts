/**
 * Rows of the event table as events. A reader is given none that the log does not vouch for: SQLite notices a damaged page only
 * where its structure is hurt, and a byte changed in a leaf would be printed as a fact.
 */
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { alteredLeaf, leafHash, positionOf, type Corrupt, type StoredEvent } from "@shifan/event-store"

export type Row = Record<string, unknown>

export const eventColumns = "SELECT position, id, stream, revision, type, leaf FROM event"

/** With the leaf hash that was recorded with the event, `null` where none was. */
export const hashedEventColumns =
  "SELECT position, id, stream, revision, type, event.leaf, leaf.hash FROM event LEFT JOIN leaf USING (position)"

export const hasLeafTable = (db: DatabaseSync): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'leaf'").get() !== undefined

/** The table is STRICT, so a column has its type or the file is damaged, which SQLite reports by itself. */
export const eventOf = ({ position, id, stream, revision, type, leaf }: Row): StoredEvent => ({
  position: positionOf(Number(position)),
  id: String(id),
  stream: String(stream),
  revision: Number(revision),
  type: String(type),
  leaf: leaf instanceof Uint8Array ? leaf : new Uint8Array(),
})

/** Where an event has to stand: at a position of the store, or at a revision of a stream. */
export interface ExpectedPlace {
  readonly position?: number | undefined
  readonly stream?: string
  readonly revision?: number
}

/** Of rows in their order, the i-th of which stands at a place; `undefined` for a row that is not there. */
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
