/** A part of a store that looks like a whole one: streams with a prefix, from one position on. */
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import {
  type AppendError,
  collect,
  type Events,
  type EventStore,
  type Filter,
  type Position,
  type ReadAllOptions,
  type StoredEvent,
} from "@shifan/event-store"

export const partitionOf = async (whole: EventStore, prefix: string): Promise<EventStore> => {
  const from = await beginning(whole, prefix)
  const within = ({ after = from, filter = {}, ...rest }: ReadAllOptions): ReadAllOptions => ({
    ...rest,
    ...(after === undefined ? {} : { after }),
    filter: prefixed(filter, prefix),
  })
  const bared = (event: StoredEvent): StoredEvent => ({ ...event, stream: event.stream.slice(prefix.length) })
  const named = <F extends { readonly _tag: string }>(error: F): F =>
    "stream" in error && typeof error.stream === "string"
      ? { ...error, stream: error.stream.slice(prefix.length) }
      : error

  async function* baring(events: Events): Events {
    for await (const one of events) yield E.bimap(named, bared)(one)
  }

  return {
    // An empty name stays empty, to be refused.
    append: (stream, expected, events) =>
      TE.mapLeft((error: AppendError) => named(error))(
        whole.append(stream === "" ? "" : `${prefix}${stream}`, expected, events),
      ),
    readStream: (stream, options) => baring(whole.readStream(`${prefix}${stream}`, options)),
    readAll: (options = {}) => baring(whole.readAll(within(options))),
    subscribe: (options, handler) =>
      whole.subscribe(within(options), (batch) => {
        const [first, ...rest] = batch.events
        return handler({ ...batch, events: [bared(first), ...rest.map(bared)] })
      }),
    close: () => whole.close(),
  }
}

const prefixed = ({ streamPrefixes, types }: Filter, prefix: string): Filter => ({
  streamPrefixes: streamPrefixes?.map((one) => `${prefix}${one}`) ?? [prefix],
  ...(types === undefined ? {} : { types }),
})

/** A stream of the chamber's own marks where it begins; all who open it find the same. */
const beginning = async (whole: EventStore, prefix: string): Promise<Position | undefined> => {
  const stream = `begins-${prefix}`
  const mark = { id: crypto.randomUUID(), type: "Begun", leaf: new TextEncoder().encode("{}") }
  await whole.append(stream, "noStream", [mark])()
  const events = await collect(whole.readStream(stream))
  return E.isRight(events) ? events.right[0]?.position : undefined
}
