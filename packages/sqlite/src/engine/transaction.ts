/** A transaction that takes the write lock before it reads, so that it is never refused half-way. */
import type { DatabaseSync } from "node:sqlite"

/** All of `work` or, when it throws, nothing. */
export const immediately = <A>(db: DatabaseSync, work: () => A): A => {
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
