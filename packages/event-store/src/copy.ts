import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { appendsIn } from "./command-groups.js"
import {
  cursorOn,
  mismatchOf,
  type EventCursor,
  type Mismatch,
  type SourceFailed,
  type TargetFailed,
} from "./compare.js"
import type { Appended, EventStore, StoredEvent } from "./port.js"

/** `Mismatch`: the events already in the target are not a prefix of the source. Nothing was appended after them. */
export type CopyError = SourceFailed | TargetFailed | Mismatch

/** Result of a copy. Copying again to the same target appends 0 events. */
export interface CopyResult {
  /** Number of events in the source. */
  readonly events: number
  /** Number of events appended by this run. The others were already in the target. */
  readonly appended: number
}

type Append = ReadonlyNonEmptyArray<StoredEvent>

/**
 * Copies the log of one store to another, in the same order and in the same appends. Events already in the target are
 * compared with the source, so an interrupted copy can be continued.
 *
 * @param onProgress called after each append with the number of events now in the target.
 */
export const copyLog =
  (
    source: EventStore,
    target: EventStore,
    onProgress: (events: number) => void = () => {},
  ): TaskEither<CopyError, CopyResult> =>
  async () => {
    const present = cursorOn(target.readAll())
    let events = 0
    let appended = 0
    let isBehindTarget = true
    for await (const next of appendsIn(source.readAll())) {
      if (E.isLeft(next)) return E.left({ _tag: "SourceFailed", error: next.left })
      const isPresent: E.Either<CopyError, boolean> = isBehindTarget
        ? await comparePresent(present, next.right, events)
        : E.right(false)
      if (E.isLeft(isPresent)) return isPresent
      isBehindTarget = isPresent.right
      if (!isPresent.right) {
        const made = await appendTo(target, next.right, events)
        if (E.isLeft(made)) return made
        if (!made.right.repeated) appended += next.right.length
      }
      events += next.right.length
      onProgress(events)
    }
    const surplus = isBehindTarget ? await present.next() : E.right(undefined)
    if (E.isLeft(surplus)) return E.left({ _tag: "TargetFailed", error: surplus.left })
    const mismatch = mismatchOf(events, undefined, surplus.right)
    return mismatch === undefined ? E.right({ events, appended }) : E.left(mismatch)
  }

/**
 * `Right(true)` if the next events of the target are those of this append; `Right(false)` if the target ends before it.
 * A target that ends in the middle of an append was written by somebody else, since appends are atomic.
 */
const comparePresent = async (
  present: EventCursor,
  append: Append,
  index: number,
): Promise<E.Either<CopyError, boolean>> => {
  for (const [i, event] of append.entries()) {
    const next = await present.next()
    if (E.isLeft(next)) return E.left({ _tag: "TargetFailed", error: next.left })
    if (next.right === undefined && i === 0) return E.right(false)
    const mismatch = mismatchOf(index + i, event, next.right)
    if (mismatch !== undefined) return E.left(mismatch)
  }
  return E.right(true)
}

/** Appends with the preceding revision as the expected one: every event keeps its revision, or nothing is appended. */
const appendTo = async (target: EventStore, append: Append, index: number): Promise<E.Either<CopyError, Appended>> => {
  const [{ stream, revision }] = append
  const made = await target.append(stream, revision === 0 ? "noStream" : revision - 1, append)()
  if (E.isRight(made)) return made
  const error = made.left
  if (error._tag !== "WrongExpectedRevision") return E.left({ _tag: "TargetFailed", error })
  const end = error.actual === "noStream" ? undefined : { stream, revision: error.actual }
  return E.left({ _tag: "Mismatch", index, source: { stream, revision }, target: end, aspect: "place" })
}
