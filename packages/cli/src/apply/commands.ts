/** The verbs that act on a designation: from the application to the last erasure. */
import type { Command } from "commander"
import type { InitOptions } from "../keep/init.js"
import { acting, type ActFlags, type On, type Says } from "../shared-options.js"

export const designation = (program: Command, says: Says, on: On): void => {
  const act = (command: Command, type: string | ((flags: ActFlags) => Promise<string>)): void => {
    acting(command, says).action((...given: ReadonlyArray<unknown>) => {
      const flags = command.opts<ActFlags>()
      const [unit] = given
      return on(async (context) => {
        const { act: carryOut } = await import("./act.js")
        const name = typeof type === "string" ? type : await type(flags)
        return carryOut(context, name, typeof unit === "string" ? { unit } : {}, flags)
      })()
    })
  }
  program
    .command("init")
    .description(
      says(
        "建立存储、施行办法、生成日志密钥和配置",
        "make the store, enact the instrument, make the log's key and a config",
      ),
    )
    .option("--officer <pseudonym>", says("经办人", "the officer"), "SJ-00")
    .option(
      "--origin <name>",
      says("日志名称，如gxj.example.gov.cn/shifan", "the log's name, such as gxj.example.gov.cn/shifan"),
    )
    .action((flags: InitOptions) => on(async (context) => (await import("../keep/init.js")).init(context, flags))())
  program
    .command("assess <file>")
    .description(
      says("对照第五条和第八条自测，不需要存储", "check an application against Arts. 5 and 8; needs no store"),
    )
    .action((file: string) => on(async (context) => (await import("./assess.js")).assess(context, file))())
  act(program.command("apply").description(says("单位申报", "a unit applies")), "Apply")
  for (const [verb, type, zh, en] of unitVerbs) act(program.command(`${verb} <uscc>`).description(says(zh, en)), type)
  act(
    program.command("decline <uscc>").description(says("不予推荐或不予认定", "decline to recommend or to certify")),
    async ({ by }) => {
      const { declining } = await import("./act.js")
      return declining(by)
    },
  )
  const review = program
    .command("review")
    .description(says("三年复核（第十三条）", "the three-yearly review (Art. 13)"))
  act(review.command("file <uscc>").description(says("单位提交复核材料", "the unit files")), "FileReview")
  act(review.command("assess <uscc>").description(says("县区测评", "the county assesses")), "AssessReview")
  act(
    review
      .command("rectify <uscc>")
      .description(says("责令限期整改（现行办法未作要求）", "time to set things right, where a regulation gives it")),
    "OrderRectification",
  )
  act(review.command("conclude <uscc>").description(says("市局作出结论", "the bureau concludes")), "ConcludeReview")
  acting(
    program
      .command("open <uscc>")
      .description(says("调阅个人信息，记录在案", "open sealed personal data to somebody in scope, on the record")),
    says,
  ).action((unit: string, flags: ActFlags) =>
    on(async (context) => (await import("./disclosure.js")).open(context, unit, flags))(),
  )
  program
    .command("import <file>")
    .description(
      says(
        "导入此前认定的称号（CSV），一行有误则全部不导入",
        "titles granted earlier, from a CSV; one faulty row and nothing is written",
      ),
    )
    .requiredOption("--by <actor>", says("角色:代码:经办人", "ROLE:CODE:OFFICER"))
    .option("--on <date>", says("生效日，默认今日", "the day it takes effect, today unless told"))
    .option("--dry-run", says("只预览", "decide, and write nothing"))
    .action((file: string, flags: ActFlags) =>
      on(async (context) => (await import("./import.js")).importTitles(context, file, flags))(),
    )
  program
    .command("submit <file>")
    .description(says("逐行办理JSONL中的命令，可重复运行", "many commands, one a line; run again, nothing is doubled"))
    .action((file: string) => on(async (context) => (await import("./submit.js")).submit(context, file))())
}

/** The verbs about one unit, with the act each stands for. */
const unitVerbs = [
  ["recommend", "Recommend", "县区推荐", "the county recommends"],
  ["certify", "Certify", "市局认定", "the bureau certifies"],
  ["withdraw", "Withdraw", "撤回申报", "the unit withdraws"],
  ["award-plaque", "AwardPlaque", "授牌", "the bureau awards the plaque"],
  ["nominate", "NominateToProvince", "择优推荐省级", "the bureau nominates to the province"],
  ["summary", "FileAnnualSummary", "报送年度工作总结", "the unit files its yearly summary"],
  ["inspect", "SpotCheck", "抽查", "the bureau checks on the spot"],
  ["support", "GrantSupport", "扶持", "the bureau grants support"],
  ["change", "ChangeParticulars", "变更登记", "particulars change"],
  ["revoke", "Revoke", "撤销称号", "the bureau revokes for falsification"],
  [
    "notice",
    "PublishNotice",
    "认定前公示（现行办法未作要求）",
    "a public notice before the title, where a regulation asks for one",
  ],
  [
    "erase",
    "ErasePersonalData",
    "删除个人信息：销毁密钥，记录留存",
    "erase personal data: the key goes, the record stays",
  ],
] as const
