/** Notifies of changes on the server. */
import { changeNotifier, type ChangeNotifier } from "@shifan/event-store"
import type { Driver } from "./driver.js"
import { pause, pauseBefore } from "./retry.js"
import { isSystemStream, positionOf } from "./stored-events.js"

export interface ChangeFeedOptions {
  /** Milliseconds for the server to confirm a subscription. */
  readonly timeout: number
  /** Milliseconds after which to look anyway: a subscription that has gone silent looks like one without news. */
  readonly interval: number
}

/**
 * One subscription from the end serves all subscribers, who then read on from their own positions. Delivery may drop, repeat
 * or reorder; consumers read by position. It begins with the first who waits, and goes on until the signal aborts.
 */
export const changeFeed = (
  driver: Driver,
  { timeout, interval }: ChangeFeedOptions,
  closed: AbortSignal,
): ChangeNotifier => {
  let changes = 0
  let isRunning = false
  const { mark, waitForChange, notify } = changeNotifier(() => String(changes))

  const change = (): void => {
    changes++
    notify()
  }

  /** Settles when the subscription is over, with whether the server ever confirmed it. */
  const follow = (): Promise<boolean> =>
    new Promise((resolve) => {
      const cancelling = new AbortController()
      const cancel = (): void => cancelling.abort()
      const timer = setTimeout(cancel, timeout)
      let isConfirmed = false
      let newest = ""
      closed.addEventListener("abort", cancel)
      driver.subscribe(
        {
          confirmed: () => {
            clearTimeout(timer)
            isConfirmed = true
            change()
          },
          appended: (stream, at) => {
            const position = positionOf(at)
            if (isSystemStream(stream) || position <= newest) return
            newest = position
            change()
          },
          ended: () => {
            clearTimeout(timer)
            closed.removeEventListener("abort", cancel)
            resolve(isConfirmed)
          },
        },
        cancelling.signal,
      )
      if (closed.aborted) cancel()
    })

  const run = async (): Promise<void> => {
    const looking = setInterval(change, interval)
    for (let failures = 0; !closed.aborted;) {
      failures = (await follow()) ? 0 : failures + 1
      change()
      await pause(pauseBefore(failures), closed)
    }
    clearInterval(looking)
  }

  return {
    mark,
    notify,
    waitForChange: (seen, signal) => {
      if (!isRunning) {
        isRunning = true
        void run()
      }
      return waitForChange(seen, signal)
    },
  }
}
