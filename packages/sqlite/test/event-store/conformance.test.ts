import { leafLogConformance, storeConformance } from "@shifan/testkit"
import { outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it } from "vitest"
import { leafLog } from "../../src/event-store/index.js"
import { newFile, withDatabase } from "../database.js"
import { adapterOn } from "./adapter.js"
import { appendMany, storeAt } from "./store.js"

storeConformance("SQLite", adapterOn({ pollInterval: 10 }))

const logging = adapterOn({ alongside: leafLog })

leafLogConformance("SQLite", {
  ...logging,
  tamper: ({ stream, revision }, leaf) =>
    withDatabase(logging.file(), (db) =>
      db.prepare("UPDATE event SET leaf = ? WHERE stream = ? AND revision = ?").run(leaf, stream, revision),
    ),
})

describe("a file with gaps in its leaf log", () => {
  const corrupt = (reason: string) => ({ left: { _tag: "Corrupt", reason: expect.stringContaining(reason) } })

  it("is corrupt if it keeps no leaf log", async () => {
    const store = await storeAt(newFile())
    expect(await store.log.size()).toMatchObject(corrupt("keeps no leaf log"))
    for await (const answer of store.log.read(0, 1)) expect(answer).toMatchObject(corrupt("keeps no leaf log"))
  })

  it("is corrupt if events were stored without the leaf log, with both counts", async () => {
    const file = newFile()
    const withLog = await storeAt(file, { alongside: leafLog })
    const withoutLog = await storeAt(file)
    await appendMany(withLog, 3)
    await appendMany(withoutLog, 2)
    expect(await withLog.log.size()).toMatchObject(corrupt("5 events and 3 leaf hashes"))
  })

  it.each([
    ["DELETE FROM leaf WHERE position = 2", "no leaf hash was recorded at position 2"],
    ["PRAGMA foreign_keys = OFF; DELETE FROM event WHERE position = 2", "the event at position 2 is gone"],
  ])("after %s is corrupt at the gap", async (harm, reason) => {
    const file = newFile()
    const store = await storeAt(file, { alongside: leafLog })
    await appendMany(store, 3)
    withDatabase(file, (db) => db.exec(harm))
    const answers = []
    for await (const answer of store.log.read(1, 3)) answers.push(answer)
    expect(answers.map(outcomeOf)).toEqual(["Corrupt"])
    expect(answers[0]).toMatchObject(corrupt(reason))
  })
})
