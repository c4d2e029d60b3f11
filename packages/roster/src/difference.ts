/** What changed on the list between two days. */
import type { Entry } from "./roster.js"

export interface Difference {
  readonly added: ReadonlyArray<Entry>
  readonly removed: ReadonlyArray<Entry>
  readonly changed: ReadonlyArray<{ readonly before: Entry; readonly after: Entry }>
}

export const difference = (from: ReadonlyArray<Entry>, to: ReadonlyArray<Entry>): Difference => {
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

const isSame = (a: Entry, b: Entry): boolean => Object.entries(a).every(([key, value]) => Reflect.get(b, key) === value)
