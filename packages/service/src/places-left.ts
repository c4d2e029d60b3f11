import type { AnyRefusal, Registry } from "@shifan/core"
import { placesHeld, type PlacesHeld } from "@shifan/core/registry"
import type { EventStore, ReadError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { Loaded } from "./decision.js"
import type { Request } from "./request.js"
import { unreadEvents } from "./unread-events.js"

/** Whether there is a place left where only so many streams may hold one. */
export interface PlacesLeft {
  /** Whether the request wants a place of which there are only so many. */
  readonly isLimited: (loaded: Loaded, request: Request<Registry>) => boolean
  /** Against a request for whose place there is none left, as the store is now. */
  readonly refusals: (
    loaded: Loaded,
    request: Request<Registry>,
  ) => Promise<E.Either<ReadError, ReadonlyArray<AnyRefusal>>>
}

interface Known {
  readonly held: PlacesHeld
  readonly readOn: ReturnType<typeof unreadEvents>
}

const isLimited: PlacesLeft["isLimited"] = ({ aggregate: { places }, law, history }, { target, effectiveOn }) => {
  if (places === undefined) return false
  const taken = history.reduce((before, event) => places.after(before, event, event.revision), places.none)
  return places.limits({ law: law.applicable, effectiveOn }, target.command, taken).length > 0
}

/** Keeps who holds a place by aggregate. Nothing is read while there is no limit. */
export const placesLeft = (store: EventStore, division: string, registry: Registry): PlacesLeft => {
  const byAggregate = new Map<string, Known>()

  return {
    isLimited,
    refusals: async (loaded, request) => {
      const { aggregate, law } = loaded
      const { places, name } = aggregate
      if (places === undefined || !isLimited(loaded, request)) return E.right([])
      const known = byAggregate.get(name) ?? {
        held: placesHeld(places),
        readOn: unreadEvents(store, division, registry, { aggregate, types: places.types }),
      }
      byAggregate.set(name, known)
      const read = await known.readOn((key, envelope) => known.held.next(key, envelope, envelope.revision))
      if (E.isLeft(read)) return read
      const { command, key } = request.target
      return E.right(known.held.refusals({ law: law.applicable, effectiveOn: request.effectiveOn }, command, key))
    },
  }
}
