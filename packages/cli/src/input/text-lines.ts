/**
 * A long text line by line. It is held as the bytes it came in, and never as a whole text, which takes two to four times as much
 * with all that is made of its lines.
 */
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import type { Bilingual } from "@shifan/core"
import type { Failure } from "../result.js"
import {
  decodeText,
  decoderOf,
  europeanCharacter,
  lineFeed,
  markOf,
  otherCharacter,
  type Encoding,
  type TextOptions,
} from "./text-encoding.js"

export interface TextLine {
  /** Counts from 1. */
  readonly number: number
  readonly text: string
}

/** A line ends in LF, and in nothing else that some call a line's end: the others may stand in a text. */
export type TextLines = () => AsyncIterable<TextLine>

/** Bytes; the event loop has a turn after so many. */
const chunk = 1 << 18

/** Refuses what `decodeText` refuses, and in its words. */
export const textLines = async (
  name: Bilingual,
  bytes: Uint8Array,
  options: Pick<TextOptions, "encoding">,
): Promise<E.Either<Failure, TextLines>> => {
  const mark = markOf(bytes)
  const encoding = mark === undefined ? (options.encoding ?? "utf-8") : mark.encoding
  const content = bytes.subarray(mark?.bytes.length ?? 0)
  const found = encoding === undefined ? undefined : await charactersIn(encoding, content)
  const isMarked = mark !== undefined
  const isClear = isMarked || options.encoding !== undefined || !found?.hasEuropean || found.hasOther
  if (encoding !== undefined && found !== undefined && (isMarked || !found.hasZero) && isClear)
    return E.right(() => linesIn(encoding, content))
  const decoded = decodeText(name, bytes, options)
  return E.isLeft(decoded) ? decoded : E.right(() => linesIn(decoded.right.encoding, content))
}

interface Characters {
  readonly hasZero: boolean
  /** Of two bytes in UTF-8. */
  readonly hasEuropean: boolean
  readonly hasOther: boolean
}

/** `undefined` where the bytes are not in the encoding. */
const charactersIn = async (encoding: Encoding, bytes: Uint8Array): Promise<Characters | undefined> => {
  const decoder = decoderOf(encoding)
  let [hasZero, hasEuropean, hasOther] = [false, false, false]
  for (let at = 0; at <= bytes.length; at += chunk) {
    const part = bytes.subarray(at, at + chunk)
    try {
      const text = decoder.decode(part, { stream: at + chunk <= bytes.length })
      hasEuropean ||= europeanCharacter.test(text)
      hasOther ||= otherCharacter.test(text)
    } catch {
      return undefined
    }
    hasZero ||= part.includes(0)
    await setImmediate()
  }
  return { hasZero, hasEuropean, hasOther }
}

/** LF is no part of another character in any encoding that is read. */
async function* linesIn(encoding: Encoding, bytes: Uint8Array): AsyncGenerator<TextLine> {
  const decoder = decoderOf(encoding)
  let nextTurn = chunk
  for (let [from, number] = [0, 1]; from <= bytes.length; number++) {
    const end = bytes.indexOf(lineFeed, from)
    const to = end < 0 ? bytes.length : end
    yield { number, text: decoder.decode(bytes.subarray(from, to)) }
    from = to + 1
    if (from > nextTurn) {
      nextTurn = from + chunk
      await setImmediate()
    }
  }
}
