import canonicalize from "canonicalize"
import { deepEqual } from "fast-equals"

export interface Difference {
  /** Such as `data.assessment.verdict`; empty if the values differ as a whole. */
  readonly path: string
  readonly one: unknown
  readonly other: unknown
}

/**
 * The first place where two values differ as canonical JSON, as deep down as all of the difference lies; `undefined` if
 * they are the same. A field that is `undefined` counts as missing.
 */
export const firstDifference = (one: unknown, other: unknown, path = ""): Difference | undefined => {
  if (isSame(one, other)) return undefined
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return { path, one, other }
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const inner = firstDifference(one[key], other[key], path === "" ? key : `${path}.${key}`)
    if (inner !== undefined) return inner
  }
  return { path, one, other }
}

/** Canonical JSON is slow, and seldom needed: where one value has fields that are `undefined`. */
const isSame = (one: unknown, other: unknown): boolean =>
  deepEqual(one, other) || canonicalize(one) === canonicalize(other)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null
