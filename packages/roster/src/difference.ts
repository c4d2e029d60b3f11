/** What changed on the list between two days. */
import type { RosterEntry } from "./roster.js"

export interface RosterDifference {
  readonly added: ReadonlyArray<RosterEntry>
  readonly removed: ReadonlyArray<RosterEntry>
  readonly changed: ReadonlyArray<{ readonly before: RosterEntry; readonly after: RosterEntry }>
}

export const rosterDifference = (
  from: ReadonlyArray<RosterEntry>,
  to: ReadonlyArray<RosterEntry>,
): RosterDifference => {
  const before = new Map(from.map((entry) => [entry.uscc, entry]))
  const after = new Set(to.map(({ uscc }) => uscc))
  return {
    added: to.filter(({ uscc }) => !before.has(uscc)),
    removed: from.filter(({ uscc }) => !after.has(uscc)),
    changed: to.flatMap((entry) => {
      const old = before.get(entry.uscc)
      return old === undefined || isSame(old, entry) ? [] : [{ before: old, after: entry }]
    }),
  }
}

const isSame = (a: RosterEntry, b: RosterEntry): boolean =>
  Object.entries(a).every(([key, value]) => Reflect.get(b, key) === value)
