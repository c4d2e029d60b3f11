/** The state of the stream a command is decided on, and of other streams that the decision reads. */
import type { AnyAggregate, Registry } from "@shifan/core"
import { streamOf } from "@shifan/core/registry"
import { collectStream, decodeEvents, type Envelope, type EventStore, type StoreError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { Target } from "./request.js"

export interface OtherStreams {
  /** States by key. */
  readonly states: ReadonlyMap<string, unknown>
  /** Number of events by key, to notice new ones. */
  readonly sizes: ReadonlyMap<string, number>
}

interface OwnStream {
  readonly aggregate: AnyAggregate
  readonly division: string
  readonly registry: Registry
  readonly state: unknown
}

/** The state after further events of its stream. */
export const evolveOwn = (aggregate: AnyAggregate, state: unknown, events: ReadonlyArray<Envelope>): unknown =>
  events
    .filter(({ type }) => aggregate.eventTypes.includes(type))
    .reduce((before, event) => aggregate.evolve(before, event), state)

export const isErasure = ({ type }: Envelope): boolean => type === "PersonalDataErased"

/** The current era of a unit's history: the number of erasures of its personal data so far. */
export const eraOf = (history: ReadonlyArray<Envelope>): number => history.filter(isErasure).length

/** Reads the events that a stream had when it was loaded. Few commands need them: repetitions, and openings of personal data. */
export const historyOf = async (
  store: EventStore,
  { registry, stream, size }: { readonly registry: Registry; readonly stream: string; readonly size: number },
): Promise<E.Either<StoreError, ReadonlyArray<Envelope>>> => {
  if (size === 0) return E.right([])
  const events = await collectStream(decodeEvents(store.readStream(stream, { maxCount: size }), registry))
  return E.isLeft(events) ? events : E.right(events.right.map(({ envelope }) => envelope))
}

/** Reads the other streams that the aggregate names for this command, in their present state. */
export const readOthers = async (
  store: EventStore,
  { aggregate, division, registry, state }: OwnStream,
  { command }: Target<Registry>,
): Promise<E.Either<StoreError, OtherStreams>> => {
  const states = new Map<string, unknown>()
  const sizes = new Map<string, number>()
  for (const other of aggregate.alsoReads?.(command, state) ?? []) {
    const events = await collectStream(decodeEvents(store.readStream(streamOf(aggregate, division, other)), registry))
    if (E.isLeft(events)) return events
    const envelopes = events.right.map(({ envelope }) => envelope)
    states.set(other, evolveOwn(aggregate, aggregate.initial(other), envelopes))
    sizes.set(other, envelopes.length)
  }
  return E.right({ states, sizes })
}

export const haveGoneOn = (before: OtherStreams, now: OtherStreams): boolean =>
  [...now.sizes].some(([key, size]) => before.sizes.get(key) !== size)
