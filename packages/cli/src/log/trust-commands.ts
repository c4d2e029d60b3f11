/**
 * `audit policy`, `audit receipt` and `audit timestamp`: whom a reader may trust, what the log promised to a submitter, and
 * by when a head existed.
 */
import type { Command } from "commander"
import { dryRunOption, withDryRun, withExitCode, type Frame } from "../shared-options.js"
import type { AddWitnessOptions } from "./policy.js"
import type { IssueOptions } from "./receipt-issue.js"
import type { ReceiptOptions } from "./receipt-verify.js"
import type { TimestampOptions } from "./timestamp.js"

export const policyCommands = (audit: Command, { localize, run }: Frame): void => {
  const policy = audit
    .command("policy")
    .description(
      localize("信任策略：本日志的公钥和见证人", "manage the trust policy: the log's keys and its witnesses"),
    )
  policy
    .command("show", { isDefault: true })
    .description(localize("列出公钥、见证人和所要求的见证数", "show the keys, the witnesses and the quorum"))
    .action(() => run(async (context) => (await import("./policy.js")).policyShow(context)))
  withDryRun(
    policy
      .command("witness <name> <vkey>")
      .description(
        localize("加入一家见证人，默认要求过半数见证", "add a witness; by default more than half are required"),
      )
      .option("--url <url>", localize("其网址", "its URL")),
    localize,
  ).action((name: string, vkey: string, options: AddWitnessOptions) =>
    run(async (context) => (await import("./policy.js")).policyWitness(context, name, vkey, options)),
  )
}

export const receiptCommands = (audit: Command, { localize, run }: Frame): void => {
  const receipt = audit
    .command("receipt")
    .description(
      localize(
        "回执：日志对申报单位的承诺，及其是否兑现",
        "receipts: the log's promise to an applicant, and whether it was kept",
      ),
    )
  receipt
    .command("issue <uscc>")
    .description(
      localize(
        "为该单位提交的事项出具签名的回执，默认为最近一次",
        "issue a signed receipt for a submission of the unit; default: the last",
      ),
    )
    .option("--event <n>", localize("修订号", "the record's revision"))
    .option(
      "--within <days>",
      localize("承诺多少日内列入公开的日志", "promised days until it is in the public log"),
      "7d",
    )
    .option("--out <file>", localize("写入文件（.receipt）", "write to a file (.receipt)"))
    .option(...dryRunOption(localize))
    .action((uscc: string, options: IssueOptions) =>
      run(async (context) => (await import("./receipt-issue.js")).receiptIssue(context, uscc, options)),
    )
  withExitCode(
    receipt
      .command("verify <file>", { isDefault: true })
      .description(
        localize(
          "核对回执的承诺是否兑现，未兑现的出具可转交的证据",
          "check whether the promise was kept; if not, write proof to hand on",
        ),
      )
      .option(
        "--against <what>",
        localize("据以核对的核验包、.tlog-proof、检查点或存储", "a bundle, a .tlog-proof, a checkpoint, or a store"),
      )
      .option("--policy <file>", localize("另行取得的信任策略", "a policy from an independent source"))
      .option("--proof <file>", localize("未兑现的，把证据写入文件", "if it was broken: write the proof to a file"))
      .option(...dryRunOption(localize)),
    localize,
  ).action((file: string, options: ReceiptOptions) =>
    run(async (context) => (await import("./receipt-verify.js")).receiptVerify(context, file, options)),
  )
}

export const timestampCommand = (audit: Command, { localize, run }: Frame): void => {
  audit
    .command("timestamp <response>")
    .description(localize("核对时间戳应答（.tsr）", "check a timestamp response (.tsr)"))
    .option("--checkpoint <file>", localize("当时的检查点文件", "the checkpoint file as it was stamped"))
    .option(
      "--request <file>",
      localize("当时的申请（.tsq），用来核对随机数", "the request (.tsq), to check the nonce"),
    )
    .action((response: string, options: TimestampOptions) =>
      run(async (context) => (await import("./timestamp.js")).auditTimestamp(context, response, options)),
    )
}
