/** Where the read models of a file stand, and the tables and views of each build. */
import type { DatabaseSync } from "node:sqlite"
import type { ReadModelPlace, Slot, VersionStatus } from "@shifan/service"
import { prefixOf } from "./tables.js"

export interface Build extends VersionStatus {
  readonly build: number
}

export type Builds = Readonly<Partial<Record<Slot, Build>>>

export interface Registry {
  readonly of: (name: string) => Builds
  readonly put: (place: ReadModelPlace, build: Build) => void
  readonly move: (place: ReadModelPlace, to: string) => void
  /** With its tables. */
  readonly remove: (name: string, slot: Slot, build: Build) => void
  /** The next one's tables are what the views show from now on. */
  readonly promote: (name: string, build: Build) => void
}

export const registryOn = (db: DatabaseSync): Registry => {
  const select = db.prepare("SELECT slot, version, build, checkpoint FROM standing WHERE name = ?")
  const insert = db.prepare("INSERT INTO standing (name, slot, version, build, checkpoint) VALUES (?, ?, ?, ?, ?)")
  const update = db.prepare("UPDATE standing SET checkpoint = ? WHERE name = ? AND slot = ?")
  const remove = db.prepare("DELETE FROM standing WHERE name = ? AND slot = ?")
  const promote = db.prepare("UPDATE standing SET slot = 'live' WHERE name = ? AND slot = 'next'")
  const named = db.prepare("SELECT name FROM sqlite_schema WHERE type = ? AND substr(name, 1, length(?)) = ?")

  const namesOf = (kind: "table" | "view", prefix: string): ReadonlyArray<string> =>
    named.all(kind, prefix, prefix).map(({ name }) => String(name))

  const dropTables = (name: string, { build }: Build): void => {
    for (const table of namesOf("table", prefixOf(name, build))) db.exec(`DROP TABLE "${table}"`)
  }

  const removeBuild = (name: string, slot: Slot, build: Build): void => {
    dropTables(name, build)
    remove.run(name, slot)
  }

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
    put: ({ name, slot }, { version, build, checkpoint = null }) => {
      insert.run(name, slot, version, build, checkpoint)
    },
    move: ({ name, slot }, to) => {
      update.run(to, name, slot)
    },
    remove: removeBuild,
    promote: (name, { build }) => {
      const prefix = prefixOf(name, build)
      for (const view of namesOf("view", `${name}_`)) db.exec(`DROP VIEW "${view}"`)
      promote.run(name)
      for (const table of namesOf("table", prefix))
        db.exec(`CREATE VIEW "${name}_${table.slice(prefix.length)}" AS SELECT * FROM "${table}"`)
    },
  }
}
