/** The verbs about the log's checkpoints: signed, witnessed, stamped, and by which keys. */
import type { Command } from "commander"
import type { CheckpointFlags } from "./checkpoint.js"
import type { AddKeyFlags, NewKeyFlags } from "./key-commands.js"
import type { WitnessFlags } from "./witness.js"
import type { KeyActFlags } from "./key-record.js"
import type { On, Says } from "../shared-options.js"

export const logging = (audit: Command, says: Says, on: On): void => {
  audit
    .command("checkpoint")
    .description(says("签署日志当前的检查点", "sign the log's checkpoint as it stands"))
    .option("--kept <dir>", says("已签检查点的留存目录", "the folder of the heads that were signed"))
    .option("--whole", says("重新读取全部记录", "read every leaf again"))
    .option("--request-timestamp <file>", says("写出时间戳申请（.tsq）", "write a timestamp request (.tsq)"))
    .option("--request-witness <file>", says("写出见证申请", "write a request to a witness"))
    .option("--since <n>", says("该见证人上次见证的条数", "leaves that this witness cosigned last"), "0")
    .action((flags: CheckpointFlags) =>
      on(async (context) => (await import("./checkpoint.js")).auditCheckpoint(context, flags))(),
    )
  audit
    .command("witness <in> <out>")
    .description(says("作为见证人核对并见证检查点", "as a witness, check a checkpoint and cosign it"))
    .requiredOption("--key <file>", says("见证密钥", "the witness's key"))
    .option("--policy <file>", says("见证哪些日志，默认为密钥旁的policy", "whose logs; policy beside the key"))
    .option("--kept <dir>", says("留存目录，默认为密钥旁的witnessed", "what was witnessed; witnessed beside the key"))
    .action((input: string, output: string, flags: WitnessFlags) =>
      on(async (context) => (await import("./witness.js")).auditWitness(context, input, output, flags))(),
    )
  audit
    .command("cosigned <file>")
    .description(says("收下见证人的见证", "take in what witnesses cosigned"))
    .action((file: string) => on(async (context) => (await import("./cosigned.js")).auditCosigned(context, file))())
  audit
    .command("timestamp <response>")
    .description(says("核对时间戳应答（.tsr）", "check a timestamp response (.tsr)"))
    .option("--checkpoint <file>", says("当时的检查点文件", "the checkpoint file as it was stamped"))
    .action((file: string, flags: { readonly checkpoint?: string }) =>
      on(async (context) => (await import("./timestamp.js")).auditTimestamp(context, file, flags))(),
    )
  const key = audit.command("key").description(says("日志的密钥", "the log's keys"))
  key
    .command("list", { isDefault: true })
    .description(says("列出公钥", "the public keys"))
    .action(() => on(async (context) => (await import("./key-commands.js")).keyList(context))())
  byOfficer(key.command("new"), says)
    .description(says("为没有密钥的日志生成密钥", "make the key of a log that has none"))
    .option("--origin <name>", says("日志名称", "the log's name"))
    .action((flags: NewKeyFlags) => on(async (context) => (await import("./key-commands.js")).keyNew(context, flags))())
  byOfficer(key.command("add"), says)
    .description(says("增加一个密钥，与原密钥一并签署", "one key more: all of them sign from now on"))
    .option("--sm2", says("国密SM2", "SM2 with SM3"))
    .action((flags: AddKeyFlags) => on(async (context) => (await import("./key-commands.js")).keyAdd(context, flags))())
  byOfficer(key.command("retire <id>"), says)
    .description(says("注销一个密钥", "retire a key"))
    .action((id: string, flags: KeyActFlags) =>
      on(async (context) => (await import("./key-commands.js")).keyRetire(context, id, flags))(),
    )
  key
    .command("witness <name> <file>")
    .description(says("为见证机关生成密钥", "make a witness's key"))
    .action((name: string, file: string) =>
      on(async (context) => (await import("./key-witness.js")).keyWitness(context, name, file))(),
    )
}

/** A change of keys is an act of the bureau, and a leaf says whose. */
const byOfficer = (command: Command, says: Says): Command =>
  command
    .requiredOption("--by <actor>", says("角色:代码:经办人", "ROLE:CODE:OFFICER"))
    .option("--on <date>", says("生效日，默认今日", "the day it takes effect, today unless told"))
