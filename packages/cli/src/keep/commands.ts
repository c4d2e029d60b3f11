/** The verbs about a store as a whole: copied, backed up, brought back. */
import type { Command } from "commander"
import type { BackupFlags } from "./backup.js"
import type { CopyFlags } from "./copy.js"
import type { On, Says } from "../shared-options.js"

export const moving = (program: Command, says: Says, on: On): void => {
  program
    .command("copy <from> <to>")
    .description(
      says(
        "将全部历史逐字节迁往另一存储并核对，可重复运行；“-”为当前存储",
        "the whole history to another store, byte for byte, and verified; run again, it goes on; - is the store in use",
      ),
    )
    .option("--to-vault <file>", says("个人信息保管库也复制到此文件", "copy the vault as well, to this file"))
    .action((from: string, to: string, flags: CopyFlags) =>
      on(async (context) => (await import("./copy.js")).copy(context, from, to, flags))(),
    )
  const withoutVault = says("不含个人信息保管库", "without the vault of personal data")
  program
    .command("backup <file>")
    .description(
      says(
        "在线备份存储及个人信息保管库为新文件",
        "the store and its vault, as they are now, to new files while both are in use",
      ),
    )
    .option("--without-vault", withoutVault)
    .action((file: string, flags: BackupFlags) =>
      on(async (context) => (await import("./backup.js")).backup(context, file, flags))(),
    )
  program
    .command("restore <file>")
    .description(
      says("核对备份并恢复到--store所指之处，不覆盖文件", "a backup, checked and put at --store; never over a file"),
    )
    .option("--without-vault", withoutVault)
    .action((file: string, flags: BackupFlags) =>
      on(async (context) => (await import("./restore.js")).restore(context, file, flags))(),
    )
}
