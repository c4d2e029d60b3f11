/** The file: its mark, its settings, and the table that says where each read model stands. */
import { DatabaseSync } from "node:sqlite"
import { resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Unavailable } from "@shifan/event-store"
import { briefly, patiently } from "../engine/busy-retry.js"
import { failureOf } from "../engine/failure.js"
import { immediately } from "../engine/transaction.js"

/** "SHFR" in ASCII. */
export const applicationId = 0x53484652

/** Of the table `standing`; read models have versions of their own. */
export const schemaVersion = 1

const schema = `
  CREATE TABLE standing (
    name       TEXT    NOT NULL,
    slot       TEXT    NOT NULL CHECK (slot IN ('live', 'next')),
    version    INTEGER NOT NULL,
    build      INTEGER NOT NULL,   -- its tables are <name>_<build>_<table>
    checkpoint TEXT,               -- the position of the last event read
    PRIMARY KEY (name, slot)
  ) STRICT;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};`

export interface SqliteReadModelOptions {
  /** Made when it is missing. Not the event store's own: it can be removed and built anew at any time. */
  readonly file: string
  /** How long to wait for another process's lock, in milliseconds; 5000 unless told. */
  readonly busyTimeout?: number
}

/** A file of another program, or written by a newer one. It was not touched. */
export interface NotOurs {
  readonly _tag: "NotOurs"
  readonly file: string
}

export type OpenError = NotOurs | Unavailable | Corrupt

const numberOf = (db: DatabaseSync, question: string): number =>
  Number(Object.values(db.prepare(question).get() ?? {})[0])

const isBlank = (db: DatabaseSync): boolean =>
  numberOf(db, "PRAGMA application_id") === 0 && numberOf(db, "SELECT count(*) FROM sqlite_schema") === 0

const isOurs = (db: DatabaseSync): boolean =>
  numberOf(db, "PRAGMA application_id") === applicationId && numberOf(db, "PRAGMA user_version") === schemaVersion

/**
 * `NORMAL`: a power failure may take the newest transactions, each whole, and with them their checkpoint, so that their
 * events are applied again. Nothing is lost, and no batch waits for the disk.
 */
const setUp = (db: DatabaseSync): boolean => {
  if (!isBlank(db) && !isOurs(db)) return false
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
  if (!isOurs(db)) immediately(db, () => (isOurs(db) ? undefined : db.exec(schema)))
  return true
}

export const openFile = async ({
  file: path,
  busyTimeout = 5000,
}: SqliteReadModelOptions): Promise<E.Either<OpenError, DatabaseSync>> => {
  const file = resolve(path)
  let db: DatabaseSync | undefined
  try {
    // Tables of a read model are dropped in whatever order they stand in.
    const connection = new DatabaseSync(file, { enableForeignKeyConstraints: false })
    db = connection
    db.exec(`PRAGMA busy_timeout = ${briefly}; PRAGMA trusted_schema = OFF`)
    const ours = await patiently(
      busyTimeout,
      () => false,
      () => setUp(connection),
    )
    if (ours) return E.right(connection)
    db.close()
    return E.left({ _tag: "NotOurs", file })
  } catch (thrown) {
    db?.close()
    const failure = failureOf(thrown, file)
    return E.left(failure.reason === "file is not a database" ? { _tag: "NotOurs", file } : failure)
  }
}
