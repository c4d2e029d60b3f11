/**
 * The audit log as a stream of its own: revision n holds the entry of leaf n, which names an event and its leaf hash. Reading
 * also checks that the events come in this order in `$all`.
 */
import * as E from "fp-ts/lib/Either.js"
import {
  alteredLeaf,
  leafHash,
  readLeavesByPages,
  type LeafLog,
  type LoggedEvent,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { allPages, type AllPages } from "./everything.js"
import { removed } from "./faults.js"
import { corruptEntry, entryIn, hexOf } from "./log-entry.js"
import { positionNamedIn } from "./log-entry-position.js"
import { missingStream, newest, type Read } from "./reading.js"
import type { Doubt } from "./staleness.js"
import { logStream } from "./stored-events.js"
import { recordsFrom } from "./stream-pages.js"

/** The record of the last entry; `undefined` before the first. Fails if the log was deleted, so that it is never restarted. */
export const lastEntry = async (read: Read): Promise<E.Either<ReadError, Recorded | undefined>> => {
  const last = await newest(read, { stream: logStream, from: "end" })
  if (E.isRight(last)) return last.right === undefined ? E.left(removed(logStream, 0)) : last
  if (last.left._tag !== "StreamNotFound") return last
  const missing = await missingStream(read, logStream)
  return missing._tag === "StreamNotFound" ? E.right(undefined) : E.left(missing)
}

export const leafLogOf = (read: Read, doubt: Doubt): LeafLog => {
  return {
    size: async () => {
      const last = await lastEntry(read)
      return E.isLeft(last) ? last : E.right((last.right?.revision ?? -1) + 1)
    },
    read: (from, to) => {
      const eventsAfter = allPages(read, doubt)
      return readLeavesByPages((at, size) => leafPage(read, eventsAfter, at, size), from, to)
    },
  }
}

type Leaves = E.Either<ReadError, ReadonlyArray<LoggedEvent>>

const leafPage = async (read: Read, eventsAfter: AllPages, from: number, size: number): Promise<Leaves> => {
  const last = await lastEntry(read)
  if (E.isLeft(last)) return last
  const present = Math.min(size, (last.right?.revision ?? -1) + 1 - from)
  if (present <= 0) return E.right([])
  // The entry before the page names the event right before the page's events.
  const before = Math.min(from, 1)
  const records = await recordsFrom(read, logStream, from - before, before + present)
  if (E.isLeft(records)) return records
  const [previous] = records.right
  const after = before === 0 || previous === undefined ? E.right(undefined) : await positionNamedIn(read, previous)
  if (E.isLeft(after)) return after
  const entries = records.right.slice(before)
  const events = await eventsAfter(after.right, entries.length)
  return E.isLeft(events) ? events : pairedWithEvents(from, entries, events.right)
}

const pairedWithEvents = (
  from: number,
  entries: ReadonlyArray<Recorded>,
  events: ReadonlyArray<StoredEvent>,
): Leaves => {
  const leaves: Array<LoggedEvent> = []
  for (const [i, record] of entries.entries()) {
    const index = from + i
    const entry = entryIn(record)
    if (E.isLeft(entry)) return entry
    const { stream, revision, id, hash } = entry.right
    const event = events[i]
    if (event === undefined || event.stream !== stream || event.revision !== revision || event.id !== id)
      return E.left(
        corruptEntry(
          index,
          `登记的是${stream}@${revision}，不是其后的下一事件`,
          `it names ${stream}@${revision}, which is not the next event`,
        ),
      )
    const found = leafHash(event.leaf)
    if (hexOf(found) !== hash) return E.left(alteredLeaf(event))
    leaves.push({ index, event, leafHash: found })
  }
  return E.right(leaves)
}
