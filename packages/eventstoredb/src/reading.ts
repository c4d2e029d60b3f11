/** Reads that are repeated until there is an answer: a read does nothing that would need undoing. */
import * as E from "fp-ts/lib/Either.js"
import type { ReadError } from "@shifan/event-store"
import type { Failure, ReadCall, Recorded } from "./driver.js"
import { isTransient, retry, type FailedTry, type TimedCalls } from "./retry.js"

export type Read = (call: ReadCall) => Promise<E.Either<ReadError, ReadonlyArray<Recorded>>>

/** `patience`: milliseconds for a read with all its tries. `Closed` once the signal aborts. */
export const readWithRetries =
  (calls: TimedCalls, patience: number, stop: AbortSignal): Read =>
  (call) => {
    const closed: E.Either<FailedTry<ReadError>, never> = E.left({ error: { _tag: "Closed" }, next: "never" })
    return retry<ReadError, ReadonlyArray<Recorded>>({ deadline: performance.now() + patience, stop }, async () => {
      if (stop.aborted) return closed
      const answer = await calls.read(call, stop)
      if (stop.aborted) return closed
      if (E.isRight(answer)) return answer
      return E.left({
        error: readErrorOf(answer.left, call),
        next: isTransient(answer.left) ? "afterPause" : "never",
      })
    })
  }

/**
 * The last record of a stream, or of everything; `undefined` where there is none. A server that goes down may end a read
 * early and without an error, so an empty answer is asked for twice.
 */
export const newest = async (read: Read, of: ReadCall["of"]): Promise<E.Either<ReadError, Recorded | undefined>> => {
  const call: ReadCall = { of, direction: "backwards", count: 1 }
  const first = await read(call)
  const last = E.isRight(first) && first.right.length === 0 ? await read(call) : first
  return E.isLeft(last) ? last : E.right(last.right[0])
}

/** Whether a stream's settings on the server hide its beginning, as a soft deletion hides all of it. */
export const wasCut = async (read: Read, stream: string): Promise<E.Either<ReadError, boolean>> => {
  const settings = await newest(read, { stream: `$$${stream}`, from: "end" })
  if (E.isLeft(settings)) return settings.left._tag === "StreamNotFound" ? E.right(false) : settings
  return E.right(hasTruncateBefore(settings.right?.json))
}

/** `$tb`, truncate before: revisions below it are no longer read. */
const hasTruncateBefore = (settings: unknown): boolean =>
  typeof settings === "object" && settings !== null && "$tb" in settings

const readErrorOf = (failure: Failure, { of }: ReadCall): ReadError => {
  const stream = "stream" in of ? of.stream : "$all"
  switch (failure._tag) {
    case "Missing":
      return { _tag: "StreamNotFound", stream }
    case "Deleted":
      return deleted(stream)
    case "Conflict":
    case "Oversize":
      return { _tag: "Unavailable", reason: `the server answers a read of ${stream} as if it were an append` }
    case "Denied":
      return isCheckpoint(of) && /position/i.test(failure.reason)
        ? { _tag: "Corrupt", where: "checkpoint", reason: failure.reason }
        : { _tag: "Unavailable", reason: `the server denies reading ${stream}: ${failure.reason}` }
    default:
      return { _tag: "Unavailable", reason: failure.reason }
  }
}

const isCheckpoint = (of: ReadCall["of"]): boolean => "all" in of && typeof of.all === "object"

export const deleted = (stream: string): ReadError => ({
  _tag: "Corrupt",
  where: stream,
  reason: "the stream was deleted on the server",
})
