/** What every verb of the command line shares: the language it speaks, how its work is run, and the options of an act. */
import type { Command } from "commander"
import type * as E from "fp-ts/lib/Either.js"
import type { Failure, Output } from "./result.js"
import type { CommandContext } from "./command-context.js"

type Result = E.Either<Failure, Output>

export type On = (work: (context: CommandContext) => Promise<Result>) => () => Promise<void>

export type Says = (zh: string, en: string) => string

export interface ActFlags {
  readonly file?: string
  readonly by: string
  readonly on?: string
  readonly expectRevision?: string
  readonly commandId?: string
  readonly dryRun?: boolean
}

/** `file: false`: an act whose data come from nowhere but the command line and the log. */
export const acting = (command: Command, says: Says, { file = true } = {}): Command =>
  (file
    ? command.option(
        "--file <file>",
        says("内容所在的JSON文件，“-”为标准输入", "the JSON file with its data, - for standard input"),
      )
    : command
  )
    .requiredOption("--by <actor>", says("角色:代码:经办人", "ROLE:CODE:OFFICER"))
    .option("--on <date>", says("生效日，默认今日", "the day it takes effect, today unless told"))
    .option("--expect-revision <n>", says("仅在该修订号上办理", "only from this revision"))
    .option(
      "--command-id <uuid>",
      says("命令编号，重复提交不重复办理", "the command's id: the same again adds nothing"),
    )
    .option("--dry-run", says("只预览", "decide, and write nothing"))

export const findingsExit = (says: Says): string => says("有事项时以10退出", "exit 10 where there are any")
