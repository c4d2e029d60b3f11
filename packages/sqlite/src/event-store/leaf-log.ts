/** The leaf hash of every event (RFC 6962, section 2.1), stored in the transaction that stores the event. */
import { DatabaseSync } from "node:sqlite"
import { leafHash } from "@shifan/event-store"
import type { Alongside } from "./writing.js"

export const leafLog: Alongside = (db) => {
  db.exec("CREATE TABLE IF NOT EXISTS leaf (position INTEGER PRIMARY KEY REFERENCES event, hash BLOB NOT NULL) STRICT")
  const insert = db.prepare("INSERT INTO leaf (position, hash) VALUES (?, ?)")
  return (events) => {
    for (const { position, leaf } of events) insert.run(Number(position), leafHash(leaf))
  }
}

const pageSize = 1024

/** The hashes in the order of the log. None where the file keeps no leaf log. */
export function* leafHashes(file: string): Generator<Uint8Array> {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const kept = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'leaf'").get() !== undefined
    const page = kept
      ? db.prepare("SELECT position, hash FROM leaf WHERE position > ? ORDER BY position LIMIT ?")
      : undefined
    let after = 0
    for (let rows = page?.all(after, pageSize) ?? []; rows.length > 0; rows = page?.all(after, pageSize) ?? []) {
      for (const { hash } of rows) if (hash instanceof Uint8Array) yield hash
      after = Number(rows.at(-1)?.["position"])
    }
  } finally {
    db.close()
  }
}
