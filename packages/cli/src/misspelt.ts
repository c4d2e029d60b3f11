/** Detects a misspelt subcommand of a group with a default; commander would pass it to the default as an operand. */
import { Command, CommanderError } from "commander"

/** Commander's message with the probable name; `undefined` if no name is similar. */
export const misspeltCommand = (program: Command, argv: ReadonlyArray<string>): string | undefined => {
  let group = program
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? ""
    if (word.startsWith("-")) {
      if (takesValue(group, word)) i++
      continue
    }
    // Commander's own `help` is visible, but not among the commands that were added.
    const next = group
      .createHelp()
      .visibleCommands(group)
      .find((command) => command.name() === word)
    if (next === undefined) return group.commands.length === 0 ? undefined : complaint(group, word)
    group = next
  }
  return undefined
}

/** Commander's message for `help` with a name that is no command; commander itself would print the help of the group. */
export const unknownToHelp = (program: Command, argv: ReadonlyArray<string>): string | undefined => {
  const words = argv.filter((word, i) => !word.startsWith("-") && !takesValue(program, argv[i - 1] ?? ""))
  if (words[0] !== "help") return undefined
  let group = program
  for (const word of words.slice(1)) {
    if (group.commands.length === 0 || word === "help") return undefined
    const next = group.commands.find((command) => command.name() === word)
    if (next === undefined) return complaint(group, word) ?? `error: unknown command '${word}'`
    group = next
  }
  return undefined
}

const takesValue = (command: Command, word: string): boolean => {
  const option = [...command.options, ...(command.parent?.options ?? [])].find(
    ({ long, short }) => long === word || short === word,
  )
  return option?.required === true
}

/** Asks a group with the same names but without a default. */
const complaint = (group: Command, word: string): string | undefined => {
  let said = ""
  const twin = new Command().exitOverride().configureOutput({
    writeOut: () => {},
    writeErr: () => {},
    outputError: (text) => (said = text),
  })
  for (const { name } of group.commands.map((command) => ({ name: command.name() })))
    twin.command(name).action(() => {})
  try {
    twin.parse([word], { from: "user" })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
  }
  return said.includes("Did you mean") ? said : undefined
}
