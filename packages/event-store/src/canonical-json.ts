/** RFC 8785 canonical JSON, narrowed to what every reader reads alike: whole numbers, well-formed text, plain data. */
import canonicalize from "canonicalize"
import * as E from "fp-ts/lib/Either.js"
import type { NotAcceptable } from "./errors.js"

/** In levels: far beyond any event, and far within what a program can recurse. */
const deepest = 64

/** Refuses what canonical JSON would alter or drop: fractions, unsafe integers, unpaired surrogates, `undefined`. */
export const canonicalText = (value: unknown): E.Either<NotAcceptable, string> => {
  const fault = unfit(value)
  return fault === undefined
    ? E.right(canonicalize(value) ?? "")
    : E.left({ _tag: "NotAcceptable", reason: `event${fault}` })
}

/** Where and why a value cannot be held as it is; `undefined` when it can. */
const unfit = (value: unknown, depth = 0): string | undefined => {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? undefined : ": an unpaired surrogate"
    case "number":
      return isWhole(value) ? undefined : ": not a safe integer"
    case "boolean":
      return undefined
    case "object":
      return value === null ? undefined : unfitPart(value, depth)
    default:
      return `: ${typeof value}`
  }
}

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && !Object.is(value, -0)

const unfitPart = (value: object, depth: number): string | undefined => {
  if (depth === deepest) return `: more than ${deepest} levels deep`
  if (!isPlain(value)) return ": not plain data"
  for (const [key, part] of Object.entries(value)) {
    if (key === "__proto__") return ": __proto__"
    const fault = key.isWellFormed() ? unfit(part, depth + 1) : ": an unpaired surrogate"
    if (fault !== undefined) return `.${key}${fault}`
  }
  return undefined
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}

/**
 * Whether `text`, of which `parsed` was read, is what `canonicalText` would write. Most often the engine's own
 * serialisation tells: from the canonical one it differs in the order of keys alone (RFC 8785, section 3.2).
 */
export const isCanonicalText = (text: string, parsed: unknown): boolean => {
  if (!text.includes(surrogateEscape) && isInOrder(parsed) && JSON.stringify(parsed) === text) return true
  const canonical = canonicalText(parsed)
  return E.isRight(canonical) && canonical.right === text
}

/** How a serialisation begins an unpaired surrogate, and nothing else, unless a text speaks of it. */
const surrogateEscape = "\\ud"

/** Whether every object's keys stand as they are to be written, and every number is whole. */
const isInOrder = (value: unknown, depth = 0): boolean => {
  if (typeof value === "number") return isWhole(value)
  if (typeof value !== "object" || value === null) return true
  if (depth === deepest) return false
  if (Array.isArray(value)) return value.every((part) => isInOrder(part, depth + 1))
  let before = ""
  return Object.entries(value).every(([key, part]) => {
    const follows = key > before && key !== "__proto__"
    before = key
    return follows && isInOrder(part, depth + 1)
  })
}
