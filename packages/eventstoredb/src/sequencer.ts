/**
 * Assigns every event its place in the log: follows `$all` and writes an entry for each event, at the revision that equals
 * its index. Several sequencers may run: the server refuses the slower one, or recognises its entries as already written.
 */
import { randomUUID } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import {
  pageSize,
  type ChangeNotifier,
  type Position,
  type ReadError,
  type StoredEvent,
  type Subscription,
} from "@shifan/event-store"
import { endOf } from "./append-check.js"
import type { AppendAnswer, Failure, Recorded } from "./driver.js"
import { allPages, type AllPages } from "./everything.js"
import { deletedStream } from "./faults.js"
import { lastEntry } from "./leaf-log.js"
import { entryFor, entryIn } from "./log-entry.js"
import { positionNamedIn } from "./log-entry-position.js"
import { readWithRetries, type Read, type ReadContext } from "./reading.js"
import { isTransient, retry, type FailedTry } from "./retry.js"
import type { Doubt } from "./staleness.js"
import { logPositionOf, logStream } from "./stored-events.js"
import { denied, entryTooLarge, noPositions, othersAreFaster, unavailable, unavailableFor } from "./unavailable.js"

/** Assigns each stored event its leaf index, in the order of the server's log. An index never changes. */
export interface Sequencer {
  /** Settles when all events stored so far have an index. Returns the size of the log. */
  readonly catchUp: TaskEither<ReadError, number>
  /** Keeps assigning indices to new events until it is closed. One follower is enough; more do no harm. */
  readonly follow: () => Subscription
}

export interface SequencerContext extends ReadContext {
  readonly doubt: Doubt
  readonly changes: ChangeNotifier
  readonly closed: AbortSignal
}

export const sequencerOf = (context: SequencerContext): Sequencer => ({
  catchUp: async () => {
    const reached = await sequencing(context, context.closed, false).toEnd(undefined)
    return E.isLeft(reached) ? reached : E.right(reached.right.size)
  },
  follow: () => {
    const closing = new AbortController()
    const stop = AbortSignal.any([closing.signal, context.closed])
    const ended = follow(sequencing(context, stop, true), context.changes, stop, context.closed)
    return {
      ended,
      close: async () => {
        closing.abort()
        await ended
      },
    }
  },
})

const follow = async (
  { toEnd }: Sequencing,
  changes: ChangeNotifier,
  stop: AbortSignal,
  closed: AbortSignal,
): Promise<E.Either<ReadError, void>> => {
  let tail: LogTail | undefined
  while (!stop.aborted) {
    // Take the mark before reading, or an append in between would not wake this loop.
    const mark = changes.mark()
    const reached = await toEnd(tail)
    if (stop.aborted) break
    if (E.isLeft(reached)) return reached
    tail = reached.right
    await changes.waitForChange(mark, stop)
  }
  return closed.aborted ? E.left({ _tag: "Closed" }) : E.right(undefined)
}

/** The end of the log, from which a sequencer continues. Always read from the log itself; it is not stored anywhere else. */
interface LogTail {
  /** Number of leaves in the log. */
  readonly size: number
  /** Position of the last event in the log; `undefined` for an empty log. */
  readonly after: Position | undefined
  readonly eventsAfter: AllPages
}

interface Sequencing {
  /** Assigns indices up to the end of the store, starting at a known tail or else at the one found in the log. */
  readonly toEnd: (known: LogTail | undefined) => Promise<E.Either<ReadError, LogTail>>
}

const sequencing = (context: SequencerContext, stop: AbortSignal, forEver: boolean): Sequencing => {
  const { calls, patience, doubt, server } = context
  const read = readWithRetries(context, stop, forEver)
  /** Number of entries written per append. */
  let size = pageSize

  const logNextPage = async (known: LogTail | undefined): Promise<E.Either<FailedTry<ReadError>, LoggedPage>> => {
    const tail = known === undefined ? await findTail(read) : E.right(known)
    if (E.isLeft(tail)) return failedForGood(tail.left)
    const events = await tail.right.eventsAfter(tail.right.after, size)
    if (E.isLeft(events)) return failedForGood(events.left)
    return RA.isNonEmpty(events.right)
      ? appendEntries(tail.right, events.right)
      : E.right({ tail: tail.right, isEnd: true })
  }

  const findTail = async (from: Read): Promise<E.Either<ReadError, LogTail>> => {
    const found = await findEnd(from)
    return E.isLeft(found) ? found : E.right({ ...found.right, eventsAfter: allPages(from, doubt) })
  }

  const appendEntries = async (
    tail: LogTail,
    events: RNEA.ReadonlyNonEmptyArray<StoredEvent>,
  ): Promise<E.Either<FailedTry<ReadError>, LoggedPage>> => {
    const entries = RNEA.map(entryFor)(events)
    const call = { stream: logStream, expected: endOf(tail.size - 1), events: entries, attempt: randomUUID() }
    const answer = await calls.append(call, stop)
    if (stop.aborted) return failedForGood({ _tag: "Closed" })
    const next: LogTail = { ...tail, size: tail.size + events.length, after: RNEA.last(events).position }
    const failure = failureIn(answer, next.size - 1)
    if (failure === undefined) return E.right({ tail: next, isEnd: false })
    if (failure._tag !== "Oversize") return E.left(failedTry(failure, server))
    // The limit is per append, so half as many entries may fit.
    if (events.length === 1) return failedForGood(entryTooLarge(entries[0].leaf.length, failure.limit, events[0]))
    size = Math.ceil(events.length / 2)
    return E.left({ error: othersAreFaster(logStream), next: "atOnce" })
  }

  return {
    toEnd: async (known) => {
      const settled = patience.beginWaiting()
      try {
        for (let start = known; ;) {
          const from = start
          const limits = { deadline: forEver ? Infinity : patience.deadline(), stop }
          // After a failure, find the tail again: it shows whether the entries were written, or another sequencer was faster.
          const page = await retry(limits, (tries) => logNextPage(tries === 0 ? from : undefined))
          if (E.isLeft(page)) return page
          if (page.right.isEnd) return E.right(page.right.tail)
          start = page.right.tail
        }
      } finally {
        settled()
      }
    },
  }
}

interface LoggedPage {
  readonly tail: LogTail
  /** No event was found after the tail. */
  readonly isEnd: boolean
}

const findEnd = async (read: Read): Promise<E.Either<ReadError, Pick<LogTail, "size" | "after">>> => {
  const last = await lastEntry(read)
  if (E.isLeft(last)) return last
  if (last.right === undefined) return E.right({ size: 0, after: undefined })
  const after = await positionNamedIn(read, last.right)
  if (E.isLeft(after)) return after
  const checked = await checkStandsAt(read, last.right, after.right)
  return E.isLeft(checked) ? checked : E.right({ size: last.right.revision + 1, after: after.right })
}

/** Detects a server that sends no positions with the events of a stream. The log would restart from the first event. */
const checkStandsAt = async (read: Read, record: Recorded, position: Position): Promise<E.Either<ReadError, void>> => {
  const all = logPositionOf(position)
  if (E.isLeft(all)) return all
  const entry = entryIn(record)
  if (E.isLeft(entry)) return entry
  const records = await read({ of: { all: all.right }, direction: "forwards", count: 1 })
  if (E.isLeft(records)) return records
  const [event] = records.right
  return event?.stream === entry.right.stream && event.revision === entry.right.revision
    ? E.right(undefined)
    : E.left(unavailableFor(noPositions))
}

/** If the entries existed already, the server may answer with the present end of the stream. */
const failureIn = (answer: E.Either<Failure, AppendAnswer>, last: number): Failure | undefined => {
  if (E.isLeft(answer)) return answer.left
  const { revision } = answer.right
  return revision === last ? undefined : { _tag: "Unclear", reason: `${logStream} ends at ${revision}, not at ${last}` }
}

const failedForGood = (error: ReadError): E.Either<FailedTry<ReadError>, never> => E.left({ error, next: "never" })

const failedTry = (failure: Failure, server: string): FailedTry<ReadError> => ({
  error: errorOf(failure, server),
  next: failure._tag === "Conflict" || isTransient(failure) ? "afterPause" : "never",
})

const errorOf = (failure: Failure, server: string): ReadError => {
  switch (failure._tag) {
    case "Deleted":
      return deletedStream(logStream)
    case "Denied":
      return denied("append", logStream)
    case "Conflict":
      return othersAreFaster(logStream)
    default:
      return unavailable(failure, server)
  }
}
