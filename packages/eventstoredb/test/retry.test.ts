import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { Answer, Driver, Failure, Recorded } from "../src/index.js"
import { isTransient, pauseBefore, retry, withTimeout, type FailedTry, type RetryClock } from "../src/retry.js"

/** Outcome and duration of a try. */
interface Try {
  readonly milliseconds: number
  readonly outcome: "succeeds" | FailedTry<string>["next"]
}

const anyTry: fc.Arbitrary<Try> = fc.record({
  milliseconds: fc.integer({ min: 0, max: 900 }),
  outcome: fc.oneof(
    { weight: 6, arbitrary: fc.constant("afterPause" as const) },
    { weight: 2, arbitrary: fc.constant("atOnce" as const) },
    { weight: 1, arbitrary: fc.constantFrom("succeeds" as const, "never" as const) },
  ),
})

interface Schedule {
  readonly tries: ReadonlyArray<Try>
  readonly patience: number
  /** Index of the try during which the signal aborts. */
  readonly stopsIn: number
  readonly chances: ReadonlyArray<number>
}

const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  tries: fc.array(anyTry, { minLength: 1, maxLength: 12 }),
  patience: fc.integer({ min: 0, max: 6000 }),
  stopsIn: fc.oneof({ weight: 3, arbitrary: fc.constant(Infinity) }, fc.nat({ max: 12 })),
  chances: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 }),
})

interface Tried {
  /** When the try ended. */
  readonly at: number
  readonly outcome: Try["outcome"]
  readonly stopped: boolean
}

/** Runs a schedule on a simulated clock. After the last scheduled try, all tries fail for good. */
const run = async ({ tries, patience, stopsIn, chances }: Schedule) => {
  const began = 1000
  let now = began
  let drawn = 0
  const tried: Array<Tried> = []
  /** Pauses, each with the number of tries before it. */
  const pauses: Array<{ readonly after: number; readonly milliseconds: number }> = []
  const stopping = new AbortController()
  const clock: RetryClock = {
    now: () => now,
    pause: async (milliseconds) => {
      pauses.push({ after: tried.length, milliseconds })
      now += milliseconds
    },
    random: () => chances[drawn++ % chances.length] ?? 0,
  }
  const result = await retry<string, string>(
    { deadline: began + patience, stop: stopping.signal },
    async (before) => {
      expect(before).toBe(tried.length)
      const { milliseconds, outcome }: Try = tries[before] ?? { milliseconds: 0, outcome: "never" }
      now += milliseconds
      if (before === stopsIn) stopping.abort()
      tried.push({ at: now, outcome, stopped: stopping.signal.aborted })
      return outcome === "succeeds" ? E.right(`try ${before}`) : E.left({ error: `try ${before}`, next: outcome })
    },
    clock,
  )
  return { result, tried, pauses, deadline: began + patience }
}

const isOver = ({ at, outcome, stopped }: Tried, deadline: number): boolean =>
  outcome === "succeeds" || outcome === "never" || stopped || at >= deadline

describe("a retried operation", () => {
  test.prop([anySchedule])(
    "is tried until it succeeds, fails for good, its patience ends or it is stopped",
    async (schedule) => {
      const { tried, deadline } = await run(schedule)
      expect(tried.map((one) => isOver(one, deadline))).toEqual(tried.map((_, i) => i === tried.length - 1))
    },
  )

  test.prop([anySchedule])("has the result of its last try", async (schedule) => {
    const { result, tried } = await run(schedule)
    const last = `try ${tried.length - 1}`
    expect(result).toEqual(tried.at(-1)?.outcome === "succeeds" ? E.right(last) : E.left(last))
  })

  test.prop([anySchedule])(
    "pauses after each try that asks for a pause, but never after the last",
    async (schedule) => {
      const { tried, pauses } = await run(schedule)
      const wanted = tried.flatMap(({ outcome }, i) =>
        outcome === "afterPause" && i < tried.length - 1 ? [i + 1] : [],
      )
      expect(pauses.map(({ after }) => after)).toEqual(wanted)
    },
  )

  test.prop([anySchedule])(
    "pauses twice as long each time, from 20 ms to 1 s, plus at most half of that",
    async (schedule) => {
      for (const { after, milliseconds } of (await run(schedule)).pauses) {
        const least = Math.min(1000, 20 * 2 ** (after - 1))
        expect(milliseconds).toBeGreaterThanOrEqual(least)
        expect(milliseconds).toBeLessThanOrEqual(least * 1.5)
      }
    },
  )

  it.each([
    [99, 2],
    [100, 1],
  ])("whose first try ends after %d of 100 ms of patience is tried %d times", async (milliseconds, times) => {
    const tries = [
      { milliseconds, outcome: "atOnce" },
      { milliseconds: 0, outcome: "succeeds" },
    ] as const
    expect((await run({ tries, patience: 100, stopsIn: Infinity, chances: [0] })).tried).toHaveLength(times)
  })

  it("never pauses longer than a second and a half, however often it failed", () => {
    for (const tries of [6, 20, 1000, 100_000]) expect(pauseBefore(tries, () => 1)).toBe(1500)
  })

  it("can be stopped in the middle of a pause", async () => {
    const stopping = new AbortController()
    const failing = async () => {
      setTimeout(() => stopping.abort(), 0)
      return E.left({ error: "no", next: "afterPause" as const })
    }
    const inAnHour = performance.now() + 3_600_000
    const clock = { now: () => 0, random: () => 0, pause: (_: number, stop: AbortSignal) => aborted(stop) }
    expect(await retry({ deadline: inAnHour, stop: stopping.signal }, failing, clock)).toEqual(E.left("no"))
  })

  it("is retried only if the server was not reached, is not the leader, or did not answer", () => {
    const reason = ""
    const failures: ReadonlyArray<Failure> = [
      { _tag: "NotLeader", reason },
      { _tag: "Unreached", reason },
      { _tag: "Unclear", reason },
      { _tag: "Missing" },
      { _tag: "NoSuchPosition" },
      { _tag: "Deleted" },
      { _tag: "Conflict", actual: 0 },
      { _tag: "Oversize", limit: 0 },
      { _tag: "Denied", reason },
    ]
    expect(failures.filter(isTransient).map(({ _tag }) => _tag)).toEqual(["NotLeader", "Unreached", "Unclear"])
  })
})

const aborted = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener("abort", () => resolve())
  })

describe("a call with a time limit", () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const readCall = { of: { stream: "s", from: "end" }, direction: "backwards", count: 1 } as const

  /** Reads through a driver that answers when `answer` settles, and reports whether the call was cancelled. */
  const read = (answer: Answer<ReadonlyArray<Recorded>>, stop: AbortSignal) => {
    let cancelled: AbortSignal | undefined
    const driver: Driver = {
      server: "a:2113",
      isCluster: () => false,
      distrust: () => {},
      append: () => Promise.reject(new Error("nothing is appended")),
      read: (_, signal) => {
        cancelled = signal
        return answer
      },
      subscribe: () => {},
      close: () => Promise.resolve(),
    }
    return { answer: withTimeout(driver, 500).read(readCall, stop), isCancelled: () => cancelled?.aborted }
  }

  it("returns an answer that comes in time and cancels nothing", async () => {
    vi.useFakeTimers()
    const { answer, isCancelled } = read(Promise.resolve(E.right([])), new AbortController().signal)
    expect(await answer).toEqual(E.right([]))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(isCancelled()).toBe(false)
  })

  it("without an answer ends as Unclear at its limit and is cancelled", async () => {
    vi.useFakeTimers()
    const { answer, isCancelled } = read(new Promise(() => {}), new AbortController().signal)
    let settled = false
    void answer.then(() => (settled = true))
    await vi.advanceTimersByTimeAsync(499)
    expect([settled, isCancelled()]).toEqual([false, false])
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toMatchObject({ left: { _tag: "Unclear", reason: "no answer within 500 ms" } })
    expect(isCancelled()).toBe(true)
  })

  it("ends at once when the store is closed, before or during the call", async () => {
    const closed = { left: { _tag: "Unclear", reason: "the store was closed meanwhile" } }
    expect(await read(new Promise(() => {}), AbortSignal.abort()).answer).toMatchObject(closed)
    const closing = new AbortController()
    const { answer, isCancelled } = read(new Promise(() => {}), closing.signal)
    closing.abort()
    expect(await answer).toMatchObject(closed)
    expect(isCancelled()).toBe(true)
  })
})
