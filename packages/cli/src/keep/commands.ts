/** The commands that maintain a store: `init`, `doctor`, `copy`, `backup` and `restore`. */
import type { Command } from "commander"
import { withDryRun, type Frame } from "../shared-options.js"
import type { BackupOptions } from "./backup.js"
import type { CopyOptions } from "./copy.js"
import type { InitOptions } from "./init.js"

export const initCommand = (program: Command, { localize, run }: Frame): void => {
  withDryRun(
    program
      .command("init")
      .description(
        localize(
          "建立存储、施行办法、生成日志密钥和配置",
          "create the store, enact the instrument, create the log's key and a config",
        ),
      ),
    localize,
  )
    .option("--officer <pseudonym>", localize("经办人", "the officer"), "SJ-00")
    .option(
      "--origin <name>",
      localize("日志名称，如gxj.example.gov.cn/shifan", "the log's name, such as gxj.example.gov.cn/shifan"),
    )
    .action((options: InitOptions) => run(async (context) => (await import("./init.js")).init(context, options)))
}

export const doctorCommand = (program: Command, { localize, run }: Frame): void => {
  program
    .command("doctor")
    .description(localize("检查存储、密钥、时钟和版本", "check store, keys, clock and versions"))
    .action(() => run(async (context) => (await import("./doctor.js")).doctor(context)))
}

export const storeCommands = (program: Command, { localize, run }: Frame): void => {
  withDryRun(
    program
      .command("copy <from> <to>")
      .description(
        localize(
          "将全部历史逐字节迁往另一存储并核对，可重复运行；“-”为当前存储",
          "copy the whole history to another store byte for byte and verify it; resumable; - is the current store",
        ),
      ),
    localize,
  )
    .option("--to-vault <file>", localize("个人信息保管库也复制到此文件", "copy the vault as well, to this file"))
    .action((from: string, to: string, options: CopyOptions) =>
      run(async (context) => (await import("./copy.js")).copy(context, from, to, options)),
    )
  const withoutVault = localize("不含个人信息保管库", "without the vault of personal data")
  withDryRun(
    program
      .command("backup <file>")
      .description(
        localize("在线备份存储及个人信息保管库为新文件", "back up the store and its vault to new files, while in use"),
      ),
    localize,
  )
    .option("--without-vault", withoutVault)
    .action((file: string, options: BackupOptions) =>
      run(async (context) => (await import("./backup.js")).backup(context, file, options)),
    )
  withDryRun(
    program
      .command("restore <file>")
      .description(
        localize(
          "核对备份并恢复到--store所指之处，不覆盖文件",
          "check a backup and restore it to --store; never overwrites",
        ),
      ),
    localize,
  )
    .option("--without-vault", withoutVault)
    .action((file: string, options: BackupOptions) =>
      run(async (context) => (await import("./restore.js")).restore(context, file, options)),
    )
}
