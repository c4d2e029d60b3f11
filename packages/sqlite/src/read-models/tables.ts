/** The tables of read models, as projections write and queries read them, and the record of which build is live. */
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, OutcomeUnknown, Unavailable } from "@shifan/event-store"
import type { ReadModelPlace, Slot, VersionStatus } from "@shifan/service"
import { commitFailureOf, failureOf, isEngineFailure, retryWhileBusy } from "../engine/transaction.js"

/** A result row, by column name. */
export type Row = Readonly<Record<string, SQLOutputValue>>

/** Queries a read model in SQL. */
export interface Query {
  /** In `sql`, `{entry}` stands for the read model's own table or index `entry`. */
  readonly all: (sql: string, ...values: ReadonlyArray<SQLInputValue>) => ReadonlyArray<Row>
}

/** Passed to a projection inside a transaction. The projection must not begin or commit transactions. */
export interface Tables extends Query {
  readonly run: (sql: string, ...values: ReadonlyArray<SQLInputValue>) => void
}

/**
 * The last failure of the engine in the running transaction. A projection may catch an exception and report something else;
 * this keeps a full disk from looking like a fault of the projection.
 */
export interface EngineFailure {
  last: Unavailable | Corrupt | undefined
}

/** Prefix of a build's tables, which are named `<name>_<build>_<table>`. */
export const prefixOf = (name: string, build: number): string => `${name}_${build}_`

const placeholder = /\{([a-z][a-z0-9_]*)\}/g

export const tablesOf = (db: DatabaseSync, file: string, prefix: string, failure: EngineFailure): Tables => {
  const prepared = new Map<string, StatementSync>()

  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const fresh = db.prepare(sql.replaceAll(placeholder, `${prefix}$1`))
    prepared.set(sql, fresh)
    return fresh
  }

  const recordingFailure = <A>(work: () => A): A => {
    try {
      return work()
    } catch (thrown) {
      if (isEngineFailure(thrown)) failure.last = failureOf(thrown, file)
      throw thrown
    }
  }

  return {
    all: (sql, ...values) => recordingFailure(() => statement(sql).all(...values)),
    run: (sql, ...values) => void recordingFailure(() => statement(sql).run(...values)),
  }
}

type TransactionError = Unavailable | Corrupt | OutcomeUnknown

/** Runs work in a transaction. `Left` or an exception undoes all of it. Work of kind `read` takes no write lock. */
export type Transact = <L, A>(
  kind: "write" | "read",
  work: () => E.Either<L, A>,
) => Promise<E.Either<L | TransactionError, A>>

export const transactionsOn = (
  db: DatabaseSync,
  file: string,
  busyTimeout: number,
  failure: EngineFailure,
  closed: AbortSignal,
): Transact => {
  const rollback = (): void => {
    if (db.isTransaction) db.exec("ROLLBACK")
  }

  const commit = <A>(answer: E.Right<A>): E.Either<TransactionError, A> => {
    if (!db.isTransaction)
      return E.left({ _tag: "OutcomeUnknown", reason: `${file}: a projection ended the transaction` })
    try {
      db.exec("COMMIT")
      return answer
    } catch (thrown) {
      const error = commitFailureOf(thrown, file, db.isTransaction)
      rollback()
      return E.left(error)
    }
  }

  const once = <L, A>(begin: string, work: () => E.Either<L, A>): E.Either<L | TransactionError, A> => {
    failure.last = undefined
    db.exec(begin)
    try {
      const answer = work()
      if (failure.last === undefined && E.isRight(answer)) return commit(answer)
      rollback()
      return failure.last === undefined ? answer : E.left(failure.last)
    } catch (thrown) {
      rollback()
      return E.left(failureOf(thrown, file))
    }
  }

  return async (kind, work) => {
    const begin = kind === "write" ? "BEGIN IMMEDIATE" : "BEGIN"
    try {
      return await retryWhileBusy(
        busyTimeout,
        () => closed.aborted,
        () => once(begin, work),
      )
    } catch (thrown) {
      return E.left(failureOf(thrown, file))
    }
  }
}

export interface Build extends VersionStatus {
  /** Build number, part of the names of its tables. */
  readonly build: number
}

export type Builds = Readonly<Partial<Record<Slot, Build>>>

export interface BuildRegistry {
  readonly of: (name: string) => Builds
  readonly add: (place: ReadModelPlace, build: Build) => void
  readonly setCheckpoint: (place: ReadModelPlace, checkpoint: string) => void
  /** Removes a build with its tables. */
  readonly remove: (name: string, slot: Slot, build: Build) => void
  /** Makes the next build live: from now on the views show its tables. */
  readonly promote: (name: string, build: Build) => void
}

/** Keeps the names of views `<name>_<table>`, tables `<name>_<build>_<table>` and the table `standing` distinct. */
const readModelName = /^[a-z][a-z0-9]*$/

export const isReadModelName = (name: string): boolean => readModelName.test(name)

export const buildRegistry = (db: DatabaseSync): BuildRegistry => {
  const select = db.prepare("SELECT slot, version, build, checkpoint FROM standing WHERE name = ?")
  const insert = db.prepare("INSERT INTO standing (name, slot, version, build, checkpoint) VALUES (?, ?, ?, ?, ?)")
  const setCheckpoint = db.prepare("UPDATE standing SET checkpoint = ? WHERE name = ? AND slot = ?")
  const remove = db.prepare("DELETE FROM standing WHERE name = ? AND slot = ?")
  const promote = db.prepare("UPDATE standing SET slot = 'live' WHERE name = ? AND slot = 'next'")
  const selectNames = db.prepare("SELECT name FROM sqlite_schema WHERE type = ? AND substr(name, 1, length(?)) = ?")

  const namesWithPrefix = (kind: "table" | "view", prefix: string): ReadonlyArray<string> =>
    selectNames.all(kind, prefix, prefix).map(({ name }) => String(name))

  return {
    of: (name) =>
      Object.fromEntries(
        select.all(name).map(({ slot, version, build, checkpoint }) => [
          String(slot),
          {
            version: Number(version),
            build: Number(build),
            checkpoint: checkpoint === null ? undefined : String(checkpoint),
          },
        ]),
      ),
    add: ({ name, slot }, { version, build, checkpoint = null }) => {
      insert.run(name, slot, version, build, checkpoint)
    },
    setCheckpoint: ({ name, slot }, checkpoint) => {
      setCheckpoint.run(checkpoint, name, slot)
    },
    remove: (name, slot, { build }) => {
      for (const table of namesWithPrefix("table", prefixOf(name, build))) db.exec(`DROP TABLE "${table}"`)
      remove.run(name, slot)
    },
    promote: (name, { build }) => {
      const prefix = prefixOf(name, build)
      for (const view of namesWithPrefix("view", `${name}_`)) db.exec(`DROP VIEW "${view}"`)
      promote.run(name)
      for (const table of namesWithPrefix("table", prefix))
        db.exec(`CREATE VIEW "${name}_${table.slice(prefix.length)}" AS SELECT * FROM "${table}"`)
    },
  }
}
