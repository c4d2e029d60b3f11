/** Follows all appends on the server, to wake subscribers and to read back this process's own appends quickly. */
import { changeNotifier, type ChangeNotifier } from "@shifan/event-store"
import type { Driver, Recorded } from "./driver.js"
import { pause, pauseBefore } from "./retry.js"
import { ofSettings } from "./settings.js"
import { isSystemStream, positionOf } from "./stored-events.js"

export interface ChangeFeedOptions {
  /** Milliseconds within which the server must confirm a subscription. */
  readonly timeout: number
  /** Milliseconds between polls: a broken subscription is silent, just like one without news. */
  readonly interval: number
  /** Called when somebody sets what a stream keeps; without a name when any of this may have been missed. */
  readonly onSettings?: (stream?: string) => void
}

export interface ChangeFeed extends ChangeNotifier {
  /** Starts following. Does nothing if already started. */
  readonly start: () => void
  /** Waits for the records of an append. Call it before making the append. */
  readonly expect: (stream: string, from: number, count: number) => Expected
}

export interface Expected {
  /** The records at these revisions, in order; `undefined` if they do not arrive soon. */
  readonly records: () => Promise<ReadonlyArray<Recorded> | undefined>
  readonly cancel: () => void
}

/** Milliseconds to wait for pushed records after an append is answered. After that, they are read. */
const pushLimit = 50

interface Waiter {
  readonly stream: string
  readonly from: number
  readonly count: number
  readonly records: Array<Recorded>
  left: number
  settle: () => void
}

/**
 * Makes a feed. A single subscription from the end wakes all subscribers, who then read on from their own positions; it may
 * drop, repeat or reorder records. Runs until the signal aborts.
 */
export const changeFeed = (
  driver: Driver,
  { timeout, interval, onSettings = () => {} }: ChangeFeedOptions,
  closed: AbortSignal,
): ChangeFeed => {
  let changes = 0
  let isRunning = false
  let isConfirmed = false
  const waiters = new Map<string, Set<Waiter>>()
  const { mark, waitForChange, notify } = changeNotifier(() => String(changes))

  const change = (): void => {
    changes++
    notify()
  }

  const push = (record: Recorded): void => {
    for (const waiter of waiters.get(record.stream) ?? []) {
      const index = record.revision - waiter.from
      if (index < 0 || index >= waiter.count || waiter.records[index] !== undefined) continue
      waiter.records[index] = record
      waiter.left--
      if (waiter.left === 0) waiter.settle()
    }
  }

  /** Runs one subscription. Settles when it has ended, with whether the server had confirmed it. */
  const follow = (): Promise<boolean> =>
    new Promise((resolve) => {
      const cancelling = new AbortController()
      const cancel = (): void => cancelling.abort()
      const timer = setTimeout(cancel, timeout)
      let wasConfirmed = false
      let newest = ""
      closed.addEventListener("abort", cancel)
      driver.subscribe(
        {
          confirmed: () => {
            clearTimeout(timer)
            wasConfirmed = isConfirmed = true
            onSettings()
            change()
          },
          appended: (record) => {
            push(record)
            const settingsOf = ofSettings(record)
            if (settingsOf !== undefined) onSettings(settingsOf)
            const position = positionOf(record.position)
            if (isSystemStream(record.stream) || position <= newest) return
            newest = position
            change()
          },
          ended: () => {
            clearTimeout(timer)
            closed.removeEventListener("abort", cancel)
            isConfirmed = false
            for (const each of waiters.values()) for (const { settle } of each) settle()
            resolve(wasConfirmed)
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

  const start = (): void => {
    if (isRunning || closed.aborted) return
    isRunning = true
    void run()
  }

  const expect = (stream: string, from: number, count: number): Expected => {
    start()
    if (!isConfirmed) return { records: () => Promise.resolve(undefined), cancel: () => {} }
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiter: Waiter = { stream, from, count, records: [], left: count, settle: resolve }
    const ofStream = waiters.get(stream) ?? new Set<Waiter>()
    waiters.set(stream, ofStream.add(waiter))
    const cancel = (): void => {
      ofStream.delete(waiter)
      if (ofStream.size === 0 && waiters.get(stream) === ofStream) waiters.delete(stream)
    }
    return {
      records: async () => {
        const timer = setTimeout(resolve, pushLimit)
        await promise
        clearTimeout(timer)
        cancel()
        return waiter.left === 0 ? waiter.records : undefined
      },
      cancel,
    }
  }

  return {
    mark,
    notify,
    start,
    expect,
    waitForChange: (seen, signal) => {
      start()
      return waitForChange(seen, signal)
    },
  }
}
