/** Copies a database while it is in use, and checks one as a whole. */
import { existsSync } from "node:fs"
import { chmod, open, rename, rm, stat } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { backup, DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Unavailable } from "@shifan/event-store"
import { failureOf } from "./transaction.js"

/** A backup never replaces a file. */
export interface FileExists {
  readonly _tag: "FileExists"
  readonly file: string
}

/** All pages in one step: an append between two steps would start the copy again. */
const allPages = 2 ** 31 - 1

/**
 * Copies the state of one instant to a new file with the source's permissions, which appears under its name when it is
 * complete and on the disk.
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
    await rm(part, { force: true })
    return E.left(failureOf(thrown, file))
  }
}

/** Sets the permissions of the empty file, before there is anything in it to read. */
const createWithPermissionsOf = async (source: string | null, file: string): Promise<void> => {
  const created = await open(file, "wx", 0o600)
  await created.close()
  if (source !== null && source !== "") await chmod(file, (await stat(source)).mode & 0o777)
}

/** Without a write-ahead log the copy is a single file, which can be read where nothing can be written. */
const leaveWalMode = (file: string): void => {
  const db = new DatabaseSync(file)
  try {
    db.exec("PRAGMA journal_mode = DELETE")
  } finally {
    db.close()
  }
}

/** A renamed file survives a power failure once its folder is synced. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** SQLite's own checks of the whole file: a line for each fault, none when it is sound. */
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
