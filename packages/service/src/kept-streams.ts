/** Cache of loaded streams: most commands continue a stream that an earlier command has loaded. */
import type { AnyAggregate, Registry } from "@shifan/core"
import {
  collectStream,
  decodeEvent,
  sha256Hex,
  type DecodedEvent,
  type EventStore,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import { eraOf, evolveOwn } from "./stream-states.js"

/**
 * What a decision needs of a stream, after all events now in the store. The events themselves are not kept: an application has
 * kilobytes of form, which a state no longer holds once the title is granted.
 */
export interface StreamNow {
  /** Number of events. */
  readonly size: number
  /** State after all events of the aggregate's own types. */
  readonly state: unknown
  /** What the stream takes of the aggregate's quotas. */
  readonly taken: unknown
  /** Number of erasures of its personal data. */
  readonly era: number
  /** Ids of the commands behind the events, in lower case. */
  readonly commandIds: ReadonlyArray<string>
  /** `null` for a stream that does not exist yet. */
  readonly lastLeafHash: string | null
}

export interface KeptStreams {
  readonly load: (stream: string, aggregate: AnyAggregate, key: string) => Promise<E.Either<ReadError, StreamNow>>
}

/** Cache limit in characters, as `sizeOf` counts them. */
const mostKept = 16_000_000

/**
 * Makes a cache of streams. For a cached stream it reads only the last known event and those after it. If that event has
 * changed, it reads the whole stream.
 *
 * @param most characters to keep; evicts the least recently used streams.
 */
export const keptStreams = (store: EventStore, registry: Registry, most = mostKept): KeptStreams => {
  /** Most recently used last. */
  const kept = new Map<string, KeptStream>()
  let total = 0

  const forget = (stream: string): void => {
    total -= kept.get(stream)?.characters ?? 0
    kept.delete(stream)
  }

  const keep = (stream: string, now: StreamNow): void => {
    const characters = sizeOf(now)
    if (characters > most) return
    kept.set(stream, { now, characters })
    total += characters
    for (const oldest of kept.keys()) {
      if (total <= most) return
      forget(oldest)
    }
  }

  const read = (stream: string, from: number): Promise<E.Either<ReadError, ReadonlyArray<StoredEvent>>> =>
    collectStream(store.readStream(stream, { from }))

  /** The cached stream and the events after it; the stream before its first event and all events, if none or another is cached. */
  const unread = async (
    stream: string,
    none: StreamNow,
  ): Promise<E.Either<ReadError, readonly [StreamNow, ReadonlyArray<StoredEvent>]>> => {
    const known = kept.get(stream)?.now
    if (known !== undefined) {
      const reread = await read(stream, known.size - 1)
      if (E.isLeft(reread)) return reread
      const [last, ...later] = reread.right
      if (last !== undefined && sha256Hex(last.leaf) === known.lastLeafHash) return E.right([known, later])
    }
    const all = await read(stream, 0)
    return E.isLeft(all) ? all : E.right([none, all.right])
  }

  return {
    load: async (stream, aggregate, key) => {
      const found = await unread(stream, beforeFirst(aggregate, key))
      if (E.isLeft(found)) return found
      const [before, events] = found.right
      const decoded = E.traverseArray((event: StoredEvent) => decodeEvent(event, registry))(events)
      if (E.isLeft(decoded)) return decoded
      const now = continued(before, decoded.right, aggregate)
      forget(stream)
      if (now.size > 0) keep(stream, now)
      return E.right(now)
    },
  }
}

interface KeptStream {
  readonly now: StreamNow
  readonly characters: number
}

/** The state as JSON, which is quick to measure, and something for each command and for the entry itself. */
const sizeOf = ({ state, commandIds }: StreamNow): number => {
  try {
    return JSON.stringify(state).length + 60 * commandIds.length + 500
  } catch {
    return Infinity // Not plain data, so of unknown size.
  }
}

const beforeFirst = (aggregate: AnyAggregate, key: string): StreamNow => ({
  size: 0,
  state: aggregate.initial(key),
  taken: aggregate.quotas?.none,
  era: 0,
  commandIds: [],
  lastLeafHash: null,
})

const continued = (before: StreamNow, events: ReadonlyArray<DecodedEvent>, aggregate: AnyAggregate): StreamNow => {
  const last = events.at(-1)
  if (last === undefined) return before
  const { quotas } = aggregate
  const later = events.map(({ envelope }) => envelope)
  return {
    size: before.size + later.length,
    state: evolveOwn(aggregate, before.state, later),
    taken: later.reduce((taken, event) => quotas?.after(taken, event, event.revision), before.taken),
    era: before.era + eraOf(later),
    commandIds: [...before.commandIds, ...later.map(({ commandId }) => commandId.toLowerCase())],
    lastLeafHash: sha256Hex(last.event.leaf),
  }
}
