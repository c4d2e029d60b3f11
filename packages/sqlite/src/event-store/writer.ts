/** The one connection that writes. Work that arrives together shares a transaction: group commit. */
import type { DatabaseSync } from "node:sqlite"
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import type { AppendError } from "@shifan/event-store"
import { commitFailureOf, failureOf } from "../engine/failure.js"
import { patiently } from "../engine/busy-retry.js"

/** Runs inside a transaction, synchronously. `Left` or a throw undoes what it wrote, and nothing else. */
export type Work<A> = () => E.Either<AppendError, A>

export interface Writer {
  /** Settles after the COMMIT of the transaction the work was done in. */
  readonly run: <A>(work: Work<A>) => Promise<E.Either<AppendError, A>>
  /** Does what is waiting, unless another process holds the lock, and takes nothing more. */
  readonly close: () => Promise<void>
}

/** Works at most in one transaction, so that the first need not wait for a crowd. */
const together = 256

export const writerOn = (db: DatabaseSync, file: string, busyTimeout: number, committed: () => void): Writer => {
  const transaction = transactionOn(db, file)
  let queue: Array<Queued> = []
  let closing = false
  let emptied: Promise<void> | undefined

  const empty = async (): Promise<void> => {
    while (queue.length > 0) {
      // Whoever asks in the same turn of the loop, or is answered by the commit before, comes along.
      await setImmediate()
      const group = queue.slice(0, together)
      queue = queue.slice(together)
      await settle(group)
    }
    emptied = undefined
  }

  const settle = async (group: ReadonlyArray<Queued>): Promise<void> => {
    try {
      const settled = await patiently(
        busyTimeout,
        () => closing,
        () => transaction(group),
      )
      committed()
      for (const answer of settled) answer()
    } catch (thrown) {
      for (const { fail } of group) fail(failureOf(thrown, file))
    }
  }

  return {
    run: (work) =>
      new Promise((resolve) => {
        if (closing) return resolve(E.left({ _tag: "Closed" }))
        queue.push(queued(work, resolve))
        emptied ??= empty()
      }),
    close: async () => {
      closing = true
      await emptied
    },
  }
}

interface Queued {
  /** Does the work, and gives what is to be told when it is durable. */
  readonly perform: (savepoint: <A>(work: Work<A>) => E.Either<AppendError, A>) => () => void
  readonly fail: (error: AppendError) => void
}

const queued = <A>(work: Work<A>, resolve: (answer: E.Either<AppendError, A>) => void): Queued => ({
  perform: (savepoint) => {
    const answer = savepoint(work)
    return () => resolve(answer)
  },
  fail: (error) => resolve(E.left(error)),
})

/** Throws only when it could not begin; then nothing was done and nobody was told. */
const transactionOn = (
  db: DatabaseSync,
  file: string,
): ((group: ReadonlyArray<Queued>) => ReadonlyArray<() => void>) => {
  const [begin, commit, rollback] = [db.prepare("BEGIN IMMEDIATE"), db.prepare("COMMIT"), db.prepare("ROLLBACK")]
  const savepoint = savepointOn(db, file)

  const failing = (group: ReadonlyArray<Queued>, error: AppendError): ReadonlyArray<() => void> => {
    if (db.isTransaction) rollback.run()
    return group.map(
      ({ fail }) =>
        () =>
          fail(error),
    )
  }

  return (group) => {
    begin.run()
    const answers: Array<() => void> = []
    try {
      for (const { perform } of group) answers.push(perform(savepoint))
    } catch (thrown) {
      return failing(group, failureOf(thrown, file))
    }
    try {
      commit.run()
      return answers
    } catch (thrown) {
      return failing(group, commitFailureOf(thrown, file, db.isTransaction))
    }
  }
}

/** Throws when SQLite gave up the whole transaction, as it does for want of room: then all in it fail alike. */
const savepointOn = (db: DatabaseSync, file: string) => {
  const [savepoint, release] = [db.prepare("SAVEPOINT work"), db.prepare("RELEASE work")]
  const undo = (): void => db.exec("ROLLBACK TO work; RELEASE work")

  return <A>(work: Work<A>): E.Either<AppendError, A> => {
    savepoint.run()
    try {
      const answer = work()
      if (E.isRight(answer)) release.run()
      else undo()
      return answer
    } catch (thrown) {
      if (!db.isTransaction) throw thrown
      undo()
      return E.left(failureOf(thrown, file))
    }
  }
}
