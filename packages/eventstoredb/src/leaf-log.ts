/**
 * The audit log as a stream of its own: at revision n the entry of leaf n, which names an event and its leaf hash. An event
 * must also stand where the order of everything has it.
 */
import canonicalize from "canonicalize"
import * as E from "fp-ts/lib/Either.js"
import {
  alteredLeaf,
  leafHash,
  readLeavesByPages,
  sha256Hex,
  type Corrupt,
  type LeafLog,
  type LoggedEvent,
  type NewEvent,
  type Position,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { allPages, recordsFrom, type AllPages, deleted, newest, wasCut, type Read } from "./reading.js"
import { logStream, positionOf } from "./stored-events.js"

export interface LogEntry {
  readonly stream: string
  readonly revision: number
  readonly id: string
  /** In lower-case hex. */
  readonly hash: string
}

/** The id follows from the content, so the server's comparison of ids compares content: the same entry twice adds nothing. */
export const entryFor = ({ stream, revision, id, leaf }: StoredEvent): NewEvent => {
  const hash = hexOf(leafHash(leaf))
  const text = new TextEncoder().encode(canonicalize({ hash, id, revision, stream }))
  return { id: uuidOver(text), type: "Leaf", leaf: text }
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

/** Version 8 of RFC 9562, whose bits are free to choose: here those of the hash. */
const uuidOver = (bytes: Uint8Array): string => {
  const [, a = "", b = "", c = "", d = "", e = ""] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(sha256Hex(bytes)) ?? []
  return `${a}-${b}-8${c}-8${d}-${e}`
}

export const entryIn = ({ revision, leaf }: Pick<Recorded, "revision" | "leaf">): E.Either<Corrupt, LogEntry> => {
  const parsed = leaf === undefined ? undefined : parse(leaf)
  return isEntry(parsed) ? E.right(parsed) : E.left(corruptEntry(revision, "it is no entry of a log"))
}

const corruptEntry = (index: number, reason: string): Corrupt => ({
  _tag: "Corrupt",
  where: `${logStream}@${index}`,
  reason,
})

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

const isEntry = (u: unknown): u is LogEntry =>
  typeof u === "object" &&
  u !== null &&
  "stream" in u &&
  typeof u.stream === "string" &&
  "revision" in u &&
  Number.isSafeInteger(u.revision) &&
  "id" in u &&
  typeof u.id === "string" &&
  "hash" in u &&
  typeof u.hash === "string"

/** The record of the last entry; `undefined` before the first. A log deleted on the server is not begun again. */
export const lastEntry = async (read: Read): Promise<E.Either<ReadError, Recorded | undefined>> => {
  const last = await newest(read, { stream: logStream, from: "end" })
  if (E.isRight(last) || last.left._tag !== "StreamNotFound") return last
  const cut = await wasCut(read, logStream)
  if (E.isLeft(cut)) return cut
  return cut.right ? E.left(deleted(logStream)) : E.right(undefined)
}

/** The position of the event that an entry names. */
export const positionNamedIn = async (read: Read, record: Recorded): Promise<E.Either<ReadError, Position>> => {
  const entry = entryIn(record)
  if (E.isLeft(entry)) return entry
  const { stream, revision, id } = entry.right
  const records = await read({ of: { stream, from: revision }, direction: "forwards", count: 1 })
  if (E.isLeft(records) && records.left._tag !== "StreamNotFound") return records
  const event = E.isLeft(records) ? undefined : records.right[0]
  return event?.revision === revision && event.id === id
    ? E.right(positionOf(event.position))
    : E.left(corruptEntry(record.revision, `the event it names is gone: ${stream}@${revision}`))
}

export const leafLogOf = (read: Read): LeafLog => {
  const eventsAfter = allPages(read)
  return {
    size: async () => {
      const last = await lastEntry(read)
      return E.isLeft(last) ? last : E.right((last.right?.revision ?? -1) + 1)
    },
    read: (from, to) => readLeavesByPages((at, size) => leafPage(read, eventsAfter, at, size), from, to),
  }
}

type Leaves = E.Either<ReadError, ReadonlyArray<LoggedEvent>>

const leafPage = async (read: Read, eventsAfter: AllPages, from: number, size: number): Promise<Leaves> => {
  const last = await lastEntry(read)
  if (E.isLeft(last)) return last
  const present = Math.min(size, (last.right?.revision ?? -1) + 1 - from)
  if (present <= 0) return E.right([])
  // The entry before the page names the event after which the page's events begin.
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
      return E.left(corruptEntry(index, `it names ${stream}@${revision}, which is not the next event`))
    const found = leafHash(event.leaf)
    if (hexOf(found) !== hash) return E.left(alteredLeaf(event))
    leaves.push({ index, event, leafHash: found })
  }
  return E.right(leaves)
}
