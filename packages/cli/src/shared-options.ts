/** Shared by the command definitions. Imports only types of the law, because `--help` must not load it. */
import type { Command } from "commander"
import type { Either } from "fp-ts/lib/Either.js"
import type { CommandContext } from "./command-context.js"
import type { Failure, Output } from "./result.js"

/** Chooses between the Chinese and the English text. */
export type Localize = (zh: string, en: string) => string

/** Runs a command's work in its context, prints the result and sets the exit code. */
export type RunCommand = (
  work: (context: CommandContext) => Either<Failure, Output> | Promise<Either<Failure, Output>>,
) => Promise<void>

export interface Frame {
  readonly localize: Localize
  readonly run: RunCommand
}

/** The actor, and the effective date: today unless `on` is given. */
export interface ActorOptions {
  /** ROLE:CODE:OFFICER */
  readonly by: string
  readonly on?: string
}

/** Options of a command that is decided and recorded. */
export interface ActOptions extends ActorOptions {
  readonly file?: string
  readonly expectRevision?: string
  readonly commandId?: string
  readonly dryRun?: boolean
}

export const withActor = (command: Command, localize: Localize): Command =>
  command
    .requiredOption("--by <actor>", localize("角色:代码:经办人", "ROLE:CODE:OFFICER"))
    .option("--on <date>", localize("生效日，默认今日", "the day it takes effect; default: today"))

/** For every command that writes anything, even only files. */
export const dryRunOption = (localize: Localize) =>
  ["--dry-run", localize("只预览，不写入", "preview only, write nothing")] as const

export const withDryRun = (command: Command, localize: Localize): Command => command.option(...dryRunOption(localize))

/** `file: false` for an act whose data comes only from the command line and the log. */
export const withActOptions = (command: Command, localize: Localize, { file = true } = {}): Command => {
  if (file)
    command.option(
      "--file <file>",
      localize("内容所在的JSON文件，“-”为标准输入", "the JSON file with the data; - for standard input"),
    )
  withActor(command, localize)
    .option("--expect-revision <n>", localize("仅在该修订号上办理", "only if the unit is at this revision"))
    .option(
      "--command-id <uuid>",
      localize("命令编号，重复提交不重复办理", "the command id; repeating it adds nothing"),
    )
  return withDryRun(command, localize)
}

export const withExitCode = (command: Command, localize: Localize): Command =>
  command.option("--exit-code", localize("有事项时以10退出", "exit with 10 if there are any"))

/** Collects the values of a repeatable option. */
export const repeatable = (value: string, before: ReadonlyArray<string> = []): ReadonlyArray<string> => [
  ...before,
  value,
]
