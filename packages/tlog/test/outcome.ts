/** One bit turned over, and outcomes taken out of their wrapping. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/** `at` counts bits through all the byte strings laid end to end. */
export const flipped = (parts: ReadonlyArray<Uint8Array>, at: number): ReadonlyArray<Uint8Array> => {
  let before = 0
  return parts.map((part) => {
    const bit = at - before
    before += part.length * 8
    return bit < 0 || bit >= part.length * 8
      ? part
      : part.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
  })
}

export const bitsIn = (parts: ReadonlyArray<Uint8Array>): number =>
  parts.reduce((bits, part) => bits + part.length * 8, 0)

/** The right side; anything else fails the test that asks. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`refused: ${JSON.stringify(either.left)}`)
  return either.right
}

export const rightOf = async <A>(task: TaskEither<unknown, A>): Promise<A> => right(await task())

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
