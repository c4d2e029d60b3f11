/** Calls that always settle, and operations that are tried again. */
import { setTimeout as sleep } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import type { AppendAnswer, AppendCall, Answer, Driver, Failure, ReadCall, Recorded } from "./driver.js"
import type { Patience } from "./outage.js"

/** `deadline`: when the operation that the call is a part of is given up. */
export interface TimedCalls {
  readonly append: (call: AppendCall, stop: AbortSignal, deadline?: number) => Answer<AppendAnswer>
  readonly read: (call: ReadCall, stop: AbortSignal, deadline?: number) => Answer<ReadonlyArray<Recorded>>
}

/** Ends every call: with its answer, after `timeout` milliseconds, at the deadline, or when the signal aborts. */
export const withTimeout = (
  driver: Driver,
  timeout: number,
  patience: Pick<Patience, "answered" | "failed"> = indifferent,
): TimedCalls => {
  const limited = limitedBy(timeout, patience)
  return {
    append: (call, stop, deadline) => limited(stop, deadline, (signal) => driver.append(call, signal)),
    read: (call, stop, deadline) => limited(stop, deadline, (signal) => driver.read(call, signal)),
  }
}

const indifferent = { answered: () => {}, failed: () => {} }

/** Milliseconds that a call gets however near the deadline is, and one that is made behind it. */
const shortestCall = 250
const lastCall = 1000

const limitOf = (timeout: number, deadline: number): number => {
  const left = deadline - performance.now()
  return Math.min(timeout, left > 0 ? Math.max(left, shortestCall) : lastCall)
}

const limitedBy =
  (timeout: number, patience: Pick<Patience, "answered" | "failed">) =>
  <A>(stop: AbortSignal, deadline: number | undefined, call: (signal: AbortSignal) => Answer<A>): Answer<A> =>
    new Promise((resolve) => {
      const cancelling = new AbortController()
      const settle = (answer: E.Either<Failure, A>): void => {
        clearTimeout(timer)
        stop.removeEventListener("abort", interrupt)
        if (E.isLeft(answer) && isTransient(answer.left)) patience.failed()
        else patience.answered()
        resolve(answer)
      }
      const cancel = (failure: Failure): void => {
        settle(E.left(failure))
        cancelling.abort()
      }
      const interrupt = (): void => cancel({ _tag: "Unclear", reason: "the store was closed meanwhile" })
      const milliseconds = limitOf(timeout, deadline ?? Infinity)
      const timer = setTimeout(
        () =>
          cancel({
            _tag: "Unclear",
            reason: `no answer within ${Math.ceil(milliseconds)} ms`,
            silentFor: Math.ceil(milliseconds),
          }),
        milliseconds,
      )
      stop.addEventListener("abort", interrupt)
      if (stop.aborted) return interrupt()
      void call(cancelling.signal).then(settle)
    })

/** Whether the next try may go better. */
export const isTransient = ({ _tag }: Failure): boolean =>
  _tag === "NotLeader" || _tag === "Unreached" || _tag === "Unclear"

/** A try that came to nothing: the error to report if there is no other, and when there may be one. */
export interface FailedTry<L> {
  readonly error: L
  readonly next: "never" | "atOnce" | "afterPause"
}

export interface RetryLimits {
  /** As `performance.now()` has it. */
  readonly deadline: number
  readonly stop: AbortSignal
}

/** What a retry takes from the machine: time, pauses, chance. */
export interface RetryClock {
  /** Milliseconds, as `performance.now()`. */
  readonly now: () => number
  /** Ends early when the signal aborts. */
  readonly pause: (milliseconds: number, stop: AbortSignal) => Promise<void>
  /** At least 0 and less than 1. */
  readonly random: () => number
}

/** Ends early when the signal aborts. */
export const pause = async (milliseconds: number, stop: AbortSignal): Promise<void> => {
  try {
    await sleep(milliseconds, undefined, { signal: stop })
  } catch {
    // The caller looks at the signal.
  }
}

const systemClock: RetryClock = { now: () => performance.now(), pause, random: Math.random }

/** Tries until it succeeds, fails for good, the deadline is over or the signal aborts. `tries` counts those before. */
export const retry = async <L, A>(
  { deadline, stop }: RetryLimits,
  attempt: (tries: number) => Promise<E.Either<FailedTry<L>, A>>,
  clock: RetryClock = systemClock,
): Promise<E.Either<L, A>> => {
  for (let tries = 0; ; tries++) {
    const outcome = await attempt(tries)
    if (E.isRight(outcome)) return outcome
    const { error, next } = outcome.left
    if (next === "never" || stop.aborted || clock.now() >= deadline) return E.left(error)
    if (next === "afterPause") await clock.pause(pauseBefore(tries, clock.random), stop)
  }
}

/** Milliseconds before the second try; doubled for each try after it. */
const shortestPause = 20
/** An election takes a few seconds, so there is no use in asking much more often, nor in waiting longer. */
const longestPause = 1000

/** Up to half as long again, so that clients which failed together do not come back together. */
export const pauseBefore = (tries: number, random: () => number = Math.random): number =>
  Math.min(longestPause, shortestPause * 2 ** Math.min(tries, 10)) * (1 + random() / 2)
