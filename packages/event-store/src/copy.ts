/** One store's log, appended to another in its order. What is there already is compared, so a copy that was cut off goes on. */
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { AppendError, ReadError } from "./errors.js"
import type { Appended, EventStore, StoredEvent } from "./port.js"
import { appendsIn } from "./command-groups.js"
import { cursorOn, type Cursor } from "./cursor.js"
import { mismatchOf, type Mismatch } from "./mismatch.js"

export interface SourceFailed {
  readonly _tag: "SourceFailed"
  readonly error: ReadError
}

export interface TargetFailed {
  readonly _tag: "TargetFailed"
  readonly error: ReadError | AppendError
}

/** `Departure`: the target holds something else than a beginning of the source. Nothing was written behind it. */
export type CopyError = SourceFailed | TargetFailed | Mismatch

export interface CopyResult {
  /** Of the source, from its first. */
  readonly events: number
  /** Of these, appended now; the others were there. */
  readonly appended: number
}

type Batch = RNEA.ReadonlyNonEmptyArray<StoredEvent>

/** `each` is told how many events are known to be at the target, after each append that is. */
export const copyLog =
  (
    source: EventStore,
    target: EventStore,
    each: (events: number) => void = () => {},
  ): TaskEither<CopyError, CopyResult> =>
  async () => {
    const there = cursorOn(target.readAll())
    let [events, appended, ended] = [0, 0, false]
    for await (const next of appendsIn(source.readAll())) {
      if (E.isLeft(next)) return E.left({ _tag: "SourceFailed", error: next.left })
      const batch = next.right
      const had = ended ? E.right(false) : await isThere(there, batch, events)
      if (E.isLeft(had)) return had
      if (!had.right) {
        ended = true
        const put = await append(target, batch, events)
        if (E.isLeft(put)) return put
        if (!put.right.repeated) appended += batch.length
      }
      events += batch.length
      each(events)
    }
    const beyond = ended ? E.right(undefined) : await there.next()
    if (E.isLeft(beyond)) return E.left({ _tag: "TargetFailed", error: beyond.left })
    const mismatch = mismatchOf(events, undefined, beyond.right)
    return mismatch === undefined ? E.right({ events, appended }) : E.left(mismatch)
  }

/** `Right(false)` where the target ends before the batch; where it ends amid it, somebody else wrote there. */
const isThere = async (there: Cursor, batch: Batch, index: number): Promise<E.Either<CopyError, boolean>> => {
  for (const [i, event] of batch.entries()) {
    const found = await there.next()
    if (E.isLeft(found)) return E.left({ _tag: "TargetFailed", error: found.left })
    if (found.right === undefined && i === 0) return E.right(false)
    const mismatch = mismatchOf(index + i, event, found.right)
    if (mismatch !== undefined) return E.left(mismatch)
  }
  return E.right(true)
}

/** At the same revision, so that it stands where it stood or nowhere. */
const append = async (target: EventStore, batch: Batch, index: number): Promise<E.Either<CopyError, Appended>> => {
  const [{ stream, revision }] = batch
  const made = await target.append(stream, revision === 0 ? "noStream" : revision - 1, batch)()
  if (E.isRight(made)) return made
  const error = made.left
  if (error._tag !== "WrongExpectedRevision") return E.left({ _tag: "TargetFailed", error })
  const { actual } = error
  const found = actual === "noStream" ? undefined : { stream, revision: actual }
  return E.left({ _tag: "Mismatch", index, source: { stream, revision }, target: found, aspect: "place" })
}
