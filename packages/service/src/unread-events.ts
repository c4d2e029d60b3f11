/** Incremental reading over all streams of an aggregate, for counters such as quotas and taken values. */
import type { AnyAggregate, Registry } from "@shifan/core"
import { parseStreamName, streamOf } from "@shifan/core/registry"
import { decodeEvents, type Envelope, type EventStore, type Position, type ReadError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"

/** Handles an event of the stream with this key. */
type Take = (key: string, envelope: Envelope) => void

/**
 * Makes a reader for some event types of an aggregate's streams. Each call passes on the events since the previous call, and
 * waits for that to finish, or both would pass on the same events.
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
