/**
 * Wakes callers that wait for a store to change. Spurious wake-ups are possible. None is missed if the mark is taken
 * before reading.
 */
export interface ChangeNotifier {
  /** The present state of the store. Take it before reading, or a change during the read is missed. */
  readonly mark: () => string
  /** Settles when the state is no longer `mark`, or when the signal aborts. */
  readonly waitForChange: (mark: string, signal: AbortSignal) => Promise<void>
  /** Wakes the waiters whose mark is out of date. */
  readonly notify: () => void
}

/**
 * Makes a notifier that wakes subscriptions when a store has new events. `mark` must not throw. If an interval in
 * milliseconds is given, the notifier also polls `mark` while somebody is waiting.
 */
export const changeNotifier = (mark: () => string, interval?: number): ChangeNotifier => {
  const waiting = new Map<() => void, string>()
  let timer: ReturnType<typeof setInterval> | undefined

  const notify = (): void => {
    if (waiting.size === 0) return
    const now = mark()
    for (const [wake, seen] of waiting) if (seen !== now) wake()
  }

  const waitForChange = (seen: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted || mark() !== seen) return resolve()
      const wake = (): void => {
        waiting.delete(wake)
        signal.removeEventListener("abort", wake)
        if (waiting.size === 0) {
          clearInterval(timer)
          timer = undefined
        }
        resolve()
      }
      waiting.set(wake, seen)
      signal.addEventListener("abort", wake)
      if (interval !== undefined) timer ??= setInterval(notify, interval)
    })

  return { mark, waitForChange, notify }
}
