/** Commands for applications and decisions: on a unit's designation, the yearly call, the instrument. */
import type { Command } from "commander"
import type { FindingOptions } from "../result.js"
import { withActOptions, withActor, withDryRun, withExitCode, type ActOptions, type Frame } from "../shared-options.js"
import type { ImportOptions } from "./import.js"
import type { SubmitOptions } from "./submit.js"

export const applyCommands = (program: Command, frame: Frame): void => {
  const { localize, run } = frame
  withExitCode(
    program
      .command("assess <file>")
      .description(
        localize("对照第五条和第八条自测，不需要存储", "check an application against Arts. 5 and 8 (needs no store)"),
      ),
    localize,
  ).action((file: string, options: FindingOptions) =>
    run(async (context) => (await import("./assess.js")).assess(context, file, options)),
  )
  designationCommands(program, frame)
  withActOptions(
    program
      .command("open <uscc>")
      .description(
        localize("调阅个人信息，记录在案", "disclose sealed personal data to an authorised reader, on the record"),
      ),
    localize,
  ).action((unit: string, options: ActOptions) =>
    run(async (context) => (await import("./disclosure.js")).open(context, unit, options)),
  )
  withDryRun(
    withActor(
      program
        .command("import <file>")
        .description(
          localize(
            "导入此前认定的称号（CSV或xlsx），一行有误则全部不导入",
            "import earlier titles from CSV or .xlsx; one faulty row and nothing is written",
          ),
        ),
      localize,
    ),
    localize,
  ).action((file: string, options: ImportOptions) =>
    run(async (context) => (await import("./import.js")).importTitles(context, file, options)),
  )
  withDryRun(
    program
      .command("submit <file>")
      .description(
        localize("逐行办理JSONL中的命令，可重复运行", "carry out commands from JSON Lines; safe to run again"),
      ),
    localize,
  ).action((file: string, options: SubmitOptions) =>
    run(async (context) => (await import("./submit.js")).submit(context, file, options)),
  )
  callCommands(program, frame)
  instrumentCommands(program, frame)
}

/** Commands about a unit: verb, act, description in Chinese and English. */
const unitCommands = [
  ["recommend", "Recommend", "县区推荐", "the county recommends"],
  [
    "request-supplement",
    "RequestSupplement",
    "县区要求补正申报或复核材料",
    "the county asks for a supplement of an application or a review",
  ],
  ["supplement", "SupplementApplication", "单位补正申报材料", "the unit supplements its application"],
  ["certify", "Certify", "市局认定", "the bureau certifies"],
  ["withdraw", "Withdraw", "撤回申报", "the unit withdraws"],
  ["award-plaque", "AwardPlaque", "授牌", "the bureau awards the plaque"],
  ["nominate", "NominateToProvince", "择优推荐省级", "the bureau nominates to the province"],
  ["summary", "FileAnnualSummary", "报送年度工作总结", "the unit files its yearly summary"],
  ["inspect", "SpotCheck", "抽查", "the bureau makes a spot check"],
  ["support", "GrantSupport", "扶持", "the bureau grants support"],
  ["change", "ChangeParticulars", "变更登记", "record a change of particulars"],
  ["revoke", "Revoke", "撤销称号", "the bureau revokes for falsification"],
  ["surrender", "SurrenderTitle", "单位放弃称号", "the unit surrenders its title"],
  [
    "end-unit",
    "RecordEndOfUnit",
    "登记单位终止（注销）",
    "the bureau records that the legal person has ceased to exist",
  ],
  ["return-plaque", "ReturnPlaque", "收回牌匾", "the bureau takes the plaque back"],
  ["succeed", "SucceedTitle", "登记称号由他单位承继", "the bureau records that the title passes to another code"],
  ["inherit", "InheritTitle", "承继他单位的称号", "the unit takes over a title that passes to it"],
  ["correct", "CorrectRecord", "更正笔误", "correct a clerical error in one's own act"],
  [
    "annul",
    "AnnulDecision",
    "撤销原决定：复议、判决、上级或自行纠正",
    "annul a decision: reconsideration, court, superior, or the bureau's own",
  ],
  [
    "notice",
    "PublishNotice",
    "认定前公示（现行办法未作要求）",
    "public notice before certification, where a regulation requires it",
  ],
  [
    "step",
    "TakeStep",
    "登记推荐、认定或复核前的程序步骤，如专家评审、现场核查",
    "record a step before recommendation, certification or review, such as an expert review or a site visit",
  ],
  [
    "erase",
    "ErasePersonalData",
    "删除个人信息：销毁密钥，记录留存",
    "erase personal data: destroys the key, keeps the record",
  ],
] as const

const reviewCommands = [
  ["file", "FileReview", "单位提交复核材料", "the unit files its report"],
  ["supplement", "SupplementReview", "单位补正复核材料", "the unit supplements what it filed"],
  ["assess", "AssessReview", "县区测评", "the county assesses"],
  [
    "rectify",
    "OrderRectification",
    "责令限期整改（现行办法未作要求）",
    "grant time for rectification, where a regulation allows it",
  ],
  ["conclude", "ConcludeReview", "市局作出结论", "the bureau concludes"],
] as const

const designationCommands = (program: Command, { localize, run }: Frame): void => {
  const unitCommand = (parent: Command, verb: string, type: string, description: string): void => {
    withActOptions(parent.command(`${verb} <uscc>`).description(description), localize).action(
      (unit: string, options: ActOptions) =>
        run(async (context) => (await import("./act.js")).act(context, type, { unit }, options)),
    )
  }
  withActOptions(
    program
      .command("apply [folder]")
      .description(
        localize("单位申报：表格、JSON或材料文件夹", "a unit applies, with a form, JSON or a folder of materials"),
      ),
    localize,
  ).action((folder: string | undefined, options: ActOptions) =>
    run(async (context) => (await import("./act.js")).apply(context, folder, options)),
  )
  for (const [verb, type, zh, en] of unitCommands) unitCommand(program, verb, type, localize(zh, en))
  withActOptions(
    program.command("decline <uscc>").description(localize("不予推荐或不予认定", "decline to recommend or to certify")),
    localize,
  ).action((unit: string, options: ActOptions) =>
    run(async (context) => (await import("./act.js")).decline(context, unit, options)),
  )
  const review = program
    .command("review")
    .description(localize("三年复核（第十三条）", "the three-yearly review (Art. 13)"))
  for (const [verb, type, zh, en] of reviewCommands) unitCommand(review, verb, type, localize(zh, en))
}

interface OpenCallOptions extends ActOptions {
  readonly from: string
  readonly to: string
  readonly document: string
  readonly reasons?: string
}

const callCommands = (program: Command, { localize, run }: Frame): void => {
  const call = program.command("call").description(localize("年度申报", "the yearly call"))
  withActOptions(call.command("open <year>").description(localize("发布年度申报通知", "open the call")), localize)
    .requiredOption("--from <date>", localize("开始日", "its first day"))
    .requiredOption("--to <date>", localize("截止日", "its last day"))
    .requiredOption("--document <number>", localize("通知文号", "the notice's number"))
    .option("--reasons <text>", localize("开始日早于生效日的理由", "why its first day is in the past"))
    .action((year: string, { from, to, document, reasons, ...options }: OpenCallOptions) =>
      run(async (context) => {
        const { act } = await import("./act.js")
        const data = { year: Number(year), opensOn: from, closesOn: to, document, ...(reasons && { reasons }) }
        return act(context, "OpenCall", { data }, options)
      }),
    )
  withActOptions(call.command("close <year>").description(localize("截止年度申报", "close the call")), localize).action(
    (year: string, options: ActOptions) =>
      run(async (context) => {
        const { act, today } = await import("./act.js")
        const data = { year: Number(year), closedOn: options.on ?? today(context) }
        return act(context, "CloseCall", { data }, options)
      }),
  )
  withActOptions(
    call
      .command("correct <year>")
      .description(
        localize("更正开始或截止申报的记录，或予撤去", "correct or strike out a recorded opening or closing"),
      ),
    localize,
  ).action((year: string, options: ActOptions) =>
    run(async (context) =>
      (await import("./act.js")).act(context, "CorrectCall", { data: { year: Number(year) } }, options),
    ),
  )
  call
    .command("show")
    .description(localize("各年度申报期", "list the calls"))
    .action(() => run(async (context) => (await import("../look/instrument.js")).callShow(context)))
}

const instrumentActs = [
  ["extend", "Extend", "延长有效期", "extend the validity"],
  ["supersede", "Supersede", "由新规定取代", "replace it with another text"],
  ["repeal", "Repeal", "废止", "repeal it"],
  ["interpret", "Interpret", "解释（第十七条）", "issue an interpretation (Art. 17)"],
  [
    "correct",
    "CorrectInstrument",
    "更正延长、取代、废止或解释的记录，或予撤去",
    "correct or strike out a recorded extension, end or interpretation",
  ],
] as const

const instrumentCommands = (program: Command, { localize, run }: Frame): void => {
  const instrument = program
    .command("instrument")
    .description(localize("办法及其解读", "the regulation and its readings"))
  instrument
    .command("show")
    .description(localize("现行状态", "the present state"))
    .action(() => run(async (context) => (await import("../look/instrument.js")).instrumentShow(context)))
  withExitCode(
    instrument.command("check").description(localize("时间上的空档与重叠", "gaps and overlaps between versions")),
    localize,
  ).action((options: FindingOptions) =>
    run(async (context) => (await import("../look/instrument.js")).instrumentCheck(context, options)),
  )
  for (const [verb, type, zh, en] of instrumentActs)
    withActOptions(instrument.command(`${verb} <slug>`).description(localize(zh, en)), localize).action(
      (slug: string, options: ActOptions) =>
        run(async (context) => (await import("./act.js")).act(context, type, { slug }, options)),
    )
}
