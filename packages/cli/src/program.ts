/** The commands and their options. What a command does is loaded when it is called, so that starting stays cheap. */
import { Command, CommanderError, Option } from "commander"
import * as E from "fp-ts/lib/Either.js"
import type { Instant, Language } from "@shifan/core"
import { languageOf, version } from "./startup.js"
import type { Exit, Failure, Output } from "./outcome.js"
import type { WhatIfFlags } from "./commands/what-if.js"
import type { World } from "./surroundings.js"
import type { GlobalOptions } from "./world.js"

/** The process, as far as the program needs one. */
export interface Process {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly outIsTerminal: boolean
  readonly errIsTerminal: boolean
  readonly ask: ((question: string) => Promise<boolean>) | undefined
  readonly input: () => Promise<string>
  readonly clock: () => Instant
  readonly random: (size: number) => Uint8Array
}

type Result = E.Either<Failure, Output>

export const run = async (argv: ReadonlyArray<string>, process: Process): Promise<number> => {
  let exit: number = 0
  const program = new Command("shifan")
    .exitOverride()
    .configureOutput({ writeOut: process.out, writeErr: process.err, outputError: (text, write) => write(text) })
  const on = (work: (world: World) => Promise<Result>) => async (): Promise<void> => {
    const { worldOf } = await import("./world.js")
    const { finish } = await import("./edge.js")
    const world = worldOf(process, program.opts<GlobalOptions>())
    exit = E.isLeft(world)
      ? finish(world.left.world, E.left(world.left.failure))
      : finish(world.right, await work(world.right))
  }
  describe(program, languageOf(process.env, argv), on)
  try {
    await program.parseAsync(argv.map(alone), { from: "user" })
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : usageExit
    return crashed(process, thrown)
  }
  return exit
}

/** `--json` alone must not take the next word for its fields; only `--json=a,b` names some. */
const alone = (arg: string): string => (arg === "--json" ? "--json=" : arg)

const usageExit: Exit = 2

const crashed = ({ env, err }: Process, thrown: unknown): Exit => {
  const trace = env["SHIFAN_DEBUG"] === "1" && thrown instanceof Error ? thrown.stack : undefined
  err(`${trace ?? `shifan: ${thrown instanceof Error ? thrown.message : String(thrown)}`}\n`)
  return 1
}

const collected = (value: string, before: ReadonlyArray<string>): ReadonlyArray<string> => [...before, value]

type On = (work: (world: World) => Promise<Result>) => () => Promise<void>

const describe = (program: Command, language: Language, on: On): void => {
  const says = (zh: string, en: string): string => (language === "zh" ? zh : en)
  program
    .version(version)
    .description(
      says(
        "中小企业公共服务示范平台的申报、推荐、认定、复核与审计",
        "Certification of SME public service demonstration platforms: applications to audit",
      ),
    )
    .option("--store <url>", says("存储：sqlite:路径或memory:", "sqlite:PATH or memory:"))
    .option("--config <file>", says("配置文件", "a config file"))
    .option("--as-of <date>", says("以该日生效的为准", "what had taken effect by a day"))
    .option("--known-at <instant>", says("以该时刻已登记的为准", "what had been recorded by an instant"))
    .option("--json [=fields]", says("以JSON输出，可限定字段", "JSON, or only these fields of it"))
    .addOption(new Option("--lang <language>", says("语言", "the language")).choices(["zh", "en"]))
    .option("--no-color", says("不用颜色", "no colours"))
    .option("-q, --quiet", says("不显示进度", "no progress"))
    .option("--yes", says("无须确认", "no confirmation"))
    .showHelpAfterError(says("（用--help查看用法）", "(--help shows the usage)"))
  designation(program, says, on)
  law(program, says, on)
  looking(program, says, on)
}

type Says = (zh: string, en: string) => string

interface ActFlags {
  readonly file?: string
  readonly by: string
  readonly on?: string
  readonly expectRevision?: string
  readonly commandId?: string
  readonly dryRun?: boolean
}

const acting = (command: Command, says: Says): Command =>
  command
    .option(
      "--file <file>",
      says("内容所在的JSON文件，“-”为标准输入", "the JSON file with its data, - for standard input"),
    )
    .requiredOption("--by <actor>", says("角色:代码:经办人", "ROLE:CODE:OFFICER"))
    .option("--on <date>", says("生效日，默认今日", "the day it takes effect, today unless told"))
    .option("--expect-revision <n>", says("仅在该修订号上办理", "only from this revision"))
    .option(
      "--command-id <uuid>",
      says("命令编号，重复提交不重复办理", "the command's id: the same again adds nothing"),
    )
    .option("--dry-run", says("只预览", "decide, and write nothing"))

const designation = (program: Command, says: Says, on: On): void => {
  const act = (command: Command, type: string | ((flags: ActFlags) => Promise<string>)): void => {
    acting(command, says).action((...given: ReadonlyArray<unknown>) => {
      const flags = command.opts<ActFlags>()
      const [unit] = given
      return on(async (world) => {
        const { act: carryOut } = await import("./commands/act.js")
        const name = typeof type === "string" ? type : await type(flags)
        return carryOut(world, name, typeof unit === "string" ? { unit } : {}, flags)
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
    .action((flags: { readonly officer: string }) =>
      on(async (world) => (await import("./commands/init.js")).init(world, flags))(),
    )
  program
    .command("assess <file>")
    .description(
      says("对照第五条和第八条自测，不需要存储", "check an application against Arts. 5 and 8; needs no store"),
    )
    .action((file: string) => on(async (world) => (await import("./commands/assess.js")).assess(world, file))())
  act(program.command("apply").description(says("单位申报", "a unit applies")), "Apply")
  for (const [verb, type, zh, en] of unitVerbs) act(program.command(`${verb} <uscc>`).description(says(zh, en)), type)
  act(
    program.command("decline <uscc>").description(says("不予推荐或不予认定", "decline to recommend or to certify")),
    async ({ by }) => {
      const { declining } = await import("./commands/act.js")
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
    on(async (world) => (await import("./commands/open.js")).open(world, unit, flags))(),
  )
  program
    .command("submit <file>")
    .description(says("逐行办理JSONL中的命令，可重复运行", "many commands, one a line; run again, nothing is doubled"))
    .action((file: string) => on(async (world) => (await import("./commands/submit.js")).submit(world, file))())
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

const law = (program: Command, says: Says, on: On): void => {
  const call = program.command("call").description(says("年度申报", "the yearly call"))
  acting(call.command("open <year>").description(says("开始", "open it")), says)
    .requiredOption("--from <date>", says("开始日", "its first day"))
    .requiredOption("--to <date>", says("截止日", "its last day"))
    .requiredOption("--document <number>", says("通知文号", "the notice's number"))
    .action(
      (year: string, flags: ActFlags & { readonly from: string; readonly to: string; readonly document: string }) =>
        on(async (world) => {
          const { act } = await import("./commands/act.js")
          const { from, to, document, ...rest } = flags
          const data = { year: Number(year), opensOn: from, closesOn: to, document }
          return act(world, "OpenCall", { data }, rest)
        })(),
    )
  acting(call.command("close <year>").description(says("截止", "close it")), says).action(
    (year: string, flags: ActFlags) =>
      on(async (world) => {
        const { act, today } = await import("./commands/act.js")
        return act(world, "CloseCall", { data: { year: Number(year), closedOn: flags.on ?? today(world) } }, flags)
      })(),
  )
  call
    .command("show")
    .description(says("各年度申报期", "the calls"))
    .action(() => on(async (world) => (await import("./commands/call.js")).callShow(world))())
  const instrument = program.command("instrument").description(says("办法及其解读", "the regulation and its readings"))
  instrument
    .command("show")
    .description(says("现行状态", "as it stands"))
    .action(() => on(async (world) => (await import("./commands/call.js")).instrumentShow(world))())
  instrument
    .command("check")
    .description(says("时间上的空档与重叠", "gaps and overlaps in time"))
    .action(() => on(async (world) => (await import("./commands/call.js")).instrumentCheck(world))())
  for (const [verb, type, zh, en] of [
    ["extend", "Extend", "延长有效期", "extend its validity"],
    ["supersede", "Supersede", "由新规定取代", "supersede it"],
    ["repeal", "Repeal", "废止", "repeal it"],
    ["interpret", "Interpret", "解释（第十七条）", "interpret it (Art. 17)"],
  ] as const)
    acting(instrument.command(`${verb} <slug>`).description(says(zh, en)), says).action(
      (slug: string, flags: ActFlags) =>
        on(async (world) => (await import("./commands/act.js")).act(world, type, { slug }, flags))(),
    )
}

const looking = (program: Command, says: Says, on: On): void => {
  const roster = program.command("roster").description(says("示范平台名单（第十一条）", "the public list (Art. 11)"))
  roster
    .command("list", { isDefault: true })
    .description(says("名单", "the list"))
    .addOption(new Option("--format <format>").choices(["table", "json", "csv"]).default("table"))
    .action((flags: { readonly format: "table" | "json" | "csv" }) =>
      on(async (world) => (await import("./commands/roster.js")).rosterList(world, flags.format))(),
    )
  roster
    .command("show <uscc>")
    .description(says("一家平台", "one entry"))
    .action((uscc: string) => on(async (world) => (await import("./commands/roster.js")).rosterShow(world, uscc))())
  roster
    .command("diff <from> <to>")
    .description(says("两日之间的变化", "what changed between two days"))
    .action((from: string, to: string) =>
      on(async (world) => (await import("./commands/roster.js")).rosterDiff(world, from, to))(),
    )
  program
    .command("due")
    .description(says("到期和逾期事项", "reviews and summaries due or overdue"))
    .option("--within <days>", says("今后若干日，如90d", "so many days ahead, as 90d"), "90d")
    .action((flags: { readonly within: string }) =>
      on(async (world) => (await import("./commands/due.js")).due(world, flags.within))(),
    )
  program
    .command("history <uscc>")
    .description(says("一家单位的全部记录", "a unit's timeline with provisions"))
    .action((uscc: string) => on(async (world) => (await import("./commands/history.js")).history(world, uscc))())
  program
    .command("why <uscc>")
    .description(says("一项决定的理由，逐项列明", "why a decision was taken, condition by condition"))
    .option("--event <n>", says("修订号", "its revision"))
    .action((uscc: string, flags: { readonly event?: string }) =>
      on(async (world) => (await import("./commands/history.js")).why(world, uscc, flags.event))(),
    )
  program
    .command("replay")
    .description(says("重放全部历史", "the state of everything at a point"))
    .option("--stats", says("显示速度", "events and rate"))
    .action((flags: { readonly stats?: boolean }) =>
      on(async (world) => (await import("./commands/replay.js")).replayAll(world, flags))(),
    )
  const audit = program.command("audit").description(says("审计（第十六条）", "the trail of Art. 16"))
  audit
    .command("verify [store]")
    .description(says("逐条核对并重新裁决", "check every event, and decide it again"))
    .action((store: string | undefined) =>
      on(async (world) => (await import("./commands/audit.js")).auditVerify(world, store))(),
    )
  audit
    .command("what-if")
    .description(says("换一种解读或文本，哪些决定会不同", "which decisions another reading or text would turn"))
    .option("--reading <id=option>", says("解读，可重复", "a reading, may be repeated"), collected, [])
    .option("--regulation <id>", says("文本，可写作ID@编码", "a text of the library, ID or ID@ENCODING"))
    .option(
      "--instrument-version <n>",
      says("只计至该版本，不计以后的延长", "only so many versions, without what extended it later"),
    )
    .action((flags: WhatIfFlags) =>
      on(async (world) => (await import("./commands/what-if.js")).auditWhatIf(world, flags))(),
    )
  program
    .command("doctor")
    .description(says("检查存储、密钥、时钟和版本", "store, keys, clock, versions"))
    .action(() => on(async (world) => (await import("./commands/doctor.js")).doctor(world))())
  program
    .command("demo")
    .description(says("在新目录中演示一个完整周期", "a whole cycle, in a fresh folder"))
    .option("--out <dir>", says("目录", "the folder"), "out/demo")
    .action((flags: { readonly out: string }) =>
      on(async (world) => (await import("./demo/index.js")).demo(world, flags.out))(),
    )
}
