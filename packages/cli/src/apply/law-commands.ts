/** The verbs about the regulation and the yearly call. */
import type { Command } from "commander"
import type { FindingFlags } from "../result.js"
import { acting, findingsExit, type ActFlags, type On, type Says } from "../shared-options.js"

export const law = (program: Command, says: Says, on: On): void => {
  const call = program.command("call").description(says("年度申报", "the yearly call"))
  acting(call.command("open <year>").description(says("开始", "open it")), says)
    .requiredOption("--from <date>", says("开始日", "its first day"))
    .requiredOption("--to <date>", says("截止日", "its last day"))
    .requiredOption("--document <number>", says("通知文号", "the notice's number"))
    .action(
      (year: string, flags: ActFlags & { readonly from: string; readonly to: string; readonly document: string }) =>
        on(async (context) => {
          const { act } = await import("./act.js")
          const { from, to, document, ...rest } = flags
          const data = { year: Number(year), opensOn: from, closesOn: to, document }
          return act(context, "OpenCall", { data }, rest)
        })(),
    )
  acting(call.command("close <year>").description(says("截止", "close it")), says).action(
    (year: string, flags: ActFlags) =>
      on(async (context) => {
        const { act, today } = await import("./act.js")
        return act(context, "CloseCall", { data: { year: Number(year), closedOn: flags.on ?? today(context) } }, flags)
      })(),
  )
  call
    .command("show")
    .description(says("各年度申报期", "the calls"))
    .action(() => on(async (context) => (await import("../look/instrument.js")).callShow(context))())
  const instrument = program.command("instrument").description(says("办法及其解读", "the regulation and its readings"))
  instrument
    .command("show")
    .description(says("现行状态", "as it stands"))
    .action(() => on(async (context) => (await import("../look/instrument.js")).instrumentShow(context))())
  instrument
    .command("check")
    .description(says("时间上的空档与重叠", "gaps and overlaps in time"))
    .option("--exit-code", findingsExit(says))
    .action((flags: FindingFlags) =>
      on(async (context) => (await import("../look/instrument.js")).instrumentCheck(context, flags))(),
    )
  for (const [verb, type, zh, en] of [
    ["extend", "Extend", "延长有效期", "extend its validity"],
    ["supersede", "Supersede", "由新规定取代", "supersede it"],
    ["repeal", "Repeal", "废止", "repeal it"],
    ["interpret", "Interpret", "解释（第十七条）", "interpret it (Art. 17)"],
  ] as const)
    acting(instrument.command(`${verb} <slug>`).description(says(zh, en)), says).action(
      (slug: string, flags: ActFlags) =>
        on(async (context) => (await import("./act.js")).act(context, type, { slug }, flags))(),
    )
}
