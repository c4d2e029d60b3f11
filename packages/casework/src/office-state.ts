/** The state of the whole record: the known law, and every unit. */
import * as E from "fp-ts/lib/Either.js"
import type { Actor, Library, State, Uscc } from "@shifan/core"
import {
  decodeEvents,
  evolveLaw,
  initialLaw,
  type Envelope,
  type EventStore,
  type KnownLaw,
  type Position,
  type ReadError,
} from "@shifan/event-store"
import { CallCases } from "./call-cases.js"
import { isVisible, stateAfter, type RosterView } from "@shifan/roster"

/** The state of a record up to a point: the law, every unit, and the number of events. */
export interface OfficeState {
  readonly law: KnownLaw
  readonly units: ReadonlyMap<Uscc, State>
  readonly events: number
  /** The applications of the yearly calls. */
  readonly cases: Pick<CallCases, "of">
}

/** Reads the whole store. `progress` is called with the number of events seen so far. */
export const officeStateAt = async (
  store: EventStore,
  library: Library,
  view: RosterView,
  progress: (events: number) => void = () => {},
): Promise<E.Either<ReadError, OfficeState>> => {
  const fold = officeFold(library)
  for await (const next of decodeEvents(store.readAll())) {
    if (E.isLeft(next)) return next
    if (!isVisible(view, next.right.envelope)) continue
    fold.take(next.right.envelope)
    progress(fold.events())
  }
  return E.right(fold.state())
}

/** Reads only events added since the last call, for a long-running program; a past view is read from the start. */
export interface OfficeReader {
  readonly at: (view: RosterView) => Promise<E.Either<ReadError, OfficeState>>
  /** All actors in the events read so far. */
  readonly actors: () => ReadonlyArray<Actor>
}

/** Reads a store once, and later only new events, for callers that query repeatedly. */
export const officeReader = (store: EventStore, library: Library): OfficeReader => {
  const fold = officeFold(library)
  const actors = new Map<string, Actor>()
  let after: Position | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const catchUp = async (): Promise<E.Either<ReadError, OfficeState>> => {
    for await (const next of decodeEvents(store.readAll(after === undefined ? {} : { after }))) {
      if (E.isLeft(next)) return next
      const { envelope, event } = next.right
      const { actor } = envelope
      fold.take(envelope)
      actors.set(`${actor.role}:${actor.code}:${actor.officer}`, actor)
      after = event.position
    }
    return E.right(fold.state())
  }

  return {
    at: (view) => {
      if (view.asOf !== undefined || view.knownAt !== undefined) return officeStateAt(store, library, view)
      const read = turn.then(catchUp)
      turn = read
      return read
    },
    actors: () => [...actors.values()],
  }
}

/** Takes the events that should count, in log order. */
export interface OfficeFold {
  readonly events: () => number
  readonly take: (envelope: Envelope) => void
  readonly state: () => OfficeState
}

/** Starts before the first event. The caller decides which events count. */
export const officeFold = (library: Library): OfficeFold => {
  const states = new Map<string, State>()
  const cases = new CallCases()
  let law = initialLaw(library)
  let events = 0
  return {
    events: () => events,
    take: (envelope) => {
      events++
      const state = stateAfter(states.get(envelope.stream), envelope)
      if (state === undefined) law = evolveLaw(law, envelope)
      else {
        states.set(envelope.stream, state)
        cases.take(envelope, state)
      }
    },
    state: () => ({
      law,
      units: new Map([...states.values()].map((state) => [state.unit, state])),
      events,
      cases,
    }),
  }
}
