/** Every command there is, found in the help, so that a new one is in every test of all of them by itself. */
import { runProgram } from "./shifan.js"

export type Words = ReadonlyArray<string>

export const helpOf = async (path: Words, language = "en"): Promise<string> =>
  (await runProgram(["--lang", language, ...path, "--help"])).out

/** The names below a heading of a help text, of commands or options. */
export const listedIn = (help: string, heading: RegExp): Words => {
  const lines = help.split("\n")
  const start = lines.findIndex((line) => heading.test(line))
  if (start < 0) return []
  const end = lines.findIndex((line, i) => i > start && line.trim() === "")
  return lines.slice(start + 1, end < 0 ? undefined : end).flatMap((line) => /^ {2}([a-z-]+)/.exec(line)?.[1] ?? [])
}

const commandsBelow = async (path: Words): Promise<ReadonlyArray<Words>> => {
  const names = listedIn(await helpOf(path), /^Commands:/).filter((name) => name !== "help")
  if (names.length === 0) return [path]
  const below: Array<Words> = []
  for (const name of names) below.push(...(await commandsBelow([...path, name])))
  return below
}

/** By the words that lead to them. */
export const allCommands = await commandsBelow([])
