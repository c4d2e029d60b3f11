/** The commands and their options. What a command does is loaded when it is called, so that starting stays cheap. */
import { Command, CommanderError, Option } from "commander"
import type { Either } from "fp-ts/lib/Either.js"
import { auditing } from "./log/commands.js"
import { designation } from "./apply/commands.js"
import { law } from "./apply/law-commands.js"
import { looking } from "./look/commands.js"
import { moving } from "./keep/commands.js"
import { roster } from "./list/commands.js"
import type { On, Says } from "./shared-options.js"
import { complaint, worded } from "./parser-messages.js"
import { languageOf } from "./locale.js"
import type { Exit, Failure, Output } from "./result.js"
import type { CommandContext } from "./command-context.js"
import { version } from "./version.js"
import type { GlobalOptions } from "./context-of.js"

/** The process, as far as the program needs one. */
export interface Process {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly outIsTerminal: boolean
  readonly errIsTerminal: boolean
  readonly ask: ((question: string) => Promise<boolean>) | undefined
  readonly input: () => Promise<string>
  /** Milliseconds since 1970 in UTC. */
  readonly now: () => number
  readonly random: (size: number) => Uint8Array
}

type Result = Either<Failure, Output>

export const run = async (argv: ReadonlyArray<string>, process: Process): Promise<number> => {
  let exit: number = 0
  const language = languageOf(process.env, argv)
  const says = (zh: string, en: string): string => (language === "zh" ? zh : en)
  const program = new Command("shifan").exitOverride().configureOutput({
    writeOut: process.out,
    writeErr: process.err,
    outputError: (text, write) => write(complaint(text, says)),
  })
  const on = (work: (context: CommandContext) => Promise<Result>) => async (): Promise<void> => {
    const { carryOut } = await import("./carrying-out.js")
    exit = await carryOut(process, program.opts<GlobalOptions>(), work)
  }
  describe(worded(program, says), says, on)
  try {
    await program.parseAsync(argv.map(alone), { from: "user" })
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : usageExit
    return crashed(process, thrown)
  }
  return exit
}

/** `--json` alone must not take the next word for its fields; only `--json=a,b` names some. */
const alone = (arg: string): string => (arg === "--json" ? "--json=" : arg)

const usageExit: Exit = 2

const crashed = ({ env, err }: Process, thrown: unknown): Exit => {
  const trace = env["SHIFAN_DEBUG"] === "1" && thrown instanceof Error ? thrown.stack : undefined
  err(`${trace ?? `shifan: ${thrown instanceof Error ? thrown.message : String(thrown)}`}\n`)
  return 1
}

const describe = (program: Command, says: Says, on: On): void => {
  program
    .version(version, "-V, --version", says("显示版本", "show the version"))
    .description(
      says(
        "中小企业公共服务示范平台的申报、推荐、认定、复核与审计",
        "Certification of SME public service demonstration platforms: applications to audit",
      ),
    )
    .option(
      "--store <url>",
      says("存储：sqlite:路径、eventstoredb://主机或memory:", "sqlite:PATH, eventstoredb://HOST or memory:"),
    )
    .option("--vault <file>", says("个人信息保管库文件", "the file of the personal data"))
    .option("--config <file>", says("配置文件", "a config file"))
    .option("--as-of <date>", says("以该日生效的为准", "what had taken effect by a day"))
    .option("--known-at <instant>", says("以该时刻已登记的为准", "what had been recorded by an instant"))
    .option("--json [=fields]", says("以JSON输出，可限定字段", "JSON, or only these fields of it"))
    .addOption(new Option("--lang <language>", says("语言", "the language")).choices(["zh", "en"]))
    .option("--no-color", says("不用颜色", "no colours"))
    .option("-q, --quiet", says("不显示进度", "no progress"))
    .option("--yes", says("无须确认", "no confirmation"))
  designation(program, says, on)
  law(program, says, on)
  roster(program, says, on)
  looking(program, says, on)
  auditing(program, says, on)
  moving(program, says, on)
}
