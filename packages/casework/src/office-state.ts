/** What the whole record comes to: the law that is known, and every unit. */
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

/** All that a record tells up to a point: the law, every unit, and of how many events. */
export interface OfficeState {
  readonly law: KnownLaw
  readonly units: ReadonlyMap<Uscc, State>
  readonly events: number
  /** The applications of the yearly calls. */
  readonly cases: Pick<CallCases, "of">
}

/** Reads all of the store. `progress` is called with the number of events seen so far. */
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

/** Reads what has come since it was asked last, for a program that goes on; a look back is read anew. */
export interface OfficeReader {
  readonly at: (view: RosterView) => Promise<E.Either<ReadError, OfficeState>>
  /** Everybody who has acted, as far as was read. */
  readonly actors: () => ReadonlyArray<Actor>
}

/** Reads a store once and then only what is new, for whoever asks again and again. */
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

/** Takes events in the order of the log, of those that are to count. */
export interface OfficeFold {
  readonly events: () => number
  readonly take: (envelope: Envelope) => void
  readonly state: () => OfficeState
}

/** Begins before the first event. Which events count, whoever calls it decides. */
export const officeFold = (library: Library): OfficeFold => {
  const states = new Map<string, State>()
  const cases = new CallCases()
  let law = initialLaw(library)
  let events = 0
  return {
    events: () => events,
    take: (envelope) => {
      events++
      cases.take(envelope)
      const state = stateAfter(states.get(envelope.stream), envelope)
      if (state === undefined) law = evolveLaw(law, envelope)
      else states.set(envelope.stream, state)
    },
    state: () => ({
      law,
      units: new Map([...states.values()].map((state) => [state.unit, state])),
      events,
      cases,
    }),
  }
}
