/**
 * Checks that a path still leads to the file that was opened. If the file is deleted, moved or replaced, SQLite goes on
 * writing to the old one, and acknowledged data would be lost to everybody who opens the path.
 */
import { statSync } from "node:fs"
import type { Unavailable } from "@shifan/event-store"
import { unavailable } from "./transaction.js"

export interface FileWatch {
  /** `undefined` while the files are in place. A fault is permanent: data written since is lost. */
  readonly fault: () => Unavailable | undefined
}

/** Starts watching. Call it after opening the file. */
export const fileWatch = (file: string): FileWatch => {
  const opened = identityOf(file)
  /** Identity of the write-ahead log, once it exists. Nobody may remove it while this process has the file open. */
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

/** Device and inode. The inode is not reused while the file is open. */
const identityOf = (path: string): string | undefined => {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? undefined : `${stats.dev}:${stats.ino}`
}
