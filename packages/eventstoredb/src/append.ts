/**
 * Appends, and retries until the outcome is known. Each try names an exact revision, so a request that arrives late cannot
 * write anywhere else. docs/decisions/0066-the-calls-of-an-append.md explains why each call is needed.
 */
import { randomUUID } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import type { Bilingual } from "@shifan/core"
import type { AppendError, Appended, CheckedAppend, ReadError } from "@shifan/event-store"
import { asAppendError, checkAgainstStream, endOf, type CheckContext, type CheckFailed } from "./append-check.js"
import type { ChangeFeed } from "./change-feed.js"
import type { Failure, Recorded } from "./driver.js"
import { deletedStream } from "./faults.js"
import type { LastLeaf } from "./last-leaf.js"
import type { Patience } from "./outage.js"
import { isTransient, retry, type FailedTry, type TimedCalls } from "./retry.js"
import type { Doubt } from "./staleness.js"
import { positionOf } from "./stored-events.js"
import { denied, othersAreFaster, outcomeUnknown, reasonOf, unavailable } from "./unavailable.js"

export interface AppendContext extends CheckContext {
  readonly calls: TimedCalls
  readonly lastLeaf: LastLeaf
  readonly patience: Patience
  readonly doubt: Doubt
  readonly feed: ChangeFeed
  /** Hosts and ports, for messages. */
  readonly server: string
  readonly closed: AbortSignal
}

const notReadBack: Failure = { _tag: "Unclear", reason: "it cannot be read back" }

export const appendWithRetries = (
  context: AppendContext,
  append: CheckedAppend,
): Promise<E.Either<AppendError, Appended>> =>
  append.follows === undefined
    ? untilKnown(context, append)
    : context.lastLeaf.inTurn(append.events, () => untilKnown(context, append))

const untilKnown = async (context: AppendContext, append: CheckedAppend): Promise<E.Either<AppendError, Appended>> => {
  const { calls, patience, feed, server, closed } = context
  const { stream, events } = append
  const attempt = randomUUID()
  const deadline = patience.deadline()
  const staleUntil = performance.now() + context.doubt.milliseconds()
  /** Why an earlier try may have succeeded although it looked like a failure. */
  let doubt: Bilingual | undefined

  const tryOnce = async (tries: number): Promise<E.Either<FailedTry<AppendError>, Appended>> => {
    const checked = await checkAgainstStream(context, append, attempt, deadline)
    if (E.isLeft(checked)) return E.left(afterFailedCheck(context, append, checked.left, tries, staleUntil))
    const { last, made } = checked.right
    if (made !== undefined) return E.right(made)
    const pushed = feed.expect(stream, last + 1, events.length)
    const answer = await calls.append({ stream, expected: endOf(last), events, attempt }, closed, deadline)
    if (E.isLeft(answer)) {
      pushed.cancel()
      if (answer.left._tag === "Unclear") doubt = reasonOf(answer.left, server)
      return E.left(afterFailedCall(answer.left, append, tries, server))
    }
    doubt = reasonOf(notReadBack, server)
    const found = await readBack(context, append, last + 1, pushed, deadline)
    if (E.isLeft(found)) return E.left({ error: asAppendError(found.left), next: "never" })
    const result = resultIn(found.right, append, attempt)
    return result === undefined ? E.left(afterFailedCall(notReadBack, append, tries, server)) : E.right(result)
  }

  const settled = patience.beginWaiting()
  try {
    const outcome = await retry({ deadline, stop: closed }, tryOnce)
    return E.isLeft(outcome) ? E.left(withDoubt(outcome.left, doubt)) : outcome
  } finally {
    settled()
  }
}

/**
 * Reads back the records at the append's place. The server accepts the same ids with different bytes as a retry, so the
 * bytes must be compared here. The records come from the subscription if it is fast, or else from a read.
 */
const readBack = async (
  { read, cache }: AppendContext,
  { stream, events }: CheckedAppend,
  from: number,
  pushed: ReturnType<ChangeFeed["expect"]>,
  deadline: number,
): Promise<E.Either<ReadError, ReadonlyArray<Recorded>>> => {
  const seen = await pushed.records()
  const records =
    seen === undefined
      ? await read({ of: { stream, from }, direction: "forwards", count: events.length }, deadline)
      : E.right(seen)
  if (E.isRight(records)) cache.add(stream, records.right)
  return records
}

/** `undefined` if the records are not those of the append, or are not visible yet. */
const resultIn = (
  records: ReadonlyArray<Recorded>,
  { events }: CheckedAppend,
  attempt: string,
): Appended | undefined => {
  const isSame = events.every(({ id, type, leaf }, i) => {
    const record = records[i]
    return (
      record?.id === id && record.type === type && record.leaf !== undefined && Buffer.compare(record.leaf, leaf) === 0
    )
  })
  const last = records.at(-1)
  return isSame && last !== undefined
    ? { revision: last.revision, position: positionOf(last.position), repeated: last.attempt !== attempt }
    : undefined
}

/** Decides on a retry after a failed check. The failure is final, unless the server may not show all its events. */
const afterFailedCheck = (
  { doubt, server }: AppendContext,
  { expected }: CheckedAppend,
  { error, sight }: CheckFailed,
  tries: number,
  staleUntil: number,
): FailedTry<AppendError> => {
  if (error._tag === "WrongExpectedRevision" || error._tag === "NotAcceptable") {
    if (sight === "ours") return { error: outcomeUnknown(reasonOf(notReadBack, server)), next: "afterPause" }
    if (sight === "ids" && tries === 0) return { error, next: "atOnce" }
  }
  const isBehind =
    (error._tag === "WrongExpectedRevision" && typeof expected === "number" && isBelow(error.actual, expected)) ||
    sight === "behind"
  if (!isBehind || performance.now() >= staleUntil) return { error, next: "never" }
  doubt.distrust()
  return { error, next: "afterPause" }
}

const isBelow = (actual: number | "noStream", expected: number): boolean => actual === "noStream" || actual < expected

/** Decides on a retry after a failed call. A first conflict is retried at once: the next check shows who has the revision. */
const afterFailedCall = (
  failure: Failure,
  append: CheckedAppend,
  tries: number,
  server: string,
): FailedTry<AppendError> => {
  const error = appendErrorOf(failure, append, server)
  if (failure._tag === "Conflict") return { error, next: tries === 0 ? "atOnce" : "afterPause" }
  return { error, next: isTransient(failure) ? "afterPause" : "never" }
}

/** Turns an error into `OutcomeUnknown` if an earlier try may have succeeded, except errors that rule this out. */
const withDoubt = (error: AppendError, doubt: Bilingual | undefined): AppendError =>
  doubt === undefined || ["WrongExpectedRevision", "NotAcceptable", "Corrupt"].includes(error._tag)
    ? error
    : outcomeUnknown(doubt)

const appendErrorOf = (failure: Failure, { stream, events }: CheckedAppend, server: string): AppendError => {
  switch (failure._tag) {
    case "Conflict":
      return othersAreFaster(stream)
    case "Oversize": {
      const size = events.reduce((sum, { leaf }) => sum + leaf.length, 0)
      return { _tag: "TooLarge", size, limit: failure.limit }
    }
    case "Deleted":
      return deletedStream(stream)
    case "Denied":
      return denied("append", stream)
    default:
      return unavailable(failure, server)
  }
}
