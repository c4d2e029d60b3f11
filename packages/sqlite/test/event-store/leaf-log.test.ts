import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { leafLogConformance, must } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { leafLog, openSqliteStore } from "../../src/event-store/index.js"
import { appendMany, tagOf } from "./appending.js"
import { newFile, storeAt, withDatabase } from "./store.js"

let folder = ""
const file = (): string => join(folder, "events.db")
const opened = () => must(openSqliteStore({ file: file(), create: true, alongside: leafLog }))

leafLogConformance("SQLite", {
  open: () => {
    folder = mkdtempSync(join(tmpdir(), "shifan-"))
    return opened()
  },
  reopen: opened,
  tamper: ({ stream, revision }, leaf) =>
    withDatabase(file(), (db) =>
      db.prepare("UPDATE event SET leaf = ? WHERE stream = ? AND revision = ?").run(leaf, stream, revision),
    ),
  destroy: async () => rmSync(folder, { recursive: true }),
})

describe("a file whose leaf log is not whole", () => {
  const corrupt = (reason: string) => ({ left: { _tag: "Corrupt", reason: expect.stringContaining(reason) } })

  it("because none was ever kept, says so", async () => {
    const store = await storeAt(newFile())
    expect(await store.log.size()).toMatchObject(corrupt("keeps no leaf log"))
    for await (const one of store.log.read(0, 1)) expect(one).toMatchObject(corrupt("keeps no leaf log"))
  })

  it("because events were stored without it, says how many", async () => {
    const path = newFile()
    const [keeping, careless] = [await storeAt(path, { alongside: leafLog }), await storeAt(path)]
    await appendMany(keeping, 3)
    await appendMany(careless, 2)
    expect(await keeping.log.size()).toMatchObject(corrupt("5 events and 3 leaf hashes"))
  })

  it.each([
    ["DELETE FROM leaf WHERE position = 2", "no leaf hash was recorded at position 2"],
    ["PRAGMA foreign_keys = OFF; DELETE FROM event WHERE position = 2", "the event at position 2 is gone"],
  ])("because of %s, ends at the gap", async (harm, reason) => {
    const path = newFile()
    const store = await storeAt(path, { alongside: leafLog })
    await appendMany(store, 3)
    withDatabase(path, (db) => db.exec(harm))
    const read = []
    for await (const one of store.log.read(1, 3)) read.push(one)
    expect(read.map(tagOf)).toEqual(["Corrupt"])
    expect(read[0]).toMatchObject(corrupt(reason))
  })
})
