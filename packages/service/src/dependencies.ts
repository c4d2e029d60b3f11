/** What the service needs from outside, and a check of it for programs that no compiler has checked. */
import type { Library } from "@shifan/core"
import type { EventStore } from "@shifan/event-store"
import type { DecisionDependencies } from "./decision.js"

/** External dependencies of the service. */
export interface Dependencies extends DecisionDependencies {
  readonly store: EventStore
  /** The bureau's own division, such as `130300`. It is part of the names of its streams. */
  readonly division: string
  /** The texts of regulations that instruments may enact. */
  readonly library: Library
}

interface Wanted {
  readonly isThere: (value: unknown) => boolean
  readonly such: string
}

const has =
  (method: string) =>
  (value: unknown): boolean =>
    typeof value === "object" && value !== null && typeof Reflect.get(value, method) === "function"

const isFunction = (value: unknown): boolean => typeof value === "function"

const wanted: { readonly [Name in keyof Dependencies]-?: Wanted } = {
  store: { isThere: has("append"), such: "an event store: memoryStore(), or the Right of openSqliteStore" },
  vault: { isThere: has("put"), such: "a vault: memoryVault(), or the Right of openSqliteVault" },
  division: { isThere: (value) => typeof value === "string", such: 'the bureau\'s division as text: "130300"' },
  library: { isThere: Array.isArray, such: "a list of regulations: [qinhuangdao2020]" },
  clock: { isThere: isFunction, such: "a function that gives an instant: () => instantAt(Date.now())" },
  random: { isThere: isFunction, such: "a function from a number to so many bytes: randomBytes of node:crypto" },
}

/**
 * Throws a `TypeError` that names everything missing. Without it the first command would fail, or the first with personal
 * data, somewhere inside.
 */
export const checkDependencies = (dependencies: Dependencies): void => {
  const lacking = Object.entries(wanted).flatMap(([name, { isThere, such }]) =>
    isThere(Reflect.get(dependencies, name)) ? [] : [`${name} has to be ${such}`],
  )
  if (lacking.length > 0) throw new TypeError(`handler: ${lacking.join("; ")}`)
}
