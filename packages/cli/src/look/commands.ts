/** The verbs that only look. */
import type { Command } from "commander"
import type { FindingFlags } from "../result.js"
import { findingsExit, type On, type Says } from "../shared-options.js"

export const looking = (program: Command, says: Says, on: On): void => {
  program
    .command("due")
    .description(says("到期和逾期事项", "reviews and summaries due or overdue"))
    .option("--within <days>", says("今后若干日，如90d", "so many days ahead, as 90d"), "90d")
    .option("--exit-code", findingsExit(says))
    .action((flags: { readonly within: string } & FindingFlags) =>
      on(async (context) => (await import("../list/due.js")).due(context, flags))(),
    )
  program
    .command("history <uscc>")
    .description(says("一家单位的全部记录", "a unit's timeline with provisions"))
    .action((uscc: string) => on(async (context) => (await import("./history.js")).history(context, uscc))())
  program
    .command("why <uscc>")
    .description(says("一项决定的理由，逐项列明", "why a decision was taken, condition by condition"))
    .option("--event <n>", says("修订号", "its revision"))
    .action((uscc: string, flags: { readonly event?: string }) =>
      on(async (context) => (await import("./history.js")).why(context, uscc, flags.event))(),
    )
  program
    .command("replay")
    .description(says("重放全部历史", "the state of everything at a point"))
    .option("--stats", says("显示速度", "events and rate"))
    .action((flags: { readonly stats?: boolean }) =>
      on(async (context) => (await import("./replay.js")).replayAll(context, flags))(),
    )
  program
    .command("regulation [id]")
    .description(
      says("一个条款或解读：内容、编码和测试", "a provision or reading: in our words, encoded where, tested by what"),
    )
    .action((id: string | undefined) =>
      on(async (context) => (await import("./regulation.js")).showRegulation(context, id))(),
    )
  program
    .command("coverage")
    .description(says("各条款和解读的编码与测试", "every provision and reading, with its tests"))
    .action(() => on(async (context) => (await import("./regulation.js")).coverage(context))())
  program
    .command("doctor")
    .description(says("检查存储、密钥、时钟和版本", "store, keys, clock, versions"))
    .action(() => on(async (context) => (await import("../keep/doctor.js")).doctor(context))())
  program
    .command("demo")
    .description(says("在新目录中演示一个完整周期", "a whole cycle, in a fresh folder"))
    .option("--out <dir>", says("目录", "the folder"), "out/demo")
    .action((flags: { readonly out: string }) =>
      on(async (context) => (await import("../demo/demo.js")).demo(context, flags.out))(),
    )
}
