/** The databases to measure. They are in `out/`, because the system's temporary folder may be in memory. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { openSqliteStore, type SqliteOptions, type SqliteStore } from "@shifan/sqlite/event-store"
import { orThrow } from "./history.js"

export const root = join(import.meta.dirname, "../../..")

export const workFolder = (): string => {
  const folder = join(root, "out")
  mkdirSync(folder, { recursive: true })
  return folder
}

export const inFolder = async <A>(use: (folder: string) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(workFolder(), "bench-"))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const storeIn = async (folder: string, options: Partial<SqliteOptions> = {}): Promise<SqliteStore> =>
  orThrow(await openSqliteStore({ file: join(folder, "ours.db"), create: true, ...options })())

/** The baseline: the same table with the same durability, but nothing else of the store. */
export const bareDatabase = (folder: string): DatabaseSync => {
  const db = new DatabaseSync(join(folder, "bare.db"))
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
    CREATE TABLE event (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stream TEXT NOT NULL,
      revision INTEGER NOT NULL, type TEXT NOT NULL, leaf BLOB NOT NULL, UNIQUE (stream, revision)) STRICT;`)
  return db
}
