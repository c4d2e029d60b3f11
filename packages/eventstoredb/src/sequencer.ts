/**
 * Gives every event its place in the log: follows everything in its order and writes an entry for each, at the exact
 * revision that is its index. A second sequencer, or one that was asleep, is refused or writes what is there already.
 */
import { randomUUID } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { pageSize, type ChangeNotifier, type ReadError, type Subscription } from "@shifan/event-store"
import { allPage, type Quiet } from "./all-pages.js"
import type { Calls } from "./calls.js"
import type { Failure } from "./driver.js"
import { entryFor, logStream } from "./entries.js"
import { endOf } from "./judging.js"
import { pause, pauseBefore } from "./patience.js"
import { deleted, mayPass, readingOf } from "./reading.js"
import { tailOf, type Tail } from "./tail.js"

export interface Sequencer {
  /** Settles when every event stored by now has its place, with the size of the log. */
  readonly catchUp: TaskEither<ReadError, number>
  /** Goes on with what comes, until it is closed. As many may run as like; one is enough. */
  readonly follow: () => Subscription
}

interface Surroundings {
  readonly calls: Calls
  readonly patience: number
  readonly feed: ChangeNotifier
  readonly closed: AbortSignal
}

export const sequencerOf = ({ calls, patience, feed, closed }: Surroundings): Sequencer => ({
  catchUp: async () => {
    const reached = await sequenced(calls, patience, closed, { from: "", to: "" }, undefined)
    return E.map(({ size }: Tail) => size)(reached)
  },
  follow: () => {
    const asked = new AbortController()
    const stop = AbortSignal.any([asked.signal, closed])
    const run = async (): Promise<E.Either<ReadError, void>> => {
      const quiet: Quiet = { from: "", to: "" }
      let tail: Tail | undefined
      while (!stop.aborted) {
        const mark = feed.mark()
        const reached = await sequenced(calls, Infinity, stop, quiet, tail)
        if (E.isLeft(reached)) {
          if (!stop.aborted) return reached
          break
        }
        tail = reached.right
        await feed.waitForChange(mark, stop)
      }
      return closed.aborted ? E.left({ _tag: "Closed" }) : E.right(undefined)
    }
    const ended = run()
    return {
      ended,
      close: async () => {
        asked.abort()
        await ended
      },
    }
  },
})

/** To the end of everything, from a tail seen before or as it is found now. */
const sequenced = async (
  calls: Calls,
  patience: number,
  stop: AbortSignal,
  quiet: Quiet,
  known: Tail | undefined,
): Promise<E.Either<ReadError, Tail>> => {
  const read = readingOf(calls, patience, stop)
  const end = performance.now() + patience
  let tail = known
  for (let tries = 0; ;) {
    const seen: E.Either<ReadError, Tail> = tail === undefined ? await tailOf(read) : E.right(tail)
    if (E.isLeft(seen)) return seen
    const { size, after } = seen.right
    const page = await allPage(read, quiet, after, pageSize)
    if (E.isLeft(page)) return page
    const events = page.right
    if (!RA.isNonEmpty(events)) return seen
    const entries = RNEA.map(entryFor)(events)
    const call = { stream: logStream, expected: endOf(size - 1), events: entries, attempt: randomUUID() }
    const answer = await calls.append(call, stop)
    if (stop.aborted) return E.left({ _tag: "Closed" })
    const failure = failureIn(answer, size + events.length - 1)
    if (failure === undefined) {
      tail = { size: size + events.length, after: RNEA.last(events).position }
      tries = 0
      continue
    }
    // Whether it was done, and whether another was faster, the tail tells.
    tail = undefined
    if (failure._tag !== "Conflict" && !mayPass(failure)) return E.left(errorOf(failure))
    if (performance.now() >= end) return E.left(errorOf(failure))
    await pause(pauseBefore(tries++), stop)
  }
}

/** A server that found the entries there already may answer with where the stream ends by now. */
const failureIn = (answer: E.Either<Failure, number>, last: number): Failure | undefined => {
  if (E.isLeft(answer)) return answer.left
  return answer.right === last
    ? undefined
    : { _tag: "Unclear", reason: `${logStream} ends at ${answer.right}, not at ${last}` }
}

const errorOf = (failure: Failure): ReadError =>
  failure._tag === "Deleted"
    ? deleted(logStream)
    : { _tag: "Unavailable", reason: "reason" in failure ? failure.reason : `${logStream}: ${failure._tag}` }
