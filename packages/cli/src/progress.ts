/** A line on standard error for whatever takes over a second: count, rate, time left. */
import { bilingual } from "@shifan/core"
import { say, type CommandContext } from "./command-context.js"

export interface Progress {
  readonly at: (count: number) => void
  readonly done: () => void
}

const firstAfter = 1000
const everyLive = 200
const everyLogged = 5000

/** `now` in milliseconds of any clock that does not go back. `total`, where it is known, gives the time left. */
export const progress = (context: CommandContext, now: () => number, total?: number): Progress => {
  const { terminal, settings } = context
  const started = now()
  let shown = started + firstAfter - (terminal.live ? everyLive : everyLogged)
  let written = false
  const at = (count: number): void => {
    const time = now()
    if (settings.quiet || time - started < firstAfter || time - shown < (terminal.live ? everyLive : everyLogged))
      return
    shown = time
    written = true
    const rate = Math.max(1, Math.round((count * 1000) / (time - started)))
    const left = total === undefined ? undefined : Math.max(0, Math.ceil((total - count) / rate))
    const of = total === undefined ? "" : `/${total}`
    const text = bilingual(
      `${count}${of} 条，每秒${rate}条${left === undefined ? "" : `，约剩${left}秒`}`,
      `${count}${of}, ${rate}/s${left === undefined ? "" : `, about ${left} s left`}`,
    )
    terminal.err(terminal.live ? `\r\u001b[K${say(context, text)}` : `${say(context, text)}\n`)
  }
  const done = (): void => {
    if (written && terminal.live) terminal.err("\r\u001b[K")
  }
  return { at, done }
}
