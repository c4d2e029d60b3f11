/** All commands, from the tree itself, so that tests of all commands include new ones. */
import { Command } from "commander"
import { defineProgram } from "../src/commands.js"
import { commandsIn, wordsOf } from "../src/examples.js"
import { runProgram } from "./shifan.js"

export type Words = ReadonlyArray<string>

const program = new Command("shifan")
defineProgram(program, { localize: (_, en) => en, run: () => Promise.resolve() })

/** The commands that do something. */
export const leaves: ReadonlyArray<Command> = commandsIn(program)

/** The words of each command. */
export const allCommands: ReadonlyArray<Words> = leaves.map(wordsOf)

const groupsIn = (command: Command): ReadonlyArray<Command> =>
  command.commands.length === 0 ? [] : [command, ...command.commands.flatMap(groupsIn)]

/** The program, and every command with subcommands. */
export const groups: ReadonlyArray<Command> = groupsIn(program)

export const helpOf = async (path: Words, language = "en"): Promise<string> =>
  (await runProgram(["--lang", language, ...path, "--help"])).out
