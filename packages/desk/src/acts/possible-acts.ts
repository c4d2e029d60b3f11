/** The acts that a case allows next, and who may record them. */
import {
  acts,
  countyOf,
  phaseOn,
  type Actor,
  type CivilDate,
  type CommandType,
  type Regulation,
  type Role,
  type State,
} from "@shifan/core"

import { isRuledOut, type Asked } from "./ruled-out.js"

/** The actor. Without a unit or county, that part is not known yet. */
export interface Acting {
  readonly role: Role
  readonly unit?: string | null
  readonly county?: string | null | undefined
}

/**
 * Who may record an act received on paper: the bureau also acts of counties and units, a county also those of its units, a
 * unit only its own.
 */
export const mayRecord = (officer: Actor, { role, unit, county }: Acting): boolean => {
  if (!(recordableBy[officer.role] ?? []).includes(role)) return false
  if (officer.role === "unit") return (unit ?? officer.code) === officer.code
  return officer.role !== "county" || (county ?? officer.code) === officer.code
}

export const actingFor = (role: Role, state: State): Acting => ({ role, unit: state.unit, county: countyOf(state) })

/** The division that acts: the unit's county, or the one above it, which takes steps in its own name. */
export const actingDivision = (
  county: string | undefined,
  code: string,
  { territory }: Regulation,
): string | undefined => (territory.counties.find((one) => one.code === county)?.under?.code === code ? code : county)

const recordableBy: { readonly [R in Role]?: ReadonlyArray<Role> } = {
  bureau: ["bureau", "county", "unit"],
  county: ["county", "unit"],
  unit: ["unit"],
}

export interface PossibleAct {
  readonly act: CommandType
  /** The actor, who is not always the typist. */
  readonly by: Role
}

/**
 * What the phase allows, without what the state rules out and what needs a record to be chosen first. Obstacles that depend on
 * what is filled in show in the preview.
 */
export const possibleActs = (
  asked: Asked,
  on: CivilDate,
  officer: Actor,
  regulation: Regulation,
): ReadonlyArray<PossibleAct> =>
  everyAct.flatMap((act) => {
    const { state } = asked
    const { by, from } = acts[act]
    const county = act === "TakeStep" ? actingDivision(countyOf(state), officer.code, regulation) : countyOf(state)
    return from.includes(phaseOn(state, on)) && !chosenByRecord.includes(act) && !isRuledOut(act, asked)
      ? by.filter((role) => mayRecord(officer, { role, unit: state.unit, county })).map((role) => ({ act, by: role }))
      : []
  })

/** Offered beside the record that they change: see the page of corrections and annulments. */
const chosenByRecord: ReadonlyArray<CommandType> = ["CorrectRecord", "AnnulDecision"]

const isAct = (name: string): name is CommandType => Object.hasOwn(acts, name)

const everyAct = Object.keys(acts).filter(isAct)

export const actAddress = (act: string): string => `/acts/${act}`
