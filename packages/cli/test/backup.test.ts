import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { beforeEach, describe, expect, it } from "vitest"
import { applying, atOpening, freshFolder, opened, programIn, read, unit, type Ran, type Shifan } from "./run.js"

const by = ["--by", "bureau:130300:SJ-01", "--on", "2024-12-30"]
const toAudit = { openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] }

let folder: string
let safe: string
let shifan: Shifan

beforeEach(async () => {
  folder = freshFolder()
  safe = freshFolder()
  shifan = await opened(folder)
  await shifan(...applying("2020-12-01"))
})

/** And the application. */
const events = atOpening + 1

const inSafe = (name: string): string => join(safe, name)
const store = (name = "shifan.db"): string => join(folder, name)

const phone = (program: Shifan): Promise<Ran> => {
  const file = join(freshFolder(), "open.json")
  writeFileSync(file, JSON.stringify(toAudit))
  return program("open", unit, "--file", file, ...by, "--json")
}

const lose = (...names: ReadonlyArray<string>): void => {
  for (const name of names) for (const end of ["", "-wal", "-shm"]) rmSync(`${store(name)}${end}`, { force: true })
}

describe("a backup of the command line", () => {
  it("brought back after a loss verifies, and what was sealed can be opened", async () => {
    const made = read(await shifan("--json", "backup", inSafe("2024.db")))
    expect(made).toMatchObject({ events, vault: inSafe("2024.vault.db") })
    expect(readdirSync(safe).toSorted()).toEqual(["2024.db", "2024.vault.db"])
    lose("shifan.db", "shifan.vault.db")
    expect(read(await shifan("--json", "restore", inSafe("2024.db")))).toMatchObject({ events, file: store() })
    expect(read(await shifan("--json", "audit", "verify"))).toMatchObject({ holds: true, events })
    expect(read(await phone(shifan))).toMatchObject({ openings: [{ value: "0335-5550101" }] })
  })

  it("says how many events it has and when the last was recorded, as the restoring does", async () => {
    const { lastRecordedAt } = read(await shifan("--json", "backup", inSafe("a.db"))) as Record<string, string>
    expect(lastRecordedAt).toMatch(/^2024-12-31T02:00:00\.\d{3}Z$/)
    lose("shifan.db", "shifan.vault.db")
    const ran = await shifan("restore", inSafe("a.db"))
    expect(ran.out).toContain(`${store()} is back: ${events} events, the last recorded ${lastRecordedAt}`)
    expect(ran.out).toContain("erased after that has to be given again")
  })

  it("without the vault holds the record alone, and leaves the vault that is there in its place", async () => {
    const ran = await shifan("backup", inSafe("a.db"), "--without-vault")
    expect(ran.out).toContain("The vault is not in it")
    expect(readdirSync(safe)).toEqual(["a.db"])
    lose("shifan.db")
    expect(read(await shifan("--json", "restore", inSafe("a.db")))).toMatchObject({ vault: null })
    expect(read(await phone(shifan))).toMatchObject({ openings: [{ value: "0335-5550101" }] })
  })

  it("finds the vault where it is named, and puts it back where it is named", async () => {
    const elsewhere = join(freshFolder(), "personal.db")
    const named = programIn(folder, { store: `sqlite:${store("b.db")}`, global: ["--vault", elsewhere] })
    await named("init")
    expect(read(await named("--json", "backup", inSafe("b.db")))).toMatchObject({ vault: inSafe("b.vault.db") })
    const moved = join(freshFolder(), "moved.db")
    const other = programIn(folder, { store: `sqlite:${store("c.db")}`, global: ["--vault", moved] })
    expect(read(await other("--json", "restore", inSafe("b.db")))).toMatchObject({ vault: moved })
    expect(await other("backup", inSafe("c.db"))).toMatchObject({ exit: 0 })
    rmSync(moved)
    expect(await other("backup", inSafe("d.db"))).toMatchObject({ exit: 6 })
    expect(existsSync(inSafe("d.db"))).toBe(false)
  })
})

describe("no file is replaced", () => {
  it.each(["a.db", "a.vault.db", "a.db-wal"])("by a backup where there is %s", async (name) => {
    writeFileSync(inSafe(name), "mine")
    const ran = await shifan("backup", inSafe("a.db"))
    expect(ran).toMatchObject({ exit: 2, out: "" })
    expect(ran.err).toContain(`${inSafe(name)} is there already; nothing was written`)
    expect(readdirSync(safe)).toEqual([name])
    expect(readFileSync(inSafe(name), "utf8")).toBe("mine")
  })

  it.each([
    ["the store", ["shifan.vault.db"], "shifan.db", false],
    ["the vault", ["shifan.db"], "shifan.vault.db", true],
  ])("by a restoring where there is %s", async (_, lost, there, wayOut) => {
    await shifan("backup", inSafe("a.db"))
    lose(...lost)
    const ran = await shifan("restore", inSafe("a.db"))
    expect(ran).toMatchObject({ exit: 2 })
    expect(ran.err).toContain(`${store(there)} is there already`)
    expect(ran.err.includes("--without-vault keeps the vault that is there")).toBe(wayOut)
    for (const name of lost) expect(existsSync(store(name))).toBe(false)
  })

  it("nor is one put beside the log of a store that is gone, which would be taken for its own", async () => {
    await shifan("backup", inSafe("a.db"))
    lose("shifan.db", "shifan.vault.db")
    writeFileSync(`${store()}-wal`, "left over")
    expect(await shifan("restore", inSafe("a.db"))).toMatchObject({ exit: 2 })
    expect(existsSync(store())).toBe(false)
  })
})

describe("a restoring looks first", () => {
  const damage = (file: string, sql: string): void => {
    using db = new DatabaseSync(file)
    db.exec(sql)
  }

  it.each([
    ["from a newer program", "a.db", "PRAGMA user_version = 99", 1, "is of version 99"],
    ["of another program", "a.db", "PRAGMA application_id = 1", 1, "is not a store of this program"],
    [
      "with a row that has no event",
      "a.db",
      "PRAGMA foreign_keys = OFF; UPDATE leaf SET position = 77 WHERE position = 1",
      4,
      "damaged",
    ],
    ["with an event that cannot be read", "a.db", "UPDATE event SET leaf = x'00' WHERE position = 2", 1, "not JSON"],
    ["whose vault is none", "a.vault.db", "PRAGMA application_id = 1", 4, "is not a vault this program knows"],
  ])("and refuses a backup %s", async (_, name, sql, exit, says) => {
    await shifan("backup", inSafe("a.db"))
    damage(inSafe(name), sql)
    lose("shifan.db", "shifan.vault.db")
    const ran = await shifan("restore", inSafe("a.db"))
    expect(ran).toMatchObject({ exit, out: "" })
    expect(ran.err).toContain(says)
    expect(existsSync(store()) || existsSync(store("shifan.vault.db"))).toBe(false)
  })

  it("and names one that is not there", async () => {
    expect(await shifan("restore", inSafe("none.db"))).toMatchObject({ exit: 6 })
  })

  it("and is for files: a cluster is copied", async () => {
    const cluster = programIn(folder, { store: "eventstoredb://a" })
    for (const verb of ["backup", "restore"]) {
      const ran = await cluster(verb, inSafe("a.db"))
      expect(ran).toMatchObject({ exit: 2 })
      expect(ran.err).toContain("shifan copy makes a file")
    }
  })
})
