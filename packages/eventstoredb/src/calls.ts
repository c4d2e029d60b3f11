/** The driver's calls with an end to each: an answer, the time that is allowed, or the closing of the store. */
import * as E from "fp-ts/lib/Either.js"
import type { AppendCall, Answer, Driver, Failure, ReadCall, Recorded } from "./driver.js"

export interface Calls {
  readonly append: (call: AppendCall, stop: AbortSignal) => Answer<number>
  readonly read: (call: ReadCall, stop: AbortSignal) => Answer<ReadonlyArray<Recorded>>
}

/** `timeout` in milliseconds for each call. */
export const callsOf = (driver: Driver, timeout: number): Calls => ({
  append: (call, stop) => limited(timeout, stop, (signal) => driver.append(call, signal)),
  read: (call, stop) => limited(timeout, stop, (signal) => driver.read(call, signal)),
})

const limited = <A>(timeout: number, stop: AbortSignal, call: (signal: AbortSignal) => Answer<A>): Answer<A> =>
  new Promise((resolve) => {
    const giving = new AbortController()
    const settle = (answer: E.Either<Failure, A>): void => {
      clearTimeout(timer)
      stop.removeEventListener("abort", interrupt)
      resolve(answer)
    }
    const giveUp = (reason: string): void => {
      settle(E.left({ _tag: "Unclear", reason }))
      giving.abort()
    }
    const interrupt = (): void => giveUp("the store was closed meanwhile")
    const timer = setTimeout(() => giveUp(`no answer within ${timeout} ms`), timeout)
    stop.addEventListener("abort", interrupt)
    if (stop.aborted) return interrupt()
    void call(giving.signal).then(settle)
  })
