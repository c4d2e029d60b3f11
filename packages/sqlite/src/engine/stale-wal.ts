/**
 * Whether the write-ahead log beside a file is that file's. SQLite takes any log that lies there for the file's own: behind
 * a backup that was put in the place of a file in use, what was appended since would come back in part.
 */
import { existsSync, statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { pathToFileURL } from "node:url"
import { failureOf } from "./failure.js"

/** Where an event stands, by each of the ways to it. */
interface Place {
  readonly position: number
  readonly id: string
  readonly stream: string
  readonly revision: number
}

/**
 * The first and the last event of the file by itself must be found with the log too, each way, and behind the last no gap.
 * A log that changes neither may still be another's: that, SQLite's own check of the whole file finds.
 *
 * To be asked before a file is opened, and while this process has it open nowhere: looking at the file by itself lets go
 * of the locks of the process. Writes nothing. `true` also where it cannot be told: of no log, of no store, of a file
 * another process is writing to just then.
 */
export const logBelongs = (file: string): boolean => {
  const log = `${file}-wal`
  if (!existsSync(file) || !existsSync(log) || statSync(log).size === 0) return true
  const alone = endsAlone(file)
  return alone.length === 0 || withLog(file, alone)
}

const endsAlone = (file: string): ReadonlyArray<Place> => {
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
    // Being written to, or not a store: what opens it says what is the matter.
    return []
  }
}

const withLog = (file: string, places: ReadonlyArray<Place>): boolean => {
  try {
    using db = new DatabaseSync(file, { readOnly: true, timeout: 1000 })
    const byPosition = db.prepare("SELECT id FROM event WHERE position = ?")
    const byId = db.prepare("SELECT position FROM event WHERE id = ?")
    const byRevision = db.prepare("SELECT position FROM event WHERE stream = ? AND revision = ?")
    const stands = ({ position, id, stream, revision }: Place): boolean =>
      byPosition.get(position)?.["id"] === id &&
      byId.get(id)?.["position"] === position &&
      byRevision.get(stream, revision)?.["position"] === position
    const last = places.at(-1)?.position ?? 0
    const count = "SELECT count(*) AS count, max(position) AS end FROM event WHERE position > ?"
    const behind = db.prepare(count).get(last)
    return places.every(stands) && Number(behind?.["count"]) === Number(behind?.["end"] ?? last) - last
  } catch (thrown) {
    return failureOf(thrown, file)._tag !== "Corrupt"
  }
}
