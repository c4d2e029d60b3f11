/** Files for a test, in a folder of their own that goes with it. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { must } from "@shifan/testkit"
import { onTestFinished } from "vitest"
import { openSqliteStore, type SqliteOptions, type SqliteStore } from "../../src/event-store/index.js"

export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "shifan-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

export const newFile = (): string => join(newFolder(), "events.db")

/** An open store, closed when the test is over. */
export const storeAt = async (file: string, options: Partial<SqliteOptions> = {}): Promise<SqliteStore> => {
  const store = await must(openSqliteStore({ file, create: true, ...options }))
  onTestFinished(() => store.close())
  return store
}

/** Whether damage is found: when it is opened, or by its check. */
export const isAiling = async (file: string, options: { readonly readOnly?: boolean } = {}): Promise<boolean> => {
  const opened = await openSqliteStore({ file, ...options })()
  if (E.isLeft(opened)) return opened.left._tag === "Corrupt"
  const faults = await opened.right.faults()
  await opened.right.close()
  return E.isLeft(faults) ? faults.left._tag === "Corrupt" : faults.right.length > 0
}

/** Another program's look at the file. */
export const withDatabase = <A>(file: string, use: (db: DatabaseSync) => A): A => {
  const db = new DatabaseSync(file)
  try {
    return use(db)
  } finally {
    db.close()
  }
}
