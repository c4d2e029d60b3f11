import { copyFileSync, existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { logBelongs } from "../../src/event-store/index.js"
import { all, appendMany } from "./appending.js"
import { isAiling, newFile, newFolder, storeAt, withDatabase } from "./store.js"

const walOf = (file: string): string => `${file}-wal`

/** A closed store of so many events, as a file by itself. */
const closed = async (events: number): Promise<string> => {
  const file = newFile()
  const store = await storeAt(file)
  await appendMany(store, events)
  await store.close()
  return file
}

/** What a killed process leaves: a file of so many events, and a log of so many more. */
const killed = async (before: number, after: number): Promise<string> => {
  const source = await closed(before)
  const store = await storeAt(source)
  await appendMany(store, after)
  const file = join(newFolder(), "events.db")
  copyFileSync(source, file)
  copyFileSync(walOf(source), walOf(file))
  await store.close()
  return file
}

const counts = fc.integer({ min: 1, max: 300 })

describe("a write-ahead log beside a file", () => {
  test.prop([counts, counts], { numRuns: 15 })("that is its own is known as such", async (before, after) => {
    const file = await killed(before, after)
    const bytes = readFileSync(file)
    expect(logBelongs(file)).toBe(true)
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(await all(await storeAt(file))).toHaveLength(before + after)
  })

  test.prop([counts, counts, counts], { numRuns: 15 })(
    "that is another's is found out, at once or by the check of the whole file, and nothing is touched",
    async (here, before, after) => {
      const [file, other] = [await closed(here), await killed(before, after)]
      copyFileSync(walOf(other), walOf(file))
      const bytes = [file, walOf(file)].map((path) => readFileSync(path))
      expect(logBelongs(file) && !(await isAiling(file, { readOnly: true }))).toBe(false)
      for (const [i, path] of [file, walOf(file)].entries())
        expect(readFileSync(path).equals(bytes[i] ?? Buffer.of())).toBe(true)
    },
  )

  it.each([
    [20, 300],
    [300, 20],
    [100, 100],
    [5, 2000],
  ])("in which a store of %i events was made is found out beside one of %i", async (theirs, ours) => {
    const [file, other] = [await closed(ours), newFile()]
    const store = await storeAt(other)
    await appendMany(store, theirs)
    copyFileSync(walOf(other), walOf(file))
    await store.close()
    expect(logBelongs(file)).toBe(false)
  })

  it("that was left beside a backup put in the place of a file in use is found out", async () => {
    const source = await closed(100)
    const store = await storeAt(source)
    const backup = join(newFolder(), "copy.db")
    await store.backup(backup)()
    await appendMany(store, 200)
    withDatabase(source, (db) => db.exec("PRAGMA wal_checkpoint(RESTART)"))
    await appendMany(store, 200)
    copyFileSync(walOf(source), walOf(backup))
    expect(logBelongs(backup)).toBe(false)
    await store.close()
  })

  it("of a store that another works on is its own, and so is one that is not there", async () => {
    const file = newFile()
    const store = await storeAt(file)
    expect(logBelongs(file)).toBe(true)
    await appendMany(store, 50)
    expect(logBelongs(file)).toBe(true)
    await store.close()
    expect(existsSync(walOf(file))).toBe(false)
    expect(logBelongs(file)).toBe(true)
    expect(logBelongs(join(newFolder(), "none.db"))).toBe(true)
  })
})
