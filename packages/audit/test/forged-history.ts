import * as E from "fp-ts/lib/Either.js"
import { fc } from "@fast-check/vitest"
import { encode, readEnvelope, sha256Hex, type Envelope, type Events, type StoredEvent } from "@shifan/event-store"
import { right } from "@shifan/testkit/basics"

/** Any value that the canonical JSON of an event can hold. */
export const anyData: fc.Arbitrary<unknown> = fc
  .jsonValue()
  .map((value): unknown =>
    JSON.parse(JSON.stringify(value), (key, part: unknown) => {
      if (key === "__proto__") return undefined
      return typeof part === "number" ? Math.trunc(part % 1000) : part
    }),
  )
  // The reviver removes a part by making it `undefined`, which an array keeps.
  .map((value): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value))))

export const envelopeOf = ({ leaf }: StoredEvent): Envelope => right(readEnvelope(leaf))

/** The event with its envelope changed, but neither the hash chain nor the store's own fields. */
export const withEnvelope = (event: StoredEvent, change: Partial<Envelope>): StoredEvent => ({
  ...event,
  leaf: right(encode({ ...envelopeOf(event), ...change })),
})

interface Forgery {
  readonly event: StoredEvent
  readonly envelope: Envelope
}

/** Recomputes the hash chain of every stream, like a careful forger. */
const chained = (forgeries: ReadonlyArray<Forgery>): ReadonlyArray<StoredEvent> => {
  const heads = new Map<string, string>()
  return forgeries.map(({ event, envelope }) => {
    const leaf = right(encode({ ...envelope, previous: heads.get(event.stream) ?? null }))
    heads.set(event.stream, sha256Hex(leaf))
    return { ...event, leaf }
  })
}

export const rechained = (events: ReadonlyArray<StoredEvent>): ReadonlyArray<StoredEvent> =>
  chained(events.map((event) => ({ event, envelope: envelopeOf(event) })))

/** A history with the envelope of one event changed, and the hash chains recomputed. */
export const forged = (
  events: ReadonlyArray<StoredEvent>,
  index: number,
  change: Partial<Envelope>,
): ReadonlyArray<StoredEvent> =>
  chained(events.map((event, i) => ({ event, envelope: { ...envelopeOf(event), ...(i === index ? change : {}) } })))

/** Yields events one by one, like a store. */
export async function* eventsOf(events: ReadonlyArray<StoredEvent>): Events {
  for (const event of events) yield E.right(event)
}
