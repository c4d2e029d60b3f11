import { Command, CommanderError, Option } from "commander"
import { applyCommands } from "./apply/commands.js"
import type { GlobalOptions } from "./command-context.js"
import type { DemoOptions } from "./demo/demo.js"
import type { FailureCode } from "./error-codes.js"
import { doctorCommand, initCommand, storeCommands } from "./keep/commands.js"
import { dueCommand, rosterCommands } from "./list/commands.js"
import { languageOf } from "./locale.js"
import { auditCommands } from "./log/commands.js"
import { lookCommands } from "./look/commands.js"
import { localizeParser, localizeParserError } from "./parser-messages.js"
import type { Process } from "./process.js"
import type { Exit } from "./result.js"
import { withDryRun, type Frame, type Localize, type RunCommand } from "./shared-options.js"
import { escapeForTerminal } from "./terminal-text.js"
import { version } from "./version.js"

/**
 * Parses the arguments, runs the command they name and returns the exit code. Definitions of commands load nothing but
 * the parser; what a command does is imported when it is called, so that help and usage errors never load the law.
 */
export const run = async (argv: ReadonlyArray<string>, process: Process): Promise<number> => {
  const language = languageOf(process.env, argv)
  const localize: Localize = (zh, en) => (language === "zh" ? zh : en)
  let exit: number = 0
  let parserError = ""
  const program = new Command("shifan").exitOverride().configureOutput({
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
    const { checkFields } = await import("./json-fields.js")
    const { contextOf } = await import("./command-context.js")
    const { finish } = await import("./render.js")
    const { context, config } = contextOf(process, program.opts<GlobalOptions>())
    const ready = config._tag === "Left" ? config : checkFields(context.settings, command)
    exit = finish(context, ready._tag === "Left" ? ready : await work(context))
  }
  localizeParser(program, localize)
  globalOptions(program, localize)
  defineCommands(program, { localize, run: runCommand })
  try {
    await program.parseAsync(argv.map(withoutValue), { from: "user" })
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0
    const isUsage = thrown instanceof CommanderError
    if (argv.some(isJson))
      await printError(process, isUsage ? "Usage" : "Defect", isUsage ? parserError : messageOf(thrown))
    return isUsage ? usageExit : crashed(process, thrown)
  }
  return exit
}

const isJson = (arg: string): boolean => arg === "--json" || arg.startsWith("--json=")

/** For `--json`, where a command did not come to print its own. */
const printError = async ({ out }: Process, code: FailureCode, text: string): Promise<void> => {
  const { jsonLine } = await import("./json-object.js")
  const message = text.trim().replace(/^(?:error: |错误：)/, "")
  out(jsonLine({ error: { code, message } }))
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** `--json` by itself must not take the next word for its fields; only `--json=a,b` names some. */
const withoutValue = (arg: string): string => (arg === "--json" ? "--json=" : arg)

// A constant of `result.ts`, which loads the law.
const usageExit: Exit = 2

const crashed = ({ env, err }: Process, thrown: unknown): Exit => {
  const trace = env["SHIFAN_DEBUG"] === "1" && thrown instanceof Error ? thrown.stack : undefined
  const message = trace ?? `shifan: ${messageOf(thrown)}`
  err(escapeForTerminal(`${message}\n`, false))
  return 1
}

const globalOptions = (program: Command, localize: Localize): Command =>
  program
    .version(version, "-V, --version", localize("显示版本", "show the version"))
    .description(
      localize(
        "中小企业公共服务示范平台的申报、推荐、认定、复核与审计",
        "Certification of SME public service demonstration platforms: applications to audit",
      ),
    )
    .option(
      "--store <url>",
      localize("存储：sqlite:路径、eventstoredb://主机或memory:", "sqlite:PATH, eventstoredb://HOST or memory:"),
    )
    .option("--vault <file>", localize("个人信息保管库文件", "the file of the personal data"))
    .option("--config <file>", localize("配置文件", "a config file"))
    .option("--as-of <date>", localize("以该日生效的为准", "what had taken effect by a day"))
    .option("--known-at <instant>", localize("以该时刻已登记的为准", "what had been recorded by an instant"))
    .addOption(
      new Option("--encoding <name>", localize("所读文本的编码", "the encoding of the texts that are read")).choices([
        "utf-8",
        "gb18030",
      ]),
    )
    .option("--json [=fields]", localize("以JSON输出，可限定字段", "JSON, or only these fields of it"))
    .addOption(new Option("--lang <language>", localize("语言", "the language")).choices(["zh", "en"]))
    .option("--no-color", localize("不用颜色", "no colours"))
    .option("-q, --quiet", localize("不显示进度", "no progress"))
    .option("--yes", localize("无须确认", "no confirmation"))

const demoCommand = (program: Command, { localize, run: runCommand }: Frame): void => {
  withDryRun(
    program.command("demo").description(localize("在新目录中演示一个完整周期", "a whole cycle, in a fresh folder")),
    localize,
  )
    .option("--out <dir>", localize("目录", "the folder"), "out/demo")
    .action((options: DemoOptions) =>
      runCommand(async (context) => (await import("./demo/demo.js")).demo(context, options)),
    )
}

/** In the order in which `--help` lists them. */
const defineCommands = (program: Command, frame: Frame): void => {
  initCommand(program, frame)
  applyCommands(program, frame)
  rosterCommands(program, frame)
  dueCommand(program, frame)
  lookCommands(program, frame)
  doctorCommand(program, frame)
  demoCommand(program, frame)
  auditCommands(program, frame)
  storeCommands(program, frame)
}
