/** Positions of stores that number their events from 1: the number, padded so that text sorts as numbers do. */
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt } from "./errors.js"
import type { Position } from "./port.js"

/** Digits of 2^53. */
const digits = 16

export const positionOf = (ordinal: number): Position => String(ordinal).padStart(digits, "0")

/** 0 for the beginning. What is not a position of such a store is a checkpoint that was damaged or is another store's. */
export const ordinalOf = (position: Position | undefined): E.Either<Corrupt, number> => {
  const ordinal = Number(position ?? 0)
  return position === undefined || (/^\d{16}$/.test(position) && Number.isSafeInteger(ordinal))
    ? E.right(ordinal)
    : E.left({ _tag: "Corrupt", where: "checkpoint", reason: `${position} is not a position of this store` })
}

/**
 * `Left` for a checkpoint that the store has not reached. A store brought back from an older backup would pass over
 * whatever is written up to there without a word.
 */
export const checkReached = (ordinal: number, last: number): E.Either<Corrupt, void> =>
  ordinal <= last
    ? E.right(undefined)
    : E.left({
        _tag: "Corrupt",
        where: "checkpoint",
        reason: `the checkpoint ${positionOf(ordinal)} is ahead of the store, which ends at ${positionOf(last)}`,
      })
