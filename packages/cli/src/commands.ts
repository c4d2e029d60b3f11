/** The tree of commands and options; help, completion and tests derive from it. Loads nothing but the parser. */
import { Argument, Command, Option } from "commander"
import { applyCommands } from "./apply/commands.js"
import type { Shell } from "./completion/completion.js"
import { deskCommands } from "./desk/commands.js"
import type { DemoOptions } from "./demo/demo.js"
import { addExamples } from "./examples.js"
import { formCommands } from "./form/commands.js"
import { doctorCommand, initCommand, storeCommands } from "./keep/commands.js"
import { dueCommand, rosterCommands, siteCommands, worklistCommand } from "./list/commands.js"
import { auditCommands } from "./log/commands.js"
import { lookCommands } from "./look/commands.js"
import { withDryRun, type Frame, type Localize } from "./shared-options.js"
import { version } from "./version.js"

export const defineProgram = (program: Command, frame: Frame): void => {
  globalOptions(program, frame.localize)
  defineCommands(program, frame)
  addExamples(program, frame.localize)
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
    .option("--vault <file>", localize("个人信息保管库文件", "the vault file, with the personal data"))
    .option("--config <file>", localize("配置文件", "a config file"))
    .option("--as-of <date>", localize("以该日生效的为准", "as of this day: what had taken effect"))
    .option(
      "--known-at <instant>",
      localize("以该时刻已登记的为准", "as known at this instant: what had been recorded"),
    )
    .addOption(
      new Option("--encoding <name>", localize("所读文本的编码", "the encoding of text input")).choices([
        "utf-8",
        "gb18030",
      ]),
    )
    .option("--json [=fields]", localize("以JSON输出，可限定字段", "print JSON, all of it or only these fields"))
    .addOption(new Option("--lang <language>", localize("语言", "the language of the output")).choices(["zh", "en"]))
    .option("--no-color", localize("不用颜色", "without colours"))
    .option("-q, --quiet", localize("不显示进度", "without progress lines"))
    .option("--yes", localize("无须确认", "do not ask for confirmation"))

const completionCommand = (program: Command, { localize, run }: Frame): void => {
  program
    .command("completion")
    .description(localize("输出命令行补全脚本", "print the completion script for bash, zsh or fish"))
    .addArgument(new Argument("<shell>", localize("所用的命令行解释器", "the shell")).choices(["bash", "zsh", "fish"]))
    .action((shell: Shell) => run(async () => (await import("./completion/completion.js")).completion(program, shell)))
}

const demoCommand = (program: Command, { localize, run }: Frame): void => {
  withDryRun(
    program.command("demo").description(localize("在新目录中演示一个完整周期", "play a whole cycle in a fresh folder")),
    localize,
  )
    .option("--out <dir>", localize("目录", "the folder"), "out/demo")
    .action((options: DemoOptions) => run(async (context) => (await import("./demo/demo.js")).demo(context, options)))
}

/** In the order of `--help`, where each group has a heading. */
const defineCommands = (program: Command, frame: Frame): void => {
  const { localize } = frame
  program.commandsGroup(localize("开始：", "Get started:"))
  initCommand(program, frame)
  demoCommand(program, frame)
  completionCommand(program, frame)
  program.commandsGroup(localize("申报与办理：", "Apply and decide:"))
  applyCommands(program, frame)
  formCommands(program, frame)
  deskCommands(program, frame)
  program.commandsGroup(localize("名单与期限：", "The list and deadlines:"))
  rosterCommands(program, frame)
  siteCommands(program, frame)
  dueCommand(program, frame)
  worklistCommand(program, frame)
  program.commandsGroup(localize("查阅：", "Inspect:"))
  lookCommands(program, frame)
  program.commandsGroup(localize("审计：", "Audit:"))
  auditCommands(program, frame)
  program.commandsGroup(localize("存储：", "Maintain the store:"))
  doctorCommand(program, frame)
  storeCommands(program, frame)
}
