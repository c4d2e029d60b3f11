/**
 * A store in a file with one line per append, so that a batch is either complete or absent. All events are in memory too.
 * Only for a single process: sharing the file is not supported, and the tests do not require it.
 */
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import {
  changeNotifier,
  checkAppend,
  checkReached,
  judgeAppend,
  ordinalOf,
  positionOf,
  readAllByPages,
  readStreamByPages,
  subscribeTo,
  type AppendError,
  type Appended,
  type Closed,
  type EventStore,
  type NewEvent,
  type PageReader,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"

/** An append as a line of JSON. Leaves are bytes, so they are in base64. */
interface Line {
  readonly stream: string
  readonly events: ReadonlyArray<{ readonly id: string; readonly type: string; readonly leaf: string }>
}

/** In milliseconds: how often waiting subscriptions check for appends by other store objects. */
const pollInterval = 20

/**
 * @param file created if missing. Throws if it cannot be opened or contains foreign lines
 */
export const openLineStore = (file: string): EventStore => {
  const handle = openSync(file, "a+")
  const events: Array<StoredEvent> = []
  const byId = new Map<string, StoredEvent>()
  const streams = new Map<string, Array<StoredEvent>>()
  const closing = new AbortController()
  /** Number of bytes of the file already in memory. */
  let read = 0

  const take = ({ stream, events: added }: Line): void => {
    const inStream = streams.get(stream) ?? []
    streams.set(stream, inStream)
    for (const { id, type, leaf } of added) {
      const event = {
        id,
        type,
        leaf: new Uint8Array(Buffer.from(leaf, "base64")),
        stream,
        revision: inStream.length,
        position: positionOf(events.length + 1),
      }
      inStream.push(event)
      events.push(event)
      byId.set(id, event)
    }
  }

  /** Continues from the end of the last read, up to the last complete line. */
  const readOn = (): void => {
    const bytes = Buffer.alloc(fstatSync(handle).size - read)
    readSync(handle, bytes, 0, bytes.length, read)
    const end = bytes.lastIndexOf("\n") + 1
    const lines = bytes.toString("utf8", 0, end).split("\n").slice(0, -1)
    for (const text of lines) {
      const line: Line = JSON.parse(text)
      take(line)
    }
    read += end
  }

  const write = (stream: string, added: ReadonlyArray<NewEvent>): void => {
    const line: Line = {
      stream,
      events: added.map(({ id, type, leaf }) => ({ id, type, leaf: Buffer.from(leaf).toString("base64") })),
    }
    writeSync(handle, `${JSON.stringify(line)}\n`)
    // Acknowledge an append only when a power failure cannot undo it.
    fsyncSync(handle)
  }

  readOn()
  // Bytes after the last complete line were never acknowledged, and must not be joined to the next line.
  ftruncateSync(handle, read)
  const notifier = changeNotifier(() => String(closing.signal.aborted ? read : fstatSync(handle).size), pollInterval)

  /** Every failure of the file is `Unavailable`, and a failed append leaves nothing in it. */
  const withFile = <L, A>(
    work: () => E.Either<L, A>,
  ): Promise<E.Either<L | Closed | Extract<AppendError, { _tag: "Unavailable" }>, A>> => {
    if (closing.signal.aborted) return Promise.resolve(E.left({ _tag: "Closed" }))
    try {
      readOn()
      return Promise.resolve(work())
    } catch (thrown) {
      ftruncateSync(handle, read)
      return Promise.resolve(E.left({ _tag: "Unavailable", reason: String(thrown) }))
    }
  }

  const lookup = {
    lastRevision: (stream: string) => streams.get(stream)?.at(-1)?.revision ?? ("noStream" as const),
    byId: (id: string) => byId.get(id),
    last: () => events.at(-1),
  }

  const pages: PageReader = {
    all: (after, size) =>
      withFile<ReadError, ReadonlyArray<StoredEvent>>(() => {
        const from = ordinalOf(after)
        if (E.isLeft(from)) return from
        const reached = checkReached(from.right, events.length)
        return E.isLeft(reached) ? reached : E.right(events.slice(from.right, from.right + size).map(copyOf))
      }),
    stream: (name, from, direction, size) =>
      withFile<ReadError, ReadonlyArray<StoredEvent>>(() => {
        const inStream = streams.get(name)
        if (inStream === undefined) return E.left({ _tag: "StreamNotFound", stream: name })
        const page =
          direction === "forwards"
            ? inStream.slice(Math.max(0, from)).slice(0, size)
            : inStream
                .slice(0, Math.max(0, from + 1))
                .toReversed()
                .slice(0, size)
        return E.right(page.map(copyOf))
      }),
  }

  return {
    append: (stream, expected, added, follows) => {
      const checked = checkAppend(stream, expected, added, follows)
      return () =>
        withFile<AppendError, Appended>(() => {
          if (E.isLeft(checked)) return checked
          const judged = judgeAppend(lookup, checked.right)
          if (E.isLeft(judged)) return judged
          if (judged.right !== undefined) return E.right(judged.right)
          write(stream, checked.right.events)
          readOn()
          notifier.notify()
          return E.right({
            revision: streams.get(stream)?.at(-1)?.revision ?? 0,
            position: positionOf(events.length),
            repeated: false,
          })
        })
    },
    readStream: (stream, options = {}) => readStreamByPages(pages, stream, options),
    readAll: (options = {}) => readAllByPages(pages, options),
    subscribe: (options, handler) => subscribeTo({ pages, notifier, closed: closing.signal }, options, handler),
    close: () => {
      if (!closing.signal.aborted) {
        closing.abort()
        closeSync(handle)
      }
      return Promise.resolve()
    },
  }
}

/** Readers get copies: writing into them changes nothing stored. */
const copyOf = (event: StoredEvent): StoredEvent => ({ ...event, leaf: event.leaf.slice() })
