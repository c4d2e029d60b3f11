/** A part of a store that looks like a whole store: the streams with a prefix, from a position on. */
import * as E from "fp-ts/lib/Either.js"
import type { Events, EventStore, Filter, Follows, ReadAllOptions, StoredEvent } from "@shifan/event-store"
import { append, newEvent, readStream } from "@shifan/testkit/events"

export const partitionOf = async (store: EventStore, prefix: string): Promise<EventStore> => {
  const mark = await markOf(store, prefix)
  const start = mark?.position ?? ""

  const within = ({ after = start, filter = {}, ...rest }: ReadAllOptions): ReadAllOptions => ({
    ...rest,
    after,
    filter: withPrefix(filter, prefix),
  })

  const eventWithin = (stored: StoredEvent): StoredEvent => ({ ...stored, stream: stored.stream.slice(prefix.length) })

  const errorWithin = <F extends { readonly _tag: string }>(error: F): F =>
    "stream" in error && typeof error.stream === "string"
      ? { ...error, stream: error.stream.slice(prefix.length) }
      : error

  // The mark comes before the first event of the partition.
  const followsWithin = (follows: Follows | undefined): Follows | undefined =>
    follows && ((last) => follows(last && mark && Buffer.compare(last.leaf, mark.leaf) === 0 ? undefined : last))

  async function* eventsWithin(events: Events): Events {
    for await (const answer of events) yield E.bimap(errorWithin, eventWithin)(answer)
  }

  return {
    append: (stream, expected, events, follows) => {
      // An empty name stays empty, so that it is refused.
      const task = store.append(stream === "" ? "" : `${prefix}${stream}`, expected, events, followsWithin(follows))
      return async () => {
        const answer = await task()
        return E.isLeft(answer) ? E.left(errorWithin(answer.left)) : answer
      }
    },
    readStream: (stream, options) => eventsWithin(store.readStream(`${prefix}${stream}`, options)),
    readAll: (options = {}) => eventsWithin(store.readAll(within(options))),
    subscribe: (options, handler) =>
      store.subscribe(within(options), (batch) => {
        const [first, ...rest] = batch.events
        return handler({ ...batch, events: [eventWithin(first), ...rest.map(eventWithin)] })
      }),
    close: () => store.close(),
  }
}

const withPrefix = ({ streamPrefixes, types }: Filter, prefix: string): Filter => ({
  streamPrefixes: streamPrefixes?.map((name) => `${prefix}${name}`) ?? [prefix],
  ...(types === undefined ? {} : { types }),
})

/** Marks the start of the partition in a separate stream, so that every process finds the same one. */
const markOf = async (store: EventStore, prefix: string): Promise<StoredEvent | undefined> => {
  const stream = `starts-${prefix}`
  await append(store, stream, "noStream", [newEvent(stream)])
  const [mark] = await readStream(store, stream)
  return mark
}
