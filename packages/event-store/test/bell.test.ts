import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { bell } from "../src/index.js"

const never = new AbortController().signal

/** A bell over a number, and whether somebody who waits was woken. */
const rigged = (interval?: number) => {
  const state = { version: 0 }
  const one = bell(() => String(state.version), interval)
  const wait = (mark: string, signal: AbortSignal = never) => {
    const waiter = { woken: false }
    void one.change(mark, signal).then(() => (waiter.woken = true))
    return waiter
  }
  return { state, ring: one.ring, mark: one.mark, wait }
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

describe("a bell", () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it("wakes those for whom things changed, when it is rung", async () => {
    const { state, ring, mark, wait } = rigged()
    const waiters = [wait(mark()), wait(mark())]
    ring()
    await settle()
    expect(waiters.map(({ woken }) => woken)).toEqual([false, false])
    state.version++
    const late = wait(mark())
    ring()
    await settle()
    expect([...waiters, late].map(({ woken }) => woken)).toEqual([true, true, false])
  })

  it("lets nobody sleep through a change that came before the waiting", async () => {
    const { state, mark, wait } = rigged()
    const before = mark()
    state.version++
    const waiter = wait(before)
    await settle()
    expect(waiter.woken).toBe(true)
  })

  it("wakes who is told to wait no longer, now or from the beginning", async () => {
    const { mark, wait } = rigged()
    const stop = new AbortController()
    const waiter = wait(mark(), stop.signal)
    await settle()
    expect(waiter.woken).toBe(false)
    stop.abort()
    const late = wait(mark(), stop.signal)
    await settle()
    expect([waiter.woken, late.woken]).toEqual([true, true])
  })

  it("with an interval looks by itself, while somebody waits", async () => {
    const { state, mark, wait } = rigged(100)
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
