/** The vault in a SQLite file of its own, beside the store: it is not copied with the log, and may be destroyed in part. */
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { KeyName, SealedValue, Vault, VaultError } from "@shifan/service"
import { connectionTo, messageOf, unavailable, type VaultOptions } from "./connection.js"

export { backUpVault, examineVault, type VaultBackupError } from "./backup.js"

/** `Left` for a file of another program or a newer version, and for none where none is to be made. */
export const openSqliteVault = (options: VaultOptions): E.Either<VaultError, Vault> =>
  E.map((db: DatabaseSync) => vaultOn(db, options.file))(connectionTo(options))

const bytes = (value: unknown): Uint8Array | undefined => (value instanceof Uint8Array ? value : undefined)

const vaultOn = (db: DatabaseSync, file: string): Vault => {
  const guarded =
    <A>(work: () => A) =>
    (): Promise<E.Either<VaultError, A>> => {
      try {
        return Promise.resolve(E.right(work()))
      } catch (thrown) {
        if (db.isOpen && db.isTransaction) db.exec("ROLLBACK")
        return Promise.resolve(unavailable(`${file}: ${messageOf(thrown)}`))
      }
    }
  const selectKey = db.prepare("SELECT key FROM unit_key WHERE unit = ? AND era = ?")
  const keyOf = ({ unit, era }: KeyName): Uint8Array | undefined => bytes(selectKey.get(unit, era)?.["key"])
  const insertKey = db.prepare("INSERT INTO unit_key (unit, era, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
  const insert = db.prepare(
    "INSERT INTO sealed (unit, era, command_id, path, box) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const select = db.prepare("SELECT * FROM sealed WHERE unit = ? ORDER BY command_id, path")
  const selectKeys = db.prepare("SELECT unit, era FROM unit_key ORDER BY unit, era")
  const deleteKeys = db.prepare("DELETE FROM unit_key WHERE unit = ? AND era <= ?")
  const deleteBoxes = db.prepare("DELETE FROM sealed WHERE unit = ? AND era <= ?")
  return {
    key: (name) => guarded(() => keyOf(name)),
    ensureKey: (name, fresh) =>
      guarded(() => {
        insertKey.run(name.unit, name.era, fresh)
        return keyOf(name) ?? fresh
      }),
    put: (values) =>
      guarded(() => {
        if (values.length === 0) return
        db.exec("BEGIN IMMEDIATE")
        for (const { unit, era, commandId, path, box } of values) insert.run(unit, era, commandId, path, box)
        db.exec("COMMIT")
      }),
    values: (unit) =>
      guarded(() =>
        select.all(unit).map((row): SealedValue => ({
          unit,
          era: Number(row["era"]),
          commandId: String(row["command_id"]),
          path: String(row["path"]),
          box: bytes(row["box"]) ?? new Uint8Array(),
        })),
      ),
    erase: ({ unit, era }) =>
      guarded(() => {
        db.exec("BEGIN IMMEDIATE")
        deleteKeys.run(unit, era)
        deleteBoxes.run(unit, era)
        db.exec("COMMIT")
        // `secure_delete` overwrites what is deleted, not the copies that earlier rebalancings of a tree left in its pages.
        db.exec("PRAGMA temp_store = MEMORY; VACUUM")
        // The write-ahead log still has the pages as they were.
        const { busy } = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() ?? {}
        if (busy !== 0)
          throw new Error("the key is deleted, but a reader holds on to the log it stands in; repeat the erasure")
      }),
    keys: () =>
      guarded(() => selectKeys.all().map((row): KeyName => ({ unit: String(row["unit"]), era: Number(row["era"]) }))),
    close: () => {
      if (db.isOpen) db.close()
      return Promise.resolve()
    },
  }
}
