/** Values of an act for many units: shared ones, and individual ones per unit. */
import type { OfficeState, WorklistEntry } from "@shifan/casework"
import type { CivilDate, ConditionId, State, Uscc } from "@shifan/core"
import type { Values } from "@shifan/forms"
import { conditionsToFind } from "../acts/preset-values.js"

/** Fields by act that differ for every unit: the list has a column for each. */
export const ownFields = (act: string): ReadonlyArray<string> => (act === "Certify" ? ["certificateNumber"] : [])

export interface OneOfMany {
  readonly unit: Uscc
  readonly state: State
  /** Conditions that still have to be judged. */
  readonly open: ReadonlyArray<ConditionId>
}

/** The units for which the act is pending, in the order of the worklist. */
export const manyFor = (
  { units, law }: OfficeState,
  entries: ReadonlyArray<Pick<WorklistEntry, "act" | "recordedOf">>,
  act: string,
  on: CivilDate,
): ReadonlyArray<OneOfMany> => {
  const waiting = new Set(
    entries.flatMap((one) => (one.act === act && one.recordedOf !== null ? [one.recordedOf] : [])),
  )
  return [...waiting].flatMap((unit) => {
    const state = units.get(unit)
    if (state === undefined) return []
    return [{ unit, state, open: conditionsToFind(act, state, law.applicable, on) }]
  })
}

/** A row in the form for each condition still open for any of the units. */
export const openRows = (many: ReadonlyArray<OneOfMany>): Values =>
  new Map([...new Set(many.flatMap(({ open }) => open))].map((id, i) => [`findings.${i}.condition`, id]))

/** The shared values that apply to a unit: findings on conditions already judged are dropped. */
export const valuesOfOne = (shared: Values, own: Values, { open }: Pick<OneOfMany, "open">): Values => {
  const others = [...shared].flatMap(([path, value]) =>
    /^findings\.\d+\.condition$/.test(path) && !open.some((id) => id === value)
      ? [path.slice(0, -"condition".length)]
      : [],
  )
  return new Map([...shared, ...own].filter(([path]) => !others.some((row) => path.startsWith(row))))
}
