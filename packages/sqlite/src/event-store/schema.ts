/** The file: its mark, its version, and the steps from each version to the next. */
import type { DatabaseSync } from "node:sqlite"
import { immediately } from "../engine/transaction.js"

/** "SHFN" in ASCII: by which a file is known to be ours, also to `file` and to an auditor. */
export const applicationId = 0x5348464e

/** Each step takes a file from the version that is its index to the next. A step that has been released never changes. */
const migrations: ReadonlyArray<string> = [
  `CREATE TABLE event (
     position INTEGER PRIMARY KEY,        -- 1, 2, 3, … in the order of commits, without gaps
     id       TEXT    NOT NULL UNIQUE,
     stream   TEXT    NOT NULL,
     revision INTEGER NOT NULL,           -- 0, 1, 2, … in each stream
     type     TEXT    NOT NULL,
     leaf     BLOB    NOT NULL,           -- the event as canonical JSON in UTF-8
     UNIQUE (stream, revision)
   ) STRICT;`,
]

/** The version this program writes, and the newest it knows. */
export const schemaVersion = migrations.length

/** What a file says of itself. */
export interface Mark {
  readonly applicationId: number
  readonly version: number
  /** No tables: just made, or made by a process that was killed in the act. */
  readonly blank: boolean
}

export const numberOf = (db: DatabaseSync, question: string): number =>
  Number(Object.values(db.prepare(question).get() ?? {})[0])

export const markOf = (db: DatabaseSync): Mark => ({
  applicationId: numberOf(db, "PRAGMA application_id"),
  version: numberOf(db, "PRAGMA user_version"),
  blank: numberOf(db, "SELECT count(*) FROM sqlite_schema") === 0,
})

/** Takes a file of ours, or a blank one, to a version: all steps or none. Another process may have done it meanwhile. */
export const migrate = (db: DatabaseSync, steps: ReadonlyArray<string> = migrations): void => {
  if (markOf(db).version >= steps.length) return
  immediately(db, () => {
    for (const step of steps.slice(markOf(db).version)) db.exec(step)
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}`)
  })
}
