import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { memoryStore, positionOf, type EventStore } from "@shifan/event-store"
import { rebuild, runProjections, type Projection } from "@shifan/service"
import { temporaryFolder } from "@shifan/testkit/basics"
import { appendTestEvents, readModelConformance } from "@shifan/testkit/read-models"
import { describe, expect, it } from "vitest"
import { openSqliteReadModels, schemaVersion, type Tables } from "../../src/read-models/index.js"
import { newFile, withDatabase } from "../database.js"
import { journal, linesIn, linesOf, prepare, write } from "./journal.js"
import { modelsAt } from "./models.js"

let file = ""

const opened = async () => {
  const models = await modelsAt(file)
  return { models, read: (name: string) => linesOf(models, name) }
}

readModelConformance<Tables>("SQLite", {
  open: () => {
    file = newFile("read.db")
    return opened()
  },
  reopen: opened,
  destroy: () => Promise.resolve(),
  prepare,
  write,
})

const storeOf = async (...counts: ReadonlyArray<number>): Promise<EventStore> => {
  const store = memoryStore()
  for (const [i, count] of counts.entries()) await appendTestEvents(store, { stream: `s-${i}`, count })
  return store
}

const place = { name: "journal", version: 1, slot: "live" } as const

/** Queries the file as any SQLite program would. */
const rowsIn = (path: string, sql: string): ReadonlyArray<unknown> =>
  withDatabase(path, (db) => db.prepare(sql).all(), { readOnly: true })

describe("a new version of a read model", () => {
  const inCapitals = (version: number): Projection<Tables> => ({
    ...journal(version),
    apply: ({ run }, { stream }) => {
      run("INSERT INTO {line} (text) VALUES (?)", stream.toUpperCase())
      run("UPDATE {total} SET n = n + 1")
    },
  })

  it("is shown at once to any SQLite program, in views of the same names", async () => {
    const path = newFile("read.db")
    const store = await storeOf(2)
    const models = await modelsAt(path)
    for (const name of ["journal", "journal1"]) await rebuild(store, models, { ...journal(), name })
    const views = "SELECT text FROM journal_line ORDER BY n"
    expect(rowsIn(path, views)).toEqual([{ text: "s-0@0" }, { text: "s-0@1" }])
    expect(await rebuild(store, models, inCapitals(2))).toEqual(E.right(undefined))
    expect(rowsIn(path, views)).toEqual([{ text: "S-0" }, { text: "S-0" }])
    expect(rowsIn(path, "SELECT n FROM journal1_total")).toEqual([{ n: 2 }])
  })

  it("leaves no tables of earlier versions, even after many rebuilds", async () => {
    const path = newFile("read.db")
    const store = await storeOf(2)
    const models = await modelsAt(path)
    for (const version of [1, 2, 2, 3])
      expect(await rebuild(store, models, inCapitals(version))).toEqual(E.right(undefined))
    await models.begin("journal", 4, () => E.right(undefined))()
    await models.abandon("journal")()
    const tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    expect(rowsIn(path, tables)).toEqual([
      { name: "journal_2_line" },
      { name: "journal_2_total" },
      { name: "standing" },
    ])
  })
})

describe("tables that refer to each other", () => {
  it("are replaced as a whole, in whatever order they are dropped", async () => {
    const path = newFile("read.db")
    const models = await modelsAt(path)
    const store = await storeOf(2)
    const referring = (version: number): Projection<Tables> => ({
      ...journal(version),
      prepare: ({ run }) => {
        run("CREATE TABLE {stream} (name TEXT PRIMARY KEY) STRICT")
        run("CREATE TABLE {line} (stream TEXT NOT NULL REFERENCES {stream}) STRICT")
      },
      apply: ({ run }, { stream }) => {
        run("INSERT OR IGNORE INTO {stream} VALUES (?)", stream)
        run("INSERT INTO {line} VALUES (?)", stream)
      },
    })
    for (const version of [1, 2, 3])
      expect(await rebuild(store, models, referring(version))).toEqual(E.right(undefined))
    expect(rowsIn(path, "SELECT * FROM journal_line")).toHaveLength(2)
  })
})

describe("the file of the read models", () => {
  it("is refused and left unchanged if it is of another program or a newer version", async () => {
    const foreign = newFile("foreign")
    withDatabase(foreign, (db) => db.exec("CREATE TABLE t (a)"))
    const text = newFile("text")
    writeFileSync(text, "Dear reader, ".repeat(500))
    const newer = newFile("newer")
    await (await modelsAt(newer)).close()
    withDatabase(newer, (db) => db.exec(`PRAGMA user_version = ${schemaVersion + 1}`))
    for (const path of [foreign, text, newer]) {
      const before = readFileSync(path)
      expect(await openSqliteReadModels({ file: path })()).toEqual(E.left({ _tag: "NotOurs", file: path }))
      expect(readFileSync(path).equals(before)).toBe(true)
    }
  })

  it("cannot be made in a folder that does not exist", async () => {
    const models = await openSqliteReadModels({ file: join(temporaryFolder(), "none", "read.db") })()
    expect(models).toMatchObject({ left: { _tag: "Unavailable" } })
  })

  it("locked by another program makes them unavailable after a wait, with nothing done", async () => {
    const path = newFile("read.db")
    const models = await modelsAt(path, 100)
    await rebuild(await storeOf(3), models, journal())
    const other = new DatabaseSync(path)
    other.exec("BEGIN IMMEDIATE")
    const advance = { from: positionOf(3), to: positionOf(4), steps: [] }
    expect(await models.advance(place, advance)()).toMatchObject({ left: { _tag: "Unavailable" } })
    expect(await linesOf(models)).toHaveLength(3)
    other.exec("ROLLBACK")
    other.close()
    expect(await models.advance(place, advance)()).toEqual(E.right(undefined))
  })

  it("on a full disk makes the read model unavailable instead of failing the projection", async () => {
    const models = await modelsAt(newFile("read.db"))
    const limited = ({ run }: Tables): void => {
      run("PRAGMA max_page_count = 12")
      run("CREATE TABLE {line} (text TEXT) STRICT")
    }
    const begun = await models.begin("journal", 1, (all) => E.right(limited(all)))()
    expect(begun).toMatchObject({ right: { version: 1 } })
    const step = ({ run }: Tables) => E.tryCatch(() => run("INSERT INTO {line} VALUES (?)", "x".repeat(99_999)), String)
    const next = { ...place, slot: "next" } as const
    const full = await models.advance(next, { from: undefined, to: "1", steps: [{ position: "1", step }] })()
    expect(full).toMatchObject({ left: { _tag: "Unavailable", reason: expect.stringContaining("disk is full") } })
    expect(await models.status("journal")()).toMatchObject({ right: { next: { checkpoint: undefined } } })
  })
})

describe("read models in SQLite", () => {
  it.each(["", "Journal", "a_b", "1a", 'a"; DROP TABLE standing; --'])("refuse the name %j", async (name) => {
    const models = await modelsAt(newFile("read.db"))
    const runner = runProjections(await storeOf(1), models, [{ ...journal(), name }])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ReadModelFailed", error: { _tag: "NotAcceptable" } },
    })
  })

  it("report a projection that commits by itself", async () => {
    const models = await modelsAt(newFile("read.db"))
    await rebuild(await storeOf(1), models, journal())
    const step = ({ run }: Tables) => E.tryCatch(() => run("COMMIT"), String)
    const advance = { from: positionOf(1), to: positionOf(2), steps: [{ position: positionOf(2), step }] }
    expect(await models.advance(place, advance)()).toMatchObject({
      left: { _tag: "OutcomeUnknown", reason: expect.stringContaining("a projection ended the transaction") },
    })
  })

  it("refuse to read a read model that was never built, and anything after closing", async () => {
    const models = await modelsAt(newFile("read.db"))
    expect(await models.read("journal", linesIn)()).toEqual(E.left({ _tag: "NotBuilt", name: "journal" }))
    await models.close()
    for (const ask of [models.status("journal"), models.abandon("journal"), models.read("journal", linesIn)])
      expect(await ask()).toEqual(E.left({ _tag: "Closed" }))
  })
})
