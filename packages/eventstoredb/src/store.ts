/** Implements the event store port on a driver. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { pipe } from "fp-ts/lib/function.js"
import { bilingual } from "@shifan/core"
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
import { allPages, type AllPagesOptions } from "./everything.js"
import { keyedTurns } from "./keyed-turns.js"
import { lastLeafOf } from "./last-leaf.js"
import { leafLogOf } from "./leaf-log.js"
import { patienceOf } from "./outage.js"
import { newest, readWithRetries, type Read } from "./reading.js"
import { withTimeout } from "./retry.js"
import { revisionCache } from "./revision-cache.js"
import { scansByFilter } from "./scans.js"
import { sequencerOf, type Sequencer } from "./sequencer.js"
import type { Doubt } from "./staleness.js"
import { checkNames, isSystemStream } from "./stored-events.js"
import { streamPage } from "./stream-pages.js"
import { unavailableFor } from "./unavailable.js"

/** Timeouts and intervals, all in milliseconds. */
export interface Timing {
  /** Timeout of a single call to the server. */
  readonly timeout: number
  /** How long operations keep retrying, counted from the first failure. Subscriptions retry forever. */
  readonly patience: number
  /** How often a waiting subscription polls, in case a notification was lost. */
  readonly interval: number
  /** In a cluster: how long to repeat a request whose answer is too old, before the store is reported to have gone back. */
  readonly staleness: number
}

/** Default timing in milliseconds. `timeout` and `patience` in the address override it. */
export const defaultTiming: Timing = { timeout: 5000, patience: 20_000, interval: 5000, staleness: 2000 }

/** An event store on an EventStoreDB cluster. The sequencer assigns events their place in the audit log after the append. */
export interface EventStoreDbStore extends EventStore {
  /** The audit log, up to the last event that a sequencer has processed. */
  readonly log: LeafLog
  readonly sequencer: Sequencer
}

/** Called with the hosts when an operation has waited for the server for two seconds, and every two seconds after. */
export type OnSilence = (server: string) => void

/** Makes a store on an existing driver, such as a test's. Opens no connection itself. */
export const storeOver = (driver: Driver, timing: Timing, onSilence: OnSilence = () => {}): EventStoreDbStore => {
  const closing = new AbortController()
  const closed = closing.signal
  const { server } = driver
  const patience = patienceOf({ milliseconds: timing.patience, onSilence: () => onSilence(server) })
  const calls = withTimeout(driver, timing.timeout, patience)
  const context = { calls, patience, server }
  const read = readWithRetries(context, closed)
  const doubt = doubtOf(driver, timing, closed)
  const pages = pageReader(read, doubt, closed)
  const cache = revisionCache()
  const feed = changeFeed(driver, { ...timing, onSettings: cache.distrust }, closed)
  const appending = { ...context, read, cache, lastLeaf: lastLeafOf(read), doubt, feed, closed }
  const turns = keyedTurns()
  const scans = scansByFilter()
  let ended: Promise<void> | undefined

  return {
    append: (stream, expected, events, follows) => {
      const checked = pipe(checkAppend(stream, expected, events, follows), E.chainW(checkNames))
      return async () => {
        if (closed.aborted) return E.left({ _tag: "Closed" })
        // One at a time per stream: concurrent appends of this process would only conflict with each other.
        return E.isLeft(checked) ? checked : turns.take(stream, () => appendWithRetries(appending, checked.right))
      }
    },
    readStream: (stream, options = {}) => readStreamByPages(pages({}), stream, options),
    readAll: (options = {}) => readAllByPages(pages(scans.of(options)), options),
    subscribe: (options, handler) => {
      const leaving = new AbortController()
      const patientRead = readWithRetries(context, AbortSignal.any([leaving.signal, closed]), true)
      const source = { pages: pageReader(patientRead, doubt, closed)({}), notifier: feed, closed }
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
    log: leafLogOf(read, doubt),
    sequencer: sequencerOf({ ...context, doubt, changes: feed, closed }),
    close: () => {
      closing.abort()
      return (ended ??= driver.close())
    },
  }
}

const doubtOf = ({ isCluster, distrust }: Driver, { staleness }: Timing, stop: AbortSignal): Doubt => ({
  milliseconds: () => (isCluster() ? staleness : 0),
  distrust,
  stop,
})

/** Makes a reader for consecutive pages. */
const pageReader = (read: Read, doubt: Doubt, closed: AbortSignal) => {
  const unlessClosed = (page: () => Promise<Page>): Promise<Page> =>
    closed.aborted ? Promise.resolve(E.left({ _tag: "Closed" })) : page()
  return (options: AllPagesOptions): PageReader => {
    const eventsAfter = allPages(read, doubt, options)
    return {
      all: (after, size) => unlessClosed(() => eventsAfter(after, size)),
      stream: (stream, from, direction, size) =>
        unlessClosed(async () =>
          stream === "" || isSystemStream(stream)
            ? E.left({ _tag: "StreamNotFound", stream })
            : streamPage(read, stream, from, direction, size),
        ),
    }
  }
}

/** Reads the end of `$all`, to see whether the server can be reached and lets this user read. */
export const checkReachable =
  (
    driver: Driver,
    { timeout, patience }: Timing,
    stop: AbortSignal,
    onSilence: OnSilence,
  ): TaskEither<Unavailable, void> =>
  async () => {
    const { server } = driver
    const waiting = patienceOf({ milliseconds: patience, onSilence: () => onSilence(server) })
    const read = readWithRetries({ calls: withTimeout(driver, timeout, waiting), patience: waiting, server }, stop)
    const last = await newest(read, { all: "end" })
    if (E.isRight(last)) return E.right(undefined)
    const { left } = last
    return E.left(
      left._tag === "Unavailable"
        ? left
        : unavailableFor(bilingual("服务器已关闭", `the server is closed: ${left._tag}`)),
    )
  }
