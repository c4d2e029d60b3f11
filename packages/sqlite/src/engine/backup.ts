/** Copies a database while it is in use, and checks the integrity of a whole file. */
import { existsSync } from "node:fs"
import { chmod, open, rename, rm, stat } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { backup, DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Unavailable } from "@shifan/event-store"
import { failureOf } from "./transaction.js"

/** The target of a backup exists. Backups never overwrite a file. */
export interface FileExists {
  readonly _tag: "FileExists"
  readonly file: string
}

/** Copies all pages in one step: an append between two steps would restart the copy. */
const allPages = 2 ** 31 - 1

/**
 * Copies a snapshot to a new file with the source's permissions. The file appears under its name only once it is complete
 * and synced to disk.
 */
export const copyDatabase = async (
  source: DatabaseSync,
  to: string,
): Promise<E.Either<FileExists | Unavailable | Corrupt, void>> => {
  const file = resolve(to)
  if (existsSync(file)) return E.left({ _tag: "FileExists", file })
  const part = `${file}.part`
  try {
    await rm(part, { force: true })
    await createWithPermissionsOf(source.location(), part)
    await backup(source, part, { rate: allPages })
    leaveWalMode(part)
    await rename(part, file)
    await syncFolder(dirname(file))
    return E.right(undefined)
  } catch (thrown) {
    await rm(part, { force: true }).catch(() => undefined)
    return E.left(failureOf(thrown, file))
  }
}

/** Sets the permissions while the file is still empty, so that nobody else can ever read its content. */
const createWithPermissionsOf = async (source: string | null, file: string): Promise<void> => {
  const created = await open(file, "wx", 0o600)
  await created.close()
  if (source !== null && source !== "") await chmod(file, (await stat(source)).mode & 0o777)
}

/** Turns off the write-ahead log: the copy is then a single file that can be read from a read-only disk. */
const leaveWalMode = (file: string): void => {
  const db = new DatabaseSync(file)
  try {
    db.exec("PRAGMA journal_mode = DELETE")
  } finally {
    db.close()
  }
}

/** Syncs a folder. Only then does a renamed file in it survive a power failure. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Runs SQLite's own checks of the whole file: a line for each fault, none if it is sound. */
export const integrityFaults = (db: DatabaseSync): ReadonlyArray<string> => {
  const lines = db
    .prepare("PRAGMA integrity_check")
    .all()
    .map((row) => String(Object.values(row)[0]))
  const dangling = db.prepare("PRAGMA foreign_key_check").all()
  return [
    ...lines.filter((line) => line !== "ok"),
    ...dangling.map(({ table, rowid, parent }) => `row ${String(rowid)} of ${String(table)} has no ${String(parent)}`),
  ]
}
