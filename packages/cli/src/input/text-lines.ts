/** Reads a long text line by line. Only one part of the input is in memory at a time, never the whole text. */
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import type { Bilingual } from "@shifan/core"
import { exits, failure, type Failure } from "../result.js"
import type { LongInput } from "./long-input.js"
import { limits } from "./read-file.js"
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
  /** Line number, from 1. */
  readonly number: number
  readonly text: string
}

/**
 * A line ends only with LF; other characters that some treat as line ends may occur in a text. Ends after a `Left`: the
 * input has changed since it was checked.
 */
export type TextLines = () => AsyncIterable<E.Either<Failure, TextLine>>

/** Refuses the same input as `decodeText`, with the same messages; to produce them it reads such a text into memory. */
export const textLines = async (
  name: Bilingual,
  input: LongInput,
  options: Pick<TextOptions, "encoding">,
): Promise<E.Either<Failure, TextLines>> => {
  const start = firstPart(input)
  if (E.isLeft(start)) return start
  const mark = markOf(start.right)
  const skipped = mark?.bytes.length ?? 0
  const encoding = mark === undefined ? (options.encoding ?? "utf-8") : mark.encoding
  const found = encoding === undefined ? E.right(undefined) : await charactersIn(name, encoding, input, skipped)
  if (E.isLeft(found)) return found
  if (encoding !== undefined && found.right !== undefined) {
    const { hasZero, hasEuropean, hasOther } = found.right
    const isMarked = mark !== undefined
    const isClear = isMarked || options.encoding !== undefined || !hasEuropean || hasOther
    if ((isMarked || !hasZero) && isClear) return E.right(() => linesIn(encoding, input, skipped))
  }
  const bytes = input.whole()
  if (E.isLeft(bytes)) return bytes
  const decoded = decodeText(name, bytes.right, options)
  return E.isLeft(decoded) ? decoded : E.right(() => linesIn(decoded.right.encoding, input, skipped))
}

/** Empty if the input is empty. */
const firstPart = ({ parts }: LongInput): E.Either<Failure, Uint8Array> => {
  for (const part of parts()) return part
  return E.right(new Uint8Array())
}

interface Characters {
  readonly hasZero: boolean
  /** Characters with two bytes in UTF-8. */
  readonly hasEuropean: boolean
  readonly hasOther: boolean
}

/** `undefined` if the bytes are not in this encoding. Fails on a line that is longer than any form. */
const charactersIn = async (
  name: Bilingual,
  encoding: Encoding,
  input: LongInput,
  skipped: number,
): Promise<E.Either<Failure, Characters | undefined>> => {
  const decoder = decoderOf(encoding)
  const lineLength = lineCounter()
  let [hasZero, hasEuropean, hasOther] = [false, false, false]
  const take = (text: string): void => {
    hasEuropean ||= europeanCharacter.test(text)
    hasOther ||= otherCharacter.test(text)
  }
  for await (const part of partsFrom(input, skipped)) {
    if (E.isLeft(part)) return part
    const decoded = decodedOrNone(() => decoder.decode(part.right, { stream: true }))
    if (decoded === undefined) return E.right(undefined)
    take(decoded)
    hasZero ||= part.right.includes(0)
    const tooLong = lineLength(part.right)
    if (tooLong !== undefined) return E.left(lineTooLong(name, tooLong))
  }
  const rest = decodedOrNone(() => decoder.decode())
  if (rest === undefined) return E.right(undefined)
  take(rest)
  return E.right({ hasZero, hasEuropean, hasOther })
}

const decodedOrNone = (decode: () => string): string | undefined => {
  try {
    return decode()
  } catch {
    return undefined
  }
}

/** Takes the parts in order; returns the number of the first line that is longer than a form can be. */
const lineCounter = (): ((part: Uint8Array) => number | undefined) => {
  let number = 1
  let length = 0
  return (part) => {
    let from = 0
    for (let end = part.indexOf(lineFeed); end >= 0; end = part.indexOf(lineFeed, from)) {
      if (length + end - from > limits.form) return number
      number++
      length = 0
      from = end + 1
    }
    length += part.length - from
    return length > limits.form ? number : undefined
  }
}

const lineTooLong = ({ zh, en }: Bilingual, line: number): Failure =>
  failure(
    exits.usage,
    "FileTooLarge",
    `${zh}第${line}行超过上限：上限${limits.form}字节`,
    `${en}:${line} is too long: the limit is ${limits.form} bytes`,
    { line, limit: limits.form },
  )

/** Starts at the given byte of the first part. Gives the event loop a turn after each part. */
async function* partsFrom({ parts }: LongInput, first: number): AsyncGenerator<E.Either<Failure, Uint8Array>> {
  let skipped = first
  for (const part of parts()) {
    yield E.map((bytes: Uint8Array) => bytes.subarray(skipped))(part)
    skipped = 0
    await setImmediate()
  }
}

/** LF never occurs inside another character in any supported encoding. */
async function* linesIn(
  encoding: Encoding,
  input: LongInput,
  skipped: number,
): AsyncGenerator<E.Either<Failure, TextLine>> {
  const decoder = decoderOf(encoding)
  let number = 1
  /** Beginning of a line that continues in the next part. */
  let begun: Array<Uint8Array> = []
  const lineOf = (end: Uint8Array): E.Either<Failure, TextLine> => {
    const bytes = begun.length === 0 ? end : Buffer.concat([...begun, end])
    begun = []
    return E.right({ number: number++, text: decoder.decode(bytes) })
  }
  for await (const part of partsFrom(input, skipped)) {
    if (E.isLeft(part)) return yield part
    const bytes = part.right
    let from = 0
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, from)) {
      yield lineOf(bytes.subarray(from, end))
      from = end + 1
    }
    begun.push(bytes.subarray(from))
  }
  yield lineOf(new Uint8Array())
}
