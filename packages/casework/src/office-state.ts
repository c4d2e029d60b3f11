/** What the whole record comes to: the law that is known, and every unit. */
import * as E from "fp-ts/lib/Either.js"
import type { Library, State, Uscc } from "@shifan/core"
import {
  decodeEvents,
  evolveLaw,
  initialLaw,
  type EventStore,
  type KnownLaw,
  type ReadError,
} from "@shifan/event-store"
import { isVisible, stateAfter, type RosterView } from "@shifan/roster"

export interface OfficeState {
  readonly law: KnownLaw
  readonly units: ReadonlyMap<Uscc, State>
  readonly events: number
}

/** Reads all of the store. `progress` is called with the number of events seen so far. */
export const officeStateAt = async (
  store: EventStore,
  library: Library,
  view: RosterView,
  progress: (events: number) => void = () => {},
): Promise<E.Either<ReadError, OfficeState>> => {
  const states = new Map<string, State>()
  let law = initialLaw(library)
  let events = 0
  for await (const next of decodeEvents(store.readAll())) {
    if (E.isLeft(next)) return next
    const { envelope } = next.right
    if (!isVisible(view, envelope)) continue
    progress(++events)
    const state = stateAfter(states.get(envelope.stream), envelope)
    if (state === undefined) law = evolveLaw(law, envelope)
    else states.set(envelope.stream, state)
  }
  return E.right({ law, units: new Map([...states.values()].map((state) => [state.unit, state])), events })
}
