import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Position } from "./port.js"

/** Enough for 2^53, the largest number that is exact. */
const digits = 16

/** The position of the nth event, counted from 1, in a store that numbers its events. Padded, so that it sorts as text. */
export const positionOf = (ordinal: number): Position => String(ordinal).padStart(digits, "0")

/** The inverse; 0 for `undefined`, the beginning. `Corrupt` for a damaged checkpoint or one of another kind of store. */
export const ordinalOf = (position: Position | undefined): E.Either<Corrupt, number> => {
  if (position === undefined) return E.right(0)
  const ordinal = Number(position)
  return /^\d{16}$/.test(position) && Number.isSafeInteger(ordinal)
    ? E.right(ordinal)
    : E.left({ _tag: "Corrupt", where: "checkpoint", reason: `${position} is not a position of this store` })
}

/**
 * Detects a store restored from a backup: a checkpoint further on than `last`, the ordinal of its last event. Reading on
 * from there would silently skip everything written up to it.
 */
export const checkReached = (ordinal: number, last: number): E.Either<Corrupt, void> =>
  ordinal <= last
    ? E.right(undefined)
    : E.left({
        _tag: "Corrupt",
        where: "checkpoint",
        reason: `the checkpoint ${positionOf(ordinal)} is ahead of the store, which ends at ${positionOf(last)}`,
      })
