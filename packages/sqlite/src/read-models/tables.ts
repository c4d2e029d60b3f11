/** The tables of one build of a read model, as a projection writes to them and a query reads them. */
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite"
import type { Corrupt, Unavailable } from "@shifan/event-store"
import { failureOf, isOfTheEngine } from "../engine/failure.js"

export type Row = Readonly<Record<string, SQLOutputValue>>

export interface Query {
  /** In `sql`, `{entry}` is the read model's own table or index `entry`. */
  readonly all: (sql: string, ...values: ReadonlyArray<SQLInputValue>) => ReadonlyArray<Row>
}

/** What a projection is given. Neither begins nor commits anything: it is inside a transaction already. */
export interface Tables extends Query {
  readonly run: (sql: string, ...values: ReadonlyArray<SQLInputValue>) => void
}

/** What the engine itself failed of, as opposed to what a projection asked of it. */
export interface Faults {
  last: Unavailable | Corrupt | undefined
}

/** So that a view `<name>_<table>`, a table `<name>_<build>_<table>` and the table `standing` are never the same. */
const nameShape = /^[a-z][a-z0-9]*$/

export const isName = (name: string): boolean => nameShape.test(name)

const placeholder = /\{([a-z][a-z0-9_]*)\}/g

export const prefixOf = (name: string, build: number): string => `${name}_${build}_`

export const tablesOf = (db: DatabaseSync, file: string, prefix: string, faults: Faults): Tables => {
  const prepared = new Map<string, StatementSync>()

  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const fresh = db.prepare(sql.replaceAll(placeholder, `${prefix}$1`))
    prepared.set(sql, fresh)
    return fresh
  }

  const watched = <A>(work: () => A): A => {
    try {
      return work()
    } catch (thrown) {
      if (isOfTheEngine(thrown)) faults.last = failureOf(thrown, file)
      throw thrown
    }
  }

  return {
    all: (sql, ...values) => watched(() => statement(sql).all(...values)),
    run: (sql, ...values) => void watched(() => statement(sql).run(...values)),
  }
}
