/** Which acts a case may take next, and who may put them on record. */
import { acts, phaseOn, type CivilDate, type CommandType, type Role, type State } from "@shifan/core"

/** An office types in what reached it on paper: the bureau also what a county or a unit did, a county what its units did. */
export const mayRecord = (officer: Role, actor: Role): boolean => (recordableBy[officer] ?? []).includes(actor)

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
export const possibleActs = (state: State, on: CivilDate, officer: Role): ReadonlyArray<PossibleAct> =>
  everyAct.flatMap((act) => {
    const { by, from } = acts[act]
    return from.includes(phaseOn(state, on))
      ? by.filter((role) => mayRecord(officer, role)).map((role) => ({ act, by: role }))
      : []
  })

const isAct = (name: string): name is CommandType => Object.hasOwn(acts, name)

const everyAct = Object.keys(acts).filter(isAct)

export const actAddress = (act: string): string => `/acts/${act}`
