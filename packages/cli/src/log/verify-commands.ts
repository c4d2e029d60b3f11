/** Commands for auditors: `audit verify` shows whether received files hold, `audit view` shows their content. */
import type { Command } from "commander"
import { dryRunOption, repeatable, withExitCode, type Frame } from "../shared-options.js"
import type { VerifyOptions } from "./verify.js"
import type { ViewOptions } from "./view.js"

export const verifyCommands = (audit: Command, { localize, run }: Frame): void => {
  const policy = ["--policy <file>", localize("另行取得的信任策略", "a policy from an independent source")] as const
  const kept = [
    "--kept <file>",
    localize("以前留存的检查点，可重复", "a checkpoint you kept earlier (repeatable)"),
    repeatable,
  ] as const
  const dryRun = dryRunOption(localize)
  withExitCode(
    audit
      .command("verify [what]")
      .description(
        localize(
          "逐条核对并重新裁决存储或核验包（文件夹或.zip），或核对证明（.tlog-proof、.statement）",
          "verify a store or bundle, deciding every event again; or a proof or statement",
        ),
      )
      .option(...policy)
      .option(...kept)
      .option("--report <file>", localize("另存为可打印的HTML", "write the report as a printable page"))
      .option(...dryRun)
      .option("--record <file>", localize("证明所指记录的字节", "the record's bytes, for a proof"))
      .option("--leaves-only", localize("只核对字节和签名", "check only bytes and signatures, not decisions")),
    localize,
  ).action((what: string | undefined, options: VerifyOptions) =>
    run(async (context) => (await import("./verify.js")).auditVerify(context, what, options)),
  )
  audit
    .command("view [what]")
    .description(
      localize(
        "核验存储或核验包（文件夹或.zip），在本机浏览器中查看",
        "verify a store or bundle and view it in a browser: verdict, lanes, reviews due, decisions, chain",
      ),
    )
    .option("--out <dir>", localize("改为写入文件夹", "write the pages to a folder instead"))
    .option("--port <n>", localize("本机端口（默认任取空闲的）", "the port on this machine; default: any free one"))
    .option(...policy)
    .option(...kept)
    .option(...dryRun)
    .action((what: string | undefined, options: ViewOptions) =>
      run(async (context) => (await import("./view.js")).auditView(context, what, options)),
    )
}
