/** A copy of a database while it is in use. */
import { existsSync } from "node:fs"
import { chmod, open, rename, rm, stat } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { backup, DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Unavailable } from "@shifan/event-store"
import { openReader, type OpenError, type Settings } from "../event-store/connection.js"
import { failureOf } from "./failure.js"

/** A backup never replaces a file. */
export interface FileExists {
  readonly _tag: "FileExists"
  readonly file: string
}

export type BackupError = FileExists | OpenError

/** In one step, since an append between two steps would start the copying again. */
const allPages = 2 ** 31 - 1

export const backUp = async (settings: Settings, to: string): Promise<E.Either<BackupError, void>> => {
  const source = await openReader(settings)
  if (E.isLeft(source)) return source
  try {
    return await copyDatabase(source.right, to)
  } finally {
    source.right.close()
  }
}

/**
 * The state of one instant, as a new file that appears under its name when it is complete and on the disk. Who may read
 * the one may read the other.
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
    await makeLike(source.location(), part)
    await backup(source, part, { rate: allPages })
    standAlone(part)
    await rename(part, file)
    await syncFolder(dirname(file))
    return E.right(undefined)
  } catch (thrown) {
    await rm(part, { force: true })
    return E.left(failureOf(thrown, file))
  }
}

/** An empty file with another's permissions, before anything is in it. */
const makeLike = async (other: string | null, file: string): Promise<void> => {
  const made = await open(file, "wx", 0o600)
  await made.close()
  if (other !== null && other !== "") await chmod(file, (await stat(other)).mode & 0o777)
}

/** Without a write-ahead log the copy is one file, which can be read where nothing can be written. */
const standAlone = (file: string): void => {
  const db = new DatabaseSync(file)
  try {
    db.exec("PRAGMA journal_mode = DELETE")
  } finally {
    db.close()
  }
}

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
