import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Position } from "./port.js"

/** Enough for 2^53, up to which integers are exact. */
const digits = 16

/** Position of the nth event, from 1, in a store that numbers its events. Zero-padded so that it sorts as text. */
export const positionOf = (ordinal: number): Position => String(ordinal).padStart(digits, "0")

/** Inverse of `positionOf`; 0 for `undefined`. `Corrupt` for a damaged checkpoint or one from another kind of store. */
export const ordinalOf = (position: Position | undefined): E.Either<Corrupt, number> => {
  if (position === undefined) return E.right(0)
  const ordinal = Number(position)
  return /^\d{16}$/.test(position) && Number.isSafeInteger(ordinal)
    ? E.right(ordinal)
    : E.left({ _tag: "Corrupt", where: "checkpoint", reason: `${position} is not a position of this store` })
}

/**
 * Detects a store restored from a backup: the checkpoint is beyond `last`, the ordinal of the store's last event. Reading
 * on from such a checkpoint would silently skip events written after the restore.
 */
export const checkReached = (ordinal: number, last: number): E.Either<Corrupt, void> =>
  ordinal <= last
    ? E.right(undefined)
    : E.left({
        _tag: "Corrupt",
        where: "checkpoint",
        reason: `the checkpoint ${positionOf(ordinal)} is ahead of the store, which ends at ${positionOf(last)}`,
      })
