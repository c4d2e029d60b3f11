/** Commands for the office's forms: blank, filled in, and read back. */
import { Argument, type Command } from "commander"
import { withDryRun, withExitCode, type Frame } from "../shared-options.js"
import type { FindingOptions } from "../result.js"
import type { DraftKind, DraftOptions } from "./office-drafts.js"
import type { BlankOptions } from "./write-form.js"
import type { ReadOptions } from "./read-form.js"

export const formCommands = (program: Command, { localize, run }: Frame): void => {
  const form = program
    .command("form")
    .description(
      localize("附件和其他各项办理的表格（docx、xlsx）", "the annexes and a form for every act, as .docx and .xlsx"),
    )
  const act = localize("办理事项，如apply、认定、附件1", "the act: apply, certify, annex-1, …")
  withTarget(form.command("blank").argument("<act>", act), { localize, run })
    .description(localize("空白表，可预填该单位已知的内容", "write a blank form, optionally pre-filled for a unit"))
    .action((name: string, options: BlankOptions) =>
      run(async (context) => (await import("./write-form.js")).formBlank(context, name, options)),
    )
  withTarget(form.command("fill").argument("<act>", act), { localize, run })
    .description(localize("由JSON填好的表", "write a form filled in from JSON"))
    .argument(
      "<file>",
      localize("内容所在的JSON文件，“-”为标准输入", "the JSON file with the data; - for standard input"),
    )
    .action((name: string, file: string, options: BlankOptions) =>
      run(async (context) => (await import("./write-form.js")).formFill(context, name, file, options)),
    )
  withDryRun(withExpected(form.command("read <file>"), { localize, run }), localize)
    .description(localize("读取填好的表，输出JSON", "read a filled-in form as JSON"))
    .option("--out <file>", localize("写入文件", "write it to a file"))
    .action((file: string, options: ReadOptions) =>
      run(async (context) => (await import("./read-form.js")).formRead(context, file, options)),
    )
  withExitCode(withExpected(form.command("check <file>"), { localize, run }), localize)
    .description(localize("检查填好的表，逐栏指出问题", "check a filled-in form, field by field"))
    .action((file: string, options: ReadOptions & FindingOptions) =>
      run(async (context) => (await import("./read-form.js")).formCheck(context, file, options)),
    )
  withDryRun(form.command("draft"), localize)
    .description(
      localize("文稿：汇总表、推荐名单、公告、决定通知书、回执", "write a draft: list, announcement, notice, receipt"),
    )
    .addArgument(new Argument("<kind>", localize("文稿种类", "the kind of draft")).choices(draftKinds))
    .option("--year <year>", localize("申报年度，默认今年", "the year of the call; default: this year"))
    .option("--county <code>", localize("县区代码", "a county's code"))
    .option("--unit <uscc>", localize("文稿所涉的单位", "the unit concerned"))
    .option("--out <file>", localize("写入的文件，默认以标题命名", "the file to write; default: named after the title"))
    .action((kind: DraftKind, options: DraftOptions) =>
      run(async (context) => (await import("./office-drafts.js")).formDraft(context, kind, options)),
    )
}

const draftKinds = ["summary", "recommendations", "titles", "revocation", "decision", "receipt"]

const withTarget = (command: Command, { localize }: Frame): Command =>
  withDryRun(command, localize)
    .option("--unit <uscc>", localize("该单位，据其登记预填", "a unit to pre-fill from its record"))
    .option("--out <file>", localize("写入的文件，默认以表名命名", "the file to write; default: named after the form"))
    .option("--format <format>", localize("docx或xlsx，默认docx", "docx or xlsx; default: docx"))

const withExpected = (command: Command, { localize }: Frame): Command =>
  command.option("--act <act>", localize("应为哪一事项的表", "the act the form must be for"))
