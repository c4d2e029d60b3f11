/** How long to go on trying, and how often. */
import { setTimeout } from "node:timers/promises"

/** Milliseconds before the second try; doubled from then on. */
const shortest = 20
/** An election takes a few seconds: there is no use in asking less often than that, or much oftener. */
const longest = 1000

/** Up to half as long again, so that those who failed together do not come back together. */
export const pauseBefore = (tries: number): number =>
  Math.min(longest, shortest * 2 ** Math.min(tries, 10)) * (1 + Math.random() / 2)

/** Ends early when the signal aborts. */
export const pause = async (milliseconds: number, stop: AbortSignal): Promise<void> => {
  try {
    await setTimeout(milliseconds, undefined, { signal: stop })
  } catch {
    // Who waited looks at the signal.
  }
}
