/** What a store has that was not read before: whoever counts over all of its streams goes on from where it was. */
import type { AnyAggregate, Registry } from "@shifan/core"
import { parseStreamName, streamOf } from "@shifan/core/registry"
import { decodeEvents, type Envelope, type EventStore, type Position, type ReadError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"

/** Takes an event of the stream with that key. */
type Take = (key: string, envelope: Envelope) => void

/**
 * Of one aggregate's streams, the events of some types. Each call hands on what is new since the one before, which it waits
 * for: two at once would hand on the same events twice.
 */
export const unreadEvents = (
  store: EventStore,
  division: string,
  registry: Registry,
  { aggregate, types }: { readonly aggregate: AnyAggregate; readonly types: ReadonlyArray<string> },
): ((take: Take) => Promise<E.Either<ReadError, void>>) => {
  const filter = { streamPrefixes: [streamOf(aggregate, division, "")], types }
  let checkpoint: Position | undefined
  let before: Promise<unknown> = Promise.resolve()
  const read = async (take: Take): Promise<E.Either<ReadError, void>> => {
    const after = checkpoint === undefined ? {} : { after: checkpoint }
    for await (const next of decodeEvents(store.readAll({ filter, ...after }), registry)) {
      if (E.isLeft(next)) return next
      const { event, envelope } = next.right
      const key = parseStreamName(event.stream, registry)?.key
      if (key !== undefined) take(key, envelope)
      checkpoint = event.position
    }
    return E.right(undefined)
  }
  return (take) => {
    const turn = before.then(() => read(take))
    before = turn.catch(() => undefined)
    return turn
  }
}
