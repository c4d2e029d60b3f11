/** Where two plain values part: the deepest place that holds all of the first difference. */
import canonicalize from "canonicalize"

export interface Differing {
  /** Such as `data.assessment.verdict`; empty where the values differ as a whole. */
  readonly path: string
  readonly one: unknown
  readonly other: unknown
}

/** Of values that are not the same in canonical JSON; a field that is `undefined` is none. */
export const firstDifference = (one: unknown, other: unknown, path = ""): Differing => {
  if (!isRecord(one) || !isRecord(other) || Array.isArray(one) !== Array.isArray(other)) return { path, one, other }
  const key = [...new Set([...Object.keys(one), ...Object.keys(other)])].find(
    (each) => canonicalize(one[each]) !== canonicalize(other[each]),
  )
  return key === undefined
    ? { path, one, other }
    : firstDifference(one[key], other[key], path === "" ? key : `${path}.${key}`)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null
