import { newestVersion } from "../engine/open-file.js"
import { storeFormat } from "../schema.js"

export type { FileExists } from "../engine/backup.js"
export type { FileMissing, NotOurs, OpenError, OtherVersion } from "../engine/open-file.js"
export { losesWriteAheadLog } from "../known-bugs.js"
export { leafHashes, leafLog } from "./leaf-log.js"
export { logBelongs } from "./stale-wal.js"
export { openSqliteStore, type BackupError, type SqliteOptions, type SqliteStore, type Synchronous } from "./store.js"
export type { Alongside } from "./writer.js"

/** `application_id` of an event store's file: "SHFN" in ASCII. */
export const { applicationId } = storeFormat

/** The schema version this program writes, which is also the newest it can read. */
export const schemaVersion = newestVersion(storeFormat)
