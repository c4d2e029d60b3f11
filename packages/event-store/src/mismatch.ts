/** Where two logs that should be the same part, and in what. */
import type { StoredEvent } from "./port.js"

export interface EventPlace {
  readonly stream: string
  readonly revision: number
}

export interface Mismatch {
  readonly _tag: "Mismatch"
  /** From 0, in the order of the log. */
  readonly index: number
  /** What stands there at the source; `undefined` where it has ended. */
  readonly source: EventPlace | undefined
  readonly target: EventPlace | undefined
  readonly aspect: "place" | "id" | "type" | "leaf" | "end"
}

/** `undefined` where both are the same event with the same bytes, or both are missing. Positions are each store's own. */
export const mismatchOf = (
  index: number,
  source: StoredEvent | undefined,
  target: StoredEvent | undefined,
): Mismatch | undefined => {
  const aspect = aspectOf(source, target)
  return aspect === undefined
    ? undefined
    : { _tag: "Mismatch", index, source: placeOf(source), target: placeOf(target), aspect }
}

const aspectOf = (a: StoredEvent | undefined, b: StoredEvent | undefined): Mismatch["aspect"] | undefined => {
  if (a === undefined || b === undefined) return a === b ? undefined : "end"
  if (a.stream !== b.stream || a.revision !== b.revision) return "place"
  if (a.id !== b.id) return "id"
  if (a.type !== b.type) return "type"
  return a.leaf.length === b.leaf.length && a.leaf.every((byte, i) => byte === b.leaf[i]) ? undefined : "leaf"
}

const placeOf = (event: StoredEvent | undefined): EventPlace | undefined =>
  event === undefined ? undefined : { stream: event.stream, revision: event.revision }
