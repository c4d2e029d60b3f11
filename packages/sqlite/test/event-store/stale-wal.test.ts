import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs"
import { isDeepStrictEqual } from "node:util"
import { fc, test } from "@fast-check/vitest"
import { readAll } from "@shifan/testkit/events"
import { describe, expect, it } from "vitest"
import { logBelongs } from "../../src/event-store/index.js"
import { newFile, withDatabase } from "../database.js"
import { appendMany, isFoundDamaged, storeAt } from "./store.js"

const walOf = (file: string): string => `${file}-wal`

/** A closed store with this many events, in a single file. */
const closedStore = async (events: number): Promise<string> => {
  const file = newFile()
  const store = await storeAt(file)
  await appendMany(store, events)
  await store.close()
  return file
}

/** A store as left by a killed process: `inFile` events in the file, `inLog` more in the write-ahead log. */
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

/** Bytes of a write-ahead log's header and of each frame's header (sqlite.org/fileformat2.html, 4.1). */
const headerSize = 32
const frameHeaderSize = 24

/**
 * The log reduced to the frames of one database page, as one transaction. Recomputes the checksums, since each covers all
 * frames before it. The database has so few events that an index fits on one page.
 */
const onlyPage = (log: Buffer, page: number): Buffer => {
  const littleEndian = log.readUInt32BE(0) === 0x377f0682
  const frameSize = frameHeaderSize + log.readUInt32BE(8)
  const frames = Array.from({ length: Math.floor((log.length - headerSize) / frameSize) }, (_, i) =>
    Buffer.from(log.subarray(headerSize + i * frameSize, headerSize + (i + 1) * frameSize)),
  )
  const pages = frames.at(-1)?.readUInt32BE(4) ?? 0
  let sum = [log.readUInt32BE(24), log.readUInt32BE(28)] as const
  const add = (bytes: Buffer): void => {
    for (let at = 0; at < bytes.length; at += 8) {
      const [first, second] = [at, at + 4].map((i) => (littleEndian ? bytes.readUInt32LE(i) : bytes.readUInt32BE(i)))
      const a = (sum[0] + (first ?? 0) + sum[1]) >>> 0
      sum = [a, (sum[1] + (second ?? 0) + a) >>> 0]
    }
  }
  const kept = frames.filter((frame) => frame.readUInt32BE(0) === page)
  for (const [i, frame] of kept.entries()) {
    frame.writeUInt32BE(i === kept.length - 1 ? pages : 0, 4)
    add(frame.subarray(0, 8))
    add(frame.subarray(frameHeaderSize))
    frame.writeUInt32BE(sum[0], 16)
    frame.writeUInt32BE(sum[1], 20)
  }
  return Buffer.concat([log.subarray(0, headerSize), ...kept])
}

/** The rows of the table itself, without its indexes. */
const rowsOf = (file: string) =>
  withDatabase(file, (db) => db.prepare("SELECT * FROM event NOT INDEXED ORDER BY position").all(), { readOnly: true })

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
    "left by another store is detected at once or by the check of the whole file, which changes nothing",
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
  ])("in which a store of %i events was made is detected beside a store of %i", async (inLog, inFile) => {
    const file = await closedStore(inFile)
    const other = newFile()
    const store = await storeAt(other)
    await appendMany(store, inLog)
    copyFileSync(walOf(other), walOf(file))
    await store.close()
    expect(logBelongs(file)).toBe(false)
  })

  it("left beside a backup that replaced a file in use is detected", async () => {
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

  it("that leaves a gap after the file's last event is detected, even if it changes no event of the file", async () => {
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

  it.each([
    ["the table", "event", "first", "id = 'other' WHERE position = 1"],
    ["the table", "event", "last", "id = 'other' WHERE position = 3"],
    ["the index of ids", "sqlite_autoindex_event_1", "first", "id = 'other' WHERE position = 1"],
    ["the index of ids", "sqlite_autoindex_event_1", "last", "id = 'other' WHERE position = 3"],
    ["the index of streams", "sqlite_autoindex_event_2", "first", "stream = 'other' WHERE position = 1"],
    ["the index of streams", "sqlite_autoindex_event_2", "last", "revision = 99 WHERE position = 3"],
  ])("that changes only %s (%s) at the %s event is detected", async (_, name, __, change) => {
    const file = await closedStore(3)
    const other = newFile()
    copyFileSync(file, other)
    const rows = rowsOf(file)
    const log = withDatabase(other, (db) => {
      db.exec(`UPDATE event SET ${change}`)
      const select = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?")
      const page = Number(select.get(name)?.["rootpage"])
      return onlyPage(readFileSync(walOf(other)), page)
    })
    writeFileSync(walOf(file), log)
    expect(isDeepStrictEqual(rowsOf(file), rows)).toBe(name !== "event")
    expect(logBelongs(file)).toBe(false)
  })

  it("belongs to its store in use, and to any file if it is missing or empty", async () => {
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
