/** One process at a time in a folder. The system lets go of the lock of a process that ends, so a crash leaves none. */
import { closeSync, openSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { attempt, fileMode } from "../files.js"
import { exits, failure, type Failure } from "../result.js"

/** @param file of the lock, which stays in the folder, and empty: once it is deleted, two may hold a lock of that name. */
export const whileLocked = <A>(file: string, work: () => E.Either<Failure, A>): E.Either<Failure, A> => {
  const made = attempt(file, () => closeSync(openSync(file, "a", fileMode)))
  if (E.isLeft(made)) return made
  using lock = locked(file)
  return lock === undefined ? E.left(busy(dirname(file))) : work()
}

/** Node has no lock on files but SQLite's. Its journal stays in memory: nothing else lies in the folder. */
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
  ...failure(exits.failure, "FolderBusy", `另一次运行正在写入${folder}`, `another run is writing in ${folder}`),
  hint: bilingual("待其结束后再运行", "run it again when that one has ended"),
})
