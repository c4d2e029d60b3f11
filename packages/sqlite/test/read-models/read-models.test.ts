import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { memoryStore, positionOf } from "@shifan/event-store"
import { rebuild, runProjections, type Projection } from "@shifan/service"
import { openSqliteReadModels, schemaVersion, type Tables } from "../../src/read-models/index.js"
import { modelsAt, newFile, newFolder } from "./files.js"
import { append, journal, linesIn, linesOf } from "./journal.js"

const filled = async (...counts: ReadonlyArray<number>) => {
  const store = memoryStore()
  for (const [i, count] of counts.entries()) await append(store, `s-${i}`, count)
  return store
}

const place = { name: "journal", version: 1, slot: "live" } as const

/** What any SQLite program sees. */
const seenFromOutside = (file: string, sql: string): ReadonlyArray<unknown> => {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    return db.prepare(sql).all()
  } finally {
    db.close()
  }
}

describe("another version", () => {
  const shout = (version: number): Projection<Tables> => ({
    ...journal(version),
    apply: ({ run }, { stream }) => {
      run("INSERT INTO {line} (text) VALUES (?)", stream.toUpperCase())
      run("UPDATE {total} SET n = n + 1")
    },
  })

  it("is shown to any SQLite program at once, by views of the same names", async () => {
    const [file, store] = [newFile(), await filled(2)]
    const models = await modelsAt(file)
    for (const name of ["journal", "journal1"]) await rebuild(store, models, { ...journal(), name })
    const views = "SELECT text FROM journal_line ORDER BY n"
    expect(seenFromOutside(file, views)).toEqual([{ text: "s-0@0" }, { text: "s-0@1" }])
    expect(await rebuild(store, models, shout(2))).toEqual(E.right(undefined))
    expect(seenFromOutside(file, views)).toEqual([{ text: "S-0" }, { text: "S-0" }])
    expect(seenFromOutside(file, "SELECT n FROM journal1_total")).toEqual([{ n: 2 }])
  })

  it("leaves no table of those before it, over many rebuilds", async () => {
    const [file, store] = [newFile(), await filled(2)]
    const models = await modelsAt(file)
    for (const version of [1, 2, 2, 3]) expect(await rebuild(store, models, shout(version))).toEqual(E.right(undefined))
    await models.begin("journal", 4, () => E.right(undefined))()
    await models.abandon("journal")()
    const tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    expect(seenFromOutside(file, tables)).toEqual([
      { name: "journal_2_line" },
      { name: "journal_2_total" },
      { name: "standing" },
    ])
  })
})

describe("the file", () => {
  it("of another program, or of a newer version, is refused and left as it was", async () => {
    const folder = newFolder()
    const [foreign, text, newer] = ["foreign", "text", "newer"].map((name) => join(folder, name))
    const made = (file = "", sql: string) => {
      const db = new DatabaseSync(file)
      db.exec(sql)
      db.close()
    }
    made(foreign, "CREATE TABLE t (a)")
    writeFileSync(text ?? "", "Dear reader, ".repeat(500))
    await (await modelsAt(newer ?? "")).close()
    made(newer, `PRAGMA user_version = ${schemaVersion + 1}`)
    for (const file of [foreign, text, newer]) {
      const before = readFileSync(file ?? "")
      expect(await openSqliteReadModels({ file: file ?? "" })()).toEqual(E.left({ _tag: "NotOurs", file }))
      expect(readFileSync(file ?? "").equals(before)).toBe(true)
    }
  })

  it("cannot be made in a folder that is not there", async () => {
    const opened = await openSqliteReadModels({ file: join(newFolder(), "none", "read.db") })()
    expect(opened).toMatchObject({ left: { _tag: "Unavailable" } })
  })

  it("locked by another program is waited for, then not available, and nothing was done", async () => {
    const [file, store] = [newFile(), await filled(3)]
    const models = await modelsAt(file)
    await rebuild(store, models, journal())
    const other = new DatabaseSync(file)
    other.exec("BEGIN IMMEDIATE")
    const advance = { from: positionOf(3), to: positionOf(4), steps: [] }
    expect(await models.advance(place, advance)()).toMatchObject({ left: { _tag: "Unavailable" } })
    expect(await linesOf(models)).toHaveLength(3)
    other.exec("ROLLBACK")
    other.close()
    expect(await models.advance(place, advance)()).toEqual(E.right(undefined))
  })

  it("that is full makes the read model unavailable, not the projection at fault", async () => {
    const file = newFile()
    const models = await modelsAt(file)
    const tables = ({ run }: Tables): void => {
      run("PRAGMA max_page_count = 12")
      run("CREATE TABLE {line} (text TEXT) STRICT")
    }
    const begun = await models.begin("journal", 1, (all) => E.right(tables(all)))()
    expect(begun).toMatchObject({ right: { version: 1 } })
    const step = ({ run }: Tables) => E.tryCatch(() => run("INSERT INTO {line} VALUES (?)", "x".repeat(99_999)), String)
    const next = { ...place, slot: "next" } as const
    const full = await models.advance(next, { from: undefined, to: "1", steps: [{ position: "1", step }] })()
    expect(full).toMatchObject({ left: { _tag: "Unavailable", reason: expect.stringContaining("no room") } })
    expect(await models.status("journal")()).toMatchObject({ right: { next: { checkpoint: undefined } } })
  })
})

describe("what is refused", () => {
  it.each(["", "Journal", "a_b", "1a", 'a"; DROP TABLE standing; --'])("the name %j", async (name) => {
    const models = await modelsAt(newFile())
    const runner = runProjections(await filled(1), models, [{ ...journal(), name }])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ReadModelFailed", error: { _tag: "NotAcceptable" } },
    })
  })

  it("a projection that commits by itself", async () => {
    const models = await modelsAt(newFile())
    await rebuild(await filled(1), models, journal())
    const step = ({ run }: Tables) => E.tryCatch(() => run("COMMIT"), String)
    const advance = { from: positionOf(1), to: positionOf(2), steps: [{ position: positionOf(2), step }] }
    expect(await models.advance(place, advance)()).toMatchObject({ left: { _tag: "OutcomeUnknown" } })
  })

  it("reading what was never built, and anything after closing", async () => {
    const models = await modelsAt(newFile())
    expect(await models.read("journal", linesIn)()).toEqual(E.left({ _tag: "NotBuilt", name: "journal" }))
    await models.close()
    for (const ask of [models.status("journal"), models.abandon("journal"), models.read("journal", linesIn)])
      expect(await ask()).toEqual(E.left({ _tag: "Closed" }))
  })
})
