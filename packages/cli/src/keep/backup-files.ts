/** Treats a store and its vault as a pair of files: finds faults in them, and copies both or neither. */
import { existsSync } from "node:fs"
import { rm } from "node:fs/promises"
import { dirname } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import type { Closed } from "@shifan/event-store"
import type { BackupError, SqliteStore } from "@shifan/sqlite/event-store"
import { backUpVault, examineVault } from "@shifan/sqlite/vault"
import { type CommandContext } from "../command-context.js"
import { storeFailure, vaultFailure } from "../failures.js"
import { checkTakesFiles, noFolder } from "../files.js"
import { headsBeside } from "../log/known-heads.js"
import { logFilesIn } from "../log/log-files.js"
import { progressLine } from "../progress.js"
import { exits, failure, usage, type Failure } from "../result.js"
import { fileFailure } from "../store/open-store.js"
import { readStats, type StoreStats } from "../store/queries.js"
import { soundness, type Unsound } from "../store/soundness.js"
import { folderOf, vaultFileOf, type StoreAddress } from "../store/store-address.js"

export const notAFile: Failure = usage(
  "只有文件形式的存储可以这样备份和恢复",
  "only a store in a file can be backed up and restored this way",
  bilingual("集群用shifan copy复制到文件", "for a cluster, shifan copy makes a file"),
)

export interface BackupFiles {
  readonly store: string
  readonly vault: string | undefined
}

/** Runs the engine's integrity check, reads every event, and checks the vault if there is one. */
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
  if (E.isRight(stats) || stats.left.code !== "Corrupt") return stats
  return E.left({ ...stats.left, exit: exits.verificationFailed, code: "Damaged" })
}

const damaged = (file: string | undefined, reason: string, figures: ReadonlyArray<string>): Failure => ({
  ...failure(exits.verificationFailed, "Damaged", `${file ?? "文件"}已损坏`, `damaged: ${reason}`),
  figures,
})

/**
 * Copies both files or neither: the store first, then the vault, so that the vault has every key that the copied events
 * need. Replaces no file, and never writes next to a stray write-ahead log, which SQLite would apply to the new file.
 */
export const copyFiles = async (
  store: SqliteStore,
  vault: string | undefined,
  target: BackupFiles,
): Promise<E.Either<Failure, void>> => {
  const withVault = vault !== undefined && target.vault !== undefined
  const free = checkFree(withVault ? target : { ...target, vault: undefined })
  if (E.isLeft(free)) return free
  const copied = await store.backup(target.store)()
  if (E.isLeft(copied)) return E.left(copyFailure(copied.left, target.store))
  if (!withVault) return E.right(undefined)
  const vaultCopied = await copyVault(vault, target.vault)
  if (E.isLeft(vaultCopied)) await rm(target.store)
  return vaultCopied
}

/** The folder must accept files, and contain neither the file nor a write-ahead log that SQLite would apply to it. */
export const checkFree = (target: BackupFiles): E.Either<Failure, void> => {
  const files = filesOf(target)
  const existing = files.flatMap((file) => [file, `${file}-wal`, `${file}-journal`]).find((file) => existsSync(file))
  if (existing !== undefined) return E.left(fileExists(existing))
  const lost = files.find((file) => !existsSync(dirname(file)))
  return lost === undefined ? checkTakesFiles(target.store) : E.left(noFolder(dirname(lost)))
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
  failure(exits.usage, "FileExists", `${file}已存在，未作任何写入`, `${file} already exists; nothing was written`)

export const filesOf = ({ store, vault }: BackupFiles): ReadonlyArray<string> => [
  store,
  ...(vault === undefined ? [] : [vault]),
]

/** Faults of a store file, compared with the heads next to the configured store. */
export const faultsOf = async (
  context: CommandContext,
  store: SqliteStore,
  vaultFile: string | undefined,
  address: StoreAddress,
): Promise<E.Either<Failure, ReadonlyArray<Unsound>>> => {
  const files = logFilesIn(folderOf(address, vaultFileOf(address, context.settings.vault)))
  const heads = await headsBeside(files)
  if (E.isLeft(heads)) return heads
  const progress = progressLine(context)
  const of = { store, log: store.log, file: store, heads: heads.right.compared, vaultFile }
  const found = await soundness({ ...of, progress: progress.at })
  progress.done()
  return found
}
