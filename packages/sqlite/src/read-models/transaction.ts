/** One transaction at a time on one connection, whose outcome is data. */
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, OutcomeUnknown, Unavailable } from "@shifan/event-store"
import { patiently } from "../engine/busy-retry.js"
import { commitFailureOf, failureOf } from "../engine/failure.js"
import type { Faults } from "./tables.js"

type EngineError = Unavailable | Corrupt | OutcomeUnknown

/** Work that only reads takes no lock. */
export type Transact = <L, A>(
  kind: "write" | "read",
  work: () => E.Either<L, A>,
) => Promise<E.Either<L | EngineError, A>>

/** `Left` or a throw undoes all of the work. What the engine failed of comes before what the work made of that. */
export const transactions = (
  db: DatabaseSync,
  file: string,
  busyTimeout: number,
  faults: Faults,
  closed: AbortSignal,
): Transact => {
  const undo = (): void => {
    if (db.isTransaction) db.exec("ROLLBACK")
  }

  const once = <L, A>(begin: string, work: () => E.Either<L, A>): E.Either<L | EngineError, A> => {
    faults.last = undefined
    db.exec(begin)
    try {
      const done = work()
      if (faults.last !== undefined || E.isLeft(done)) {
        undo()
        return faults.last === undefined ? done : E.left(faults.last)
      }
      return committed(done)
    } catch (thrown) {
      undo()
      return E.left(failureOf(thrown, file))
    }
  }

  const committed = <A>(done: A): A | E.Either<EngineError, never> => {
    if (!db.isTransaction)
      return E.left({ _tag: "OutcomeUnknown", reason: `${file}: a projection ended the transaction` })
    try {
      db.exec("COMMIT")
      return done
    } catch (thrown) {
      const failure = commitFailureOf(thrown, file, db.isTransaction)
      undo()
      return E.left(failure)
    }
  }

  return async (kind, work) => {
    const begin = kind === "write" ? "BEGIN IMMEDIATE" : "BEGIN"
    try {
      return await patiently(
        busyTimeout,
        () => closed.aborted,
        () => once(begin, work),
      )
    } catch (thrown) {
      return E.left(failureOf(thrown, file))
    }
  }
}
