/** A store and its vault as files that are copied together: for a backup, and from one. */
import { existsSync } from "node:fs"
import { rm } from "node:fs/promises"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import type { Closed } from "@shifan/event-store"
import type { BackupError, SqliteStore } from "@shifan/sqlite/event-store"
import { backUpVault, examineVault, type VaultBackupError } from "@shifan/sqlite/vault"
import { readStats, type StoreStats } from "./store-stats.js"
import { storeFailure, vaultFailure } from "../failures.js"
import { fileFailure, openFile } from "./open-store.js"
import { exits, type Failure } from "../result.js"
import { progress } from "../progress.js"
import type { CommandContext } from "../command-context.js"

export interface BackupFiles {
  readonly store: string
  readonly vault: string | undefined
}

/** Opens a file to be read, and closes it whatever comes of it. */
export const withStoreFile = async <A>(
  file: string,
  work: (store: SqliteStore) => Promise<E.Either<Failure, A>>,
): Promise<E.Either<Failure, A>> => {
  const opened = await openFile(file, { readOnly: true })
  if (E.isLeft(opened)) return opened
  try {
    return await work(opened.right)
  } finally {
    await opened.right.close()
  }
}

/** The engine's own checks, every event read, and the vault's checks where there is one. */
export const examineFiles = async (
  context: CommandContext,
  store: SqliteStore,
  { store: file, vault }: BackupFiles,
): Promise<E.Either<Failure, StoreStats>> => {
  const faults = await store.faults()
  if (E.isLeft(faults)) return E.left(storeFailure(faults.left))
  const [fault] = faults.right
  if (fault !== undefined) return E.left(damaged(`${file}: ${fault}`, faults.right))
  const sound = vault === undefined ? E.right(undefined) : examineVault(vault)
  if (E.isLeft(sound)) return E.left(damaged(sound.left.reason, [sound.left.reason]))
  const telling = progress(context, () => performance.now())
  const extent = await readStats(store, telling.at)
  telling.done()
  return extent
}

const damaged = (reason: string, figures: ReadonlyArray<string>): Failure => ({
  exit: exits.verificationFailed,
  code: "Damaged",
  message: bilingual(`文件已损坏：${reason}`, `damaged: ${reason}`),
  figures,
})

/**
 * The record first and the vault after it, so that whatever is on record can be opened. Both or neither; never over a
 * file that is there, nor beside the log of one that is gone, which SQLite would take for the new file's.
 */
export const copyFiles = async (
  store: SqliteStore,
  vault: string | undefined,
  to: BackupFiles,
): Promise<E.Either<Failure, void>> => {
  const inTheWay = [to.store, ...(vault === undefined || to.vault === undefined ? [] : [to.vault])]
    .flatMap((file) => [file, `${file}-wal`, `${file}-journal`])
    .find((file) => existsSync(file))
  if (inTheWay !== undefined) return E.left(fileExists(inTheWay))
  const copied = await store.backup(to.store)()
  if (E.isLeft(copied)) return E.left(copyFailure(copied.left, to.store))
  if (vault === undefined || to.vault === undefined) return E.right(undefined)
  const kept = await copyVault(vault, to.vault)
  if (E.isLeft(kept)) await rm(to.store)
  return kept
}

export const copyVault = async (from: string, to: string): Promise<E.Either<Failure, void>> =>
  E.mapLeft((error: VaultBackupError) => (error._tag === "FileExists" ? fileExists(error.file) : vaultFailure(error)))(
    await backUpVault(from, to),
  )

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

export const fileExists = (file: string): Failure => ({
  exit: exits.usage,
  code: "FileExists",
  message: bilingual(`${file}已存在，未作任何写入`, `${file} is there already; nothing was written`),
})
