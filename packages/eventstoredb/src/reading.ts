/** A read that is repeated until there is an answer: nothing a read does needs undoing. */
import * as E from "fp-ts/lib/Either.js"
import type { ReadError } from "@shifan/event-store"
import type { Calls } from "./calls.js"
import type { Failure, ReadCall, Recorded } from "./driver.js"
import { pause, pauseBefore } from "./patience.js"

export type Read = (call: ReadCall) => Promise<E.Either<ReadError, ReadonlyArray<Recorded>>>

/** `patience` in milliseconds. */
export const readingOf =
  (calls: Calls, patience: number, stop: AbortSignal): Read =>
  async (call) => {
    const end = performance.now() + patience
    for (let tries = 0; ; tries++) {
      const answer = stop.aborted ? E.left<Failure>({ _tag: "Missing" }) : await calls.read(call, stop)
      if (stop.aborted) return E.left({ _tag: "Closed" })
      if (E.isRight(answer)) return answer
      const error = errorOf(answer.left, call)
      if (!mayPass(answer.left) || performance.now() >= end) return E.left(error)
      await pause(pauseBefore(tries), stop)
    }
  }

/** The last of a stream, or of everything; `undefined` where there is nothing, which is asked twice before it is said. */
export const newest = async (read: Read, of: ReadCall["of"]): Promise<E.Either<ReadError, Recorded | undefined>> => {
  const call: ReadCall = { of, direction: "backwards", count: 1 }
  const first = await read(call)
  const last = E.isRight(first) && first.right.length === 0 ? await read(call) : first
  return E.map((records: ReadonlyArray<Recorded>) => records[0])(last)
}

/** Whether a setting of the stream on the server has it begin later than it did, as a soft deletion leaves behind. */
export const wasCut = async (read: Read, stream: string): Promise<E.Either<ReadError, boolean>> => {
  const settings = await newest(read, { stream: `$$${stream}`, from: "end" })
  if (E.isLeft(settings)) return settings.left._tag === "StreamNotFound" ? E.right(false) : settings
  return E.right(hasCut(settings.right?.json))
}

/** `$tb`: revisions before it are gone. */
const hasCut = (settings: unknown): boolean => typeof settings === "object" && settings !== null && "$tb" in settings

/** Whether the next try may go better. */
export const mayPass = ({ _tag }: Failure): boolean =>
  _tag === "NotLeader" || _tag === "Unreached" || _tag === "Unclear"

const errorOf = (failure: Failure, { of }: ReadCall): ReadError => {
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
