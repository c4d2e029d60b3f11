/** The vault in a SQLite file of its own beside the store: not copied with the log, and erased in part. */
import { closeSync, existsSync, openSync } from "node:fs"
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { KeyName, SealedValue, Vault, VaultError } from "@shifan/service"
import { copyDatabase, integrityFaults, type FileExists } from "./engine/backup.js"
import { openFileSync, type OpenError } from "./engine/open-file.js"
import { inTransaction } from "./engine/transaction.js"
import { vaultFormat } from "./schema.js"

export interface VaultOptions {
  readonly file: string
  /** Makes the file when it is missing. */
  readonly create?: boolean
  readonly readOnly?: boolean
  /** How long to wait for another process's lock, in milliseconds, blocking this one; 5000 by default. */
  readonly busyTimeout?: number
}

/** `Left` for another program's file, one of another version, and a missing one that is not to be made. */
export const openSqliteVault = (options: VaultOptions): E.Either<VaultError, Vault> => {
  const db = openVaultFile(options)
  return E.isLeft(db) ? db : E.right(vaultOn(db.right, options.file))
}

export type VaultBackupError = VaultError | FileExists

/**
 * Copies a vault while it is in use to a new file with its permissions, never over another file. The copy holds what the
 * vault holds: an erasure must be carried out in each copy made before it.
 */
export const backUpVault = async (file: string, to: string): Promise<E.Either<VaultBackupError, void>> => {
  const db = openVaultFile({ file, readOnly: true }, { acceptOlder: true })
  if (E.isLeft(db)) return db
  try {
    const copied = await copyDatabase(db.right, to)
    if (E.isRight(copied)) return copied
    return copied.left._tag === "FileExists" ? E.left(copied.left) : unavailable(copied.left.reason)
  } finally {
    db.right.close()
  }
}

/** `Left` where there is no vault, or another program's file, a newer one, or a damaged one. */
export const examineVault = (file: string): E.Either<VaultError, void> => {
  const db = openVaultFile({ file, readOnly: true }, { acceptOlder: true })
  if (E.isLeft(db)) return db
  try {
    const [fault] = integrityFaults(db.right)
    return fault === undefined ? E.right(undefined) : unavailable(`${file}: ${fault}`)
  } catch (thrown) {
    return unavailable(`${file}: ${messageOf(thrown)}`)
  } finally {
    db.right.close()
  }
}

const openVaultFile = (
  { file, create = false, readOnly = false, busyTimeout = 5000 }: VaultOptions,
  { acceptOlder = false } = {},
): E.Either<VaultError, DatabaseSync> => {
  if (!create && !existsSync(file)) return unavailable(`there is no vault at ${file}`)
  try {
    if (create) createForOwnerOnly(file)
  } catch (thrown) {
    return unavailable(`${file}: ${messageOf(thrown)}`)
  }
  const opened = openFileSync({
    file,
    format: vaultFormat,
    // An existing file may be empty, left by a process that was killed while it made the vault.
    access: readOnly ? "read" : "create",
    busyTimeout,
    // `secure_delete` overwrites what is deleted, so that an erased key does not linger in free pages.
    configure: (db) => db.exec("PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"),
    acceptOlder,
  })
  return E.isLeft(opened) ? unavailable(reasonOf(opened.left)) : opened
}

/** A vault holds keys. SQLite gives the files beside it the same permissions. */
const createForOwnerOnly = (file: string): void => closeSync(openSync(file, "a", 0o600))

const reasonOf = (error: OpenError): string => {
  switch (error._tag) {
    case "FileMissing":
      return `there is no vault at ${error.file}`
    case "NotOurs":
    case "OtherVersion":
      return `${error.file} is not a vault this program knows`
    case "Corrupt":
      return `${error.where}: ${error.reason}`
    case "Unavailable":
      return error.reason
  }
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

const unavailable = (reason: string): E.Either<VaultError, never> => E.left({ _tag: "VaultUnavailable", reason })

const bytes = (value: unknown): Uint8Array | undefined => (value instanceof Uint8Array ? value : undefined)

const vaultOn = (db: DatabaseSync, file: string): Vault => {
  const selectKey = db.prepare("SELECT key FROM unit_key WHERE unit = ? AND era = ?")
  const insertKey = db.prepare("INSERT INTO unit_key (unit, era, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
  const selectKeys = db.prepare("SELECT unit, era FROM unit_key ORDER BY unit, era")
  const deleteKeys = db.prepare("DELETE FROM unit_key WHERE unit = ? AND era <= ?")
  const selectValues = db.prepare("SELECT * FROM sealed WHERE unit = ? ORDER BY command_id, path")
  const insertValue = db.prepare(
    "INSERT INTO sealed (unit, era, command_id, path, box) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const deleteValues = db.prepare("DELETE FROM sealed WHERE unit = ? AND era <= ?")

  const guarded =
    <A>(work: () => A) =>
    (): Promise<E.Either<VaultError, A>> => {
      try {
        return Promise.resolve(E.right(work()))
      } catch (thrown) {
        return Promise.resolve(unavailable(`${file}: ${messageOf(thrown)}`))
      }
    }

  const keyOf = ({ unit, era }: KeyName): Uint8Array | undefined => bytes(selectKey.get(unit, era)?.["key"])

  const put = (values: ReadonlyArray<SealedValue>): void => {
    if (values.length === 0) return
    inTransaction(db, () => {
      for (const { unit, era, commandId, path, box } of values) insertValue.run(unit, era, commandId, path, box)
    })
  }

  const valuesOf = (unit: string): ReadonlyArray<SealedValue> =>
    selectValues.all(unit).map((row) => ({
      unit,
      era: Number(row["era"]),
      commandId: String(row["command_id"]),
      path: String(row["path"]),
      box: bytes(row["box"]) ?? new Uint8Array(),
    }))

  const erase = ({ unit, era }: KeyName): void => {
    inTransaction(db, () => {
      deleteKeys.run(unit, era)
      deleteValues.run(unit, era)
    })
    // `secure_delete` overwrites a deleted row, but not the copies that earlier rebalancing of the tree left in its pages.
    db.exec("PRAGMA temp_store = MEMORY; VACUUM")
    // The write-ahead log still has the old pages.
    const { busy } = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() ?? {}
    if (busy !== 0)
      throw new Error("the key is deleted, but a reader holds on to the log it stands in; repeat the erasure")
  }

  return {
    key: (name) => guarded(() => keyOf(name)),
    ensureKey: (name, fresh) =>
      guarded(() => {
        insertKey.run(name.unit, name.era, fresh)
        return keyOf(name) ?? fresh
      }),
    put: (values) => guarded(() => put(values)),
    values: (unit) => guarded(() => valuesOf(unit)),
    erase: (name) => guarded(() => erase(name)),
    keys: () =>
      guarded(() => selectKeys.all().map((row): KeyName => ({ unit: String(row["unit"]), era: Number(row["era"]) }))),
    close: () => {
      if (db.isOpen) db.close()
      return Promise.resolve()
    },
  }
}
