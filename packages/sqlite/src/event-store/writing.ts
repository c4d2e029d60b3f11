/** What a store can do to its file: append, and keep other tables in step with the events. */
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { CheckedAppend, AppendError, Appended, Corrupt, StoredEvent, Unavailable } from "@shifan/event-store"
import type { Settings } from "./connection.js"
import { failureOf } from "../engine/failure.js"
import { patiently } from "../engine/busy-retry.js"
import { appending } from "./rows.js"
import { immediately } from "../engine/transaction.js"
import { writerOn } from "./writer.js"

/**
 * Tables kept with the events. Called once at opening, inside a transaction, to make its tables and prepare its
 * statements; what it returns is called with the events of each append, inside the transaction that stores them and
 * before it commits. A throw undoes that append, which fails as `Unavailable`.
 */
export type Alongside = (db: DatabaseSync) => (events: ReadonlyNonEmptyArray<StoredEvent>) => void

export interface Writing {
  readonly append: (append: CheckedAppend) => Promise<E.Either<AppendError, Appended>>
  readonly transact: <A>(work: (db: DatabaseSync) => E.Either<AppendError, A>) => Promise<E.Either<AppendError, A>>
  /** Settles when everything begun is told. */
  readonly close: () => Promise<void>
}

/** `committed` is called after each transaction. */
export const writingOn = async (
  db: DatabaseSync,
  { file, busyTimeout }: Settings,
  alongside: Alongside,
  committed: () => void,
): Promise<E.Either<Unavailable | Corrupt, Writing>> => {
  try {
    const inserted = await patiently(
      busyTimeout,
      () => false,
      () => immediately(db, () => alongside(db)),
    )
    const put = appending(db, inserted)
    const writer = writerOn(db, file, busyTimeout, committed)
    return E.right({
      append: (append) => writer.run(() => put(append)),
      transact: (work) => writer.run(() => work(db)),
      close: writer.close,
    })
  } catch (thrown) {
    return E.left(failureOf(thrown, file))
  }
}

/** Of a store that was opened to be read. */
export const refusing = ({ file }: Settings): Writing => {
  const refused: E.Either<AppendError, never> = E.left({ _tag: "Unavailable", reason: `${file} was opened read-only` })
  return {
    append: () => Promise.resolve(refused),
    transact: () => Promise.resolve(refused),
    close: () => Promise.resolve(),
  }
}
