/** The state of the log on a day: the law and every unit, computed with the functions that decide. */
import {
  regulationNear,
  type ApplicableLaw,
  type CivilDate,
  type Library,
  type Regulation,
  type State,
  type Uscc,
} from "@shifan/core"
import { officeFold } from "@shifan/casework"
import { isVisible, rosterUnder, stateAfter, type RosterEntry } from "@shifan/roster"
import type { LogRecord, ViewedLog } from "./log-records.js"

export interface KnownOn {
  readonly on: CivilDate
  readonly law: ApplicableLaw
  /** The regulation whose names and citations apply on that day; the library's first one if none was enacted yet. */
  readonly regulation: Regulation
  readonly units: ReadonlyMap<Uscc, State>
}

export const knownOn = ({ records }: Pick<ViewedLog, "records">, library: Library, on: CivilDate): KnownOn => {
  const fold = officeFold(library)
  for (const { event } of records) if (event !== null && isVisible({ asOf: on }, event)) fold.take(event)
  const { law, units } = fold.state()
  const regulation = regulationNear(law.applicable, on) ?? library[0]
  if (regulation === undefined) throw new RangeError("a library without a regulation")
  return { on, law: law.applicable, regulation, units }
}

/** State of a unit; `undefined` before its first record. */
export const stateOn = (records: ReadonlyArray<LogRecord>, on: CivilDate): State | undefined => {
  let state: State | undefined
  for (const { event } of records)
    if (event !== null && isVisible({ asOf: on }, event)) state = stateAfter(state, event) ?? state
  return state
}

/** The public list on a day, as a publication on that day would contain it. */
export const listOn = ({ records }: Pick<ViewedLog, "records">, on: CivilDate): ReadonlyArray<RosterEntry> => {
  const roster = rosterUnder({ asOf: on })
  for (const { event } of records) if (event !== null) roster.apply(event)
  return roster.list()
}
