/** Unwrapped results, bytes, flags for Node processes. Does not load vitest, so a worker process can use it too. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/** The right side; a left one fails the test and shows the error. */
export const right = <A>(answer: E.Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(`expected success, got ${JSON.stringify(answer.left)}`)
  return answer.right
}

/** The left side; a right one fails the test and shows its value. */
export const left = <Failure>(answer: E.Either<Failure, unknown>): Failure => {
  if (E.isRight(answer)) throw new Error(`expected a failure, got ${JSON.stringify(answer.right)}`)
  return answer.left
}

/** The right side of a task's result. */
export const must = async <A>(task: TaskEither<unknown, A>): Promise<A> => right(await task())

/** The bytes of a text in UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Total number of bits in the byte strings. */
export const bitCount = (parts: ReadonlyArray<Uint8Array>): number =>
  parts.reduce((bits, part) => bits + part.length * 8, 0)

/** The same byte strings with one bit inverted; `at` counts the bits of all of them, concatenated. */
export const flipBit = (parts: ReadonlyArray<Uint8Array>, at: number): ReadonlyArray<Uint8Array> => {
  let before = 0
  return parts.map((part) => {
    const bit = at - before
    before += part.length * 8
    if (bit < 0 || bit >= part.length * 8) return part
    return part.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
  })
}

const inSources = import.meta.url.endsWith(".ts")

/** Flags for a Node process started by a test: if the test runs from sources, so does the process. */
export const nodeFlags: ReadonlyArray<string> = inSources
  ? ["--conditions=source", "--import", new URL("run-from-sources.ts", import.meta.url).href]
  : []
