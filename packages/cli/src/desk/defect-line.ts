/** An error of the desk that nobody foresaw, for the terminal: what, at which page, and where in the program. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { Defect } from "@shifan/desk"

/** One line under the reference that the officer was shown, or with `traces` the stack below it. */
export const defectLine = ({ reference, method, path, thrown }: Defect, traces: boolean): Bilingual => {
  const where = frameOf(thrown)
  const what = `${method} ${path}: ${oneLine(String(thrown))}${where === undefined ? "" : ` (${where})`}`
  const stack = traces && thrown instanceof Error ? `\n${thrown.stack ?? ""}` : ""
  return bilingual(
    `办理台出错，编号${reference}：${what}${stack}`,
    `the desk failed, reference ${reference}: ${what}${stack}`,
  )
}

/** `desk/src/acts/outcome.ts:34`: the place it was thrown at, from its package on. */
const frameOf = (thrown: unknown): string | undefined => {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : ""
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line))
  const own = frames.find((line) => /^(?!.*node:)(?!.*node_modules(?!.*@shifan\/))/.test(line)) ?? frames[0]
  const [, file = "", line = ""] = /([^()\s]+):(\d+):\d+\)?$/.exec(own ?? "") ?? []
  return file === "" ? undefined : `${file.split("/").slice(-4).join("/")}:${line}`
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim()
