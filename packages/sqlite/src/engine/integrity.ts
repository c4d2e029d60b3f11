/** SQLite's own checks of a whole file. */
import type { DatabaseSync } from "node:sqlite"

/** A line for each fault found; none when the file is sound. */
export const faultsIn = (db: DatabaseSync): ReadonlyArray<string> => {
  const told = db
    .prepare("PRAGMA integrity_check")
    .all()
    .map((row) => String(Object.values(row)[0]))
  const dangling = db.prepare("PRAGMA foreign_key_check").all()
  return [
    ...told.filter((line) => line !== "ok"),
    ...dangling.map(({ table, rowid, parent }) => `row ${String(rowid)} of ${String(table)} has no ${String(parent)}`),
  ]
}
