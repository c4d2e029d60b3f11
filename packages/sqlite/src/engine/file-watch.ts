/**
 * Whether a path still leads to the file that was opened. SQLite goes on in a file that was deleted, moved or replaced under
 * it, where nobody who opens the path will ever find what was acknowledged.
 */
import { statSync } from "node:fs"
import type { Unavailable } from "@shifan/event-store"
import { unavailable } from "./transaction.js"

export interface FileWatch {
  /** `undefined` as long as everything is in its place. Once it was not, for ever: what was written since is lost. */
  readonly fault: () => Unavailable | undefined
}

/** Call it once the file is open. */
export const fileWatch = (file: string): FileWatch => {
  const opened = identityOf(file)
  /** The write-ahead log's, once there is one: no other program removes it while this one has the file open. */
  let log: string | undefined
  let fault: Unavailable | undefined

  const isInPlace = (): boolean => {
    const logNow = identityOf(`${file}-wal`)
    const isSameLog = log === undefined || log === logNow
    log ??= logNow
    return isSameLog && opened !== undefined && identityOf(file) === opened
  }

  return {
    fault: () => {
      if (fault === undefined && !isInPlace()) fault = unavailable({ kind: "replaced", file })
      return fault
    },
  }
}

/** Device and inode; an inode is not given to another file while this one is open. */
const identityOf = (path: string): string | undefined => {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? undefined : `${stats.dev}:${stats.ino}`
}
