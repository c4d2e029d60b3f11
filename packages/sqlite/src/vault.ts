/** The vault in a SQLite file of its own, separate from the store: it is not copied with the log, and parts can be erased. */
import { closeSync, existsSync, openSync } from "node:fs"
import { resolve } from "node:path"
import type { DatabaseSync } from "node:sqlite"
import { setTimeout } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import type { KeyName, SealedValue, Vault, VaultError } from "@shifan/service"
import { copyDatabase, integrityFaults, type FileExists } from "./engine/backup.js"
import { fileWatch } from "./engine/file-watch.js"
import { groupCommit } from "./engine/group-commit.js"
import { openFile } from "./engine/open-file.js"
import { blockingTimeout, inTransaction, retryWhileBusy } from "./engine/transaction.js"
import { vaultFormat } from "./schema.js"
import { obstructed, vaultErrorFrom, vaultErrorOf, vaultErrorOfWrite } from "./vault-error.js"

/** Options of a vault. */
export interface VaultOptions {
  readonly file: string
  /** Creates a missing file. */
  readonly create?: boolean
  readonly readOnly?: boolean
  /** How long to wait for another process's lock, in milliseconds. Default: 5000. */
  readonly busyTimeout?: number
  /**
   * Id of the first event of the store this vault is for; `null` if that has no events yet. A vault of another store is
   * refused; a vault without a store is assigned to this one. Default: no check.
   */
  readonly store?: string | null
  /** Whether to assign a vault without a store to this one. If `false`, such a vault is refused. Default: `true`. */
  readonly adopt?: boolean
}

/** Opens a vault. `Left` for a file of another program, version or store, and for a missing file without `create`. */
export const openSqliteVault = async (options: VaultOptions): Promise<E.Either<VaultError, Vault>> => {
  const { busyTimeout = defaultTimeout, store, readOnly = false, adopt = true } = options
  const file = resolve(options.file)
  const db = await openVaultFile({ ...options, file })
  if (E.isLeft(db)) return db
  try {
    const isOwn = await retryWhileBusy(
      busyTimeout,
      () => false,
      () => store === undefined || belongsTo(db.right, store, { readOnly, adopt }),
    )
    if (isOwn) return E.right(vaultOn(db.right, file, busyTimeout))
    db.right.close()
    return obstructed("ofAnotherStore", file)
  } catch (thrown) {
    db.right.close()
    return E.left(vaultErrorOf(thrown, file))
  }
}

const defaultTimeout = 5000

/** Whether the vault belongs to the store. With `adopt`, first assigns a vault that has no store. */
const belongsTo = (
  db: DatabaseSync,
  store: string | null,
  { readOnly, adopt }: { readonly readOnly: boolean; readonly adopt: boolean },
): boolean => {
  const ownerOf = () => db.prepare("SELECT store FROM owner").get()?.["store"]
  if (!adopt) return ownerOf() === (store ?? undefined)
  if (store === null) return ownerOf() === undefined
  if (readOnly) return [undefined, store].includes(ownerOf()?.toString())
  return inTransaction(db, () => {
    db.prepare("INSERT INTO owner (only, store) VALUES (1, ?) ON CONFLICT DO NOTHING").run(store)
    return ownerOf() === store
  })
}

/**
 * Why a vault backup failed. Keep as few backups as possible: a copy still opens values that are erased later.
 */
export type VaultBackupError = VaultError | FileExists

/**
 * Copies a vault, even while it is in use, to a new file with the same permissions; never overwrites a file. The copy
 * includes all keys, so a later erasure must be carried out in every copy too.
 */
export const backUpVault = async (file: string, to: string): Promise<E.Either<VaultBackupError, void>> => {
  const db = await openVaultFile({ file, readOnly: true }, { acceptOlder: true })
  if (E.isLeft(db)) return db
  try {
    const copied = await copyDatabase(db.right, to)
    if (E.isRight(copied)) return copied
    return copied.left._tag === "FileExists" ? E.left(copied.left) : E.left(vaultErrorFrom(copied.left, file))
  } finally {
    db.right.close()
  }
}

/** Checks a vault file. `Left` if it is missing, damaged, another program's or of a newer version. */
export const examineVault = async (file: string): Promise<E.Either<VaultError, void>> => {
  const db = await openVaultFile({ file, readOnly: true }, { acceptOlder: true })
  if (E.isLeft(db)) return db
  try {
    const [fault] = integrityFaults(db.right)
    return fault === undefined ? E.right(undefined) : obstructed("damaged", file, fault)
  } catch (thrown) {
    return E.left(vaultErrorOf(thrown, file))
  } finally {
    db.right.close()
  }
}

const openVaultFile = async (
  { file, create = false, readOnly = false, busyTimeout = defaultTimeout }: VaultOptions,
  { acceptOlder = false } = {},
): Promise<E.Either<VaultError, DatabaseSync>> => {
  if (!create && !existsSync(file)) return obstructed("missing", file)
  try {
    if (create) createForOwnerOnly(file)
  } catch {
    return obstructed("cannotOpen", file)
  }
  const opened = await openFile({
    file,
    format: vaultFormat,
    // An existing file may be empty, if a process was killed while creating the vault.
    access: readOnly ? "read" : "create",
    busyTimeout,
    // `secure_delete` overwrites deleted rows, so that an erased key does not linger in free pages.
    configure: (db) => db.exec("PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"),
    acceptOlder,
  })
  return E.isLeft(opened) ? E.left(vaultErrorFrom(opened.left, file)) : opened
}

/** Creates the file readable by its owner only, since it holds keys. SQLite gives its side files the same permissions. */
const createForOwnerOnly = (file: string): void => closeSync(openSync(file, "a", 0o600))

const bytes = (value: unknown): Uint8Array | undefined => (value instanceof Uint8Array ? value : undefined)

const vaultOn = (db: DatabaseSync, file: string, busyTimeout: number): Vault => {
  const watch = fileWatch(file)
  const selectKey = db.prepare("SELECT key FROM unit_key WHERE unit = ? AND era = ?")
  const insertKey = db.prepare("INSERT INTO unit_key (unit, era, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
  const selectKeys = db.prepare("SELECT unit, era FROM unit_key ORDER BY unit, era")
  const deleteKeys = db.prepare("DELETE FROM unit_key WHERE unit = ? AND era <= ?")
  const selectValues = db.prepare("SELECT * FROM sealed WHERE unit = ? ORDER BY command_id, path")
  const insertValue = db.prepare(
    `INSERT INTO sealed (unit, era, command_id, path, box, claims) VALUES (?, ?, ?, ?, ?, 1)
     ON CONFLICT DO UPDATE SET claims = claims + 1`,
  )
  const isValue = "unit = ? AND command_id = ? AND path = ? AND box = ?"
  const unclaimValue = db.prepare(`UPDATE sealed SET claims = claims - 1 WHERE ${isValue}`)
  const deleteUnclaimed = db.prepare(`DELETE FROM sealed WHERE claims <= 0 AND ${isValue}`)
  const deleteValues = db.prepare("DELETE FROM sealed WHERE unit = ? AND era <= ?")

  /** Waits for locks. Each try blocks the event loop only briefly. */
  const guarded =
    <A>(work: () => A) =>
    async (): Promise<E.Either<VaultError, A>> => {
      const before = watch.fault()
      if (before !== undefined) return E.left(vaultErrorFrom(before, file))
      try {
        const answer = await retryWhileBusy(busyTimeout, () => false, work)
        const after = watch.fault()
        return after === undefined ? E.right(answer) : E.left(vaultErrorFrom(after, file))
      } catch (thrown) {
        return E.left(vaultErrorOf(thrown, file))
      }
    }

  const group = groupCommit(db, { file, busyTimeout, watch, onCommit: () => {} })

  /** Writes in the order of calls. Concurrent writes share a transaction and one sync to disk, which blocks the event loop. */
  const written =
    <A>(work: () => A) =>
    async (): Promise<E.Either<VaultError, A>> => {
      const answer = await group.run(() => E.right(work()))
      if (E.isRight(answer)) return answer
      const replaced = watch.fault()
      return E.left(replaced === undefined ? vaultErrorOfWrite(answer.left, file) : vaultErrorFrom(replaced, file))
    }

  const keyOf = ({ unit, era }: KeyName): Uint8Array | undefined => bytes(selectKey.get(unit, era)?.["key"])

  const put = (values: ReadonlyArray<SealedValue>): void => {
    for (const { unit, era, commandId, path, box } of values) insertValue.run(unit, era, commandId, path, box)
  }

  const release = (values: ReadonlyArray<SealedValue>): void => {
    for (const { unit, commandId, path, box } of values) {
      unclaimValue.run(unit, commandId, path, box)
      deleteUnclaimed.run(unit, commandId, path, box)
    }
  }

  const valuesOf = (unit: string): ReadonlyArray<SealedValue> =>
    selectValues.all(unit).map((row) => ({
      unit,
      era: Number(row["era"]),
      commandId: String(row["command_id"]),
      path: String(row["path"]),
      box: bytes(row["box"]) ?? new Uint8Array(),
    }))

  const deleteEra = ({ unit, era }: KeyName): void => {
    deleteKeys.run(unit, era)
    deleteValues.run(unit, era)
  }

  /** `secure_delete` overwrites a deleted row, but not copies left in pages when the tree was rebalanced earlier. */
  const vacuum = (): void => db.exec("PRAGMA temp_store = MEMORY; VACUUM")

  /** Truncates the write-ahead log, which still contains the old pages. */
  const emptyLog = async (): Promise<E.Either<VaultError, void>> => {
    const end = performance.now() + busyTimeout
    for (;;) {
      const { busy } = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() ?? {}
      if (busy === 0) return E.right(undefined)
      if (performance.now() >= end) {
        const reason = "the key is deleted, but a reader holds on to the log it stands in; repeat the erasure"
        return E.left({ _tag: "VaultUnavailable", reason, obstacle: { kind: "heldByReader", file } })
      }
      await setTimeout(blockingTimeout)
    }
  }

  const erase = (name: KeyName) => async (): Promise<E.Either<VaultError, void>> => {
    for (const step of [written(() => deleteEra(name)), guarded(vacuum)]) {
      const done = await step()
      if (E.isLeft(done)) return done
    }
    return emptyLog()
  }

  return {
    key: (name) => guarded(() => keyOf(name)),
    ensureKey: (name, fresh) =>
      written(() => {
        insertKey.run(name.unit, name.era, fresh)
        return keyOf(name) ?? fresh
      }),
    put: (values) => (values.length === 0 ? guarded(() => {}) : written(() => put(values))),
    release: (values) => (values.length === 0 ? guarded(() => {}) : written(() => release(values))),
    values: (unit) => guarded(() => valuesOf(unit)),
    erase,
    keys: () =>
      guarded(() => selectKeys.all().map((row): KeyName => ({ unit: String(row["unit"]), era: Number(row["era"]) }))),
    close: async () => {
      await group.close()
      if (db.isOpen) db.close()
    },
  }
}
