/** The builds of each read model in a file: which is live, which is being built, and the tables and views of each. */
import type { DatabaseSync } from "node:sqlite"
import type { ReadModelPlace, Slot, VersionStatus } from "@shifan/service"
import { prefixOf } from "./tables.js"

export interface Build extends VersionStatus {
  /** In the names of its tables. */
  readonly build: number
}

export type Builds = Readonly<Partial<Record<Slot, Build>>>

export interface BuildRegistry {
  readonly of: (name: string) => Builds
  readonly add: (place: ReadModelPlace, build: Build) => void
  readonly setCheckpoint: (place: ReadModelPlace, checkpoint: string) => void
  /** Removes a build with its tables. */
  readonly remove: (name: string, slot: Slot, build: Build) => void
  /** Makes the next build live: the views show its tables from now on. */
  readonly promote: (name: string, build: Build) => void
}

/** So that no view `<name>_<table>`, table `<name>_<build>_<table>` or the table `standing` can have the same name. */
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
