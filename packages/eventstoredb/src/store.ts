/** The event store's port over a driver. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
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
import { appendWithRetries } from "./append.js"
import { changeFeed } from "./change-feed.js"
import type { Driver } from "./driver.js"
import { lastLeafOf } from "./last-leaf.js"
import { leafLogOf } from "./leaf-log.js"
import { allPages, streamPage, newest, readWithRetries, type Read } from "./reading.js"
import { withTimeout } from "./retry.js"
import { revisionCache } from "./revision-cache.js"
import { sequencerOf, type Sequencer } from "./sequencer.js"
import { checkNames, isSystemStream } from "./stored-events.js"

/** In milliseconds. */
export interface Timing {
  /** For one call to the server. */
  readonly timeout: number
  /** For an operation with all its tries. A subscription tries without end. */
  readonly patience: number
  /** How often a waiting subscription looks without having been notified. */
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
  const calls = withTimeout(driver, timeout)
  const read = readWithRetries(calls, patience, closed)
  const pages = pageReader(read, closed)
  const changes = changeFeed(driver, timing, closed)
  const appending = { calls, read, cache: revisionCache(), lastLeaf: lastLeafOf(read), patience, closed }
  let ended: Promise<void> | undefined

  return {
    append: (stream, expected, events, follows) => {
      const checked = pipe(checkAppend(stream, expected, events, follows), E.chainW(checkNames))
      return async () => {
        if (closed.aborted) return E.left({ _tag: "Closed" })
        return E.isLeft(checked) ? checked : appendWithRetries(appending, checked.right)
      }
    },
    readStream: (stream, options = {}) => readStreamByPages(pages, stream, options),
    readAll: (options = {}) => readAllByPages(pages, options),
    subscribe: (options, handler) => {
      const leaving = new AbortController()
      const patientRead = readWithRetries(calls, Infinity, AbortSignal.any([leaving.signal, closed]))
      const source = { pages: pageReader(patientRead, closed), notifier: changes, closed }
      const subscription = subscribeTo(source, options, handler)
      return {
        ended: subscription.ended,
        close: () => {
          const done = subscription.close()
          leaving.abort()
          return done
        },
      }
    },
    log: leafLogOf(read),
    sequencer: sequencerOf({ calls, patience, changes, closed }),
    close: () => {
      closing.abort()
      return (ended ??= driver.close())
    },
  }
}

const pageReader = (read: Read, closed: AbortSignal): PageReader => {
  const eventsAfter = allPages(read)
  const unlessClosed = (page: () => Promise<Page>): Promise<Page> =>
    closed.aborted ? Promise.resolve(E.left({ _tag: "Closed" })) : page()
  return {
    all: (after, size) => unlessClosed(() => eventsAfter(after, size)),
    stream: (stream, from, direction, size) =>
      unlessClosed(async () =>
        isSystemStream(stream)
          ? E.left({ _tag: "StreamNotFound", stream })
          : streamPage(read, stream, from, direction, size),
      ),
  }
}

/** Asks for the end of everything: whether the server can be reached, and lets this user read. */
export const checkReachable =
  (driver: Driver, { timeout, patience }: Timing): TaskEither<Unavailable, void> =>
  async () => {
    const read = readWithRetries(withTimeout(driver, timeout), patience, new AbortController().signal)
    const last = await newest(read, { all: "end" })
    if (E.isRight(last)) return E.right(undefined)
    const { left } = last
    return E.left({ _tag: "Unavailable", reason: "reason" in left ? left.reason : left._tag })
  }
