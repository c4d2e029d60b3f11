import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { leafHash } from "#hash"
import { checkAppend, judgeAppend, type AppendLookup, type CheckedAppend } from "./append-check.js"
import { changeNotifier } from "./change-notifier.js"
import { readLeavesByPages, type LeafLog, type ReadLeafPage } from "./leaf-log.js"
import type { Page, PageReader } from "./page-reader.js"
import { readAllByPages, readStreamByPages } from "./paging.js"
import type {
  AppendError,
  Appended,
  Closed,
  Direction,
  EventStore,
  NewEvent,
  Position,
  ReadError,
  StoredEvent,
} from "./port.js"
import { checkReached, ordinalOf, positionOf } from "./position.js"
import { subscribeTo } from "./subscription.js"

/** A store that lives only as long as its process. For tests, and for trying out writes before they go to a real store. */
export interface MemoryStore extends EventStore {
  /** The audit log. An event gets its index at once, when it is appended. */
  readonly log: LeafLog
}

/**
 * Makes a store in memory, for tests, examples and the browser. Meets the whole contract of the port except durability.
 *
 * @example
 * const store = memoryStore()
 * await store.append("call-130300-2020", "noStream", [{ id, type: "CallOpened", leaf }])()
 */
export const memoryStore = (): MemoryStore => {
  const events: Array<StoredEvent> = []
  const byId = new Map<string, StoredEvent>()
  const streams = new Map<string, Array<StoredEvent>>()
  const closing = new AbortController()
  const closed = closing.signal
  const notifier = changeNotifier(() => String(events.length))

  const lookup: AppendLookup = {
    lastRevision: (stream) => streams.get(stream)?.at(-1)?.revision ?? "noStream",
    byId: (id) => byId.get(id),
    last: () => events.at(-1),
  }

  const put = ({ stream, events: added }: CheckedAppend): Appended => {
    const inStream = streams.get(stream) ?? []
    const stored = RNEA.mapWithIndex((i, event: NewEvent): StoredEvent => ({
      ...event,
      stream,
      revision: inStream.length + i,
      position: positionOf(events.length + 1 + i),
    }))(added)
    streams.set(stream, inStream)
    inStream.push(...stored)
    events.push(...stored)
    for (const event of stored) byId.set(event.id, event)
    const { revision, position } = RNEA.last(stored)
    return { revision, position, repeated: false }
  }

  const appendNow = (append: CheckedAppend): E.Either<AppendError, Appended> => {
    const judged = judgeAppend(lookup, append)
    if (E.isLeft(judged)) return judged
    if (judged.right !== undefined) return E.right(judged.right)
    const appended = put(append)
    notifier.notify()
    return E.right(appended)
  }

  const allPage = (after: Position | undefined, size: number): Page => {
    const from = ordinalOf(after)
    if (E.isLeft(from)) return from
    const isReached = checkReached(from.right, events.length)
    return E.isLeft(isReached) ? isReached : E.right(events.slice(from.right, from.right + size).map(copyOf))
  }

  const streamPage = (name: string, from: number, direction: Direction, size: number): Page => {
    const inStream = streams.get(name)
    return inStream === undefined
      ? E.left({ _tag: "StreamNotFound", stream: name })
      : E.right(windowOf(inStream, from, direction, size).map(copyOf))
  }

  /** Reads and appends are synchronous; a closed store refuses them. */
  const unlessClosed = <Error, A>(work: () => E.Either<Error, A>): Promise<E.Either<Error | Closed, A>> =>
    Promise.resolve(closed.aborted ? E.left({ _tag: "Closed" }) : work())

  const pages: PageReader = {
    all: (after, size) => unlessClosed<ReadError, ReadonlyArray<StoredEvent>>(() => allPage(after, size)),
    stream: (name, from, direction, size) =>
      unlessClosed<ReadError, ReadonlyArray<StoredEvent>>(() => streamPage(name, from, direction, size)),
  }

  const leafPage: ReadLeafPage = (from, size) =>
    unlessClosed(() =>
      E.right(
        events
          .slice(from, from + size)
          .map((event, i) => ({ index: from + i, event: copyOf(event), leafHash: leafHash(event.leaf) })),
      ),
    )

  return {
    append: (stream, expected, added, follows) => {
      const checked = checkAppend(stream, expected, added, follows)
      return () => unlessClosed<AppendError, Appended>(() => (E.isLeft(checked) ? checked : appendNow(checked.right)))
    },
    readStream: (stream, options = {}) => readStreamByPages(pages, stream, options),
    readAll: (options = {}) => readAllByPages(pages, options),
    subscribe: (options, handler) => subscribeTo({ pages, notifier, closed }, options, handler),
    log: {
      size: () => unlessClosed(() => E.right(events.length)),
      read: (from, to) => readLeavesByPages(leafPage, from, to),
    },
    close: () => {
      closing.abort()
      return Promise.resolve()
    },
  }
}

const windowOf = (
  events: ReadonlyArray<StoredEvent>,
  from: number,
  direction: Direction,
  size: number,
): ReadonlyArray<StoredEvent> => {
  if (direction === "forwards") {
    const start = Math.max(0, from)
    return events.slice(start, start + size)
  }
  const end = Math.min(from + 1, events.length)
  return events.slice(Math.max(0, end - size), Math.max(0, end)).toReversed()
}

/** Readers get copies, so they cannot change the stored bytes. */
const copyOf = (event: StoredEvent): StoredEvent => ({ ...event, leaf: event.leaf.slice() })
