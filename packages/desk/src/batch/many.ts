/** One act for many units: what is said of all of them, and what each has of its own. */
import type { OfficeState, WorklistEntry } from "@shifan/casework"
import type { CivilDate, ConditionId, State, Uscc } from "@shifan/core"
import type { Values } from "@shifan/forms"
import { conditionsToFind } from "../acts/preset-values.js"

/** Fields that no two units have alike, by act: each unit has a column for them. */
export const ownFields = (act: string): ReadonlyArray<string> => (act === "Certify" ? ["certificateNumber"] : [])

export interface OneOfMany {
  readonly unit: Uscc
  readonly state: State
  /** What somebody has still to find of it. */
  readonly open: ReadonlyArray<ConditionId>
}

/** Those for which the act is what waits, in the order of the worklist. */
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

/** What all of them leave to be found, each condition once: a row of the form for each. */
export const openRows = (many: ReadonlyArray<OneOfMany>): Values =>
  new Map([...new Set(many.flatMap(({ open }) => open))].map((id, i) => [`findings.${i}.condition`, id]))

/** Of what was said for all, what concerns one: a finding on a condition that is judged already is left out. */
export const valuesOfOne = (shared: Values, own: Values, { open }: Pick<OneOfMany, "open">): Values => {
  const others = [...shared].flatMap(([path, value]) =>
    /^findings\.\d+\.condition$/.test(path) && !open.some((id) => id === value)
      ? [path.slice(0, -"condition".length)]
      : [],
  )
  return new Map([...shared, ...own].filter(([path]) => !others.some((row) => path.startsWith(row))))
}
