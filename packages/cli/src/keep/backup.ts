/** `backup` and `restore`: a store and its vault as a pair of files, while both are in use. */
import { existsSync } from "node:fs"
import { rm } from "node:fs/promises"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import type { Closed } from "@shifan/event-store"
import type { BackupError, SqliteStore } from "@shifan/sqlite/event-store"
import { backUpVault, examineVault } from "@shifan/sqlite/vault"
import { paint, say, type CommandContext } from "../command-context.js"
import { storeFailure, vaultFailure } from "../failures.js"
import { headsBeside } from "../log/known-heads.js"
import { logFilesIn } from "../log/log-files.js"
import { progressLine } from "../progress.js"
import { exits, failure, notFound, usage, type Failure, type Output } from "../result.js"
import { fileFailure, withStoreFile } from "../store/open-store.js"
import { readStats, type StoreStats } from "../store/queries.js"
import { soundness, unsoundFailure, type Unsound } from "../store/soundness.js"
import { folderOf, parseAddress, vaultBeside, vaultFileOf, type StoreAddress } from "../store/store-address.js"

export interface BackupOptions {
  readonly withoutVault?: boolean
}

/** What is wrong with a store in a file, by the heads beside the store of the settings. */
const faultsOf = async (
  context: CommandContext,
  store: SqliteStore,
  vaultFile: string | undefined,
  address: StoreAddress,
): Promise<E.Either<Failure, ReadonlyArray<Unsound>>> => {
  const files = logFilesIn(folderOf(address, vaultFileOf(address, context.settings.vault)))
  const heads = await headsBeside(files)
  if (E.isLeft(heads)) return heads
  const progress = progressLine(context)
  const of = { store, log: store.log, file: store, heads: heads.right.known, vaultFile }
  const found = await soundness({ ...of, progress: progress.at })
  progress.done()
  return found
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
  const copied = await withStoreFile(address.right.file, async (store) => {
    const found = await faultsOf(context, store, vault.right, address.right)
    if (E.isLeft(found)) return found
    const unsound = unsoundFailure(found.right)
    return unsound === undefined ? copyFiles(store, vault.right, target) : E.left(unsound)
  })
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
    const found = await faultsOf(context, store, vault, address.right)
    if (E.isLeft(found)) return found
    // An older backup may be all there is. What was signed beyond it is lost, and said.
    const lost = found.right.filter(({ about }) => about === "rollback")
    const unsound = unsoundFailure(found.right.filter((one) => !lost.includes(one)))
    if (unsound !== undefined) return E.left(unsound)
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
    })
  })
}

/** Where only the store was lost, the vault that is still there is newer than the one in the backup. */
const suggestWithoutVault = (cause: Failure, { store, vault }: BackupFiles): Failure =>
  cause.code === "FileExists" && vault !== undefined && existsSync(vault) && !existsSync(store)
    ? {
        ...cause,
        hint: bilingual(
          "存储丢失而保管库尚在的，加--without-vault",
          "where only the store was lost, --without-vault keeps the vault that is there",
        ),
      }
    : cause

const notAFile: Failure = usage(
  "只有文件形式的存储可以这样备份和恢复",
  "only a store in a file is backed up and restored so",
  bilingual("集群用shifan copy复制到文件", "of a cluster, shifan copy makes a file"),
)

export interface BackupFiles {
  readonly store: string
  readonly vault: string | undefined
}

/** The engine's own integrity check, every event read, and the vault's checks where there is one. */
export const examineFiles = async (
  context: CommandContext,
  store: SqliteStore,
  { store: file, vault }: BackupFiles,
): Promise<E.Either<Failure, StoreStats>> => {
  const faults = await store.faults()
  if (E.isLeft(faults)) return E.left(storeFailure(faults.left))
  const [fault] = faults.right
  if (fault !== undefined) return E.left(damaged(file, `${file}: ${fault}`, faults.right))
  const examined = vault === undefined ? E.right(undefined) : await examineVault(vault)
  if (E.isLeft(examined)) return E.left(damaged(vault, examined.left.reason, [examined.left.reason]))
  const progress = progressLine(context)
  const stats = await readStats(store, progress.at)
  progress.done()
  return stats
}

const damaged = (file: string | undefined, reason: string, figures: ReadonlyArray<string>): Failure => ({
  ...failure(exits.verificationFailed, "Damaged", `${file ?? "文件"}已损坏`, `damaged: ${reason}`),
  figures,
})

/**
 * Copies both or neither: the store first, then the vault, so that the vault holds every key that the copied events
 * need. Replaces no file, and writes none beside a stray write-ahead log, which SQLite would take for the new file's.
 */
export const copyFiles = async (
  store: SqliteStore,
  vault: string | undefined,
  target: BackupFiles,
): Promise<E.Either<Failure, void>> => {
  const withVault = vault !== undefined && target.vault !== undefined
  const existing = [target.store, ...(withVault ? [target.vault] : [])]
    .flatMap((file) => [file, `${file}-wal`, `${file}-journal`])
    .find((file) => existsSync(file))
  if (existing !== undefined) return E.left(fileExists(existing))
  const copied = await store.backup(target.store)()
  if (E.isLeft(copied)) return E.left(copyFailure(copied.left, target.store))
  if (!withVault) return E.right(undefined)
  const vaultCopied = await copyVault(vault, target.vault)
  if (E.isLeft(vaultCopied)) await rm(target.store)
  return vaultCopied
}

export const copyVault = async (from: string, to: string): Promise<E.Either<Failure, void>> => {
  const copied = await backUpVault(from, to)
  if (E.isRight(copied)) return copied
  return E.left(copied.left._tag === "FileExists" ? fileExists(copied.left.file) : vaultFailure(copied.left))
}

const copyFailure = (error: BackupError | Closed, file: string): Failure => {
  switch (error._tag) {
    case "FileExists":
      return fileExists(error.file)
    case "Closed":
      return storeFailure(error)
    default:
      return fileFailure(error, file)
  }
}

export const fileExists = (file: string): Failure =>
  failure(exits.usage, "FileExists", `${file}已存在，未作任何写入`, `${file} is there already; nothing was written`)
