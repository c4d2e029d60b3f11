/** Which command the arguments call. Parses them with a program that does nothing. */
import { Command, CommanderError } from "commander"
import { defineProgram } from "../src/commands.js"
import { wordsOf } from "../src/examples.js"

/** Defined once: with some eighty commands, that takes longer than parsing. */
const program = new Command("shifan").exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} })
defineProgram(program, { localize: (_, en) => en, run: () => Promise.resolve() })

let called = ""
program.hook("preAction", (_, command) => {
  called = wordsOf(command).join(" ")
})

/** `--json` alone must not take the next word for its value, as the program itself sees to. */
const withoutFields = (arg: string): string => (arg === "--json" ? "--json=" : arg)

const parsed = async (argv: ReadonlyArray<string>): Promise<string> => {
  called = ""
  try {
    await program.parseAsync(argv.map(withoutFields), { from: "user" })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
  }
  return called
}

let before: Promise<unknown> = Promise.resolve()

/**
 * The words of the command, including one called by default; empty if the arguments call none. One after the other, since all
 * share the program.
 */
export const calledBy = (argv: ReadonlyArray<string>): Promise<string> => {
  const turn = before.then(() => parsed(argv))
  before = turn.catch(() => undefined)
  return turn
}
