/** A backup, checked and put where the store and its vault were. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { parseAddress, vaultFileOf } from "./store-address.js"
import { notFound, type Failure, type Output } from "../result.js"
import { copyFiles, examineFiles, withStoreFile, type BackupFiles } from "./backup-files.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { noFile, vaultBeside, type BackupFlags } from "./backup.js"

export const restore = async (
  context: CommandContext,
  file: string,
  { withoutVault = false }: BackupFlags,
): Promise<E.Either<Failure, Output>> => {
  const address = parseAddress(context.settings.store)
  if (E.isLeft(address)) return address
  if (address.right._tag !== "Sqlite") return E.left(noFile)
  if (!existsSync(file)) return E.left(notFound(`没有备份文件${file}`, `there is no backup at ${file}`))
  const beside = vaultBeside(file)
  const vault = !withoutVault && beside !== undefined && existsSync(beside) ? beside : undefined
  const target = vaultFileOf(address.right, context.settings.vault)
  const to: BackupFiles = { store: address.right.file, vault: vault === undefined ? undefined : target }
  return withStoreFile(file, async (store) => {
    const extent = await examineFiles(context, store, { store: file, vault })
    if (E.isLeft(extent)) return extent
    const copied = await copyFiles(store, vault, to)
    if (E.isLeft(copied)) return E.left(withWayOut(copied.left, to))
    const { events, lastRecordedAt } = extent.right
    const done = bilingual(
      `✓ 已恢复至${to.store}：${events}条事件，最近登记${lastRecordedAt ?? "无"}`,
      `✓ ${to.store} is back: ${events} events, the last recorded ${lastRecordedAt ?? "never"}`,
    )
    const kept =
      to.vault === undefined
        ? bilingual("未恢复个人信息保管库", "No vault was restored")
        : bilingual(`个人信息保管库已恢复至${to.vault}`, `The vault is back at ${to.vault}`)
    const after = bilingual(
      "此后办理的事项和删除的个人信息，须重新办理",
      "What was recorded or erased after that has to be given again",
    )
    return E.right({
      json: { file: to.store, vault: to.vault ?? null, events, lastRecordedAt },
      text: [paint(context, "green", say(context, done)), say(context, kept), say(context, after)].join("\n"),
    })
  })
}

/** Where the store was lost and the vault was not, the vault that is there is the newer. */
const withWayOut = (failure: Failure, { store, vault }: BackupFiles): Failure =>
  failure.code === "FileExists" && vault !== undefined && existsSync(vault) && !existsSync(store)
    ? {
        ...failure,
        hint: bilingual(
          "存储丢失而保管库尚在的，加--without-vault",
          "where only the store was lost, --without-vault keeps the vault that is there",
        ),
      }
    : failure
