import { copyFileSync, existsSync, readFileSync } from "node:fs"
import { fc, test } from "@fast-check/vitest"
import { readAll } from "@shifan/testkit/events"
import { describe, expect, it } from "vitest"
import { logBelongs } from "../../src/event-store/index.js"
import { newFile, withDatabase } from "../database.js"
import { appendMany, isFoundDamaged, storeAt } from "./store.js"

const walOf = (file: string): string => `${file}-wal`

/** A closed store of so many events, as a file by itself. */
const closedStore = async (events: number): Promise<string> => {
  const file = newFile()
  const store = await storeAt(file)
  await appendMany(store, events)
  await store.close()
  return file
}

/** As a killed process leaves it: a file of so many events, and a write-ahead log of so many more. */
const killedStore = async (inFile: number, inLog: number): Promise<string> => {
  const source = await closedStore(inFile)
  const store = await storeAt(source)
  await appendMany(store, inLog)
  const file = newFile()
  copyFileSync(source, file)
  copyFileSync(walOf(source), walOf(file))
  await store.close()
  return file
}

const counts = fc.integer({ min: 1, max: 300 })

describe("a write-ahead log beside a file", () => {
  test.prop([counts, counts], { numRuns: 5 })("is recognised as the file's own", async (inFile, inLog) => {
    const file = await killedStore(inFile, inLog)
    const bytes = readFileSync(file)
    expect(logBelongs(file)).toBe(true)
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(await readAll(await storeAt(file))).toHaveLength(inFile + inLog)
  })

  test.prop([counts, counts, counts], { numRuns: 8 })(
    "that another store left is detected, at once or by the check of the whole file, and nothing is touched",
    async (inFile, otherInFile, otherInLog) => {
      const file = await closedStore(inFile)
      copyFileSync(walOf(await killedStore(otherInFile, otherInLog)), walOf(file))
      const before = [file, walOf(file)].map((path) => readFileSync(path).toString("hex"))
      expect(logBelongs(file) && !(await isFoundDamaged(file, { readOnly: true }))).toBe(false)
      expect([file, walOf(file)].map((path) => readFileSync(path).toString("hex"))).toEqual(before)
    },
  )

  it.each([
    [20, 300],
    [300, 20],
    [100, 100],
    [5, 2000],
  ])("in which a store of %i events was made is detected beside one of %i", async (inLog, inFile) => {
    const file = await closedStore(inFile)
    const other = newFile()
    const store = await storeAt(other)
    await appendMany(store, inLog)
    copyFileSync(walOf(other), walOf(file))
    await store.close()
    expect(logBelongs(file)).toBe(false)
  })

  it("left beside a backup that was put in the place of a file in use is detected", async () => {
    const source = await closedStore(100)
    const store = await storeAt(source)
    const backup = newFile("copy.db")
    await store.backup(backup)()
    await appendMany(store, 200)
    withDatabase(source, (db) => db.exec("PRAGMA wal_checkpoint(RESTART)"))
    await appendMany(store, 200)
    copyFileSync(walOf(source), walOf(backup))
    expect(logBelongs(backup)).toBe(false)
    await store.close()
  })

  it("that leaves a gap after the file's last event is detected, though it changes none of the file's events", async () => {
    const file = await closedStore(3)
    const other = newFile()
    copyFileSync(file, other)
    withDatabase(other, (db) => {
      const insert = db.prepare("INSERT INTO event VALUES (?, ?, 't', ?, 'Happened', x'7b7d')")
      for (const position of [5, 6]) insert.run(position, `id-${position}`, position)
      copyFileSync(walOf(other), walOf(file))
    })
    expect(logBelongs(file)).toBe(false)
  })

  it("of a store in use is its own, and a missing or empty one belongs to any file", async () => {
    const file = newFile()
    const store = await storeAt(file)
    expect(logBelongs(file)).toBe(true)
    await appendMany(store, 50)
    expect(logBelongs(file)).toBe(true)
    await store.close()
    expect(existsSync(walOf(file))).toBe(false)
    expect(logBelongs(file)).toBe(true)
    expect(logBelongs(newFile("none.db"))).toBe(true)
  })
})
