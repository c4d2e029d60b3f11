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
  /** The same by the state read last, for the frame of a page that may tell of an outage: reads nothing. */
  readonly lastTextOn: (visit: Pick<Visit, "on">) => Regulation
  /** The same, where the state is not needed otherwise; the configured text if the record cannot be read. */
  readonly textOn: (visit: Pick<Visit, keyof ViewAddress | "on">) => Promise<Regulation>
  /** The typist of an event, if not its actor. */
  readonly typedBy: (event: Envelope) => string | null | undefined
  /** Registers a possible typist, who is known once signed in. */
  readonly note: (officer: Actor) => void
}

export const officeOf = ({ store, library, division, regulation }: DeskDependencies): Office => {
  const reader = officeReader(store, library)
  const signedIn = new Map<string, Actor>()
  let last: OfficeState | undefined
  const stateIn: Office["state"] = async ({ asOf, knownAt }) => {
    const read = await reader.at({ ...(asOf && { asOf }), ...(knownAt && { knownAt }) })
    if (E.isRight(read)) last = read.right
    return read
  }
  const regulationOn: Office["regulationOn"] = ({ law }, { on }) => regulationNear(law.applicable, on) ?? regulation
  return {
    state: stateIn,
    unit: async ({ asOf, knownAt }, unit) => {
      const history = await unitHistory(store, division, unit, { ...(asOf && { asOf }), ...(knownAt && { knownAt }) })
      if (E.isLeft(history)) return history
      const state = history.right.filter(isDesignationEvent).reduce(evolve, initialState(unit))
      return E.right({ state, history: history.right })
    },
    stream: (name) => readEnvelopes(store, name),
    regulationOn,
    lastTextOn: (visit) => (last === undefined ? regulation : regulationOn(last, visit)),
    textOn: async (visit) => {
      const read = await stateIn(visit)
      return E.isLeft(read) ? regulation : regulationOn(read.right, visit)
    },
    typedBy: (event) => typistOf(event, [...reader.actors(), ...signedIn.values()]),
    note: (officer) => void signedIn.set(typistId(officer), officer),
  }
}
