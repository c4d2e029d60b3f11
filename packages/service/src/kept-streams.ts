/** Cache of loaded streams: most commands continue a stream that an earlier command has loaded. */
import type { AnyAggregate, Registry } from "@shifan/core"
import {
  collectStream,
  decodeEvents,
  sha256Hex,
  type DecodedEvent,
  type Envelope,
  type EventStore,
  type ReadError,
} from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import { evolveOwn } from "./stream-states.js"

/** A stream with all events now in the store. */
export interface StreamNow {
  readonly history: ReadonlyArray<Envelope>
  /** State after all events of the aggregate's own types. */
  readonly state: unknown
  /** `null` for a stream that does not exist yet. */
  readonly lastLeafHash: string | null
}

interface KeptStream extends StreamNow {
  /** Total size of its leaves. */
  readonly bytes: number
}

export interface KeptStreams {
  readonly load: (stream: string, aggregate: AnyAggregate, key: string) => Promise<E.Either<ReadError, StreamNow>>
}

/** Cache limit in bytes of leaves. Parsed events take a few times as much. */
const mostKept = 16_000_000

/**
 * Makes a cache of streams. For a cached stream it reads only the last known event and those after it. If that event has
 * changed, it reads the whole stream.
 *
 * @param most bytes of leaves to keep; evicts the least recently used streams.
 */
export const keptStreams = (store: EventStore, registry: Registry, most = mostKept): KeptStreams => {
  /** Most recently used last. */
  const kept = new Map<string, KeptStream>()
  let bytes = 0

  const forget = (stream: string): void => {
    bytes -= kept.get(stream)?.bytes ?? 0
    kept.delete(stream)
  }

  const keep = (stream: string, now: KeptStream): void => {
    forget(stream)
    kept.set(stream, now)
    bytes += now.bytes
    for (const oldest of kept.keys()) {
      if (bytes <= most) return
      forget(oldest)
    }
  }

  const read = (stream: string, from: number): Promise<E.Either<ReadError, ReadonlyArray<DecodedEvent>>> =>
    collectStream(decodeEvents(store.readStream(stream, { from }), registry))

  return {
    load: async (stream, aggregate, key) => {
      const known = kept.get(stream)
      const reread = known === undefined ? undefined : await read(stream, known.history.length - 1)
      if (reread !== undefined && E.isLeft(reread)) return reread
      const later = reread === undefined || known === undefined ? undefined : eventsAfterLast(known, reread.right)
      const isKnown = known !== undefined && later !== undefined
      const events = isKnown ? E.right(later) : await read(stream, 0)
      if (E.isLeft(events)) return events
      const before = isKnown ? known : { history: [], state: aggregate.initial(key), lastLeafHash: null, bytes: 0 }
      const now = continued(before, events.right, aggregate)
      if (now.history.length > 0) keep(stream, now)
      else forget(stream)
      return E.right(now)
    },
  }
}

/** The events after the last known one; `undefined` if that one is missing or has changed. */
const eventsAfterLast = (
  { lastLeafHash }: KeptStream,
  [last, ...later]: ReadonlyArray<DecodedEvent>,
): ReadonlyArray<DecodedEvent> | undefined =>
  last !== undefined && sha256Hex(last.event.leaf) === lastLeafHash ? later : undefined

const continued = (before: KeptStream, events: ReadonlyArray<DecodedEvent>, aggregate: AnyAggregate): KeptStream => {
  const last = events.at(-1)
  if (last === undefined) return before
  const later = events.map(({ envelope }) => envelope)
  return {
    history: [...before.history, ...later],
    state: evolveOwn(aggregate, before.state, later),
    lastLeafHash: sha256Hex(last.event.leaf),
    bytes: events.reduce((total, { event }) => total + event.leaf.length, before.bytes),
  }
}
