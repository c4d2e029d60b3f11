/** A copy of the store while it is in use. */
import { existsSync } from "node:fs"
import { open, rename, rm } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { backup, DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { openReader, type OpenError, type Settings } from "./connection.js"
import { failureOf } from "./failure.js"

/** A backup never replaces a file. */
export interface FileExists {
  readonly _tag: "FileExists"
  readonly file: string
}

export type BackupError = FileExists | OpenError

/** In one step, since an append between two steps would start the copying again. */
const allPages = 2 ** 31 - 1

/** The file appears under its name when it is complete and on the disk. */
export const backUp = async (settings: Settings, to: string): Promise<E.Either<BackupError, void>> => {
  const file = resolve(to)
  if (existsSync(file)) return E.left({ _tag: "FileExists", file })
  const source = await openReader(settings)
  if (E.isLeft(source)) return source
  const part = `${file}.part`
  try {
    await rm(part, { force: true })
    await backup(source.right, part, { rate: allPages })
    standAlone(part)
    await rename(part, file)
    await syncFolder(dirname(file))
    return E.right(undefined)
  } catch (thrown) {
    await rm(part, { force: true })
    return E.left(failureOf(thrown, file))
  } finally {
    source.right.close()
  }
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
