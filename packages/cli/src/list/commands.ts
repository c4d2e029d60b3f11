/** The verbs about the public list: looking at it, publishing it, and what was published. */
import { Option, type Command } from "commander"
import { acting, type ActFlags, type On, type Says } from "../shared-options.js"

export const roster = (program: Command, says: Says, on: On): void => {
  const noun = program.command("roster").description(says("示范平台名单（第十一条）", "the public list (Art. 11)"))
  noun
    .command("list", { isDefault: true })
    .description(says("名单", "the list"))
    .addOption(
      new Option("--format <format>", says("输出格式", "the form of the output"))
        .choices(["table", "json", "csv"])
        .default("table"),
    )
    .action((flags: { readonly format: "table" | "json" | "csv" }) =>
      on(async (context) => (await import("./roster.js")).rosterList(context, flags.format))(),
    )
  noun
    .command("show <uscc>")
    .description(says("一家平台", "one entry"))
    .action((uscc: string) => on(async (context) => (await import("./roster.js")).rosterShow(context, uscc))())
  noun
    .command("diff <from> <to>")
    .description(says("两日之间的变化", "what changed between two days"))
    .action((from: string, to: string) =>
      on(async (context) => (await import("./roster.js")).rosterDiff(context, from, to))(),
    )
  acting(noun.command("publish").description(says("公布名单，记录在案", "publish the list, on the record")), says, {
    file: false,
  })
    .requiredOption("--medium <text>", says("公布处，如市局官方网站", "where: the bureau's website"))
    .option("--out <dir>", says("名单文件的目录", "the folder of the list's files"), ".")
    .action((flags: ActFlags & { readonly medium: string; readonly out: string }) =>
      on(async (context) => (await import("./publish.js")).rosterPublish(context, flags))(),
    )
  noun
    .command("publications")
    .description(says("历次公布", "every list that was published"))
    .action(() => on(async (context) => (await import("./publish.js")).rosterPublications(context))())
  noun
    .command("write <revision>")
    .description(says("重新写出某次公布的文件", "the files of a publication, written again"))
    .option("--out <dir>", says("名单文件的目录", "the folder of the list's files"), ".")
    .action((revision: string, flags: { readonly out: string }) =>
      on(async (context) => (await import("./publish.js")).rosterWrite(context, revision, flags))(),
    )
}
