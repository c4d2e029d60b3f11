/** Read-only commands: what happened, why, and under which provisions. */
import type { Command } from "commander"
import type { Frame } from "../shared-options.js"

export const lookCommands = (program: Command, { localize, run }: Frame): void => {
  program
    .command("history <uscc>")
    .description(localize("一家单位的全部记录", "show a unit's timeline with provisions"))
    .action((uscc: string) => run(async (context) => (await import("./history.js")).history(context, uscc)))
  program
    .command("why <uscc>")
    .description(localize("一项决定的理由，逐项列明", "explain a decision, condition by condition"))
    .option("--event <n>", localize("修订号", "the record's revision"))
    .action((uscc: string, options: { readonly event?: string }) =>
      run(async (context) => (await import("./history.js")).why(context, uscc, options.event)),
    )
  program
    .command("replay")
    .description(localize("重放全部历史", "show the state of everything at a point in time"))
    .option("--stats", localize("显示速度", "show events and rate"))
    .action((options: { readonly stats?: boolean }) =>
      run(async (context) => (await import("./replay.js")).replay(context, options)),
    )
  program
    .command("regulation [id]")
    .description(localize("一个条款或解读：内容、编码和测试", "show a provision or reading: summary, encoding, tests"))
    .action((id: string | undefined) =>
      run(async (context) => (await import("./regulation.js")).regulation(context, id)),
    )
  program
    .command("coverage")
    .description(localize("各条款和解读的编码与测试", "list every provision and reading with its tests"))
    .action(() => run(async (context) => (await import("./regulation.js")).coverage(context)))
  program
    .command("schema [name...]")
    .description(
      localize(
        "办理事项、记录、表格和--json输出的JSON格式",
        "print the JSON Schema of a command, an event, a form or a --json output",
      ),
    )
    .action((name: ReadonlyArray<string>) =>
      run(async (context) => (await import("./schema.js")).schema(context, name)),
    )
}
