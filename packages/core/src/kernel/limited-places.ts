/**
 * Places that only so many streams of an aggregate may hold at once, as a quota has it. No stream knows of the others, so
 * whoever reads them all counts: the service before it appends, the auditor in the order of the log.
 */
import type { AnyCommand, AnyEvent } from "./act.js"
import type { Context } from "./context.js"
import type { RefusalIn } from "./refusal.js"

/** `Taken` is what has to be known of one stream. */
export interface Places<Taken, EventType extends string, Phase extends string> {
  /** The events that bear on it. */
  readonly types: ReadonlyArray<EventType>
  /** Before the first event. */
  readonly none: Taken
  /** Total. */
  after(taken: Taken, event: AnyEvent, revision: number): Taken
  /** The places that a stream holds, by name. */
  heldBy(taken: Taken): ReadonlyArray<string>
  /** Of which a command would take one, where there are only so many. */
  limits(context: Pick<Context, "law" | "effectiveOn">, command: AnyCommand, taken: Taken): ReadonlyArray<Limit>
  /** Against a command for whose place there is none left; `held` by others. */
  refusal(context: Pick<Context, "law" | "effectiveOn">, limit: Limit, held: number): RefusalIn<string, Phase>
}

/** A place by its name, and how many streams may hold it at once. */
export interface Limit {
  readonly place: string
  readonly most: number
}

/** Who holds which place, as far as the events have been read. */
export interface PlacesHeld {
  readonly takenBy: (key: string) => unknown
  /** Takes the next event of the stream with that key. */
  readonly next: (key: string, event: AnyEvent, revision: number) => void
  readonly refusals: (
    context: Pick<Context, "law" | "effectiveOn">,
    command: AnyCommand,
    key: string,
  ) => ReadonlyArray<RefusalIn<string, string>>
}

/** Who holds which place, gathered while the events of all streams are read once. */
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
