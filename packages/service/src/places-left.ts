import type { AnyRefusal, Registry } from "@shifan/core"
import { placesHeld, type PlacesHeld } from "@shifan/core/registry"
import type { EventStore, ReadError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { Loaded } from "./decision.js"
import type { Request } from "./request.js"
import { unreadEvents } from "./unread-events.js"

/** Enforces quotas: only a limited number of streams may hold a place, such as a recommendation of a county. */
export interface PlacesLeft {
  /** Whether the request asks for a place under a quota. */
  readonly isLimited: (loaded: Loaded, request: Request<Registry>) => boolean
  /** Refusals if no place is left in the store as it is now. */
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

/** Caches the holders of places by aggregate. Reads nothing while no quota applies. */
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
