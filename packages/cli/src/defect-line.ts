/** Describes an unexpected error of a served page on the terminal: the error, the page, and the place in the program. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { Defect } from "@shifan/desk"
import { say, type CommandContext } from "./command-context.js"

/** Prints unexpected errors of this program's pages on standard error. */
export const defectReporter =
  (context: Pick<CommandContext, "settings" | "terminal">, program: Bilingual): ((defect: Defect) => void) =>
  (defect) => {
    const line = defectLine(program, defect, context.settings.traces === true)
    context.terminal.err(`${say(context, line)}\n`)
  }

/** One line with the program's name and the reference shown on the page; with `traces`, followed by the stack. */
export const defectLine = (
  program: Bilingual,
  { reference, method, path, thrown }: Defect,
  traces: boolean,
): Bilingual => {
  const where = frameOf(thrown)
  const what = `${method} ${path}: ${oneLine(String(thrown))}${where === undefined ? "" : ` (${where})`}`
  const stack = traces && thrown instanceof Error ? `\n${thrown.stack ?? ""}` : ""
  return bilingual(
    `${program.zh}出错，编号${reference}：${what}${stack}`,
    `${program.en} failed, reference ${reference}: ${what}${stack}`,
  )
}

/** Such as `desk/src/acts/outcome.ts:34`: where it was thrown, relative to the packages. */
const frameOf = (thrown: unknown): string | undefined => {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : ""
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line))
  const own = frames.find((line) => /^(?!.*node:)(?!.*node_modules(?!.*@shifan\/))/.test(line)) ?? frames[0]
  const [, file = "", line = ""] = /([^()\s]+):(\d+):\d+\)?$/.exec(own ?? "") ?? []
  return file === "" ? undefined : `${file.split("/").slice(-4).join("/")}:${line}`
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim()
