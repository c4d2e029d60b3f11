/** The tree of commands in the form that shell completion needs. */
import type { Command, Option } from "commander"
import { wordsOf } from "../examples.js"

export interface Named {
  readonly name: string
  readonly about: string
}

/** A command or group, with the words that can follow it. */
export interface CompletedCommand {
  /** Path of the command without the program's name; empty for the program itself. */
  readonly words: string
  readonly subcommands: ReadonlyArray<Named>
  readonly options: ReadonlyArray<CompletedOption>
  /** Whether an operand is a file or a folder. */
  readonly takesFiles: boolean
}

export interface CompletedOption extends Named {
  /** The possible values, if there are few. */
  readonly value: "none" | "file" | "other" | ReadonlyArray<string>
}

export interface CompletionTree {
  readonly commands: ReadonlyArray<CompletedCommand>
  /** Options of all commands, grouped by the kind of their value. An option means the same everywhere. */
  readonly files: ReadonlyArray<string>
  readonly others: ReadonlyArray<string>
  readonly chosen: ReadonlyArray<{ readonly name: string; readonly choices: ReadonlyArray<string> }>
}

export const completionTree = (program: Command): CompletionTree => {
  const commands = commandsBelow(program)
  const options = [...new Map(commands.flatMap((one) => one.options).map((option) => [option.name, option])).values()]
  const named = (kind: CompletedOption["value"]): ReadonlyArray<string> =>
    options.filter(({ value }) => value === kind).map(({ name }) => name)
  return {
    commands,
    files: named("file"),
    others: named("other"),
    chosen: options.flatMap(({ name, value }) => (typeof value === "string" ? [] : [{ name, choices: value }])),
  }
}

const fileNames = ["file", "dir", "path", "in", "out", "response", "what"]

const commandsBelow = (command: Command): ReadonlyArray<CompletedCommand> => {
  const help = command.createHelp()
  const options = [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)]
  return [
    {
      words: wordsOf(command).join(" "),
      subcommands: help.visibleCommands(command).map((one) => ({ name: one.name(), about: one.description() })),
      options: options.map(optionOf),
      takesFiles: command.registeredArguments.some((argument) => fileNames.includes(argument.name())),
    },
    ...command.commands.flatMap(commandsBelow),
  ]
}

const optionOf = ({ long, short, description, flags, argChoices }: Option): CompletedOption => {
  const value = /<([^>]+)>/.exec(flags)?.[1]
  return {
    name: long ?? short ?? "",
    about: description,
    value: argChoices ?? (value === undefined ? "none" : fileNames.includes(value) ? "file" : "other"),
  }
}

/** Single-quoted for bash and zsh. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
