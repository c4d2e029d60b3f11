/** Transactions that take the write lock first, and wait for another process's lock without blocking this one. */
import type { DatabaseSync } from "node:sqlite"
import { setTimeout } from "node:timers/promises"
import { isBusy } from "./failure.js"

/** `busy_timeout` of a single try, in milliseconds: SQLite blocks the event loop at most this long. */
export const blockingTimeout = 50

/**
 * Tries `work` until it is not refused for a lock, for `milliseconds` at most or until `giveUp` says so. Throws what
 * `work` threw last.
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
 * Does all of `work` or, when it throws, nothing. Takes the write lock before anything is read: a transaction that reads
 * first and writes later may be refused half-way.
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
