/** Copying and checking a store and its vault as files. */
import { existsSync } from "node:fs"
import { rm } from "node:fs/promises"
import * as E from "fp-ts/lib/Either.js"
import type { Closed } from "@shifan/event-store"
import type { BackupError, SqliteStore } from "@shifan/sqlite/event-store"
import { backUpVault, examineVault } from "@shifan/sqlite/vault"
import type { CommandContext } from "../command-context.js"
import { storeFailure, vaultFailure } from "../failures.js"
import { readStats, type StoreStats } from "../look/queries.js"
import { progressLine } from "../progress.js"
import { exits, failure, type Failure } from "../result.js"
import { fileFailure } from "./open-store.js"

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
  if (fault !== undefined) return E.left(damaged(`${file}: ${fault}`, faults.right))
  const examined = vault === undefined ? E.right(undefined) : examineVault(vault)
  if (E.isLeft(examined)) return E.left(damaged(examined.left.reason, [examined.left.reason]))
  const progress = progressLine(context)
  const stats = await readStats(store, progress.at)
  progress.done()
  return stats
}

const damaged = (reason: string, figures: ReadonlyArray<string>): Failure => ({
  ...failure(exits.verificationFailed, "Damaged", `文件已损坏：${reason}`, `damaged: ${reason}`),
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
