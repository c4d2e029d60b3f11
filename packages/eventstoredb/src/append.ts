/**
 * Appends, and tries again until the outcome is known. Each try names the exact revision it wants, so that one which
 * arrives late cannot stand anywhere else. What was written is read back, since the server takes the same ids with other
 * bytes for the same append.
 */
import { randomUUID } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import {
  meetsExpectation,
  type AppendError,
  type Appended,
  type CheckedAppend,
  type ReadError,
} from "@shifan/event-store"
import { asAppendError, checkAgainstStream, endOf } from "./append-check.js"
import type { Failure } from "./driver.js"
import type { LastLeaf } from "./last-leaf.js"
import { deleted, type Read } from "./reading.js"
import { isTransient, retry, type FailedTry, type TimedCalls } from "./retry.js"
import type { KnownStream, RevisionCache } from "./revision-cache.js"
import { positionOf } from "./stored-events.js"

export interface AppendContext {
  readonly calls: TimedCalls
  readonly read: Read
  readonly cache: RevisionCache
  readonly lastLeaf: LastLeaf
  /** Milliseconds. */
  readonly patience: number
  readonly closed: AbortSignal
}

const notReadBack = { _tag: "Unclear", reason: "it cannot be read back" } as const

export const appendWithRetries = (
  context: AppendContext,
  append: CheckedAppend,
): Promise<E.Either<AppendError, Appended>> =>
  append.follows === undefined
    ? untilKnown(context, append)
    : context.lastLeaf.inTurn(append.events, () => untilKnown(context, append))

const untilKnown = async (context: AppendContext, append: CheckedAppend): Promise<E.Either<AppendError, Appended>> => {
  const { calls, cache, patience, closed } = context
  const { stream, events } = append
  const attempt = randomUUID()
  /** Why an earlier try may have been made all the same. */
  let doubt: string | undefined

  const tryOnce = async (tries: number): Promise<E.Either<FailedTry<AppendError>, Appended>> => {
    // After a failure the stream is read as it is now, which also shows whether the append was made.
    const trusted = tries === 0 ? trustedStream(cache.get(stream), append) : undefined
    const checked = await checkAgainstStream(context, append, trusted, attempt)
    if (E.isLeft(checked)) return E.left({ error: checked.left, next: "never" })
    const { last, made } = checked.right
    if (made !== undefined) return E.right(made)
    const answer = await calls.append({ stream, expected: endOf(last), events, attempt }, closed)
    if (E.isLeft(answer)) {
      if (answer.left._tag === "Unclear") doubt = answer.left.reason
      return E.left(failedTry(answer.left, append, tries))
    }
    doubt = notReadBack.reason
    const found = await readBack(context, append, last + 1, attempt)
    if (E.isLeft(found)) return E.left({ error: asAppendError(found.left), next: "never" })
    return found.right === undefined ? E.left(failedTry(notReadBack, append, tries)) : E.right(found.right)
  }

  const outcome = await retry({ deadline: performance.now() + patience, stop: closed }, tryOnce)
  return E.isLeft(outcome) ? E.left(withDoubt(outcome.left, doubt)) : outcome
}

/**
 * The stream as it is cached, where that speaks for the append: the server refuses if it is out of date. Not where it speaks
 * against it, since the stream may have changed.
 */
const trustedStream = (
  cached: KnownStream | undefined,
  { expected, events }: CheckedAppend,
): KnownStream | undefined => {
  if (cached === undefined || !meetsExpectation(expected, endOf(cached.last))) return undefined
  return events.some(({ id }) => cached.revisions.has(id)) ? undefined : cached
}

/** `Right(undefined)` where something else stands there, or nothing can be seen yet. */
const readBack = async (
  { read, cache }: AppendContext,
  { stream, events }: CheckedAppend,
  from: number,
  attempt: string,
): Promise<E.Either<ReadError, Appended | undefined>> => {
  const records = await read({ of: { stream, from }, direction: "forwards", count: events.length })
  if (E.isLeft(records)) return records
  cache.add(stream, records.right)
  const isSame = events.every(({ id, type, leaf }, i) => {
    const record = records.right[i]
    return (
      record?.id === id && record.type === type && record.leaf !== undefined && Buffer.compare(record.leaf, leaf) === 0
    )
  })
  const last = records.right.at(-1)
  return E.right(
    isSame && last !== undefined
      ? { revision: last.revision, position: positionOf(last.position), repeated: last.attempt !== attempt }
      : undefined,
  )
}

/** After a first conflict the next look shows at once whose the revision is. */
const failedTry = (failure: Failure, append: CheckedAppend, tries: number): FailedTry<AppendError> => {
  const error = appendErrorOf(failure, append)
  if (failure._tag === "Conflict") return { error, next: tries === 0 ? "atOnce" : "afterPause" }
  return { error, next: isTransient(failure) ? "afterPause" : "never" }
}

/** Some errors are certain whatever became of an earlier try: another has the revision, or nothing can ever stand there. */
const withDoubt = (error: AppendError, doubt: string | undefined): AppendError =>
  doubt === undefined || ["WrongExpectedRevision", "NotAcceptable", "Corrupt"].includes(error._tag)
    ? error
    : { _tag: "OutcomeUnknown", reason: doubt }

const appendErrorOf = (failure: Failure, { stream, expected, events }: CheckedAppend): AppendError => {
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
