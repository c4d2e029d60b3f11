/** A store in memory: the port's whole contract but durability. For tests, examples and a browser. */
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { checkAppend, judgeAppend, type CheckedAppend, type AppendLookup } from "./append-check.js"
import { changeNotifier } from "./change-notifier.js"
import type { AppendError } from "./errors.js"
import { leafHash } from "./hash.js"
import type { LeafLog } from "./leaf-log.js"
import { readLeavesByPages, type ReadLeafPage } from "./leaf-pages.js"
import { readAllByPages, readStreamByPages, type Page, type PageReader } from "./paging.js"
import type { Appended, Direction, EventStore, NewEvent, Position, StoredEvent } from "./port.js"
import { ordinalOf, positionOf, checkReached } from "./position.js"
import { subscribeTo } from "./subscription.js"

export interface MemoryStore extends EventStore {
  /** Every event gets its place when it is appended. */
  readonly log: LeafLog
}

export const memoryStore = (): MemoryStore => {
  const log: Array<StoredEvent> = []
  const ids = new Map<string, StoredEvent>()
  const streams = new Map<string, Array<StoredEvent>>()
  const closing = new AbortController()
  const closed = closing.signal
  const notifier = changeNotifier(() => String(log.length))

  const present: AppendLookup = {
    lastRevision: (stream) => streams.get(stream)?.at(-1)?.revision ?? "noStream",
    byId: (id) => ids.get(id),
  }

  const put = ({ stream, events }: CheckedAppend): Appended => {
    const before = streams.get(stream) ?? []
    const placed = RNEA.mapWithIndex((i, event: NewEvent): StoredEvent => ({
      ...event,
      stream,
      revision: before.length + i,
      position: positionOf(log.length + 1 + i),
    }))(events)
    streams.set(stream, before)
    before.push(...placed)
    log.push(...placed)
    for (const event of placed) ids.set(event.id, event)
    const { revision, position } = RNEA.last(placed)
    return { revision, position, repeated: false }
  }

  const appendNow = (append: CheckedAppend): E.Either<AppendError, Appended> => {
    const judged = judgeAppend(present, append)
    if (E.isLeft(judged)) return judged
    if (judged.right !== undefined) return E.right(judged.right)
    const appended = put(append)
    notifier.notify()
    return E.right(appended)
  }

  const all = (after: Position | undefined, size: number): Page => {
    if (closed.aborted) return E.left({ _tag: "Closed" })
    const from = ordinalOf(after)
    if (E.isLeft(from)) return from
    const known = checkReached(from.right, log.length)
    return E.isLeft(known) ? known : E.right(log.slice(from.right, from.right + size).map(copyOf))
  }

  const stream = (name: string, from: number, direction: Direction, size: number): Page => {
    if (closed.aborted) return E.left({ _tag: "Closed" })
    const events = streams.get(name)
    if (events === undefined) return E.left({ _tag: "StreamNotFound", stream: name })
    const window =
      direction === "forwards"
        ? events.slice(Math.max(0, from), Math.max(0, from) + size)
        : backwards(events, Math.min(from, events.length - 1), size)
    return E.right(window.map(copyOf))
  }

  const pages: PageReader = {
    all: (after, size) => Promise.resolve(all(after, size)),
    stream: (name, from, direction, size) => Promise.resolve(stream(name, from, direction, size)),
  }

  const leaves: ReadLeafPage = (from, size) =>
    Promise.resolve(
      closed.aborted
        ? E.left({ _tag: "Closed" })
        : E.right(
            log.slice(from, from + size).map((event, i) => ({
              index: from + i,
              event: copyOf(event),
              leafHash: leafHash(event.leaf),
            })),
          ),
    )

  return {
    append: (name, expected, events) => {
      const accepted = checkAppend(name, expected, events)
      return () => Promise.resolve(closed.aborted ? E.left({ _tag: "Closed" }) : E.chainW(appendNow)(accepted))
    },
    readStream: (name, options = {}) => readStreamByPages(pages, name, options),
    readAll: (options = {}) => readAllByPages(pages, options),
    subscribe: (options, handler) => subscribeTo({ pages, notifier, closed }, options, handler),
    log: {
      size: () => Promise.resolve(closed.aborted ? E.left({ _tag: "Closed" }) : E.right(log.length)),
      read: (from, to) => readLeavesByPages(leaves, from, to),
    },
    close: () => {
      closing.abort()
      return Promise.resolve()
    },
  }
}

const backwards = (events: ReadonlyArray<StoredEvent>, from: number, size: number): ReadonlyArray<StoredEvent> =>
  events.slice(Math.max(0, from + 1 - size), from + 1).toReversed()

/** What a reader gets is the reader's own: writing into it changes nothing stored. */
const copyOf = (event: StoredEvent): StoredEvent => ({ ...event, leaf: event.leaf.slice() })
