/** `restore`: checks a backup and puts it in place of the store and its vault. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { paint, say, type CommandContext } from "../command-context.js"
import { notFound, type Failure, type Output } from "../result.js"
import { withStoreFile } from "../store/open-store.js"
import { type StoreStats } from "../store/queries.js"
import { unsoundFailure, type Unsound } from "../store/soundness.js"
import { withPlan, type Plan } from "../writing.js"
import { parseAddress, vaultBeside, vaultFileOf } from "../store/store-address.js"
import { notAFile, type BackupFiles, examineFiles, copyFiles, checkFree, filesOf, faultsOf } from "./backup-files.js"
import type { BackupOptions } from "./backup.js"

/** Checks a backup and puts it in place of the store and its vault. */
export const restore = async (
  context: CommandContext,
  file: string,
  options: BackupOptions,
): Promise<E.Either<Failure, Output>> => {
  const { withoutVault = false } = options
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
    const found = await faultsOf(context, store, vault, address.right)
    if (E.isLeft(found)) return found
    // There may be only an older backup. Reports which signed events are lost with it.
    const lost = found.right.filter(({ about }) => about === "rollback")
    const unsound = unsoundFailure(found.right.filter((one) => !lost.includes(one)))
    if (unsound !== undefined) return E.left(unsound)
    const free = checkFree(target)
    if (E.isLeft(free)) return E.left(suggestWithoutVault(free.left, target))
    const plan = restorePlan(file, target, stats.right)
    return withPlan(context, options, plan, async () => {
      const copied = await copyFiles(store, vault, target)
      if (E.isLeft(copied)) return E.left(suggestWithoutVault(copied.left, target))
      return E.right(restored(context, target, stats.right, lost))
    })
  })
}

const restorePlan = (file: string, target: BackupFiles, { events, lastRecordedAt }: StoreStats): Plan => ({
  says: bilingual(
    `将由${file}恢复${events}条事件，最近登记${lastRecordedAt ?? "无"}，写入：`,
    `${events} events will be restored from ${file}, the last recorded ${lastRecordedAt ?? "never"}, to:`,
  ),
  files: filesOf(target),
})

const restored = (
  context: CommandContext,
  target: BackupFiles,
  { events, lastRecordedAt }: StoreStats,
  lost: ReadonlyArray<Unsound>,
): Output => {
  const summary = bilingual(
    `✓ 已恢复至${target.store}：${events}条事件，最近登记${lastRecordedAt ?? "无"}`,
    `✓ ${target.store} restored: ${events} events, the last recorded ${lastRecordedAt ?? "never"}`,
  )
  const aboutVault =
    target.vault === undefined
      ? bilingual("未恢复个人信息保管库", "No vault was restored")
      : bilingual(`个人信息保管库已恢复至${target.vault}`, `The vault was restored to ${target.vault}`)
  const aboutLaterEvents = bilingual(
    "此后办理的事项和删除的个人信息，须重新办理",
    "Anything recorded or erased since then must be entered again",
  )
  return {
    json: {
      file: target.store,
      vault: target.vault ?? null,
      events,
      lastRecordedAt,
      lost: lost.map(({ says }) => says),
    },
    text: [
      paint(context, "green", say(context, summary)),
      say(context, aboutVault),
      say(context, aboutLaterEvents),
      ...lost.map(({ says }) => paint(context, "red", say(context, says))),
    ].join("\n"),
  }
}

/** If only the store was lost, the remaining vault is newer than the one in the backup. */
const suggestWithoutVault = (cause: Failure, { store, vault }: BackupFiles): Failure =>
  cause.code === "FileExists" && vault !== undefined && existsSync(vault) && !existsSync(store)
    ? {
        ...cause,
        hint: bilingual(
          "存储丢失而保管库尚在的，加--without-vault",
          "if only the store was lost, --without-vault keeps the existing vault",
        ),
      }
    : cause
