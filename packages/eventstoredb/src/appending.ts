/**
 * An append, repeated until its outcome is known. Each try names the exact revision it wants, so that one which arrives
 * late can stand nowhere else; and what was written is read back, since the server takes the same ids with other bytes
 * for the same append.
 */
import { randomUUID } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import {
  meetsExpectation,
  type CheckedAppend,
  type AppendError,
  type Appended,
  type ReadError,
} from "@shifan/event-store"
import type { Calls } from "./calls.js"
import type { Failure } from "./driver.js"
import { asAppendError, endOf, judgeAt } from "./judging.js"
import { pause, pauseBefore } from "./patience.js"
import type { Place, Places } from "./places.js"
import { positionOf } from "./positions.js"
import { deleted, mayPass, type Read } from "./reading.js"

export interface Surroundings {
  readonly calls: Calls
  readonly read: Read
  readonly places: Places
  /** Milliseconds. */
  readonly patience: number
  readonly closed: AbortSignal
}

export const appendBy = async (
  around: Surroundings,
  append: CheckedAppend,
): Promise<E.Either<AppendError, Appended>> => {
  const { calls, patience, closed } = around
  const { stream, events } = append
  const end = performance.now() + patience
  const attempt = randomUUID()
  let trusted = placeToTrust(around.places.known(stream), append)
  let unclear: string | undefined
  for (let tries = 0; ; tries++) {
    const judged = await judgeAt(around, append, trusted, attempt)
    if (E.isLeft(judged)) return E.left(doubted(judged.left, unclear))
    const { last, made } = judged.right
    if (made !== undefined) return E.right(made)
    const answer = await calls.append({ stream, expected: last < 0 ? "noStream" : last, events, attempt }, closed)
    const failure: Failure = E.isLeft(answer) ? answer.left : { _tag: "Unclear", reason: "it cannot be read back" }
    if (failure._tag === "Unclear") unclear = failure.reason
    if (E.isRight(answer)) {
      const found = await readBack(around, append, last + 1, attempt)
      if (E.isLeft(found)) return E.left(doubted(asAppendError(found.left), unclear))
      if (found.right !== undefined) return E.right(found.right)
    }
    if (!mayPass(failure) && failure._tag !== "Conflict") return E.left(doubted(errorOf(failure, append), unclear))
    if (closed.aborted || performance.now() >= end) return E.left(doubted(errorOf(failure, append), unclear))
    // After a first conflict the next look shows whose the revision is.
    if (failure._tag !== "Conflict" || tries > 0) await pause(pauseBefore(tries), closed)
    trusted = undefined
  }
}

/** What was seen before serves where it is in the append's favour: the server will say if it is no longer so. */
const placeToTrust = (place: Place | undefined, { expected, events }: CheckedAppend): Place | undefined =>
  place !== undefined &&
  meetsExpectation(expected, endOf(place.last)) &&
  !events.some(({ id }) => place.revisions.has(id))
    ? place
    : undefined

/** `Right(undefined)` where something else stands there, or nothing can be seen yet. */
const readBack = async (
  { read, places }: Surroundings,
  { stream, events }: CheckedAppend,
  from: number,
  attempt: string,
): Promise<E.Either<ReadError, Appended | undefined>> => {
  const there = await read({ of: { stream, from }, direction: "forwards", count: events.length })
  if (E.isLeft(there)) return there
  places.grew(stream, there.right)
  const same = events.every(({ id, type, leaf }, i) => {
    const one = there.right[i]
    return one?.id === id && one.type === type && one.leaf !== undefined && Buffer.compare(one.leaf, leaf) === 0
  })
  const last = there.right.at(-1)
  return E.right(
    same && last !== undefined
      ? { revision: last.revision, position: positionOf(last.position), repeated: last.attempt !== attempt }
      : undefined,
  )
}

/** What is certain outweighs the doubt: another has the revision, or nothing can ever stand there. */
const doubted = (error: AppendError, unclear: string | undefined): AppendError =>
  unclear === undefined || ["WrongExpectedRevision", "NotAcceptable", "Corrupt"].includes(error._tag)
    ? error
    : { _tag: "OutcomeUnknown", reason: unclear }

const errorOf = (failure: Failure, { stream, expected, events }: CheckedAppend): AppendError => {
  switch (failure._tag) {
    case "Conflict":
      return expected === "any" || expected === "streamExists"
        ? { _tag: "Unavailable", reason: `others append to ${stream} faster` }
        : { _tag: "WrongExpectedRevision", stream, expected, actual: failure.actual }
    case "Oversize": {
      const size = events.reduce((sum, { leaf }) => sum + leaf.length, 0)
      return { _tag: "TooLarge", size, limit: failure.limit }
    }
    case "Deleted":
      return asAppendError(deleted(stream))
    case "Missing":
      return { _tag: "Unavailable", reason: `the server has no ${stream}` }
    case "Denied":
      return { _tag: "Unavailable", reason: `the server denies appending to ${stream}: ${failure.reason}` }
    default:
      return { _tag: "Unavailable", reason: failure.reason }
  }
}
