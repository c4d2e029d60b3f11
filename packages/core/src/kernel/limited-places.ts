/**
 * Quotas: places that only a limited number of streams of an aggregate may hold at once. A stream does not know the others,
 * so they are counted outside: by the service before it appends, and by the auditor in log order.
 */
import type { AnyCommand, AnyEvent } from "./act.js"
import type { Context } from "./context.js"
import type { RefusalIn } from "./refusal.js"

/** The quotas of an aggregate. `Taken` is the state kept for one stream. */
export interface Places<Taken, EventType extends string, Phase extends string> {
  /** Event types that matter. */
  readonly types: ReadonlyArray<EventType>
  /** State before the first event. */
  readonly none: Taken
  /** State after an event. Total. */
  after(taken: Taken, event: AnyEvent, revision: number): Taken
  /** Names of the places that a stream holds. */
  heldBy(taken: Taken): ReadonlyArray<string>
  /** The limited places that a command would take. */
  limits(context: Pick<Context, "law" | "effectiveOn">, command: AnyCommand, taken: Taken): ReadonlyArray<Limit>
  /** The refusal of a command for which no place is left. `held`: number of places held by others. */
  refusal(context: Pick<Context, "law" | "effectiveOn">, limit: Limit, held: number): RefusalIn<string, Phase>
}

/** A place, and how many streams may hold it at once. */
export interface Limit {
  readonly place: string
  readonly most: number
}

/** The holders of all places, from the events read so far. */
export interface PlacesHeld {
  readonly takenBy: (key: string) => unknown
  /** Takes the next event of the stream with this key. */
  readonly next: (key: string, event: AnyEvent, revision: number) => void
  readonly refusals: (
    context: Pick<Context, "law" | "effectiveOn">,
    command: AnyCommand,
    key: string,
  ) => ReadonlyArray<RefusalIn<string, string>>
}

/** Collects the holders of places while the events of all streams are read. */
export const placesHeld = (places: Places<unknown, string, string>): PlacesHeld => {
  const all = new Map<string, unknown>()
  const holders = new Map<string, Set<string>>()
  const takenBy = (key: string): unknown => all.get(key) ?? places.none
  return {
    takenBy,
    next: (key, event, revision) => {
      if (!places.types.includes(event.type)) return
      const before = takenBy(key)
      const after = places.after(before, event, revision)
      for (const place of places.heldBy(before)) holders.get(place)?.delete(key)
      for (const place of places.heldBy(after)) holders.set(place, (holders.get(place) ?? new Set()).add(key))
      all.set(key, after)
    },
    refusals: (context, command, key) =>
      places.limits(context, command, takenBy(key)).flatMap((limit) => {
        const others = [...(holders.get(limit.place) ?? [])].filter((holder) => holder !== key).length
        return others >= limit.most ? [places.refusal(context, limit, others)] : []
      }),
  }
}
