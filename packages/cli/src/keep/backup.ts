/** The store and its vault as they are now, as files beside each other, while both are in use. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { parseAddress, vaultFileOf, type StoreAddress } from "./store-address.js"
import type { StoreStats } from "./store-stats.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { copyFiles, examineFiles, withStoreFile, type BackupFiles } from "./backup-files.js"
import { paint, say, type CommandContext } from "../command-context.js"

export interface BackupFlags {
  readonly withoutVault?: boolean
}

export const backup = async (
  context: CommandContext,
  file: string,
  { withoutVault = false }: BackupFlags,
): Promise<E.Either<Failure, Output>> => {
  const address = parseAddress(context.settings.store)
  if (E.isLeft(address)) return address
  if (address.right._tag !== "Sqlite") return E.left(noFile)
  const vault = withoutVault ? E.right(undefined) : vaultOf(context, address.right)
  if (E.isLeft(vault)) return vault
  const to: BackupFiles = { store: file, vault: vault.right === undefined ? undefined : vaultBeside(file) }
  const copied = await withStoreFile(address.right.file, (store) => copyFiles(store, vault.right, to))
  if (E.isLeft(copied)) return copied
  const extent = await withStoreFile(file, (store) => examineFiles(context, store, to))
  return E.map(({ events, lastRecordedAt }: StoreStats) => {
    const done = bilingual(
      `✓ 已备份至${file}：${events}条事件，最近登记${lastRecordedAt ?? "无"}`,
      `✓ ${file}: ${events} events, the last recorded ${lastRecordedAt ?? "never"}`,
    )
    const kept = bilingual(
      `个人信息保管库备份至${to.vault}；此后删除个人信息的，该备份须一并销毁`,
      `The vault is in ${to.vault}: once personal data are erased, destroy that copy too`,
    )
    const none = bilingual("未备份个人信息保管库", "The vault is not in it")
    return {
      json: { file, vault: to.vault ?? null, events, lastRecordedAt },
      text: [paint(context, "green", say(context, done)), say(context, to.vault === undefined ? none : kept)].join(
        "\n",
      ),
    }
  })(extent)
}

/** A backup's vault has the name it would have beside a store of that name. */
export const vaultBeside = (file: string): string | undefined => vaultFileOf({ _tag: "Sqlite", file }, undefined)

/** One that was named must be there; beside the store it may not have been made yet. */
const vaultOf = ({ settings }: CommandContext, address: StoreAddress): E.Either<Failure, string | undefined> => {
  const vault = vaultFileOf(address, settings.vault)
  if (vault !== undefined && existsSync(vault)) return E.right(vault)
  return settings.vault === undefined
    ? E.right(undefined)
    : E.left(notFound(`没有个人信息保管库${settings.vault}`, `there is no vault at ${settings.vault}`))
}

/** Of a store that is no file. */
export const noFile: Failure = usage(
  "只有文件形式的存储可以这样备份和恢复",
  "only a store in a file is backed up and restored so",
  bilingual("集群用shifan copy复制到文件", "of a cluster, shifan copy makes a file"),
)
