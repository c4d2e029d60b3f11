/** The verbs of the trail: art. 16. */
import { Option, type Command } from "commander"
import type { VerifyFlags } from "./verify-bundle.js"
import type { ExportFlags } from "./export.js"
import type { ProveFlags } from "./prove.js"
import type { VerifierFlags } from "./verifier-page.js"
import type { WhatIfFlags } from "../look/what-if.js"
import { findingsExit, type On, type Says } from "../shared-options.js"
import { logging } from "./log-commands.js"

export const auditing = (program: Command, says: Says, on: On): void => {
  const audit = program.command("audit").description(says("审计（第十六条）", "the trail of Art. 16"))
  const checkpoint = says("以该检查点为止", "the signed head to end in")
  audit
    .command("verify [what]")
    .description(says("逐条核对并重新裁决存储或核验包", "check every event of a store or bundle, and decide it again"))
    .option("--policy <file>", says("另行取得的信任策略", "a policy had from elsewhere"))
    .option("--kept <file>", says("以前留存的检查点", "a checkpoint kept from an earlier time"))
    .option("--report <file>", says("另存为可打印的HTML", "the report as a page to print"))
    .option("--leaves-only", says("只核对字节和签名", "only bytes and signatures, nothing of what they say"))
    .option("--exit-code", findingsExit(says))
    .action((what: string | undefined, flags: VerifyFlags) =>
      on(async (context) => (await import("./verify-bundle.js")).auditEither(context, what, flags))(),
    )
  audit
    .command("export <dir>")
    .description(says("导出核验包", "the log as a bundle that is verified without its store"))
    .option("--checkpoint <file>", checkpoint)
    .option("--policy <file>", says("附上的信任策略", "whom a reader may trust"))
    .addOption(
      new Option("--audience <audience>", says("读者", "who reads it"))
        .choices(["public", "auditor", "discipline"])
        .default("public"),
    )
    .option("--openings <file>", says("shifan open --json的输出，可重复", "what open --json printed"), collected, [])
    .option("--field <path>", says("向审计机关开示的字段，可重复", "a field an auditor is shown"), collected, [])
    .option("--unit <uscc>", says("向纪检监察机关开示的单位，可重复", "a unit the inspection is shown"), collected, [])
    .action((dir: string, flags: ExportFlags) =>
      on(async (context) => (await import("./export.js")).auditExport(context, dir, flags))(),
    )
  audit
    .command("prove <uscc>")
    .description(says("一条记录在日志中的证明", "the proof that an event is in the log"))
    .requiredOption("--event <n>", says("修订号", "its revision"))
    .option("--bundle <dir>", says("取自核验包而非存储", "from a bundle instead of the store"))
    .option("--checkpoint <file>", checkpoint)
    .option("--out <file>", says("写入文件（.tlog-proof）", "into a file (.tlog-proof)"))
    .action((uscc: string, flags: ProveFlags) =>
      on(async (context) => (await import("./prove.js")).auditProve(context, uscc, flags))(),
    )
  audit
    .command("published <file>")
    .description(
      says("逐行核对他人所持的公布名单（JSON或CSV）", "a published list that somebody has, JSON or CSV, row by row"),
    )
    .option("--event <n>", says("公布记录的修订号，默认最近一次", "the publication's revision, the last unless told"))
    .action((file: string, flags: { readonly event?: string }) =>
      on(async (context) => (await import("../list/check-published.js")).auditPublished(context, file, flags))(),
    )
  audit
    .command("verifier")
    .description(says("供任何人在浏览器中核验的页面", "the page by which anybody verifies in a browser"))
    .requiredOption("--out <file>", says("写入文件（.html）", "into a file (.html)"))
    .action((flags: VerifierFlags) =>
      on(async (context) => (await import("./verifier-page.js")).auditVerifier(context, flags))(),
    )
  logging(audit, says, on)
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
      on(async (context) => (await import("../look/what-if.js")).auditWhatIf(context, flags))(),
    )
}

const collected = (value: string, before: ReadonlyArray<string>): ReadonlyArray<string> => [...before, value]
