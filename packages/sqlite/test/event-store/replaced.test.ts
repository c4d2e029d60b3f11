import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { readAll } from "@shifan/testkit/events"
import { collect } from "@shifan/event-store"
import { describe, expect, it } from "vitest"
import { openSqliteStore } from "../../src/event-store/index.js"
import { losesWriteAheadLog } from "../../src/known-bugs.js"
import { newFile } from "../database.js"
import { appendMany, appendOne, storeAt } from "./store.js"

/** Mishaps to the files of an open store. */
const mishaps: Readonly<Record<string, (file: string) => void>> = {
  "was deleted": (file) => rmSync(file),
  "was deleted with the files beside it": (file) => {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true })
  },
  "was moved": (file) => renameSync(file, `${file}.old`),
  "was replaced by a copy of itself": (file) => {
    copyFileSync(file, `${file}.copy`)
    renameSync(`${file}.copy`, file)
  },
  "was replaced by another program's file": (file) => {
    rmSync(file)
    writeFileSync(file, "text")
  },
  "was moved and linked back": (file) => {
    renameSync(file, `${file}.moved`)
    symlinkSync(`${file}.moved`, file)
  },
  "lost its write-ahead log": (file) => rmSync(`${file}-wal`),
}

describe("a store whose file", () => {
  it.each(Object.keys(mishaps))("%s acknowledges no append and reads nothing", async (mishap) => {
    const file = newFile()
    const store = await storeAt(file)
    await appendMany(store, 20)
    mishaps[mishap]?.(file)
    const replaced = E.left({
      _tag: "Unavailable",
      reason: `${file} was moved, deleted or replaced while it was open`,
      obstacle: { kind: "replaced", file },
    })
    expect(await appendOne(store, "s")).toEqual(replaced)
    expect(await collect(store.readAll())).toEqual(replaced)
    expect(await store.transact(() => E.right(1))()).toEqual(replaced)
  })

  it("was put back acknowledges no append either, since the file may lack events written in between", async () => {
    const file = newFile()
    const store = await storeAt(file)
    await appendMany(store, 3)
    renameSync(file, `${file}.old`)
    expect(E.isLeft(await appendOne(store, "s"))).toBe(true)
    renameSync(`${file}.old`, file)
    expect(E.isLeft(await appendOne(store, "s"))).toBe(true)
    await store.close()
    expect(await readAll(await storeAt(file))).toHaveLength(3)
  })

  it("was opened by a link that then leads elsewhere, or that lost its log, acknowledges no append", async () => {
    for (const mishap of ["link", "log"] as const) {
      const file = newFile()
      const link = `${file}.link`
      const made = await storeAt(file)
      await appendMany(made, 3)
      await made.close()
      symlinkSync(file, link)
      const store = await storeAt(link)
      await appendMany(store, 3)
      if (mishap === "log") rmSync(`${file}-wal`)
      else {
        copyFileSync(file, `${file}.copy`)
        rmSync(link)
        symlinkSync(`${file}.copy`, link)
      }
      expect(await appendOne(store, "s")).toMatchObject({ left: { obstacle: { kind: "replaced" } } })
    }
  })

  it("is in a folder that was moved and linked back is the same for everybody", async () => {
    const folder = join(dirname(newFile()), "office")
    mkdirSync(folder)
    const file = join(folder, "shifan.db")
    const store = await storeAt(file)
    await appendMany(store, 3)
    renameSync(folder, `${folder}.moved`)
    symlinkSync(`${folder}.moved`, folder)
    const other = await storeAt(file)
    expect(E.isRight(await appendOne(other, "s"))).toBe(true)
    expect(E.isRight(await appendOne(store, "s"))).toBe(true)
    expect(await readAll(await storeAt(join(`${folder}.moved`, basename(file))))).toHaveLength(5)
  })

  it("gets a second name acknowledges no append and reads nothing while it has two, under either", async () => {
    const file = newFile()
    const store = await storeAt(file)
    await appendMany(store, 3)
    linkSync(file, `${file}.link`)
    const hardLinked = { left: { _tag: "Unavailable", obstacle: { kind: "hardLinked", file } } }
    expect(await appendOne(store, "s")).toMatchObject(hardLinked)
    expect(await collect(store.readAll())).toMatchObject(hardLinked)
    for (const name of [file, `${file}.link`])
      for (const readOnly of [false, true]) {
        const refused = { left: { obstacle: { kind: "hardLinked", file: name } } }
        expect(await openSqliteStore({ file: name, readOnly })()).toMatchObject(refused)
      }
    expect(existsSync(`${file}.link-wal`)).toBe(false)
    rmSync(`${file}.link`)
    expect(E.isRight(await appendOne(store, "s"))).toBe(true)
    expect(await readAll(await storeAt(file))).toHaveLength(4)
  })

  it("disappears during a commit reports an unknown outcome", async () => {
    const file = newFile()
    const store = await storeAt(file)
    await appendMany(store, 3)
    const answer = await store.transact(() => E.right(renameSync(file, `${file}.old`)))()
    expect(answer).toMatchObject({ left: { _tag: "OutcomeUnknown" } })
  })

  it("is used by others, checkpointed and backed up still works", async () => {
    const file = newFile()
    const [store, other] = [await storeAt(file), await storeAt(file)]
    await appendMany(store, 20)
    await appendMany(other, 20)
    using db = new DatabaseSync(file)
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)")
    expect(E.isRight(await store.backup(`${file}.backup`)())).toBe(true)
    expect(E.isRight(await appendOne(store, "s"))).toBe(true)
    await other.close()
    expect(await readAll(store)).toHaveLength(41)
  })
})

describe("a version of SQLite", () => {
  it.each(["3.7.0", "3.43.9", "3.44.5", "3.45.3", "3.50.6", "3.51.2"])("%s may lose a write-ahead log", (version) => {
    expect(losesWriteAheadLog(version)).toBe(true)
  })

  it.each(["3.44.6", "3.50.7", "3.51.3", "3.52.0", "3.53.4", "4.0.0"])(
    "%s does not lose a write-ahead log",
    (version) => {
      expect(losesWriteAheadLog(version)).toBe(false)
    },
  )
})
