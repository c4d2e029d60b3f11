import type { AnyAggregate, AnyCommand, Holder, Registry } from "@shifan/core"
import { parseStreamName, streamOf } from "@shifan/core/registry"
import { collect, decodeEvents, type EventStore, type Position, type ReadError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"

/** Who has what only one event in the store may have, such as the number of a certificate. */
export interface UniqueValues {
  /** The event that has the command's, as the store is now; `undefined` where none has it. */
  readonly holderOf: (aggregate: AnyAggregate, command: AnyCommand) => Promise<E.Either<ReadError, Holder | undefined>>
}

interface Known {
  readonly holders: Map<string, Holder>
  checkpoint: Position | undefined
}

/** Keeps what is taken by aggregate. Each look reads only what is new since the one before. */
export const uniqueValues = (store: EventStore, division: string, registry: Registry): UniqueValues => {
  const byAggregate = new Map<string, Known>()
  return {
    holderOf: async (aggregate, command) => {
      const { unique, name } = aggregate
      const value = unique?.valueOf(command)
      if (unique === undefined || value === undefined) return E.right(undefined)
      const known = byAggregate.get(name) ?? { holders: new Map<string, Holder>(), checkpoint: undefined }
      byAggregate.set(name, known)
      const filter = { streamPrefixes: [streamOf(aggregate, division, "")], types: unique.types }
      const after = known.checkpoint === undefined ? {} : { after: known.checkpoint }
      const events = await collect(decodeEvents(store.readAll({ filter, ...after }), registry))
      if (E.isLeft(events)) return events
      for (const { event, envelope } of events.right) {
        const key = parseStreamName(event.stream, registry)?.key
        const released = unique.releasedBy?.(envelope)
        if (released !== undefined && known.holders.get(released)?.key === key) known.holders.delete(released)
        const taken = unique.valueOf(envelope)
        if (taken !== undefined && key !== undefined && !known.holders.has(taken))
          known.holders.set(taken, { key, revision: event.revision })
      }
      known.checkpoint = events.right.at(-1)?.event.position ?? known.checkpoint
      return E.right(known.holders.get(value))
    },
  }
}
