/** `backup`: copies a store and its vault as a pair of files while both are in use. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { paint, say, type CommandContext } from "../command-context.js"
import { notFound, type Failure, type Output } from "../result.js"
import { withStoreFile } from "../store/open-store.js"
import { unsoundFailure } from "../store/soundness.js"
import { withPlan, type Plan, type WriteOptions } from "../writing.js"
import { parseAddress, vaultBeside, vaultFileOf, type StoreAddress } from "../store/store-address.js"
import { notAFile, type BackupFiles, examineFiles, copyFiles, checkFree, filesOf, faultsOf } from "./backup-files.js"

export interface BackupOptions extends WriteOptions {
  readonly withoutVault?: boolean
}

export const backup = async (
  context: CommandContext,
  file: string,
  options: BackupOptions,
): Promise<E.Either<Failure, Output>> => {
  const { withoutVault = false } = options
  const address = parseAddress(context.settings.store)
  if (E.isLeft(address)) return address
  if (address.right._tag !== "Sqlite") return E.left(notAFile)
  const vault = withoutVault ? E.right(undefined) : existingVault(context, address.right)
  if (E.isLeft(vault)) return vault
  const target: BackupFiles = { store: file, vault: vault.right === undefined ? undefined : vaultBeside(file) }
  const free = checkFree(target)
  if (E.isLeft(free)) return free
  const source = address.right.file
  return withStoreFile(source, async (store) => {
    const found = await faultsOf(context, store, vault.right, address.right)
    if (E.isLeft(found)) return found
    const unsound = unsoundFailure(found.right)
    if (unsound !== undefined) return E.left(unsound)
    return withPlan(context, options, backupPlan(source, target), async () => {
      const copied = await copyFiles(store, vault.right, target)
      return E.isLeft(copied) ? copied : backedUp(context, target)
    })
  })
}

const backupPlan = (source: string, target: BackupFiles): Plan => ({
  says: bilingual(`将备份${source}，写入：`, `${source} will be backed up to:`),
  files: filesOf(target),
})

/** The copy is read completely before it counts as a backup. */
const backedUp = async (context: CommandContext, target: BackupFiles): Promise<E.Either<Failure, Output>> => {
  const file = target.store
  const stats = await withStoreFile(file, (store) => examineFiles(context, store, target))
  if (E.isLeft(stats)) return stats
  const { events, lastRecordedAt } = stats.right
  const summary = bilingual(
    `✓ 已备份至${file}：${events}条事件，最近登记${lastRecordedAt ?? "无"}`,
    `✓ ${file}: ${events} events, the last recorded ${lastRecordedAt ?? "never"}`,
  )
  const aboutVault =
    target.vault === undefined
      ? bilingual("未备份个人信息保管库", "The vault was not backed up")
      : bilingual(
          `个人信息保管库备份至${target.vault}；此后删除个人信息的，该备份须一并销毁`,
          `The vault was backed up to ${target.vault}: whenever personal data are erased, destroy that copy too`,
        )
  return E.right({
    json: { file, vault: target.vault ?? null, events, lastRecordedAt },
    text: [paint(context, "green", say(context, summary)), say(context, aboutVault)].join("\n"),
  })
}

/** A vault that was named must exist; the default vault may not have been made yet. */
const existingVault = ({ settings }: CommandContext, address: StoreAddress): E.Either<Failure, string | undefined> => {
  const vault = vaultFileOf(address, settings.vault)
  if (vault !== undefined && existsSync(vault)) return E.right(vault)
  return settings.vault === undefined
    ? E.right(undefined)
    : E.left(notFound(`没有个人信息保管库${settings.vault}`, `there is no vault at ${settings.vault}`))
}
