/** Lets only one process at a time work in a folder. The system releases the lock when a process ends, even in a crash. */
import { closeSync, openSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { attempt, fileMode } from "../files.js"
import { exits, failure, type Failure } from "../result.js"

/** @param file lock file; it stays, empty: after a deletion two processes could hold a lock of the same name */
export const whileLocked = <A>(file: string, work: () => E.Either<Failure, A>): E.Either<Failure, A> => {
  const made = attempt(file, () => closeSync(openSync(file, "a", fileMode)))
  if (E.isLeft(made)) return made
  using lock = locked(file)
  return lock === undefined ? E.left(busy(dirname(file))) : work()
}

/** Node's only file locks are SQLite's. The journal stays in memory, so no other file appears in the folder. */
const locked = (file: string): DatabaseSync | undefined => {
  try {
    const database = new DatabaseSync(file, { timeout: 0 })
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE")
    return database
  } catch {
    return undefined
  }
}

const busy = (folder: string): Failure => ({
  ...failure(exits.failure, "FolderBusy", `另一次运行正在写入${folder}`, `another run is writing to ${folder}`),
  hint: bilingual("待其结束后再运行", "run it again when that one has finished"),
})
