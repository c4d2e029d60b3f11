/**
 * Checks that a path still leads to the file that was opened. If the file is deleted, moved or replaced, SQLite goes on
 * writing to the old one, and acknowledged data would be lost to everybody who opens the path.
 */
import { lstatSync, realpathSync, statSync, type BigIntStats } from "node:fs"
import type { Unavailable } from "@shifan/event-store"
import { isSplit } from "./open-file.js"
import { unavailable } from "./transaction.js"

export interface FileWatch {
  /**
   * `undefined` while the files are in place. A fault is permanent, since data written since is lost, except that of a second
   * name, which lasts as long as the name: until somebody uses it, nothing is lost.
   */
  readonly fault: () => Unavailable | undefined
}

/** Starts watching. Call it after opening the file. */
export const fileWatch = (file: string): FileWatch => {
  const real = realPathOf(file)
  const opened = identityOf(lstatSync(real, absent))
  /** Identity of the write-ahead log, once it exists. Nobody may remove it while this process has the file open. */
  let log: string | undefined
  let fault: Unavailable | undefined

  // Links are not followed at the real path: SQLite names the write-ahead log after the file that a link leads to, so
  // whoever opens a file that was moved and linked back uses another log.
  const isInPlace = (): boolean => {
    const logNow = identityOf(lstatSync(`${real}-wal`, absent))
    const isSameLog = log === undefined || log === logNow
    log ??= logNow
    const isSameFile = opened !== undefined && identityOf(lstatSync(real, absent)) === opened
    return isSameLog && isSameFile && (file === real || identityOf(statSync(file, absent)) === opened)
  }

  const hasSecondName = (): boolean => {
    const now = lstatSync(real, absent)
    return now !== undefined && isSplit(real, now)
  }

  return {
    fault: () => {
      if (fault === undefined && !isInPlace()) fault = unavailable({ kind: "replaced", file })
      return fault ?? (hasSecondName() ? unavailable({ kind: "hardLinked", file }) : undefined)
    },
  }
}

const absent = { bigint: true, throwIfNoEntry: false } as const

/** Device and inode. The inode is not reused while the file is open. */
const identityOf = (stats: BigIntStats | undefined): string | undefined =>
  stats === undefined ? undefined : `${stats.dev}:${stats.ino}`

/** The path itself if nothing is there. */
const realPathOf = (path: string): string => {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
