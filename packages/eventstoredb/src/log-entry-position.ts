import * as E from "fp-ts/lib/Either.js"
import type { Position, ReadError } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { removed } from "./faults.js"
import { entryIn } from "./log-entry.js"
import type { Read } from "./reading.js"
import { positionOf } from "./stored-events.js"

/** Position of the event that an entry names. */
export const positionNamedIn = async (read: Read, record: Recorded): Promise<E.Either<ReadError, Position>> => {
  const entry = entryIn(record)
  if (E.isLeft(entry)) return entry
  const { stream, revision, id } = entry.right
  const records = await read({ of: { stream, from: revision }, direction: "forwards", count: 1 })
  if (E.isLeft(records) && records.left._tag !== "StreamNotFound") return records
  const event = E.isLeft(records) ? undefined : records.right[0]
  return event?.revision === revision && event.id === id
    ? E.right(positionOf(event.position))
    : E.left(removed(stream, revision))
}
