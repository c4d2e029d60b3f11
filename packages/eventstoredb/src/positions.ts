/** Log positions as the port's positions: both numbers, padded so that text sorts as they do. */
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Position } from "@shifan/event-store"
import type { LogPosition } from "./driver.js"

/** Digits of 2^63, the end of the longest log; the server takes what is above it for "the end". */
const digits = 19
const greatest = 2n ** 63n - 1n

const shape = /^(\d{19})-(\d{19})$/

export const positionOf = ({ commit, prepare }: LogPosition): Position =>
  `${String(commit).padStart(digits, "0")}-${String(prepare).padStart(digits, "0")}`

/** `Left` for a checkpoint that was damaged, is another store's, or is the client's word for the end. */
export const logPositionOf = (position: Position): E.Either<Corrupt, LogPosition> => {
  const [, first = "", second = ""] = shape.exec(position) ?? []
  const [commit, prepare] = [BigInt(first), BigInt(second)]
  return first !== "" && prepare <= commit && commit < greatest
    ? E.right({ commit, prepare })
    : E.left({ _tag: "Corrupt", where: "checkpoint", reason: `${position} is not a position of this store` })
}
