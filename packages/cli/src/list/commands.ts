/** Commands for the public list of art. 11, and for the duties of its platforms. */
import { Option, type Command } from "commander"
import { withActOptions, withDryRun, withExitCode, type Frame } from "../shared-options.js"
import type { DueOptions } from "./due.js"
import type { PublishOptions, RosterWriteOptions } from "./publish.js"
import type { Format } from "./roster.js"
import type { SiteOptions } from "./site.js"
import { roles, steps, type WorklistOptions } from "../worklist-filters.js"

export const rosterCommands = (program: Command, { localize, run }: Frame): void => {
  const roster = program
    .command("roster")
    .description(localize("示范平台名单（第十一条）", "the public list (Art. 11)"))
  roster
    .command("list", { isDefault: true })
    .description(localize("名单", "show the list"))
    .addOption(
      new Option("--format <format>", localize("输出格式", "the output format"))
        .choices(["table", "json", "csv"])
        .default("table"),
    )
    .action((options: { readonly format: Format }) =>
      run(async (context) => (await import("./roster.js")).rosterList(context, options.format)),
    )
  roster
    .command("show <uscc>")
    .description(localize("一家平台", "show one entry"))
    .action((uscc: string) => run(async (context) => (await import("./roster.js")).rosterShow(context, uscc)))
  roster
    .command("diff <from> <to>")
    .description(localize("两日之间的变化", "show what changed between two days"))
    .action((from: string, to: string) =>
      run(async (context) => (await import("./roster.js")).rosterDiff(context, from, to)),
    )
  const out = ["--out <dir>", localize("名单文件的目录", "the folder for the list's files"), "."] as const
  withActOptions(
    roster.command("publish").description(localize("公布名单，记录在案", "publish the list, on the record")),
    localize,
    { file: false },
  )
    .requiredOption(
      "--medium <text>",
      localize("公布处，如市局官方网站", "where it is published: the bureau's website"),
    )
    .option(...out)
    .option(
      "--verifier <file>",
      localize("一并公布的核验页，默认为本程序的", "the verifier page published with it; default: this program's"),
    )
    .option(
      "--policy <file>",
      localize("一并公布的信任策略，默认为存储旁的", "the policy published with it; default: the one beside the store"),
    )
    .action((options: PublishOptions) =>
      run(async (context) => (await import("./publish.js")).rosterPublish(context, options)),
    )
  roster
    .command("publications")
    .description(localize("历次公布", "list every publication"))
    .action(() => run(async (context) => (await import("./publish.js")).rosterPublications(context)))
  withDryRun(
    roster
      .command("write <revision>")
      .description(localize("重新写出某次公布的文件", "write a publication's files again")),
    localize,
  )
    .option(...out)
    .action((revision: string, options: RosterWriteOptions) =>
      run(async (context) => (await import("./publish.js")).rosterWrite(context, revision, options)),
    )
}

export const siteCommands = (program: Command, { localize, run }: Frame): void => {
  const site = program.command("site").description(localize("公开网站", "the public site"))
  withDryRun(
    site
      .command("build")
      .description(localize("生成静态网站，只写出有变化的文件", "build the static site; writes only what changed")),
    localize,
  )
    .requiredOption("--out <dir>", localize("网站的目录", "the site's folder"))
    .option(
      "--url <address>",
      localize("网站的网址，供订阅链接使用", "the site's public address, for links in its feed"),
    )
    .action((options: SiteOptions) => run(async (context) => (await import("./site.js")).siteBuild(context, options)))
}

export const dueCommand = (program: Command, { localize, run }: Frame): void => {
  withExitCode(
    program
      .command("due")
      .description(localize("到期和逾期事项", "list reviews and summaries due or overdue"))
      .option("--within <days>", localize("今后若干日，如90d", "how far ahead, such as 90d"), "90d"),
    localize,
  ).action((options: DueOptions) => run(async (context) => (await import("./due.js")).due(context, options)))
}

export const worklistCommand = (program: Command, { localize, run }: Frame): void => {
  withExitCode(
    program
      .command("worklist")
      .description(localize("待办事项：何事待何人办理", "list what waits for whom"))
      .addOption(new Option("--for <role>", localize("待何人办理", "only what this role does next")).choices(roles))
      .option("--county <code>", localize("县区代码", "only one county, by code"))
      .addOption(new Option("--step <step>", localize("办理环节", "only one step")).choices(steps))
      .option(
        "--within <days>",
        localize("只列今后若干日内到期和已逾期的，如30d", "only what is overdue or due within this time, such as 30d"),
      ),
    localize,
  ).action((options: WorklistOptions) =>
    run(async (context) => (await import("./worklist.js")).worklist(context, options)),
  )
}
