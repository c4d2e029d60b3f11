/** Transactions that take the write lock first, and the mapping of SQLite's exceptions to the errors of the port. */
import type { DatabaseSync } from "node:sqlite"
import { setTimeout } from "node:timers/promises"
import type { Corrupt, FileObstacle, OutcomeUnknown, Unavailable } from "@shifan/event-store"

/** `busy_timeout` of a single try, in milliseconds. SQLite blocks the event loop at most this long. */
export const blockingTimeout = 50

/**
 * Retries `work` while the database is locked, for at most `milliseconds` or until `giveUp` returns `true`. Then rethrows
 * the last exception.
 */
export const retryWhileBusy = async <A>(milliseconds: number, giveUp: () => boolean, work: () => A): Promise<A> => {
  const end = performance.now() + milliseconds
  for (;;) {
    try {
      return work()
    } catch (thrown) {
      if (!isBusy(thrown) || giveUp() || performance.now() >= end) throw thrown
    }
    await setTimeout(1)
  }
}

/**
 * Runs `work` in a transaction that is rolled back if it throws. Takes the write lock at once: a transaction that reads
 * first can be refused the lock when it starts to write.
 */
export const inTransaction = <A>(db: DatabaseSync, work: () => A): A => {
  db.exec("BEGIN IMMEDIATE")
  try {
    const result = work()
    db.exec("COMMIT")
    return result
  } catch (thrown) {
    if (db.isTransaction) db.exec("ROLLBACK")
    throw thrown
  }
}

/** Primary result codes, the low byte of SQLite's extended codes (sqlite.org/rescode.html). */
const code = { busy: 5, locked: 6, readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 }

/** SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_IOERR. */
const otherEngineFailures = [7, 9, 10]

const codeOf = (thrown: unknown): number =>
  typeof thrown === "object" && thrown !== null && "errcode" in thrown && typeof thrown.errcode === "number"
    ? thrown.errcode & 0xff
    : -1

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

const isBusy = (thrown: unknown): boolean => codeOf(thrown) === code.busy || codeOf(thrown) === code.locked

/** Whether SQLite itself failed, as opposed to rejecting a statement or a value. */
export const isEngineFailure = (thrown: unknown): boolean =>
  [...Object.values(code), ...otherEngineFailures].includes(codeOf(thrown))

export const obstacleReasons: { readonly [K in FileObstacle["kind"]]: (file: string) => string } = {
  locked: (file) => `${file} is locked by another process`,
  readOnly: (file) => `${file} is read-only`,
  folderReadOnly: (file) => `nothing can be written beside ${file}, where its readers share a lock`,
  full: (file) => `the disk is full: ${file}`,
  cannotOpen: (file) => `${file} cannot be opened`,
  replaced: (file) => `${file} was moved, deleted or replaced while it was open`,
  hardLinked: (file) => `${file} has a second name (a hard link), whose users would write to another log`,
}

export const unavailable = (obstacle: FileObstacle): Unavailable => ({
  _tag: "Unavailable",
  reason: obstacleReasons[obstacle.kind](obstacle.file),
  obstacle,
})

/** Maps an exception outside a COMMIT: the call has had no effect. */
export const failureOf = (thrown: unknown, file: string): Unavailable | Corrupt => {
  switch (codeOf(thrown)) {
    case code.corrupt:
    case code.notADatabase:
      return { _tag: "Corrupt", where: file, reason: messageOf(thrown) }
    case code.busy:
    case code.locked:
      return unavailable({ kind: "locked", file })
    case code.readOnly:
      return unavailable({ kind: "readOnly", file })
    case code.full:
      return unavailable({ kind: "full", file })
    case code.cannotOpen:
      return unavailable({ kind: "cannotOpen", file })
    default:
      return { _tag: "Unavailable", reason: `${file}: ${messageOf(thrown)}` }
  }
}

/**
 * Maps the exception of a failed COMMIT. A transaction that is still open was certainly not committed. Nor was it on
 * SQLITE_FULL, since the commit frame is not written. After any other failure, such as in the sync after the commit frame,
 * this process has undone the transaction, but a recovery may still find it in the write-ahead log.
 */
export const commitFailureOf = (
  thrown: unknown,
  file: string,
  stillOpen: boolean,
): Unavailable | Corrupt | OutcomeUnknown =>
  stillOpen || codeOf(thrown) === code.full
    ? failureOf(thrown, file)
    : { _tag: "OutcomeUnknown", reason: `${file}: ${messageOf(thrown)}` }
