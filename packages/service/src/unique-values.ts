import type { AnyAggregate, AnyCommand, Holder, Registry } from "@shifan/core"
import type { EventStore, ReadError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import { unreadEvents } from "./unread-events.js"

/** Looks up the holders of values that must be unique in the store, such as certificate numbers. */
export interface UniqueValues {
  /** The event that already holds the command's unique value in the store as it is now; `undefined` if none does. */
  readonly holderOf: (aggregate: AnyAggregate, command: AnyCommand) => Promise<E.Either<ReadError, Holder | undefined>>
}

interface Known {
  readonly holders: Map<string, Holder>
  readonly readOn: ReturnType<typeof unreadEvents>
}

/** Caches the taken values by aggregate. Each look-up reads only events since the previous one. */
export const uniqueValues = (store: EventStore, division: string, registry: Registry): UniqueValues => {
  const byAggregate = new Map<string, Known>()
  return {
    holderOf: async (aggregate, command) => {
      const { unique, name } = aggregate
      const value = unique?.valueOf(command)
      if (unique === undefined || value === undefined) return E.right(undefined)
      const known = byAggregate.get(name) ?? {
        holders: new Map<string, Holder>(),
        readOn: unreadEvents(store, division, registry, { aggregate, types: unique.types }),
      }
      byAggregate.set(name, known)
      const { holders, readOn } = known
      const read = await readOn((key, envelope) => {
        const released = unique.releasedBy?.(envelope)
        if (released !== undefined && holders.get(released)?.key === key) holders.delete(released)
        const taken = unique.valueOf(envelope)
        if (taken !== undefined && !holders.has(taken)) holders.set(taken, { key, revision: envelope.revision })
      })
      return E.isLeft(read) ? read : E.right(holders.get(value))
    },
  }
}
