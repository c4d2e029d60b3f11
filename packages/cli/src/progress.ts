import { bilingual } from "@shifan/core"
import { say, type CommandContext } from "./command-context.js"

export interface Progress {
  /** `total`, if known, gives the time left. */
  readonly at: (count: number, total?: number) => void
  /** Clears the line. */
  readonly done: () => void
}

/** In milliseconds: faster work shows no progress. */
const firstAfter = 1000
/** In milliseconds: between lines that overwrite each other, and between lines that remain. */
const intervals = { live: 200, logged: 5000 }

/** Count, rate and time left, on standard error. `now`: milliseconds of a monotonic clock. */
export const progressLine = (
  { terminal, settings }: Pick<CommandContext, "terminal" | "settings">,
  now: () => number = () => performance.now(),
): Progress => {
  const interval = terminal.live ? intervals.live : intervals.logged
  const started = now()
  // The first line appears after `firstAfter`.
  let lastShown = started + firstAfter - interval
  let written = false
  return {
    at: (count, total) => {
      const time = now()
      if (settings.quiet || time - lastShown < interval) return
      lastShown = time
      written = true
      const text = say({ settings }, progressText(count, time - started, total))
      terminal.err(terminal.live ? `\r\u001b[K${text}` : `${text}\n`)
    },
    done: () => {
      if (written && terminal.live) terminal.err("\r\u001b[K")
    },
  }
}

const progressText = (count: number, elapsed: number, total: number | undefined) => {
  const rate = Math.max(1, Math.round((count * 1000) / elapsed))
  if (total === undefined) return bilingual(`${count} 条，每秒${rate}条`, `${count}, ${rate}/s`)
  const left = Math.max(0, Math.ceil((total - count) / rate))
  return bilingual(
    `${count}/${total} 条，每秒${rate}条，约剩${left}秒`,
    `${count}/${total}, ${rate}/s, about ${left} s left`,
  )
}
