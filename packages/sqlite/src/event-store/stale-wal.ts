/**
 * Detects a write-ahead log left behind by another database. SQLite applies any `-wal` file it finds: if a backup replaces
 * a file in use, part of the later appends would reappear in it.
 */
import { existsSync, statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { pathToFileURL } from "node:url"
import { failureOf } from "../engine/transaction.js"

interface EventKeys {
  readonly position: number
  readonly id: string
  readonly stream: string
  readonly revision: number
}

/**
 * Whether the write-ahead log belongs to the file: the first and last event of the file must also be found when the log is
 * applied, by each of their keys, and positions after them must have no gaps. A stale log that affects none of these is
 * only found by SQLite's integrity check.
 *
 * Call it before this process opens the file: closing the connection made here drops the process's POSIX locks on it.
 * Writes nothing. Also `true` if it cannot be known: no log, not a store, or a file that another process is writing to.
 */
export const logBelongs = (file: string): boolean => {
  const log = `${file}-wal`
  if (!existsSync(file) || !existsSync(log) || statSync(log).size === 0) return true
  const events = endsWithoutLog(file)
  return events.length === 0 || agreesWithLog(file, events)
}

/** The first and last event in the database file, without the log. */
const endsWithoutLog = (file: string): ReadonlyArray<EventKeys> => {
  const url = pathToFileURL(file)
  url.searchParams.set("immutable", "1")
  try {
    using db = new DatabaseSync(url, { readOnly: true })
    return ["ASC", "DESC"].flatMap((order) =>
      db
        .prepare(`SELECT position, id, stream, revision FROM event ORDER BY position ${order} LIMIT 1`)
        .all()
        .map(({ position, id, stream, revision }) => ({
          position: Number(position),
          id: String(id),
          stream: String(stream),
          revision: Number(revision),
        })),
    )
  } catch {
    // Being written to, or not a store. Opening the file will tell which.
    return []
  }
}

const agreesWithLog = (file: string, events: ReadonlyArray<EventKeys>): boolean => {
  try {
    using db = new DatabaseSync(file, { readOnly: true, timeout: 1000 })
    const byPosition = db.prepare("SELECT id FROM event WHERE position = ?")
    const byId = db.prepare("SELECT position FROM event WHERE id = ?")
    const byRevision = db.prepare("SELECT position FROM event WHERE stream = ? AND revision = ?")
    const isFound = ({ position, id, stream, revision }: EventKeys): boolean =>
      byPosition.get(position)?.["id"] === id &&
      byId.get(id)?.["position"] === position &&
      byRevision.get(stream, revision)?.["position"] === position
    const last = events.at(-1)?.position ?? 0
    const after = db.prepare("SELECT count(*) AS count, max(position) AS end FROM event WHERE position > ?").get(last)
    return events.every(isFound) && Number(after?.["count"]) === Number(after?.["end"] ?? last) - last
  } catch (thrown) {
    return failureOf(thrown, file)._tag !== "Corrupt"
  }
}
