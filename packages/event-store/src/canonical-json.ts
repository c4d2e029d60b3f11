import canonicalize from "canonicalize"
import * as E from "fp-ts/lib/Either.js"
import type { NotAcceptable } from "./port.js"

/** Levels of nesting: far more than any event needs, and far fewer than would overflow the stack. */
const maxDepth = 64

/**
 * RFC 8785 canonical JSON of plain data. Refuses fractions, unsafe integers, unpaired surrogates and `undefined`: parsers
 * of other languages disagree about them.
 *
 * @example canonicalText({ b: 1, a: 2 }) // Right('{"a":2,"b":1}')
 */
export const canonicalText = (value: unknown): E.Either<NotAcceptable, string> => {
  const fault = faultIn(value)
  return fault === undefined
    ? E.right(canonicalize(value) ?? "")
    : E.left({ _tag: "NotAcceptable", reason: `event${fault}` })
}

/** Path and reason of the first part that cannot be represented, such as `.data.0.a: not a safe integer`. */
const faultIn = (value: unknown, depth = 0): string | undefined => {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? undefined : ": an unpaired surrogate"
    case "number":
      return isRepresentable(value) ? undefined : ": not a safe integer"
    case "boolean":
      return undefined
    case "object":
      return value === null ? undefined : faultInObject(value, depth)
    default:
      return `: ${typeof value}`
  }
}

const isRepresentable = (value: number): boolean => Number.isSafeInteger(value) && !Object.is(value, -0)

const faultInObject = (value: object, depth: number): string | undefined => {
  if (depth === maxDepth) return `: more than ${maxDepth} levels deep`
  if (!isPlain(value)) return ": not plain data"
  for (const [key, part] of Object.entries(value)) {
    if (key === "__proto__") return ": __proto__"
    const fault = key.isWellFormed() ? faultIn(part, depth + 1) : ": an unpaired surrogate"
    if (fault !== undefined) return `.${key}${fault}`
  }
  return undefined
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}

/**
 * Whether `text`, which parses to `parsed`, is exactly what `canonicalText` would write. An audit checks every leaf, so the
 * usual case avoids canonicalizing: `JSON.stringify` differs from RFC 8785 only in the order of keys (section 3.2).
 */
export const isCanonicalText = (text: string, parsed: unknown): boolean => {
  if (!text.includes(surrogateEscape) && hasOrderedKeys(parsed) && JSON.stringify(parsed) === text) return true
  const canonical = canonicalText(parsed)
  return E.isRight(canonical) && canonical.right === text
}

/** `JSON.stringify` escapes an unpaired surrogate this way. An escaped backslash before "ud" also looks like it. */
const surrogateEscape = "\\ud"

/** Whether all keys are in canonical order and all numbers representable. */
const hasOrderedKeys = (value: unknown, depth = 0): boolean => {
  if (typeof value === "number") return isRepresentable(value)
  if (typeof value !== "object" || value === null) return true
  if (depth === maxDepth) return false
  if (Array.isArray(value)) return value.every((part) => hasOrderedKeys(part, depth + 1))
  let previous = ""
  // Parsed JSON has only own keys, and `Object.entries` takes twice as long.
  for (const key in value) {
    if (!(key > previous) || key === "__proto__") return false
    if (!hasOrderedKeys(Reflect.get(value, key), depth + 1)) return false
    previous = key
  }
  return true
}
