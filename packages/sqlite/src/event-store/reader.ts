/** Reads the event table in pages. Each page is a short transaction, so readers and the writer do not block each other. */
import type { DatabaseSync, StatementSync } from "node:sqlite"
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import {
  changeNotifier,
  ordinalOf,
  checkReached,
  type ChangeNotifier,
  type Corrupt,
  type Direction,
  type Filter,
  type PageReader,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import type { FileWatch } from "../engine/file-watch.js"
import { failureOf, retryWhileBusy } from "../engine/transaction.js"
import { eventColumns, eventOf, hashedEventColumns, findsInSchema, recordedEvents } from "./rows.js"

/** Prepared queries. `after` is a position as an integer, `from` a revision, `size` a number of rows. */
export interface EventQueries {
  readonly all: (after: number, size: number, filter?: Filter) => EventPage
  readonly stream: (stream: string, from: number, direction: Direction, size: number) => EventPage
  readonly lastRevision: (stream: string) => number | "noStream"
  readonly last: () => Pick<StoredEvent, "leaf"> | undefined
  /** Position of the last event; 0 if there is none. */
  readonly lastPosition: () => number
}

/** A page of events. `Corrupt` if a row is missing or does not match its recorded hash. */
export type EventPage = E.Either<Corrupt, ReadonlyArray<StoredEvent>>

export const eventQueries = (db: DatabaseSync): EventQueries => {
  const selecting = selections(db)
  const positionsOf = positionsOfStreams(db)
  const positionsOfTypes = positionsByType(db)
  const lastRevision = db.prepare("SELECT revision FROM event WHERE stream = ? ORDER BY revision DESC LIMIT 1")
  const last = db.prepare(`${eventColumns} ORDER BY position DESC LIMIT 1`)
  const lastPosition = db.prepare("SELECT max(position) AS last FROM event")
  return {
    all: (after, size, { streamPrefixes, types } = {}) => {
      const { all, at } = selecting()
      // By type first: of which streams there are few events is only known once a thousand of each have been looked at.
      const positions =
        (types && positionsOfTypes(types, after, size)) ??
        (streamPrefixes && positionsOf(streamPrefixes)?.filter((position) => position > after))
      if (positions === undefined) return recordedEvents(all.all(after, size), (i) => ({ position: after + 1 + i }))
      const wanted = positions.slice(0, size)
      const rows = wanted.map((position) => at.get(position))
      return recordedEvents(rows, (i) => ({ position: wanted[i] }))
    },
    stream: (stream, from, direction, size) => {
      const rows = selecting()[direction].all(stream, from, size)
      const first = direction === "forwards" ? Math.max(from, 0) : Number(rows[0]?.["revision"])
      const step = direction === "forwards" ? 1 : -1
      return recordedEvents(rows, (i) => ({ stream, revision: first + i * step }))
    },
    lastRevision: (stream) => {
      const revision = lastRevision.get(stream)?.["revision"]
      return revision === undefined ? "noStream" : Number(revision)
    },
    last: () => {
      const row = last.get()
      return row === undefined ? undefined : eventOf(row)
    },
    lastPosition: () => Number(lastPosition.get()?.["last"] ?? 0),
  }
}

interface Selections {
  readonly all: StatementSync
  readonly at: StatementSync
  readonly forwards: StatementSync
  readonly backwards: StatementSync
}

/** Statements that also select leaf hashes, once the file has their table. Another process may create it at any time. */
const selections = (db: DatabaseSync): (() => Selections) => {
  const selectFrom = (from: string): Selections => ({
    all: db.prepare(`${from} WHERE position > ? ORDER BY position LIMIT ?`),
    at: db.prepare(`${from} WHERE position = ?`),
    forwards: db.prepare(`${from} WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`),
    backwards: db.prepare(`${from} WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`),
  })
  const bare = selectFrom(eventColumns)
  const hasLeafTable = findsInSchema(db, "leaf")
  let hashed: Selections | undefined
  return () => {
    hashed ??= hasLeafTable() ? selectFrom(hashedEventColumns) : undefined
    return hashed ?? bare
  }
}

/** Prefixes with fewer events than this are read through the index. The law has hundreds of events, titles have millions. */
const mostLookedUp = 1000

/** Sorted positions of events with these stream prefixes; `undefined` if there are too many, or no index range fits. */
const positionsOfStreams = (
  db: DatabaseSync,
): ((prefixes: ReadonlyArray<string>) => ReadonlyArray<number> | undefined) => {
  const inRange = db.prepare("SELECT position FROM event WHERE stream >= ? AND stream < ? LIMIT ?")
  return (prefixes) => {
    const found = new Set<number>()
    for (const prefix of prefixes) {
      const end = endOfRange(prefix)
      const rows = end === undefined ? [] : inRange.all(prefix, end, mostLookedUp)
      if (end === undefined || rows.length === mostLookedUp) return undefined
      for (const { position } of rows) found.add(Number(position))
    }
    return [...found].toSorted((a, b) => a - b)
  }
}

/** Sorted positions of the events of some types behind a position, a page of each; `undefined` without the index for it. */
const positionsByType = (
  db: DatabaseSync,
): ((types: ReadonlyArray<string>, after: number, size: number) => ReadonlyArray<number> | undefined) => {
  const ofType = db.prepare("SELECT position FROM event WHERE type = ? AND position > ? ORDER BY position LIMIT ?")
  const hasIndex = findsInSchema(db, "event_type")
  let isIndexed = false
  return (types, after, size) => {
    isIndexed ||= hasIndex()
    if (!isIndexed) return undefined
    return [...new Set(types)]
      .flatMap((type) => ofType.all(type, after, size).map(({ position }) => Number(position)))
      .toSorted((a, b) => a - b)
  }
}

/** The first text after all texts with this prefix in SQLite's order, which compares bytes. */
const endOfRange = (prefix: string): string | undefined =>
  /[\0-}]$/.test(prefix)
    ? `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`
    : undefined

/** Runs a read, waits for locks, and returns failures as data. */
export type GuardedRead = <A>(read: () => E.Either<ReadError, A>) => Promise<E.Either<ReadError, A>>

export const guardedReads =
  (file: string, busyTimeout: number, closed: AbortSignal, watch: FileWatch): GuardedRead =>
  async (read) => {
    try {
      if (closed.aborted) return E.left({ _tag: "Closed" })
      const answer = await retryWhileBusy(busyTimeout, () => closed.aborted, read)
      const fault = watch.fault()
      return fault === undefined ? answer : E.left(fault)
    } catch (thrown) {
      return E.left(closed.aborted ? { _tag: "Closed" } : failureOf(thrown, file))
    }
  }

/** Yields to the event loop after each full page of a long read. */
export const yieldAfterFullPage = async <A>(
  size: number,
  page: E.Either<ReadError, ReadonlyArray<A>>,
): Promise<E.Either<ReadError, ReadonlyArray<A>>> => {
  if (E.isRight(page) && page.right.length === size && size > 1) await setImmediate()
  return page
}

export const pagesOf = (db: DatabaseSync, guarded: GuardedRead): PageReader => {
  const queries = eventQueries(db)

  const allAfter = (
    after: string | undefined,
    size: number,
    filter: Filter | undefined,
  ): E.Either<ReadError, ReadonlyArray<StoredEvent>> => {
    const ordinal = ordinalOf(after)
    if (E.isLeft(ordinal)) return ordinal
    // First, since most reads of a service that looks for news find that there is nothing, and look no further.
    const last = queries.lastPosition()
    if (ordinal.right < last) return queries.all(ordinal.right, size, filter)
    const known = checkReached(ordinal.right, last)
    return E.isLeft(known) ? known : E.right([])
  }

  const ofStream = (
    stream: string,
    from: number,
    direction: Direction,
    size: number,
  ): E.Either<ReadError, ReadonlyArray<StoredEvent>> => {
    const events = queries.stream(stream, from, direction, size)
    if (E.isLeft(events) || events.right.length > 0) return events
    return queries.lastRevision(stream) === "noStream" ? E.left({ _tag: "StreamNotFound", stream }) : events
  }

  return {
    all: async (after, size, filter) => yieldAfterFullPage(size, await guarded(() => allAfter(after, size, filter))),
    stream: async (stream, from, direction, size) =>
      yieldAfterFullPage(size, await guarded(() => ofStream(stream, from, direction, size))),
  }
}

/** The same pages, but all events come as they are in the file, for an audit that compares every leaf itself. */
export const uncheckedPagesOf = (db: DatabaseSync, guarded: GuardedRead, pages: PageReader): PageReader => {
  const select = db.prepare(`${eventColumns} WHERE position > ? ORDER BY position LIMIT ?`)
  const allAfter = (after: string | undefined, size: number): E.Either<ReadError, ReadonlyArray<StoredEvent>> => {
    const ordinal = ordinalOf(after)
    return E.isLeft(ordinal) ? ordinal : E.right(select.all(ordinal.right, size).map(eventOf))
  }
  return { ...pages, all: async (after, size) => yieldAfterFullPage(size, await guarded(() => allAfter(after, size))) }
}

/** Makes a notifier that polls for commits of other connections every `interval` milliseconds. Own commits notify at once. */
export const notifierOf = (db: DatabaseSync, interval: number): ChangeNotifier => {
  const version = db.prepare("PRAGMA data_version")
  const mark = (): string => {
    try {
      return String(version.get()?.["data_version"])
    } catch {
      // Wakes the waiters; their next read reports the failure.
      return "unknown"
    }
  }
  return changeNotifier(mark, interval)
}
