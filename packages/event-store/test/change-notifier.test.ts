import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { changeNotifier } from "../src/index.js"

const never = new AbortController().signal

/** A notifier over a version number, with waiters that record whether they were woken. */
const notifierOnVersion = (interval?: number) => {
  const state = { version: 0 }
  const { mark, notify, waitForChange } = changeNotifier(() => String(state.version), interval)
  const wait = (seen: string, signal: AbortSignal = never) => {
    const waiter = { woken: false }
    void waitForChange(seen, signal).then(() => (waiter.woken = true))
    return waiter
  }
  return { state, notify, mark, wait }
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

describe("a change notifier", () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it("wakes the waiters with an outdated mark when it is notified", async () => {
    const { state, notify, mark, wait } = notifierOnVersion()
    const waiters = [wait(mark()), wait(mark())]
    notify()
    await settle()
    expect(waiters.map(({ woken }) => woken)).toEqual([false, false])
    state.version++
    const late = wait(mark())
    notify()
    await settle()
    expect([...waiters, late].map(({ woken }) => woken)).toEqual([true, true, false])
  })

  it("does not wait if a change came after the mark was taken", async () => {
    const { state, mark, wait } = notifierOnVersion()
    const before = mark()
    state.version++
    const waiter = wait(before)
    await settle()
    expect(waiter.woken).toBe(true)
  })

  it("stops waiting when the signal aborts or has already aborted", async () => {
    const { mark, wait } = notifierOnVersion()
    const stop = new AbortController()
    const waiter = wait(mark(), stop.signal)
    await settle()
    expect(waiter.woken).toBe(false)
    stop.abort()
    const late = wait(mark(), stop.signal)
    await settle()
    expect([waiter.woken, late.woken]).toEqual([true, true])
  })

  it("polls at its interval while there are waiters", async () => {
    const { state, mark, wait } = notifierOnVersion(100)
    expect(vi.getTimerCount()).toBe(0)
    const waiters = [wait(mark()), wait(mark())]
    expect(vi.getTimerCount()).toBe(1)
    state.version++
    await vi.advanceTimersByTimeAsync(99)
    expect(waiters.map(({ woken }) => woken)).toEqual([false, false])
    await vi.advanceTimersByTimeAsync(1)
    expect(waiters.map(({ woken }) => woken)).toEqual([true, true])
    expect(vi.getTimerCount()).toBe(0)
    const again = wait(mark())
    state.version++
    await vi.advanceTimersByTimeAsync(100)
    expect(again.woken).toBe(true)
  })
})
