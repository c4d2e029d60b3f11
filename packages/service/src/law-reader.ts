import { type Library, type Registry } from "@shifan/core"
import { streamOf, aggregates } from "@shifan/core/registry"
import {
  collect,
  decodeEvents,
  evolveLawIn,
  initialLaw,
  type EventStore,
  type Filter,
  type KnownLaw,
  type Position,
  type ReadError,
} from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"

/** Keeps the folded law, so that a decision does not read the law's streams from the start. */
export interface LawReader {
  /** The law after all events now in the store. */
  readonly now: () => Promise<E.Either<ReadError, KnownLaw>>
  /** Reports that everything up to this position is committed, so the next read can start after it. */
  readonly reached: (position: Position) => void
}

/** Makes a reader for a bureau's law. Each `now` reads only the events since the previous call. */
export const lawReader = (
  store: EventStore,
  division: string,
  library: Library,
  registry: Registry = aggregates,
): LawReader => {
  const filter = lawFilter(division, registry)
  const evolve = evolveLawIn(registry)
  let law = initialLaw(library)
  let checkpoint: Position | undefined
  let committed: Position | undefined

  const read = async (): Promise<E.Either<ReadError, KnownLaw>> => {
    // Taken before the read, which may not see events committed meanwhile.
    const upTo = committed
    const after = checkpoint === undefined ? {} : { after: checkpoint }
    const events = await collect(decodeEvents(store.readAll({ filter, ...after }), registry))
    if (E.isLeft(events)) return events
    for (const { envelope } of events.right) law = evolve(law, envelope)
    checkpoint = later(checkpoint, later(events.right.at(-1)?.event.position, upTo))
    return E.right(law)
  }

  let reading: Promise<unknown> | undefined
  let next: Promise<E.Either<ReadError, KnownLaw>> | undefined

  const startRead = (): Promise<E.Either<ReadError, KnownLaw>> => {
    const started = read()
    reading = started.finally(() => (reading = undefined)).catch(() => undefined)
    return started
  }

  /**
   * A running read may have started before events the caller knows of. Callers that arrive meanwhile share the next one. Reads
   * never overlap, or an event would be folded twice; so nobody starts one while the next is waiting for its turn.
   */
  const now = (): Promise<E.Either<ReadError, KnownLaw>> => {
    if (next !== undefined) return next
    if (reading === undefined) return startRead()
    next = reading.then(() => {
      next = undefined
      return startRead()
    })
    return next
  }

  const reached = (position: Position): void => {
    committed = later(committed, position)
  }

  return { now, reached }
}

/** Matches the streams of this bureau's law. */
const lawFilter = (division: string, registry: Registry): Filter => ({
  streamPrefixes: Object.values(registry)
    .filter((aggregate) => "lawAfter" in aggregate)
    .map((aggregate) => streamOf(aggregate, division, "")),
})

const later = (a: Position | undefined, b: Position | undefined): Position | undefined => {
  if (a === undefined || b === undefined) return a ?? b
  return b < a ? a : b
}
