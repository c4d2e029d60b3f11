/** What one writes who forges a history: other data, in leaves chained anew. */
import * as E from "fp-ts/lib/Either.js"
import { fc } from "@fast-check/vitest"
import { encode, readEnvelope, sha256Hex, type Envelope, type Events, type StoredEvent } from "@shifan/event-store"

/** Whatever canonical JSON can hold. */
export const anything: fc.Arbitrary<unknown> = fc
  .jsonValue()
  .map((value): unknown =>
    JSON.parse(JSON.stringify(value), (key, one: unknown) =>
      key === "__proto__" ? undefined : typeof one === "number" ? Math.trunc(one % 1000) : one,
    ),
  )
  .map((value): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value))))

/** The same history with one event's envelope rewritten, and every later event of its stream chained to it again. */
export const chainedAnew = (
  events: ReadonlyArray<StoredEvent>,
  index: number,
  change: (envelope: Envelope) => Envelope,
): ReadonlyArray<StoredEvent> => {
  const heads = new Map<string, string>()
  return events.map((event, i) => {
    const read = readEnvelope(event.leaf)
    if (E.isLeft(read)) throw new Error("unreadable")
    const told = i === index ? change(read.right) : read.right
    const leaf = encode({ ...told, previous: heads.get(event.stream) ?? null })
    if (E.isLeft(leaf)) throw new Error(leaf.left._tag)
    heads.set(event.stream, sha256Hex(leaf.right))
    return { ...event, leaf: leaf.right }
  })
}

/** As a store would give them. */
export async function* given(some: ReadonlyArray<StoredEvent>): Events {
  for (const event of some) yield E.right(event)
}
