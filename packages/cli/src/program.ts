import { Command, CommanderError } from "commander"
import { emptyArgument, refuseRepeated } from "./argument-check.js"
import { defineProgram } from "./commands.js"
import type { GlobalOptions } from "./command-context.js"
import type { FailureCode } from "./error-codes.js"
import { columnsOf, languageOf } from "./locale.js"
import { misspeltCommand, unknownToHelp } from "./misspelt.js"
import { localizeParser, localizeParserError } from "./parser-messages.js"
import type { Process } from "./process.js"
import type { Exit } from "./result.js"
import type { Localize, RunCommand } from "./shared-options.js"
import { escapeForTerminal } from "./terminal-text.js"

/**
 * Parses the arguments, runs the command and returns the exit code. Command definitions load only the parser; the
 * implementation is imported when called, so help and usage errors never load the law.
 */
export const run = async (argv: ReadonlyArray<string>, process: Process): Promise<number> => {
  const language = languageOf(process.env, argv)
  const localize: Localize = (zh, en) => (language === "zh" ? zh : en)
  let exit: number = 0
  let parserError = ""
  const columns = columnsOf(process)
  const program = new Command("shifan").exitOverride().configureOutput({
    ...(columns === undefined ? {} : { getOutHelpWidth: () => columns }),
    writeOut: (text) => process.out(escapeForTerminal(text, false)),
    writeErr: (text) => process.err(escapeForTerminal(text, false)),
    outputError: (text, write) => {
      parserError = localizeParserError(text, localize)
      write(parserError)
    },
  })
  let command = program
  program.hook("preAction", (_, called) => {
    command = called
  })
  const runCommand: RunCommand = async (work) => {
    const { contextOf } = await import("./command-context.js")
    const { finish } = await import("./render.js")
    const { context, config } = contextOf(process, program.opts<GlobalOptions>())
    const { json } = context.settings
    const namesFields = config._tag === "Right" && typeof json !== "boolean"
    const ready = namesFields ? (await import("./json-fields.js")).checkFields(json, command) : config
    exit = finish(context, ready._tag === "Left" ? ready : await work(context))
  }
  localizeParser(program, localize)
  defineProgram(program, { localize, run: runCommand })
  refuseRepeated(program, localize)
  try {
    const empty = emptyArgument(argv, localize)
    if (empty !== undefined) program.error(empty)
    const misspelt = misspeltCommand(program, argv) ?? unknownToHelp(program, argv)
    if (misspelt !== undefined) program.error(misspelt.trimEnd())
    await program.parseAsync(argv.map(withoutValue), { from: "user" })
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0
    const isUsage = thrown instanceof CommanderError
    const text = isUsage ? "" : localize(...(await defectText(thrown)))
    // Commander prints the help, and no message, where it got no command.
    const said = parserError === "" ? localize("没有给出命令", "no command was given") : parserError
    if (argv.some(isJson)) await printError(process, isUsage ? "Usage" : "Defect", isUsage ? said : text)
    return isUsage ? usageExit : crashed(process, thrown, text)
  }
  return exit
}

const isJson = (arg: string): boolean => arg === "--json" || arg.startsWith("--json=")

/** JSON error for a command that could not print its own. */
const printError = async ({ out }: Process, code: FailureCode, text: string): Promise<void> => {
  const { jsonLine } = await import("./json-object.js")
  const message = text.trim().replace(/^(?:error: |错误：)/, "")
  out(jsonLine({ error: { code, message } }))
}

/** An error of the system that no command expected is told in words too, with its path. */
const defectText = async (thrown: unknown): Promise<readonly [zh: string, en: string]> => {
  const { errorCode, errorPath, isSystemError, systemWords } = await import("./system-errors.js")
  if (!isSystemError(thrown)) {
    const text = thrown instanceof Error ? thrown.message : String(thrown)
    return [text, text]
  }
  const { zh, en } = systemWords(errorCode(thrown))
  const path = errorPath(thrown)
  return path === undefined ? [zh, en] : [`${path}：${zh}`, `${path}: ${en}`]
}

/** A bare `--json` must not consume the next word as its fields; only `--json=a,b` names fields. */
const withoutValue = (arg: string): string => (arg === "--json" ? "--json=" : arg)

// Equals a constant of `result.ts`, which would load the law.
const usageExit: Exit = 2

const crashed = ({ env, err }: Process, thrown: unknown, text: string): Exit => {
  const trace = env["SHIFAN_DEBUG"] === "1" && thrown instanceof Error ? thrown.stack : undefined
  const message = trace ?? `shifan: ${text}`
  err(escapeForTerminal(`${message}\n`, false))
  return 1
}
