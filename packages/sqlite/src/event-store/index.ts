import { newestVersion } from "../engine/open-file.js"
import { storeFormat } from "../schema.js"

export type { FileExists } from "../engine/backup.js"
export type { FileMissing, NotOurs, OpenError, OtherVersion } from "../engine/open-file.js"
export { losesWriteAheadLog } from "../known-bugs.js"
export { leafHashes, leafLog } from "./leaf-log.js"
export { logBelongs } from "./stale-wal.js"
export { openSqliteStore, type BackupError, type SqliteOptions, type SqliteStore, type Synchronous } from "./store.js"
export type { Alongside } from "./writer.js"

/** "SHFN" in ASCII. */
export const { applicationId } = storeFormat

/** The version of the schema this program writes, and the newest it knows. */
export const schemaVersion = newestVersion(storeFormat)
