/** Read models as tables of one SQLite file, each change in one transaction with its checkpoint. */
import { resolve } from "node:path"
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Closed, NotAcceptable } from "@shifan/event-store"
import {
  checkAdvance,
  checkSwap,
  type CheckpointMoved,
  type CheckpointWentBack,
  type ReadModelError,
  type ReadModels,
  type VersionStatus,
  type StepFailed,
  type Superseded,
} from "@shifan/service"
import { registryOn, type Build } from "./builds.js"
import { openFile, type OpenError, type SqliteReadModelOptions } from "./file.js"
import { isName, prefixOf, tablesOf, type Faults, type Query, type Tables } from "./tables.js"
import { transactions } from "./transaction.js"

/** No version of it has been built to the end yet. */
export interface NotBuilt {
  readonly _tag: "NotBuilt"
  readonly name: string
}

export interface SqliteReadModels extends ReadModels<Tables> {
  /** Reads the live one: all that `ask` asks sees the same state. Synchronous. */
  readonly read: <A>(name: string, ask: (query: Query) => A) => TaskEither<ReadModelError | NotBuilt, A>
}

export const openSqliteReadModels =
  (options: SqliteReadModelOptions): TaskEither<OpenError, SqliteReadModels> =>
  async () =>
    E.map((db: DatabaseSync) => readModelsOn(db, resolve(options.file), options.busyTimeout ?? 5000))(
      await openFile(options),
    )

const readModelsOn = (db: DatabaseSync, file: string, busyTimeout: number): SqliteReadModels => {
  const closing = new AbortController()
  const faults: Faults = { last: undefined }
  const transact = transactions(db, file, busyTimeout, faults, closing.signal)
  const registry = registryOn(db)
  const opened = new Map<string, Tables>()

  const tablesAt = (name: string, { build }: Build): Tables => {
    const prefix = prefixOf(name, build)
    const tables = opened.get(prefix) ?? tablesOf(db, file, prefix, faults)
    opened.set(prefix, tables)
    return tables
  }

  const guarded =
    <L, A>(kind: "write" | "read", name: string, work: () => E.Either<L, A>): TaskEither<L | ReadModelError, A> =>
    async () => {
      if (closing.signal.aborted) return E.left<Closed>({ _tag: "Closed" })
      return isName(name) ? transact(kind, work) : E.left(badName(name))
    }

  const removeNext = (name: string): void => {
    const { next } = registry.of(name)
    if (next !== undefined) registry.remove(name, "next", next)
  }

  return {
    status: (name) => guarded("read", name, () => E.right(registry.of(name))),
    begin: (name, version, prepare) =>
      guarded<NotAcceptable, VersionStatus>("write", name, () => {
        const { live, next } = registry.of(name)
        if (next?.version === version) return E.right(next)
        removeNext(name)
        const fresh: Build = { version, checkpoint: undefined, build: live?.build === 1 ? 2 : 1 }
        registry.put({ name, version, slot: "next" }, fresh)
        const prepared = prepare(tablesAt(name, fresh))
        return E.isLeft(prepared) ? E.left({ _tag: "NotAcceptable", reason: prepared.left }) : E.right(fresh)
      }),
    advance: (place, { from, to, steps }) =>
      guarded<StepFailed | CheckpointMoved | CheckpointWentBack | Superseded, void>("write", place.name, () => {
        const here = registry.of(place.name)[place.slot]
        const admitted = checkAdvance(place, here, { from, to })
        if (E.isLeft(admitted) || here === undefined) return admitted
        const tables = tablesAt(place.name, here)
        for (const [index, { step }] of steps.entries()) {
          const done = step(tables)
          if (E.isLeft(done)) return E.left({ _tag: "StepFailed", index, reason: done.left })
        }
        registry.move(place, to)
        return E.right(undefined)
      }),
    swap: (name, version) =>
      guarded("write", name, () => {
        const { live, next } = registry.of(name)
        const admitted = checkSwap(name, version, { ...(live && { live }), ...(next && { next }) })
        if (E.isLeft(admitted) || next === undefined) return admitted
        if (live !== undefined) registry.remove(name, "live", live)
        registry.promote(name, next)
        return E.right(undefined)
      }),
    abandon: (name) => guarded("write", name, () => E.right(removeNext(name))),
    read: (name, ask) =>
      guarded("read", name, () => {
        const { live } = registry.of(name)
        return live === undefined ? E.left({ _tag: "NotBuilt", name }) : E.right(ask(tablesAt(name, live)))
      }),
    close: () => {
      closing.abort()
      if (db.isOpen) db.close()
      return Promise.resolve()
    },
  }
}

const badName = (name: string): NotAcceptable => ({
  _tag: "NotAcceptable",
  reason: `${name} cannot name a projection: lower-case letters and digits, a letter first`,
})
