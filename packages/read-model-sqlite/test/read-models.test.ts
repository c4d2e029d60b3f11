import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { memoryStore, positionOf } from "@shifan/event-store"
import { rebuild, runProjections, type Projection } from "@shifan/service"
import { openSqliteReadModels, schemaVersion, type SqliteReadModels, type Tables } from "../src/index.js"
import { modelsAt, newFile, newFolder } from "./files.js"
import { append, expected, journal, linesIn, linesOf, until } from "./log.js"

const filled = async (...counts: ReadonlyArray<number>) => {
  const store = memoryStore()
  for (const [i, count] of counts.entries()) await append(store, `s-${i}`, count)
  return store
}

const place = { name: "journal", version: 1, slot: "live" } as const

const changed = (change: Partial<Projection<Tables>>): Projection<Tables> => ({ ...journal(), ...change })

/** What any SQLite program sees. */
const seenFromOutside = (file: string, sql: string): ReadonlyArray<unknown> => {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    return db.prepare(sql).all()
  } finally {
    db.close()
  }
}

describe("read model and checkpoint", () => {
  test.prop([
    fc.array(fc.record({ count: fc.integer({ min: 1, max: 6 }), fails: fc.boolean() }), { minLength: 1, maxLength: 8 }),
  ])("move together or not at all, whatever fails", async (parts) => {
    const models = await modelsAt(newFile())
    await models.begin("journal", 1, ({ run }) => E.right(run("CREATE TABLE {line} (n INTEGER PRIMARY KEY, text)")))()
    await models.swap("journal", 1)()
    let from: string | undefined
    const goal: Array<string> = []
    for (const [i, { count, fails }] of parts.entries()) {
      const position = positionOf(i + 1)
      const texts = Array.from({ length: count }, (_, n) => `${i}.${n}`)
      const steps = texts.map((text, n) => ({
        position,
        step: ({ run }: Tables) => {
          run("INSERT INTO {line} (text) VALUES (?)", text)
          return fails && n === count - 1 ? E.left("no") : E.right(undefined)
        },
      }))
      const done = await models.advance(place, { from, to: position, steps })()
      expect(done).toEqual(fails ? E.left({ _tag: "StepFailed", index: count - 1, reason: "no" }) : E.right(undefined))
      if (!fails) [from] = [position, goal.push(...texts)]
      expect(await models.read("journal", linesIn)()).toEqual(E.right(goal))
      expect(await models.standings("journal")()).toMatchObject({ right: { live: { checkpoint: from } } })
    }
    await models.close()
  })

  it("are there after a restart, and the runner goes on from them", async () => {
    const [file, store] = [newFile(), await filled(3)]
    for (const stream of ["t", "u"]) {
      const models = await modelsAt(file)
      const runner = runProjections(store, models, [journal()])
      await append(store, stream, 4)
      const goal = await expected(store)
      await until(async () => (await linesOf(models))?.length === goal.length)
      expect(await runner.close()).toEqual([])
      expect(await linesOf(models)).toEqual(goal)
      await models.close()
    }
  })

  it("of a projection that throws stay before the event, which is named", async () => {
    const models = await modelsAt(newFile())
    const sound = journal()
    const failing = changed({
      apply: (tables, envelope) => {
        sound.apply(tables, envelope)
        if (envelope.revision === 2) tables.run("INSERT INTO {line} (n) VALUES (NULL)")
      },
    })
    const runner = runProjections(await filled(5), models, [failing])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ProjectionFailed", stream: "s-0", revision: 2, reason: expect.stringContaining("NOT NULL") },
    })
    expect(await models.standings("journal")()).toMatchObject({ right: { next: { checkpoint: positionOf(2) } } })
  })

  it("refuse a checkpoint that goes back or stands still, and one left elsewhere", async () => {
    const models = await modelsAt(newFile())
    await rebuild(await filled(3), models, journal())
    const asked = (from: number, to: number) =>
      models.advance(place, { from: positionOf(from), to: positionOf(to), steps: [] })()
    for (const to of [2, 3]) expect(await asked(3, to)).toMatchObject({ left: { _tag: "CheckpointWentBack" } })
    expect(await asked(2, 4)).toMatchObject({ left: { _tag: "CheckpointMoved", actual: positionOf(3) } })
    expect(await asked(3, 4)).toEqual(E.right(undefined))
    const other = { ...place, version: 2 }
    expect(await models.advance(other, { from: undefined, to: "9", steps: [] })()).toMatchObject({
      left: { _tag: "Superseded", by: 1 },
    })
  })
})

describe("another version", () => {
  const shout = (version: number): Projection<Tables> => ({
    ...journal(version),
    apply: ({ run }, { stream }) => {
      run("INSERT INTO {line} (text) VALUES (?)", stream.toUpperCase())
      run("UPDATE {total} SET n = n + 1")
    },
  })

  it("is built beside the live one and shown at once, by reads and by views", async () => {
    const [file, store] = [newFile(), await filled(2)]
    const models = await modelsAt(file)
    await rebuild(store, models, journal())
    const views = "SELECT text FROM journal_line ORDER BY n"
    expect(seenFromOutside(file, views)).toEqual([{ text: "s-0@0" }, { text: "s-0@1" }])
    const watching: SqliteReadModels = {
      ...models,
      swap: (name, version) => async () => {
        expect(await linesOf(models)).toEqual(["s-0@0", "s-0@1"])
        return models.swap(name, version)()
      },
    }
    expect(await rebuild(store, watching, shout(2))).toEqual(E.right(undefined))
    expect(await linesOf(models)).toEqual(["S-0", "S-0"])
    expect(seenFromOutside(file, views)).toEqual([{ text: "S-0" }, { text: "S-0" }])
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

  it("does not touch another projection whose name begins alike", async () => {
    const [file, store] = [newFile(), await filled(2)]
    const models = await modelsAt(file)
    for (const name of ["journal", "journal1"]) await rebuild(store, models, { ...journal(), name })
    await rebuild(store, models, journal(2))
    expect(await models.read("journal1", linesIn)()).toEqual(E.right(["s-0@0", "s-0@1"]))
    expect(seenFromOutside(file, "SELECT n FROM journal1_total")).toEqual([{ n: 2 }])
  })

  it("that is behind the live one, or not the one that was begun, cannot take its place", async () => {
    const models = await modelsAt(newFile())
    await rebuild(await filled(3), models, journal())
    await models.begin("journal", 2, () => E.right(undefined))()
    expect(await models.swap("journal", 2)()).toMatchObject({ left: { _tag: "Behind", live: positionOf(3) } })
    expect(await models.swap("journal", 3)()).toMatchObject({ left: { _tag: "Superseded", by: 2 } })
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

  it("opened by several at once is one, and two runners on it apply each event once", async () => {
    const [file, store] = [newFile(), await filled(20)]
    const both = await Promise.all([modelsAt(file), modelsAt(file)])
    const runners = both.map((models) => runProjections(store, models, [journal()], { pause: 1 }))
    for (let i = 0; i < 20; i++) await append(store, `t-${i}`, 3)
    const goal = await expected(store)
    await until(async () => (await linesOf(both[0]))?.length === goal.length)
    for (const runner of runners) expect(await runner.close()).toEqual([])
    expect(await linesOf(both[1])).toEqual(goal)
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
    expect(await models.standings("journal")()).toMatchObject({ right: { next: { checkpoint: undefined } } })
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

  it("tables that cannot be made", async () => {
    const models = await modelsAt(newFile())
    const failing = changed({ prepare: ({ run }) => run("CREATE NONSENSE") })
    expect(await rebuild(await filled(1), models, failing)).toMatchObject({ left: { _tag: "NotAcceptable" } })
    expect(await models.standings("journal")()).toEqual(E.right({}))
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
    for (const ask of [models.standings("journal"), models.abandon("journal"), models.read("journal", linesIn)])
      expect(await ask()).toEqual(E.left({ _tag: "Closed" }))
  })
})
