import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import {
  byBureau,
  emptyWorkplace,
  eventsWithApplication as events,
  json,
  programIn,
  storeWithApplication,
  unit,
  type Ran,
  type Shifan,
} from "../shifan.js"

const toAudit = JSON.stringify({ openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] })

/** A store with an application, and a folder for its backups. */
const withBackups = async () => {
  const { shifan, folder, at: inUse } = await storeWithApplication()
  const { at: inSafe, folder: safe, save } = emptyWorkplace()
  const lose = (...names: ReadonlyArray<string>): void => {
    for (const name of names)
      for (const suffix of ["", "-wal", "-shm"]) rmSync(`${inUse(name)}${suffix}`, { force: true })
  }
  return { shifan, folder, inUse, safe, inSafe, save, lose }
}

const openPhone = (shifan: Shifan): Promise<Ran> =>
  shifan("open", unit, "--file", emptyWorkplace().save("open.json", toAudit), ...byBureau("2024-12-30"), "--json")

describe("a backup", () => {
  it("verifies when restored after a loss, and its sealed values can be opened", async () => {
    const { shifan, inUse, safe, inSafe, lose } = await withBackups()
    expect(json(await shifan("--json", "backup", inSafe("a.db")))).toMatchObject({
      events,
      vault: inSafe("a.vault.db"),
    })
    expect(readdirSync(safe).toSorted()).toEqual(["a.db", "a.vault.db"])
    lose("shifan.db", "shifan.vault.db")
    expect(json(await shifan("--json", "restore", inSafe("a.db")))).toMatchObject({ events, file: inUse("shifan.db") })
    expect(json(await shifan("--json", "audit", "verify"))).toMatchObject({ holds: true, events })
    expect(json(await openPhone(shifan))).toMatchObject({ openings: [{ value: "0335-5550101" }] })
  })

  it("states its number of events and the time of the last one, also when it is restored", async () => {
    const { shifan, inUse, inSafe, lose } = await withBackups()
    const { lastRecordedAt } = json(await shifan("--json", "backup", inSafe("a.db"))) as Record<string, string>
    expect(lastRecordedAt).toMatch(/^2024-12-31T02:\d\d:\d\d\.\d{3}Z$/)
    lose("shifan.db", "shifan.vault.db")
    const { out } = await shifan("restore", inSafe("a.db"))
    expect(out).toContain(`${inUse("shifan.db")} restored: ${events} events, the last recorded ${lastRecordedAt}`)
    expect(out).toContain("erased since then must be entered again")
  })

  it("without the vault contains only the record, and restoring it keeps the existing vault", async () => {
    const { shifan, safe, inSafe, lose } = await withBackups()
    expect((await shifan("backup", inSafe("a.db"), "--without-vault")).out).toContain("The vault was not backed up")
    expect(readdirSync(safe)).toEqual(["a.db"])
    lose("shifan.db")
    expect(json(await shifan("--json", "restore", inSafe("a.db")))).toMatchObject({ vault: null })
    expect(json(await openPhone(shifan))).toMatchObject({ openings: [{ value: "0335-5550101" }] })
  })

  it("takes the vault from the named place, and restores it to the named place", async () => {
    const { at } = emptyWorkplace()
    const on = (name: string, vault: string): Shifan =>
      programIn(at("."), { store: `sqlite:${at(name)}`, global: ["--vault", at(vault)] })
    const original = on("b.db", "personal.db")
    await original("init")
    const backup = at("backup.db")
    expect(json(await original("--json", "backup", backup))).toMatchObject({ vault: at("backup.vault.db") })
    const other = on("c.db", "restored.db")
    expect(json(await other("--json", "restore", backup))).toMatchObject({ vault: at("restored.db") })
    expect(await other("backup", at("second.db"))).toMatchObject({ exit: 0 })
    rmSync(at("restored.db"))
    expect(await other("backup", at("third.db"))).toMatchObject({ exit: 6 })
    expect(existsSync(at("third.db"))).toBe(false)
  })
})

describe("an existing file", () => {
  it.each(["a.db", "a.vault.db", "a.db-wal"])("is not replaced by a backup: %s", async (name) => {
    const { shifan, safe, inSafe, save } = await withBackups()
    save(name, "mine")
    const ran = await shifan("backup", inSafe("a.db"))
    expect(ran).toMatchObject({ exit: 2, out: "" })
    expect(ran.err).toContain(`${inSafe(name)} already exists; nothing was written`)
    expect(readdirSync(safe)).toEqual([name])
    expect(readFileSync(inSafe(name), "utf8")).toBe("mine")
  })

  it.each([
    ["the store", ["shifan.vault.db"], "shifan.db", false],
    ["the vault", ["shifan.db"], "shifan.vault.db", true],
  ])("is not replaced by restoring: %s", async (_, lost, there, suggested) => {
    const { shifan, inUse, inSafe, lose } = await withBackups()
    await shifan("backup", inSafe("a.db"))
    lose(...lost)
    const ran = await shifan("restore", inSafe("a.db"))
    expect(ran).toMatchObject({ exit: 2 })
    expect(ran.err).toContain(`${inUse(there)} already exists`)
    expect(ran.err.includes("--without-vault keeps the existing vault")).toBe(suggested)
    for (const name of lost) expect(existsSync(inUse(name))).toBe(false)
  })

  it("that is the write-ahead log of a lost store prevents restoring beside it", async () => {
    const { shifan, inUse, inSafe, lose } = await withBackups()
    await shifan("backup", inSafe("a.db"))
    lose("shifan.db", "shifan.vault.db")
    writeFileSync(inUse("shifan.db-wal"), "left over")
    expect(await shifan("restore", inSafe("a.db"))).toMatchObject({ exit: 2 })
    expect(existsSync(inUse("shifan.db"))).toBe(false)
  })
})

describe("restoring", () => {
  const damage = (file: string, sql: string): void => {
    using db = new DatabaseSync(file)
    db.exec(sql)
  }

  it.each([
    ["from a newer program", "a.db", "PRAGMA user_version = 99", 1, "has format version 99"],
    ["of another program", "a.db", "PRAGMA application_id = 1", 1, "is not a store of this program"],
    [
      "with a row that has no event",
      "a.db",
      "PRAGMA foreign_keys = OFF; UPDATE leaf SET position = 77 WHERE position = 1",
      4,
      "damaged",
    ],
    ["with an altered event", "a.db", "UPDATE event SET leaf = x'00' WHERE position = 2", 4, "its bytes are not those"],
    ["whose vault is not a vault", "a.vault.db", "PRAGMA application_id = 1", 4, "is not a vault of this program"],
  ])("refuses a backup %s before it writes", async (_, name, sql, exit, message) => {
    const { shifan, inUse, inSafe, lose } = await withBackups()
    await shifan("backup", inSafe("a.db"))
    damage(inSafe(name), sql)
    lose("shifan.db", "shifan.vault.db")
    const ran = await shifan("restore", inSafe("a.db"))
    expect(ran).toMatchObject({ exit, out: "" })
    expect(ran.err).toContain(message)
    expect(existsSync(inUse("shifan.db")) || existsSync(inUse("shifan.vault.db"))).toBe(false)
  })

  it("ends with exit 6 if the backup does not exist", async () => {
    const { shifan, at } = emptyWorkplace()
    expect(await shifan("restore", at("none.db"))).toMatchObject({ exit: 6 })
  })

  it.each(["backup", "restore"])("is for files only, as a backup is: for a cluster %s suggests copy", async (verb) => {
    const { folder, at } = emptyWorkplace()
    const ran = await programIn(folder, { store: "eventstoredb://a" })(verb, at("a.db"))
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining("shifan copy makes a file") })
  })
})
