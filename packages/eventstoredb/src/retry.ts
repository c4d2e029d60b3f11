/** Timeouts, so that every call settles, and retries with growing pauses. */
import { setTimeout as sleep } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import type { AppendAnswer, AppendCall, Answer, Driver, Failure, ReadCall, Recorded } from "./driver.js"
import type { Patience } from "./outage.js"

/** Calls with a timeout. `deadline`: when to give up the operation that the call is part of. */
export interface TimedCalls {
  readonly append: (call: AppendCall, stop: AbortSignal, deadline?: number) => Answer<AppendAnswer>
  readonly read: (call: ReadCall, stop: AbortSignal, deadline?: number) => Answer<ReadonlyArray<Recorded>>
}

/** Wraps a driver so that every call ends: with its answer, after `timeout` milliseconds, at the deadline, or on abort. */
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

/** Least milliseconds for a call shortly before the deadline, and for one made after it. */
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

/** Whether a retry may succeed. */
export const isTransient = ({ _tag }: Failure): boolean => transient.has(_tag)

/** `NotServed` too: what stands before a server answers so while it starts. */
const transient: ReadonlySet<Failure["_tag"]> = new Set(["NotLeader", "Unreached", "Unclear", "NotServed"])

/** A failed try: the error to report if it was the last, and when to try again. */
export interface FailedTry<L> {
  readonly error: L
  readonly next: "never" | "atOnce" | "afterPause"
}

export interface RetryLimits {
  /** In milliseconds of `performance.now()`. */
  readonly deadline: number
  readonly stop: AbortSignal
}

/** The time, pauses and randomness that retries depend on. */
export interface RetryClock {
  /** Milliseconds, like `performance.now()`. */
  readonly now: () => number
  /** Ends early when the signal aborts. */
  readonly pause: (milliseconds: number, stop: AbortSignal) => Promise<void>
  /** From 0 to less than 1. */
  readonly random: () => number
}

/** Waits. Ends early, without an error, when the signal aborts. */
export const pause = async (milliseconds: number, stop: AbortSignal): Promise<void> => {
  try {
    await sleep(milliseconds, undefined, { signal: stop })
  } catch {
    // The caller checks the signal.
  }
}

const systemClock: RetryClock = { now: () => performance.now(), pause, random: Math.random }

/** Tries until success, a permanent failure, the deadline or an abort. `tries` is the number of earlier tries. */
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

/** Milliseconds before the second try. Doubles with each further try. */
const shortestPause = 20
/** Longest pause in milliseconds. An election takes a few seconds: shorter pauses do not help, longer ones only delay. */
const longestPause = 1000

/** Adds a random extra of up to half, so that clients that failed together do not retry together. */
export const pauseBefore = (tries: number, random: () => number = Math.random): number =>
  Math.min(longestPause, shortestPause * 2 ** Math.min(tries, 10)) * (1 + random() / 2)
