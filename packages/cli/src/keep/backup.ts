/** `backup` and `restore`: a store and its vault as a pair of files, while both are in use. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { paint, say, type CommandContext } from "../command-context.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { copyFiles, examineFiles, type BackupFiles } from "./backup-files.js"
import { withStoreFile } from "./open-store.js"
import { parseAddress, vaultBeside, vaultFileOf, type StoreAddress } from "./store-address.js"

export interface BackupOptions {
  readonly withoutVault?: boolean
}

export const backup = async (
  context: CommandContext,
  file: string,
  { withoutVault = false }: BackupOptions,
): Promise<E.Either<Failure, Output>> => {
  const address = parseAddress(context.settings.store)
  if (E.isLeft(address)) return address
  if (address.right._tag !== "Sqlite") return E.left(notAFile)
  const vault = withoutVault ? E.right(undefined) : existingVault(context, address.right)
  if (E.isLeft(vault)) return vault
  const target: BackupFiles = { store: file, vault: vault.right === undefined ? undefined : vaultBeside(file) }
  const copied = await withStoreFile(address.right.file, (store) => copyFiles(store, vault.right, target))
  if (E.isLeft(copied)) return copied
  const stats = await withStoreFile(file, (store) => examineFiles(context, store, target))
  if (E.isLeft(stats)) return stats
  const { events, lastRecordedAt } = stats.right
  const summary = bilingual(
    `✓ 已备份至${file}：${events}条事件，最近登记${lastRecordedAt ?? "无"}`,
    `✓ ${file}: ${events} events, the last recorded ${lastRecordedAt ?? "never"}`,
  )
  const aboutVault =
    target.vault === undefined
      ? bilingual("未备份个人信息保管库", "The vault is not in it")
      : bilingual(
          `个人信息保管库备份至${target.vault}；此后删除个人信息的，该备份须一并销毁`,
          `The vault is in ${target.vault}: once personal data are erased, destroy that copy too`,
        )
  return E.right({
    json: { file, vault: target.vault ?? null, events, lastRecordedAt },
    text: [paint(context, "green", say(context, summary)), say(context, aboutVault)].join("\n"),
  })
}

/** A vault that was named has to exist; the default one may not have been made yet. */
const existingVault = ({ settings }: CommandContext, address: StoreAddress): E.Either<Failure, string | undefined> => {
  const vault = vaultFileOf(address, settings.vault)
  if (vault !== undefined && existsSync(vault)) return E.right(vault)
  return settings.vault === undefined
    ? E.right(undefined)
    : E.left(notFound(`没有个人信息保管库${settings.vault}`, `there is no vault at ${settings.vault}`))
}

/** Checks a backup and puts it where the store and its vault were. */
export const restore = async (
  context: CommandContext,
  file: string,
  { withoutVault = false }: BackupOptions,
): Promise<E.Either<Failure, Output>> => {
  const address = parseAddress(context.settings.store)
  if (E.isLeft(address)) return address
  if (address.right._tag !== "Sqlite") return E.left(notAFile)
  if (!existsSync(file)) return E.left(notFound(`没有备份文件${file}`, `there is no backup at ${file}`))
  const vault = !withoutVault && existsSync(vaultBeside(file)) ? vaultBeside(file) : undefined
  const target: BackupFiles = {
    store: address.right.file,
    vault: vault === undefined ? undefined : vaultFileOf(address.right, context.settings.vault),
  }
  return withStoreFile(file, async (store) => {
    const stats = await examineFiles(context, store, { store: file, vault })
    if (E.isLeft(stats)) return stats
    const copied = await copyFiles(store, vault, target)
    if (E.isLeft(copied)) return E.left(suggestWithoutVault(copied.left, target))
    const { events, lastRecordedAt } = stats.right
    const summary = bilingual(
      `✓ 已恢复至${target.store}：${events}条事件，最近登记${lastRecordedAt ?? "无"}`,
      `✓ ${target.store} is back: ${events} events, the last recorded ${lastRecordedAt ?? "never"}`,
    )
    const aboutVault =
      target.vault === undefined
        ? bilingual("未恢复个人信息保管库", "No vault was restored")
        : bilingual(`个人信息保管库已恢复至${target.vault}`, `The vault is back at ${target.vault}`)
    const aboutLaterEvents = bilingual(
      "此后办理的事项和删除的个人信息，须重新办理",
      "What was recorded or erased after that has to be given again",
    )
    return E.right({
      json: { file: target.store, vault: target.vault ?? null, events, lastRecordedAt },
      text: [
        paint(context, "green", say(context, summary)),
        say(context, aboutVault),
        say(context, aboutLaterEvents),
      ].join("\n"),
    })
  })
}

/** Where only the store was lost, the vault that is still there is newer than the one in the backup. */
const suggestWithoutVault = (failure: Failure, { store, vault }: BackupFiles): Failure =>
  failure.code === "FileExists" && vault !== undefined && existsSync(vault) && !existsSync(store)
    ? {
        ...failure,
        hint: bilingual(
          "存储丢失而保管库尚在的，加--without-vault",
          "where only the store was lost, --without-vault keeps the vault that is there",
        ),
      }
    : failure

const notAFile: Failure = usage(
  "只有文件形式的存储可以这样备份和恢复",
  "only a store in a file is backed up and restored so",
  bilingual("集群用shifan copy复制到文件", "of a cluster, shifan copy makes a file"),
)
