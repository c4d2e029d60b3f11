/** Waiting for another process's lock without holding up this one. */
import { setTimeout } from "node:timers/promises"
import { isBusy } from "./failure.js"

/** How long SQLite itself waits at one try, in milliseconds: so long at most the event loop stands still. */
export const briefly = 50

/** Tries `work` until it is not refused for a lock, or the time is over; throws what `work` threw last. */
export const patiently = async <A>(milliseconds: number, hurry: () => boolean, work: () => A): Promise<A> => {
  const end = performance.now() + milliseconds
  for (;;) {
    try {
      return work()
    } catch (thrown) {
      if (!isBusy(thrown) || hurry() || performance.now() >= end) throw thrown
    }
    await setTimeout(1)
  }
}
