/** The connection to a vault's file, once it is known to be one. */
import { closeSync, existsSync, openSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { VaultError } from "@shifan/service"
import { applicationId, fromVersion1, schema, schemaVersion } from "./schema.js"

export interface VaultOptions {
  readonly file: string
  readonly create?: boolean
  readonly readOnly?: boolean
}

/** `secure_delete` overwrites what is deleted, so that an erased key does not linger in free pages. */
export const connectionTo = (options: VaultOptions): E.Either<VaultError, DatabaseSync> => {
  const { file, create = false, readOnly = false } = options
  if (!create && !existsSync(file)) return unavailable(`there is no vault at ${file}`)
  let db: DatabaseSync | undefined
  try {
    if (create) keepPrivate(file)
    db = new DatabaseSync(file, { readOnly, timeout: 5000 })
    const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"])
    const mark = Number(db.prepare("PRAGMA application_id").get()?.["application_id"])
    const tables = Number(db.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"])
    if (tables > 0 && (mark !== applicationId || version > schemaVersion)) {
      db.close()
      return unavailable(`${file} is not a vault this program knows`)
    }
    if (!readOnly) db.exec("PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    if (tables === 0) db.exec(`BEGIN IMMEDIATE; ${schema} COMMIT`)
    else if (version === 1 && !readOnly) db.exec(`BEGIN IMMEDIATE; ${fromVersion1} COMMIT`)
    return E.right(db)
  } catch (thrown) {
    db?.close()
    return unavailable(`${file}: ${messageOf(thrown)}`)
  }
}

/** Keys lie in it: a new one is for its owner's eyes, and SQLite gives the files beside it the same permissions. */
const keepPrivate = (file: string): void => closeSync(openSync(file, "a", 0o600))

export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

export const unavailable = (reason: string): E.Either<VaultError, never> => E.left({ _tag: "VaultUnavailable", reason })
