/** Parses submitted JSON: UTF-8 only, and no repeated keys, even if other parsers accept them. */
import { bilingual } from "@shifan/core"
import { parseJson, type JsonFault } from "@shifan/core/json"
import * as E from "fp-ts/lib/Either.js"

export const jsonIn = (bytes: Uint8Array): E.Either<JsonFault, unknown> => {
  const text = textOf(bytes)
  return text === undefined ? E.left({ line: 1, column: 1, fault: notUtf8 }) : parseJson(text)
}

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const notUtf8 = bilingual("不是UTF-8编码", "it is not UTF-8")
