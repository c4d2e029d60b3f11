import type { AnyAggregate } from "@shifan/core"
import { placesHeld, type PlacesHeld } from "@shifan/core/registry"

interface OfBureau {
  readonly aggregate: Pick<AnyAggregate, "name" | "places">
  readonly division: string
}

/** Tracks the holders of limited places, per aggregate and bureau; `undefined` for an aggregate without a limit. */
export const placesByBureau = (): ((of: OfBureau) => PlacesHeld | undefined) => {
  const all = new Map<string, PlacesHeld>()
  return ({ aggregate: { name, places }, division }) => {
    const known = all.get(`${name} ${division}`)
    if (known !== undefined || places === undefined) return known
    const held = placesHeld(places)
    all.set(`${name} ${division}`, held)
    return held
  }
}
