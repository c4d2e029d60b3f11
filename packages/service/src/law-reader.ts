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

/** Keeps the folded law, so that a decision need not read its streams from the start. */
export interface LawReader {
  /** The law as it is in the store now. */
  readonly now: () => Promise<E.Either<ReadError, KnownLaw>>
  /** Tells that everything up to this position is committed, so the next read need not look at it again. */
  readonly reached: (position: Position) => void
}

/** Keeps a bureau's law folded. Each `now` reads only what is new since the one before. */
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

  /** Two reads may overlap; the later one must not fold an event again. */
  const isNew = (stream: string, revision: number): boolean =>
    revision > (law.basis.find((entry) => entry.stream === stream)?.revision ?? -1)

  const read = async (): Promise<E.Either<ReadError, KnownLaw>> => {
    // Taken before the read: what is committed meanwhile may lie behind what this read sees.
    const upTo = committed
    const after = checkpoint === undefined ? {} : { after: checkpoint }
    const events = await collect(decodeEvents(store.readAll({ filter, ...after }), registry))
    if (E.isLeft(events)) return events
    for (const { event, envelope } of events.right) if (isNew(event.stream, event.revision)) law = evolve(law, envelope)
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

  /** A read under way may have started before what the caller has seen, so callers that come meanwhile share the next. */
  const now = (): Promise<E.Either<ReadError, KnownLaw>> => {
    if (reading === undefined) return startRead()
    next ??= reading.then(() => {
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

/** The streams of this bureau's law. */
const lawFilter = (division: string, registry: Registry): Filter => ({
  streamPrefixes: Object.values(registry)
    .filter((aggregate) => "lawAfter" in aggregate)
    .map((aggregate) => streamOf(aggregate, division, "")),
})

const later = (a: Position | undefined, b: Position | undefined): Position | undefined => {
  if (a === undefined || b === undefined) return a ?? b
  return b < a ? a : b
}
