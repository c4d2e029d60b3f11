/**
 * Parses JSON from outside and reports duplicate keys, with their place. `JSON.parse` silently takes the second of two equal
 * keys, other programs the first.
 */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"

/** Where a text is not JSON, or has a duplicate key. */
export interface JsonFault {
  /** Both from 1; the column in UTF-16 code units. */
  readonly line: number
  readonly column: number
  readonly fault: Bilingual
}

/** The result of `JSON.parse`, or the first fault. A duplicate key is a fault, and so is a number that would be changed. */
export const parseJson = (text: string): E.Either<JsonFault, unknown> => {
  const fault = faultIn(text)
  if (fault !== undefined) return E.left({ ...placeOf(text, fault.at), fault: fault.fault })
  const value: unknown = JSON.parse(text)
  return E.right(value)
}

interface Fault {
  readonly at: number
  readonly fault: Bilingual
}

const space = /[ \t\r\n]*/y
/** A string up to its end or first fault. Every character from the space on stands for itself, except quotation mark and backslash. */
const beginningOfString = /"[ !#-[\]-\u{10ffff}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\u{10ffff}]*)*/uy
const stringToken = new RegExp(`${beginningOfString.source}"`, "uy")
const scalarToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** What comes next: a value, a key, or what may follow a value. `first…`: the list or object may also end at once. */
type Next = "value" | "firstValue" | "key" | "firstKey" | "behind"

/** Scans the tokens with an explicit stack, so that deep nesting cannot overflow. */
const faultIn = (text: string): Fault | undefined => {
  /** The keys so far of each open object; `undefined` for a list. */
  const open: Array<Set<string> | undefined> = []
  let at = 0

  const take = (token: RegExp): string | undefined => {
    token.lastIndex = at
    const [found] = token.exec(text) ?? []
    if (found !== undefined) at += found.length
    return found
  }
  const takes = (character: string): boolean => {
    const isThere = text.charAt(at) === character
    if (isThere) at++
    return isThere
  }
  const begin = (keys: Set<string> | undefined): Next => {
    open.push(keys)
    return keys === undefined ? "firstValue" : "firstKey"
  }
  const end = (): Next => {
    open.pop()
    return "behind"
  }

  const readValue = (isFirst: boolean): Next | Fault => {
    if (isFirst && takes("]")) return end()
    if (takes("{")) return begin(new Set())
    if (takes("[")) return begin(undefined)
    const start = at
    if (take(stringToken) !== undefined) return "behind"
    const scalar = take(scalarToken)
    if (scalar === undefined) return notJson(text, at)
    return isKept(scalar) ? "behind" : { at: start, fault: notKept(scalar) }
  }

  const readKey = (isFirst: boolean): Next | Fault => {
    if (isFirst && takes("}")) return end()
    const start = at
    const token = take(stringToken)
    if (token === undefined) return notJson(text, at)
    // Decode escapes first: different spellings of a key are the same key.
    const key = String(JSON.parse(token))
    const keys = open.at(-1)
    if (keys?.has(key) === true) return { at: start, fault: keyTwice(key) }
    keys?.add(key)
    take(space)
    return takes(":") ? "value" : notJson(text, at)
  }

  const readBehind = (): Next | Fault => {
    const isObject = open.at(-1) !== undefined
    if (takes(",")) return isObject ? "key" : "value"
    return takes(isObject ? "}" : "]") ? end() : notJson(text, at)
  }

  const read = (next: Next): Next | Fault => {
    switch (next) {
      case "value":
      case "firstValue":
        return readValue(next === "firstValue")
      case "key":
      case "firstKey":
        return readKey(next === "firstKey")
      case "behind":
        return readBehind()
    }
  }

  take(space)
  let result = read("value")
  while (typeof result === "string") {
    take(space)
    if (result === "behind" && open.length === 0) return at === text.length ? undefined : notJson(text, at)
    result = read(result)
  }
  return result
}

/** Most digits that a number of this program tells apart. */
const mostDigits = 17

/** `JSON.parse` turns 1e400 into infinity, and drops digits that it cannot keep. */
const isKept = (scalar: string): boolean => {
  const digits = scalar
    .replace(/[eE].*$/, "")
    .replaceAll(/\D/g, "")
    .replaceAll(/^0+|0+$/g, "")
  return digits === "" || (digits.length <= mostDigits && Number.isFinite(Number(scalar)))
}

const notKept = (number: string): Bilingual => {
  const start = number.length > 24 ? `${number.slice(0, 20)}…` : number
  return bilingual(`数${start}过大或位数过多`, `the number ${start} is too large, or has too many digits`)
}

const keyTwice = (key: string): Bilingual => bilingual(`“${key}”出现两次`, `duplicate key ${JSON.stringify(key)}`)

/** What is wrong in the string that begins here; `undefined` if nothing is, so that only its place is wrong. */
const faultInString = (text: string, begin: number): Fault | undefined => {
  beginningOfString.lastIndex = begin
  const at = begin + (beginningOfString.exec(text)?.[0].length ?? 0)
  const found = text.charAt(at)
  if (found === '"') return undefined
  if (found === "" || found === "\n" || found === "\r")
    return { at: begin, fault: bilingual("引号没有成对", "a string without its closing quotation mark") }
  if (found === "\\") {
    const escape = text.slice(at, at + 2)
    return { at, fault: bilingual(`“${escape}”不是JSON的转义写法`, `no escape of JSON: ${escape}`) }
  }
  const code = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`
  return { at, fault: bilingual(`字符串中有控制字符${code}`, `a control character in a string: ${code}`) }
}

const notJson = (text: string, at: number): Fault => {
  const found = text.slice(at, at + 1)
  const inString = found === '"' ? faultInString(text, at) : undefined
  if (inString !== undefined) return inString
  return {
    at,
    fault:
      found === ""
        ? bilingual("内容不完整", "it ends too early")
        : bilingual(`“${found}”处不合JSON格式`, `no JSON at ${JSON.stringify(found)}`),
  }
}

const placeOf = (text: string, at: number): { readonly line: number; readonly column: number } => {
  const before = text.slice(0, at)
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") }
}
