/** The parts of the record that the desk reads, as of the view of a visit. */
import { officeReader, readEnvelopes, typistId, typistOf, unitHistory, type OfficeState } from "@shifan/casework"
import { evolve, initialState, regulationNear, type Actor, type Regulation, type State, type Uscc } from "@shifan/core"
import { isDesignationEvent, type Envelope, type ReadError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { DeskDependencies } from "./dependencies.js"
import type { ViewAddress, Visit } from "./http/visit.js"

export interface UnitRecord {
  readonly state: State
  /** Empty if nothing is on record. */
  readonly history: ReadonlyArray<Envelope>
}

export interface Office {
  readonly state: (visit: Pick<Visit, keyof ViewAddress>) => Promise<E.Either<ReadError, OfficeState>>
  readonly unit: (visit: Pick<Visit, keyof ViewAddress>, unit: Uscc) => Promise<E.Either<ReadError, UnitRecord>>
  readonly stream: (name: string) => Promise<E.Either<ReadError, ReadonlyArray<Envelope>>>
  readonly regulationOn: (state: OfficeState, visit: Pick<Visit, "on">) => Regulation
  /** The typist of an event, if not its actor. */
  readonly typedBy: (event: Envelope) => string | null | undefined
  /** Registers a possible typist, who is known once signed in. */
  readonly note: (officer: Actor) => void
}

export const officeOf = ({ store, library, division, regulation }: DeskDependencies): Office => {
  const reader = officeReader(store, library)
  const signedIn = new Map<string, Actor>()
  return {
    state: ({ asOf, knownAt }) => reader.at({ ...(asOf && { asOf }), ...(knownAt && { knownAt }) }),
    unit: async ({ asOf, knownAt }, unit) => {
      const history = await unitHistory(store, division, unit, { ...(asOf && { asOf }), ...(knownAt && { knownAt }) })
      if (E.isLeft(history)) return history
      const state = history.right.filter(isDesignationEvent).reduce(evolve, initialState(unit))
      return E.right({ state, history: history.right })
    },
    stream: (name) => readEnvelopes(store, name),
    regulationOn: ({ law }, { on }) => regulationNear(law.applicable, on) ?? regulation,
    typedBy: (event) => typistOf(event, [...reader.actors(), ...signedIn.values()]),
    note: (officer) => void signedIn.set(typistId(officer), officer),
  }
}
