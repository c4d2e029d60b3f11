/** Group commit on the single writing connection: work that arrives together shares a transaction and its sync to disk. */
import type { DatabaseSync } from "node:sqlite"
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import type { AppendError } from "@shifan/event-store"
import type { FileWatch } from "./file-watch.js"
import { commitFailureOf, failureOf, retryWhileBusy } from "./transaction.js"

/** Runs inside a transaction, synchronously. `Left` or an exception undoes its own writes only. */
export type Work<A> = () => E.Either<AppendError, A>

export interface GroupCommit {
  /** Settles after the COMMIT of the transaction that includes the work. */
  readonly run: <A>(work: Work<A>) => Promise<E.Either<AppendError, A>>
  /** Finishes waiting work, unless another process holds the lock, and accepts no more. */
  readonly close: () => Promise<void>
}

/** Most pieces of work per transaction, which limits how long the first one has to wait for the rest. */
const maxGroup = 256

export interface GroupCommitOptions {
  readonly file: string
  /** How long to wait for another process's lock, in milliseconds. */
  readonly busyTimeout: number
  readonly watch: FileWatch
  /** Called after each transaction. */
  readonly onCommit: () => void
}

export const groupCommit = (
  db: DatabaseSync,
  { file, busyTimeout, watch, onCommit }: GroupCommitOptions,
): GroupCommit => {
  const commitGroup = groupTransaction(db, file)
  let queue: Array<QueuedWork> = []
  let closing = false
  let draining: Promise<void> | undefined

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      // Wait one turn of the event loop, so that other callers can join: those of this turn, and those the last commit woke.
      await setImmediate()
      const group = queue.slice(0, maxGroup)
      queue = queue.slice(maxGroup)
      await settle(group)
    }
    draining = undefined
  }

  const settle = async (group: ReadonlyArray<QueuedWork>): Promise<void> => {
    const before = watch.fault()
    if (before !== undefined) {
      for (const { fail } of group) fail(before)
      return
    }
    try {
      const answers = await retryWhileBusy(
        busyTimeout,
        () => closing,
        () => commitGroup(group),
      )
      onCommit()
      const after = watch.fault()
      if (after === undefined) for (const answer of answers) answer()
      else for (const { fail } of group) fail({ _tag: "OutcomeUnknown", reason: after.reason })
    } catch (thrown) {
      for (const { fail } of group) fail(failureOf(thrown, file))
    }
  }

  return {
    run: (work) =>
      new Promise((resolve) => {
        if (closing) return resolve(E.left({ _tag: "Closed" }))
        queue.push(queuedWork(work, resolve))
        draining ??= drain()
      }),
    close: async () => {
      closing = true
      await draining
    },
  }
}

/** Work with the type of its answer hidden, so that work of all kinds fits in one queue. */
interface QueuedWork {
  /** Does the work in a savepoint. Returns a function that answers the caller; call it once the work is durable. */
  readonly perform: (inSavepoint: <A>(work: Work<A>) => E.Either<AppendError, A>) => () => void
  readonly fail: (error: AppendError) => void
}

const queuedWork = <A>(work: Work<A>, resolve: (answer: E.Either<AppendError, A>) => void): QueuedWork => ({
  perform: (inSavepoint) => {
    const answer = inSavepoint(work)
    return () => resolve(answer)
  },
  fail: (error) => resolve(E.left(error)),
})

/**
 * Makes the function that commits a group and returns the functions that answer its callers. It throws only if the
 * transaction could not begin; then nothing was done, and nobody has been answered.
 */
const groupTransaction = (
  db: DatabaseSync,
  file: string,
): ((group: ReadonlyArray<QueuedWork>) => ReadonlyArray<() => void>) => {
  const begin = db.prepare("BEGIN IMMEDIATE")
  const commit = db.prepare("COMMIT")
  const rollback = db.prepare("ROLLBACK")
  const inSavepoint = savepoints(db, file)

  const failAll = (group: ReadonlyArray<QueuedWork>, error: AppendError): ReadonlyArray<() => void> => {
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
      for (const { perform } of group) answers.push(perform(inSavepoint))
    } catch (thrown) {
      return failAll(group, failureOf(thrown, file))
    }
    try {
      commit.run()
      return answers
    } catch (thrown) {
      return failAll(group, commitFailureOf(thrown, file, db.isTransaction))
    }
  }
}

/** Throws if SQLite rolled back the whole transaction, as it does when the disk is full. All work in it has then failed. */
const savepoints = (db: DatabaseSync, file: string) => {
  const begin = db.prepare("SAVEPOINT work")
  const release = db.prepare("RELEASE work")
  const undo = (): void => db.exec("ROLLBACK TO work; RELEASE work")

  return <A>(work: Work<A>): E.Either<AppendError, A> => {
    begin.run()
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
