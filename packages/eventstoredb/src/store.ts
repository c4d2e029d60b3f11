/** The port over a driver. */
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { pipe } from "fp-ts/lib/function.js"
import {
  checkAppend,
  readAllByPages,
  readStreamByPages,
  subscribeTo,
  type EventStore,
  type LeafLog,
  type Page,
  type PageReader,
  type Unavailable,
} from "@shifan/event-store"
import { allPage, type Quiet } from "./all-pages.js"
import { appendBy } from "./appending.js"
import { callsOf } from "./calls.js"
import type { Driver } from "./driver.js"
import { feedOf } from "./feed.js"
import { keepable } from "./names.js"
import { leavesOf } from "./leaves.js"
import { placesOf } from "./places.js"
import { newest, readingOf, type Read } from "./reading.js"
import { sequencerOf, type Sequencer } from "./sequencer.js"
import { isNoStream } from "./stored.js"
import { streamPage } from "./stream-pages.js"

/** In milliseconds. */
export interface Timing {
  /** For one call to the server. */
  readonly timeout: number
  /** For an operation with all its tries. A subscription has no end to its patience. */
  readonly patience: number
  /** How often a waiting subscription looks without having been told to. */
  readonly interval: number
}

export const defaultTiming: Timing = { timeout: 5000, patience: 20_000, interval: 5000 }

export interface EventStoreDbStore extends EventStore {
  /** The audit log, as far as a sequencer has come. */
  readonly log: LeafLog
  readonly sequencer: Sequencer
}

export const storeOver = (driver: Driver, timing: Timing): EventStoreDbStore => {
  const { timeout, patience } = timing
  const closing = new AbortController()
  const closed = closing.signal
  const calls = callsOf(driver, timeout)
  const read = readingOf(calls, patience, closed)
  const pages = pagesOf(read, closed)
  const feed = feedOf(driver, timing, closed)
  const around = { calls, read, places: placesOf(), patience, closed }
  let ended: Promise<void> | undefined

  return {
    append: (stream, expected, events) => {
      const accepted = pipe(checkAppend(stream, expected, events), E.chainW(keepable))
      return async () => {
        if (closed.aborted) return E.left({ _tag: "Closed" })
        return E.isLeft(accepted) ? accepted : appendBy(around, accepted.right)
      }
    },
    readStream: (stream, options = {}) => readStreamByPages(pages, stream, options),
    readAll: (options = {}) => readAllByPages(pages, options),
    subscribe: (options, handler) => {
      const asked = new AbortController()
      const lasting = readingOf(calls, Infinity, AbortSignal.any([asked.signal, closed]))
      const { ended: over, close } = subscribeTo(
        { pages: pagesOf(lasting, closed), notifier: feed, closed },
        options,
        handler,
      )
      return {
        ended: over,
        close: () => {
          const done = close()
          asked.abort()
          return done
        },
      }
    },
    log: leavesOf(read),
    sequencer: sequencerOf({ calls, patience, feed, closed }),
    close: () => {
      closing.abort()
      return (ended ??= driver.close())
    },
  }
}

const pagesOf = (read: Read, closed: AbortSignal): PageReader => {
  const quiet: Quiet = { from: "", to: "" }
  const unlessClosed = (page: () => Promise<Page>): Promise<Page> =>
    closed.aborted ? Promise.resolve(E.left({ _tag: "Closed" })) : page()
  return {
    all: (after, size) => unlessClosed(() => allPage(read, quiet, after, size)),
    stream: (stream, from, direction, size) =>
      unlessClosed(async () =>
        isNoStream(stream)
          ? E.left({ _tag: "StreamNotFound", stream })
          : streamPage(read, stream, from, direction, size),
      ),
  }
}

/** Whether the server can be reached and lets this user read, asked at the end of everything. */
export const greet =
  (driver: Driver, { timeout, patience }: Timing): TE.TaskEither<Unavailable, void> =>
  async () => {
    const read = readingOf(callsOf(driver, timeout), patience, new AbortController().signal)
    const last = await newest(read, { all: "end" })
    if (E.isRight(last)) return E.right(undefined)
    const { left } = last
    return E.left({ _tag: "Unavailable", reason: "reason" in left ? left.reason : left._tag })
  }
