/** Where the log ends, and behind which event: what a sequencer goes on from. Nothing of it is kept elsewhere. */
import * as E from "fp-ts/lib/Either.js"
import type { Position, ReadError } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { entryIn, logStream, misplaced } from "./entries.js"
import { logPositionOf, positionOf } from "./positions.js"
import { deleted, newest, wasCut, type Read } from "./reading.js"

export interface Tail {
  /** Leaves in the log. */
  readonly size: number
  /** Of the event that has the last place; `undefined` before the first. */
  readonly after: Position | undefined
}

export const tailOf = async (read: Read): Promise<E.Either<ReadError, Tail>> => {
  const last = await lastEntry(read)
  if (E.isLeft(last)) return last
  if (last.right === undefined) return E.right({ size: 0, after: undefined })
  const after = await positionNamed(read, last.right)
  if (E.isLeft(after)) return after
  const stands = await standsAt(read, last.right, after.right)
  return E.isLeft(stands) ? stands : E.right({ size: last.right.revision + 1, after: after.right })
}

/** A server that gives no positions with the events of a stream would have the log begin over again at its end. */
const standsAt = async (read: Read, record: Recorded, position: Position): Promise<E.Either<ReadError, void>> => {
  const all = logPositionOf(position)
  if (E.isLeft(all)) return all
  const [entry, found] = [entryIn(record), await read({ of: { all: all.right }, direction: "forwards", count: 1 })]
  if (E.isLeft(entry)) return entry
  if (E.isLeft(found)) return found
  return found.right[0]?.stream === entry.right.stream && found.right[0].revision === entry.right.revision
    ? E.right(undefined)
    : E.left({ _tag: "Unavailable", reason: `the server does not find the last logged event by its position` })
}

/** `undefined` where nothing was ever logged; a log that was deleted on the server is not begun again. */
export const lastEntry = async (read: Read): Promise<E.Either<ReadError, Recorded | undefined>> => {
  const last = await newest(read, { stream: logStream, from: "end" })
  if (E.isRight(last) || last.left._tag !== "StreamNotFound") return last
  const cut = await wasCut(read, logStream)
  if (E.isLeft(cut)) return cut
  return cut.right ? E.left(deleted(logStream)) : E.right(undefined)
}

/** Of the event that an entry names. */
export const positionNamed = async (read: Read, record: Recorded): Promise<E.Either<ReadError, Position>> => {
  const entry = entryIn(record)
  if (E.isLeft(entry)) return entry
  const { stream, revision, id } = entry.right
  const found = await read({ of: { stream, from: revision }, direction: "forwards", count: 1 })
  if (E.isLeft(found) && found.left._tag !== "StreamNotFound") return found
  const event = E.isLeft(found) ? undefined : found.right[0]
  return event?.revision === revision && event.id === id
    ? E.right(positionOf(event.position))
    : E.left(misplaced(record.revision, `the event it names is gone: ${stream}@${revision}`))
}
