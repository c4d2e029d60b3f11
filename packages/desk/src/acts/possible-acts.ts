/** Which acts a case may take next, and who may put them on record. */
import {
  acts,
  countyOf,
  phaseOn,
  type Actor,
  type CivilDate,
  type CommandType,
  type Role,
  type State,
} from "@shifan/core"

/** Whose act it is. Where nothing says of which unit or county, it is not known yet. */
export interface Acting {
  readonly role: Role
  readonly unit?: string | null
  readonly county?: string | null | undefined
}

/**
 * An office types in what reached it on paper: the bureau also what a county or a unit did, a county what its own units did, and
 * a unit its own acts alone.
 */
export const mayRecord = (officer: Actor, { role, unit, county }: Acting): boolean => {
  if (!(recordableBy[officer.role] ?? []).includes(role)) return false
  if (officer.role === "unit") return (unit ?? officer.code) === officer.code
  return officer.role !== "county" || (county ?? officer.code) === officer.code
}

export const actingFor = (role: Role, state: State): Acting => ({ role, unit: state.unit, county: countyOf(state) })

const recordableBy: { readonly [R in Role]?: ReadonlyArray<Role> } = {
  bureau: ["bureau", "county", "unit"],
  county: ["county", "unit"],
  unit: ["unit"],
}

export interface PossibleAct {
  readonly act: CommandType
  /** Who does it, which is not always who types it. */
  readonly by: Role
}

/** By the phase alone: what else stands against one is said when it is previewed. */
export const possibleActs = (state: State, on: CivilDate, officer: Actor): ReadonlyArray<PossibleAct> =>
  everyAct.flatMap((act) => {
    const { by, from } = acts[act]
    return from.includes(phaseOn(state, on))
      ? by.filter((role) => mayRecord(officer, actingFor(role, state))).map((role) => ({ act, by: role }))
      : []
  })

const isAct = (name: string): name is CommandType => Object.hasOwn(acts, name)

const everyAct = Object.keys(acts).filter(isAct)

export const actAddress = (act: string): string => `/acts/${act}`
