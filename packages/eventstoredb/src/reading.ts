/** Reads with retries until there is an answer. Repeating a read is always safe. */
import * as E from "fp-ts/lib/Either.js"
import type { ReadError } from "@shifan/event-store"
import type { Failure, ReadCall, Recorded } from "./driver.js"
import { cutStream, deletedStream, badCheckpoint } from "./faults.js"
import type { Patience } from "./outage.js"
import { isTransient, retry, type FailedTry, type TimedCalls } from "./retry.js"
import { cuttingSettings } from "./settings.js"
import { denied, unavailable } from "./unavailable.js"

/** `deadline`: when to give up the operation that the read is part of. Default: by patience. */
export type Read = (call: ReadCall, deadline?: number) => Promise<E.Either<ReadError, ReadonlyArray<Recorded>>>

export interface ReadContext {
  readonly calls: TimedCalls
  readonly patience: Patience
  /** Hosts and ports, for messages. */
  readonly server: string
}

/** Makes a read that is retried. It gives `Closed` once the signal aborts. */
export const readWithRetries =
  ({ calls, patience, server }: ReadContext, stop: AbortSignal, forEver: boolean = false): Read =>
  async (call, deadline = forEver ? Infinity : patience.deadline()) => {
    const closed: E.Either<FailedTry<ReadError>, never> = E.left({ error: { _tag: "Closed" }, next: "never" })
    const settled = patience.beginWaiting()
    try {
      return await retry<ReadError, ReadonlyArray<Recorded>>({ deadline, stop }, async () => {
        if (stop.aborted) return closed
        const answer = await calls.read(call, stop, deadline)
        if (stop.aborted) return closed
        if (E.isRight(answer)) return answer
        return E.left({
          error: readErrorOf(answer.left, call, server),
          next: isTransient(answer.left) ? "afterPause" : "never",
        })
      })
    } finally {
      settled()
    }
  }

/**
 * The last record of a stream or of `$all`; `undefined` if there is none. Repeats the read after an empty answer, since a
 * server going down may end a read early without an error.
 */
export const newest = async (
  read: Read,
  of: ReadCall["of"],
  deadline?: number,
): Promise<E.Either<ReadError, Recorded | undefined>> => {
  const call: ReadCall = { of, direction: "backwards", count: 1 }
  const first = await read(call, deadline)
  const last = E.isRight(first) && first.right.length === 0 ? await read(call, deadline) : first
  return E.isLeft(last) ? last : E.right(last.right[0])
}

/** Why a stream is not found: it never existed, or its settings show that somebody deleted it. */
export const missingStream = async (read: Read, stream: string, deadline?: number): Promise<ReadError> => {
  const settings = await newest(read, { stream: `$$${stream}`, from: "end" }, deadline)
  if (E.isLeft(settings) && settings.left._tag !== "StreamNotFound") return settings.left
  const cut = E.isRight(settings) && settings.right !== undefined ? cuttingSettings(settings.right) : undefined
  return cut === undefined ? { _tag: "StreamNotFound", stream } : cutStream(stream, cut)
}

const readErrorOf = (failure: Failure, { of }: ReadCall, server: string): ReadError => {
  const stream = "stream" in of ? of.stream : "$all"
  switch (failure._tag) {
    case "Missing":
      return { _tag: "StreamNotFound", stream }
    case "Deleted":
      return deletedStream(stream.replace(/^\$\$/, ""))
    case "NoSuchPosition":
      return badCheckpoint(
        "该处没有记录：存储被退回到以前，或检查点属于另一存储",
        "no record begins there: the store went back, or the checkpoint is another store's",
      )
    case "Denied":
      return denied("read", stream)
    default:
      return unavailable(failure, server)
  }
}
