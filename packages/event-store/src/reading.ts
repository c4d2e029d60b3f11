import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Registry } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { readEnvelope, type Envelope } from "./envelope.js"
import type { Corrupt, Events, ReadError, StoredEvent } from "./port.js"

/** A stored event with its decoded leaf. */
export interface DecodedEvent {
  readonly event: StoredEvent
  readonly envelope: Envelope
}

/** Decodes the leaf of each event, with `decodeEvent`. Ends after the first `Left`. */
export async function* decodeEvents(
  events: Events,
  registry: Registry = aggregates,
): AsyncGenerator<E.Either<ReadError, DecodedEvent>> {
  for await (const next of events) {
    const decoded = E.isLeft(next) ? next : decodeEvent(next.right, registry)
    yield decoded
    if (E.isLeft(decoded)) return
  }
}

/**
 * Decodes the leaf of an event. `Left` if it is not a readable event, or names a different stream or revision than those under
 * which it is stored.
 */
export const decodeEvent = (event: StoredEvent, registry: Registry = aggregates): E.Either<Corrupt, DecodedEvent> => {
  const envelope = readEnvelope(event.leaf, registry)
  if (E.isLeft(envelope)) return envelope
  return standsWhereItSays(event, envelope.right)
    ? E.right({ event, envelope: envelope.right })
    : E.left(elsewhere(event, envelope.right))
}

/** Checks the store's keys against the leaf. Only the leaf is signed; the keys for looking events up are stored separately. */
const standsWhereItSays = (event: StoredEvent, { id, stream, revision }: Envelope): boolean =>
  event.id === id && event.stream === stream && event.revision === revision

const elsewhere = ({ stream, revision }: StoredEvent, says: Envelope): Corrupt => {
  const where = `${stream}@${revision}`
  const place = `${says.stream}@${says.revision}`
  const itself = place === where ? bilingual("另一编号的事件", "the event of another id") : bilingual(place, place)
  const reason = `its leaf says that it is ${itself.en}`
  return { _tag: "Corrupt", where, reason, says: bilingual(`内容自述为${itself.zh}`, reason) }
}

/** Reads everything into memory, or returns the first error. */
export const collect = async <Error, Item>(
  items: AsyncIterable<E.Either<Error, Item>>,
): Promise<E.Either<Error, ReadonlyArray<Item>>> => {
  const all: Array<Item> = []
  for await (const next of items) {
    if (E.isLeft(next)) return next
    all.push(next.right)
  }
  return E.right(all)
}

/** `collect` for one stream. A stream that does not exist yet counts as empty. */
export const collectStream = async <Item>(
  items: AsyncIterable<E.Either<ReadError, Item>>,
): Promise<E.Either<ReadError, ReadonlyArray<Item>>> => {
  const all = await collect(items)
  return E.isLeft(all) && all.left._tag === "StreamNotFound" ? E.right([]) : all
}
