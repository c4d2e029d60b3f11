/** Wakes whoever waits for a store to have more. */

export interface Bell {
  /** How things stand. To be taken before reading, so that what comes during the reading is not slept through. */
  readonly mark: () => string
  /** Settles when things stand otherwise than at `mark`, or the signal says to wait no longer. */
  readonly change: (mark: string, signal: AbortSignal) => Promise<void>
  /** Looks, and wakes those for whom things changed. */
  readonly ring: () => void
}

/** `mark` must not throw. With an interval in milliseconds the bell looks by itself while somebody waits. */
export const bell = (mark: () => string, interval?: number): Bell => {
  const waiting = new Map<() => void, string>()
  let timer: ReturnType<typeof setInterval> | undefined

  const ring = (): void => {
    if (waiting.size === 0) return
    const now = mark()
    for (const [leave, then] of waiting) if (then !== now) leave()
  }

  const change = (then: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted || mark() !== then) return resolve()
      const leave = (): void => {
        waiting.delete(leave)
        signal.removeEventListener("abort", leave)
        if (waiting.size === 0) {
          clearInterval(timer)
          timer = undefined
        }
        resolve()
      }
      waiting.set(leave, then)
      signal.addEventListener("abort", leave)
      if (interval !== undefined) timer ??= setInterval(ring, interval)
    })

  return { mark, change, ring }
}
