/**
 * Rings when the server has more. One subscription from the end serves all subscribers, who then read on from their own
 * positions: whatever it loses, repeats or puts first, they do not.
 */
import { changeNotifier, type ChangeNotifier } from "@shifan/event-store"
import type { Driver } from "./driver.js"
import { pause, pauseBefore } from "./patience.js"
import { positionOf } from "./positions.js"
import { isNoEvent } from "./stored.js"

export interface FeedOptions {
  /** Milliseconds for the server to confirm a subscription. */
  readonly timeout: number
  /** Milliseconds after which to look all the same: a subscription that has gone silent looks like one with no news. */
  readonly interval: number
}

/** Begins with the first who waits, and goes on until the signal aborts. */
export const feedOf = (driver: Driver, { timeout, interval }: FeedOptions, closed: AbortSignal): ChangeNotifier => {
  let news = 0
  let begun = false
  const { mark, waitForChange, notify } = changeNotifier(() => String(news))

  const tell = (): void => {
    news++
    notify()
  }

  /** Settles when it is over, with whether it ever began. */
  const follow = (): Promise<boolean> =>
    new Promise((resolve) => {
      const giving = new AbortController()
      const stop = (): void => giving.abort()
      const timer = setTimeout(stop, timeout)
      let [newest, confirmed] = ["", false]
      closed.addEventListener("abort", stop)
      driver.subscribe(
        {
          confirmed: () => {
            clearTimeout(timer)
            confirmed = true
            tell()
          },
          appended: (stream, at) => {
            const position = positionOf(at)
            if (isNoEvent({ stream, type: "" }) || position <= newest) return
            newest = position
            tell()
          },
          ended: () => {
            clearTimeout(timer)
            closed.removeEventListener("abort", stop)
            resolve(confirmed)
          },
        },
        giving.signal,
      )
      if (closed.aborted) stop()
    })

  const run = async (): Promise<void> => {
    const looking = setInterval(tell, interval)
    for (let failures = 0; !closed.aborted;) {
      failures = (await follow()) ? 0 : failures + 1
      tell()
      await pause(pauseBefore(failures), closed)
    }
    clearInterval(looking)
  }

  return {
    mark,
    notify,
    waitForChange: (then, signal) => {
      if (!begun) {
        begun = true
        void run()
      }
      return waitForChange(then, signal)
    },
  }
}
