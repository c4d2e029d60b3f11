/** The log read back: each entry with the event it names, which must stand where the order of everything has it. */
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
import { allPage, type Quiet } from "./all-pages.js"
import { entryIn, logStream, misplaced } from "./entries.js"
import type { Recorded } from "./driver.js"
import type { Read } from "./reading.js"
import { recordsFrom } from "./stream-pages.js"
import { lastEntry, positionNamed } from "./tail.js"

export const leavesOf = (read: Read): LeafLog => {
  const quiet: Quiet = { from: "", to: "" }
  return {
    size: async () => E.map((last: Recorded | undefined) => (last?.revision ?? -1) + 1)(await lastEntry(read)),
    read: (from, to) => readLeavesByPages((at, size) => leafPage(read, quiet, at, size), from, to),
  }
}

type Leaves = E.Either<ReadError, ReadonlyArray<LoggedEvent>>

/** With the entry before, behind whose event the page begins. */
const leafPage = async (read: Read, quiet: Quiet, from: number, size: number): Promise<Leaves> => {
  const last = await lastEntry(read)
  if (E.isLeft(last)) return last
  const present = Math.min(size, (last.right?.revision ?? -1) + 1 - from)
  if (present <= 0) return E.right([])
  const records = await recordsFrom(read, logStream, Math.max(0, from - 1), present + Math.min(from, 1))
  if (E.isLeft(records)) return records
  const [before, entries] = from === 0 ? [undefined, records.right] : [records.right[0], records.right.slice(1)]
  const after = before === undefined ? E.right(undefined) : await positionNamed(read, before)
  if (E.isLeft(after)) return after
  const events = await allPage(read, quiet, after.right, entries.length)
  return E.isLeft(events) ? events : paired(from, entries, events.right)
}

const paired = (from: number, entries: ReadonlyArray<Recorded>, events: ReadonlyArray<StoredEvent>): Leaves => {
  const leaves: Array<LoggedEvent> = []
  for (const [i, record] of entries.entries()) {
    const index = from + i
    const entry = entryIn(record)
    if (E.isLeft(entry)) return entry
    const { stream, revision, id, hash } = entry.right
    const event = events[i]
    if (event === undefined || event.stream !== stream || event.revision !== revision || event.id !== id)
      return E.left(misplaced(index, `it names ${stream}@${revision}, which is not the next event`))
    const found = leafHash(event.leaf)
    if (Buffer.from(found).toString("hex") !== hash) return E.left(alteredLeaf(event))
    leaves.push({ index, event, leafHash: found })
  }
  return E.right(leaves)
}
