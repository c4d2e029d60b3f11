/** The commands under `audit`: the trail of art. 16, its checkpoints and its keys. */
import { Option, type Command } from "commander"
import type { WhatIfOptions } from "../look/what-if.js"
import { dryRunOption, repeatable, withActor, withDryRun, type Frame } from "../shared-options.js"
import type { WriteOptions } from "../writing.js"
import type { CheckpointOptions } from "./checkpoint.js"
import type { KeyActOptions } from "./create-log.js"
import type { ExportOptions } from "./export.js"
import type { AddKeyOptions, NewKeyOptions } from "./key-commands.js"
import type { ProveOptions } from "./prove.js"
import type { RecordOptions } from "./record.js"
import { policyCommands, receiptCommands, timestampCommand } from "./trust-commands.js"
import { verifyCommands } from "./verify-commands.js"
import type { WitnessOptions } from "./witness.js"

export const auditCommands = (program: Command, frame: Frame): void => {
  const { localize, run } = frame
  const audit = program.command("audit").description(localize("审计（第十六条）", "the audit trail (Art. 16)"))
  verifyCommands(audit, frame)
  trailCommands(audit, frame)
  checkpointCommands(audit, frame)
  keyCommands(audit, frame)
  policyCommands(audit, frame)
  receiptCommands(audit, frame)
  timestampCommand(audit, frame)
  audit
    .command("what-if")
    .description(
      localize("换一种解读或文本，哪些决定会不同", "list decisions that another reading or text would change"),
    )
    .option("--reading <id=option>", localize("解读，可重复", "a reading (repeatable)"), repeatable, [])
    .option("--regulation <id>", localize("文本，可写作ID@编码", "a text of the library, ID or ID@ENCODING"))
    .option(
      "--instrument-version <n>",
      localize("只计至该版本，不计以后的延长", "only this many versions, without later extensions"),
    )
    .action((options: WhatIfOptions) =>
      run(async (context) => (await import("../look/what-if.js")).auditWhatIf(context, options)),
    )
}

const trailCommands = (audit: Command, { localize, run }: Frame): void => {
  const dryRun = dryRunOption(localize)
  const checkpoint = ["--checkpoint <file>", localize("以该检查点为止", "the signed head to end at")] as const
  const bundle = ["--bundle <path>", localize("取自核验包而非存储", "read a bundle instead of the store")] as const
  audit
    .command("export <dir>")
    .description(localize("导出核验包", "export the log as a bundle that can be verified without the store"))
    .option(...dryRun)
    .option(...checkpoint)
    .option("--policy <file>", localize("附上的信任策略", "the trust policy for readers"))
    .option(
      "--timestamp <file>",
      localize(
        "附上该检查点或较早检查点的时间戳（.tsr），可重复",
        "a timestamp (.tsr) of that head or an earlier one (repeatable)",
      ),
      repeatable,
    )
    .addOption(
      new Option("--audience <audience>", localize("读者", "the intended reader"))
        .choices(["public", "auditor", "discipline"])
        .default("public"),
    )
    .option(
      "--openings <file>",
      localize("shifan open --json的输出，可重复", "the output of open --json"),
      repeatable,
      [],
    )
    .option(
      "--field <path>",
      localize("向审计机关开示的字段，可重复", "a field disclosed to an auditor"),
      repeatable,
      [],
    )
    .option(
      "--unit <uscc>",
      localize("向纪检监察机关开示的单位，可重复", "a unit disclosed to the inspection"),
      repeatable,
      [],
    )
    .action((dir: string, options: ExportOptions) =>
      run(async (context) => (await import("./export.js")).auditExport(context, dir, options)),
    )
  audit
    .command("prove <uscc>")
    .description(localize("一条记录在日志中的证明", "prove that an event is in the log"))
    .requiredOption("--event <n>", localize("修订号", "the record's revision"))
    .option(...bundle)
    .option(...checkpoint)
    .option("--out <file>", localize("写入文件（.tlog-proof）", "write to a file (.tlog-proof)"))
    .option(...dryRun)
    .action((uscc: string, options: ProveOptions) =>
      run(async (context) => (await import("./prove.js")).auditProve(context, uscc, options)),
    )
  audit
    .command("record <uscc>")
    .description(localize("一条记录的原始字节", "write a record's bytes as they are in the log"))
    .requiredOption("--event <n>", localize("修订号", "the record's revision"))
    .option(...bundle)
    .option("--out <file>", localize("写入文件", "write to a file"))
    .option(...dryRun)
    .action((uscc: string, options: RecordOptions) =>
      run(async (context) => (await import("./record.js")).auditRecord(context, uscc, options)),
    )
  audit
    .command("statement <uscc>")
    .description(
      localize(
        "一家单位在名单日的状况，或日志中没有该单位的证明",
        "prove a unit's standing on the day of a list, or that the log does not know it",
      ),
    )
    .option(...bundle)
    .option(...checkpoint)
    .option("--out <file>", localize("写入文件（.statement）", "write to a file (.statement)"))
    .option(...dryRun)
    .action((uscc: string, options: WriteOptions & Readonly<Record<"bundle" | "checkpoint" | "out", string>>) =>
      run(async (context) => (await import("../list/statement.js")).auditStatement(context, uscc, options)),
    )
  audit
    .command("published <file>")
    .description(
      localize(
        "逐行核对他人所持的公布名单（JSON或CSV）",
        "compare a copy of a published list, JSON or CSV, row by row",
      ),
    )
    .option("--event <n>", localize("公布记录的修订号，默认最近一次", "the publication's revision; default: the last"))
    .action((file: string, options: { readonly event?: string }) =>
      run(async (context) => (await import("../list/check-published.js")).auditPublished(context, file, options.event)),
    )
  audit
    .command("verifier")
    .description(localize("供任何人在浏览器中核验的页面", "write the page that verifies a bundle in a browser"))
    .requiredOption("--out <file>", localize("写入文件（.html）", "write to a file (.html)"))
    .option(...dryRun)
    .action((options: WriteOptions & { readonly out: string }) =>
      run(async (context) => (await import("./verifier-page.js")).auditVerifier(context, options.out, options)),
    )
}

const checkpointCommands = (audit: Command, { localize, run }: Frame): void => {
  const dryRun = dryRunOption(localize)
  audit
    .command("checkpoint")
    .description(localize("签署日志当前的检查点", "sign the log's current checkpoint"))
    .option(...dryRun)
    .option("--kept <dir>", localize("已签检查点的留存目录", "the folder of signed heads"))
    .option("--whole", localize("重新读取全部记录", "read every leaf again, not only new ones"))
    .option(
      "--ask-witnesses",
      localize(
        "签署前向策略中的见证人核对其见证至何处，签署后由其见证",
        "ask the policy's witnesses for their last cosigned head before signing, then to cosign",
      ),
    )
    .option(
      "--recover",
      localize(
        "留存的检查点确已丢失时，从已知的最新检查点续起",
        "if the kept heads are lost for good: resume from the newest head known elsewhere",
      ),
    )
    .option("--request-timestamp <file>", localize("写出时间戳申请（.tsq）", "write a timestamp request (.tsq)"))
    .option("--request-witness <file>", localize("写出见证申请", "write a request to a witness"))
    .option("--since <n>", localize("该见证人上次见证的条数", "the size this witness last cosigned"), "0")
    .action((options: CheckpointOptions) =>
      run(async (context) => (await import("./checkpoint.js")).auditCheckpoint(context, options)),
    )
  audit
    .command("witness <in> <out>")
    .description(localize("作为见证人核对并见证检查点", "as a witness: check a checkpoint and cosign it"))
    .option(...dryRun)
    .requiredOption("--key <file>", localize("见证密钥", "the witness's key"))
    .option(
      "--policy <file>",
      localize("见证哪些日志，默认为密钥旁的policy", "the policy with the logs; default: policy beside the key"),
    )
    .option(
      "--kept <dir>",
      localize("留存目录，默认为密钥旁的witnessed", "the folder of witnessed heads; default: witnessed beside the key"),
    )
    .option(
      "--recover <file>",
      localize(
        "留存确已丢失时，从此前见证过的检查点续起",
        "if that is lost for good: resume from a checkpoint cosigned before",
      ),
    )
    .action((input: string, output: string, options: WitnessOptions) =>
      run(async (context) => (await import("./witness.js")).auditWitness(context, input, output, options)),
    )
  audit
    .command("cosigned <file>")
    .description(localize("收下见证人的见证", "add cosignatures from witnesses"))
    .option(...dryRun)
    .action((file: string, options: WriteOptions) =>
      run(async (context) => (await import("./cosigned.js")).auditCosigned(context, file, options)),
    )
}

/** A change of the log's keys is an act of the bureau, and is recorded as such. */
const keyCommands = (audit: Command, { localize, run }: Frame): void => {
  const key = audit.command("key").description(localize("日志的密钥", "manage the log's keys"))
  key
    .command("list", { isDefault: true })
    .description(localize("列出公钥", "list the public keys"))
    .action(() => run(async (context) => (await import("./key-commands.js")).keyList(context)))
  withDryRun(withActor(key.command("new"), localize), localize)
    .description(localize("为没有密钥的日志生成密钥", "create the key of a log that has none"))
    .option("--origin <name>", localize("日志名称", "the log's name"))
    .action((options: NewKeyOptions) =>
      run(async (context) => (await import("./key-commands.js")).keyNew(context, options)),
    )
  withDryRun(withActor(key.command("add"), localize), localize)
    .description(localize("增加一个密钥，与原密钥一并签署", "add a key; all of them sign from now on"))
    .option("--sm2", localize("国密SM2", "SM2 with SM3"))
    .action((options: AddKeyOptions) =>
      run(async (context) => (await import("./key-commands.js")).keyAdd(context, options)),
    )
  withDryRun(withActor(key.command("retire <id>"), localize), localize)
    .description(localize("注销一个密钥", "retire a key"))
    .action((id: string, options: KeyActOptions) =>
      run(async (context) => (await import("./key-commands.js")).keyRetire(context, id, options)),
    )
  key
    .command("witness <name> <file>")
    .description(localize("为见证机关生成密钥", "create a witness's key"))
    .option(...dryRunOption(localize))
    .action((name: string, file: string, options: WriteOptions) =>
      run(async (context) => (await import("./witness.js")).keyWitness(context, name, file, options)),
    )
}
