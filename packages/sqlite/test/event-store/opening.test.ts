import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { asOrdinaryUser, setPermissions, temporaryFolder } from "@shifan/testkit/basics"
import { readAll, must, outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { applicationId, openSqliteStore, schemaVersion } from "../../src/event-store/index.js"
import { newFile, withDatabase } from "../database.js"
import { appendMany, appendOne, isFoundDamaged, storeAt } from "./store.js"

const open = (file: string, options: { readonly create?: boolean; readonly readOnly?: boolean } = {}) =>
  openSqliteStore({ file, ...options })()

const allWays = [{}, { create: true }, { readOnly: true }]

describe("opening a file", () => {
  it("makes a missing file only with `create`", async () => {
    const file = newFile()
    expect(await open(file)).toEqual(E.left({ _tag: "FileMissing", file }))
    expect(await open(file, { readOnly: true, create: true })).toEqual(E.left({ _tag: "FileMissing", file }))
    expect(existsSync(file)).toBe(false)
    await appendOne(await storeAt(file), "s")
    expect(await readAll(await storeAt(file, { create: false }))).toHaveLength(1)
  })

  it("is refused in a missing folder", async () => {
    expect(outcomeOf(await open(join(temporaryFolder(), "none", "events.db"), { create: true }))).toBe("Unavailable")
  })

  it("sets up the write-ahead log, FULL by default, and Shifan's application id and version", async () => {
    const file = newFile()
    const pragmas = async (synchronous?: "NORMAL"): Promise<ReadonlyArray<unknown>> => {
      const store = await storeAt(file, synchronous === undefined ? {} : { synchronous })
      const names = [
        "journal_mode",
        "synchronous",
        "fullfsync",
        "foreign_keys",
        "trusted_schema",
        "application_id",
        "user_version",
      ]
      return must(
        store.transact((db) =>
          E.right(names.map((name) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])),
        ),
      )
    }
    expect(await pragmas()).toEqual(["wal", 2, 1, 1, 0, applicationId, schemaVersion])
    expect(await pragmas("NORMAL")).toEqual(["wal", 1, 1, 1, 0, applicationId, schemaVersion])
  })

  it("several times at once makes one store", async () => {
    const file = newFile()
    const stores = await Promise.all([storeAt(file), storeAt(file), storeAt(file)])
    for (const store of stores) expect(outcomeOf(await appendOne(store, "s"))).toBe("made")
    for (const store of stores) expect(await readAll(store)).toHaveLength(3)
  })

  it.each([
    ["another program's database", (file: string) => withDatabase(file, (db) => db.exec("CREATE TABLE t (a)"))],
    [
      "a database with another program's application id",
      (file: string) =>
        withDatabase(file, (db) =>
          db.exec("PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE event (a)"),
        ),
    ],
    [
      "an empty database with another program's application id",
      (file: string) => withDatabase(file, (db) => db.exec("PRAGMA application_id = 7")),
    ],
    [
      "an empty database with a version",
      (file: string) => withDatabase(file, (db) => db.exec("PRAGMA user_version = 1")),
    ],
    ["a text", (file: string) => writeFileSync(file, "Dear reader, ".repeat(500))],
  ])("that is %s is refused and leaves the file unchanged", async (_, make) => {
    const file = newFile()
    make(file)
    const before = readFileSync(file)
    for (const options of allWays) expect(await open(file, options)).toEqual(E.left({ _tag: "NotOurs", file }))
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(dirname(file))).toEqual(["events.db"])
  })

  it("that is empty makes a store only with `create`", async () => {
    const file = newFile()
    writeFileSync(file, "")
    expect(outcomeOf(await open(file))).toBe("NotOurs")
    expect(outcomeOf(await appendOne(await storeAt(file), "s"))).toBe("made")
  })

  it("of a newer version is refused with both versions and leaves the file unchanged", async () => {
    const file = newFile()
    await (await storeAt(file)).close()
    withDatabase(file, (db) => db.exec(`PRAGMA user_version = ${schemaVersion + 1}`))
    const before = readFileSync(file)
    for (const options of allWays)
      expect(await open(file, options)).toEqual(
        E.left({ _tag: "OtherVersion", file, version: schemaVersion + 1, known: schemaVersion }),
      )
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it("of version 0 upgrades the file, unless it is opened read-only", async () => {
    const file = newFile()
    withDatabase(file, (db) => db.exec(`PRAGMA application_id = ${applicationId}`))
    expect(await open(file, { readOnly: true })).toEqual(
      E.left({ _tag: "OtherVersion", file, version: 0, known: schemaVersion }),
    )
    expect(outcomeOf(await appendOne(await storeAt(file, { create: false }), "s"))).toBe("made")
  })

  it("that is a folder is refused", async () => {
    const file = temporaryFolder()
    for (const options of allWays) expect(await open(file, options)).toEqual(E.left({ _tag: "NotOurs", file }))
  })
})

describe("a store opened read-only", () => {
  it("refuses appends, and follows another writer", async () => {
    const file = newFile()
    const writer = await storeAt(file)
    await appendOne(writer, "s")
    const reader = await storeAt(file, { readOnly: true, pollInterval: 5 })
    expect(outcomeOf(await appendOne(reader, "s"))).toBe("Unavailable")
    expect(outcomeOf(await reader.transact(() => E.right(1))())).toBe("Unavailable")
    let count = 0
    reader.subscribe({}, async (batch) => void (count += batch.events.length))
    await appendOne(writer, "s")
    await vi.waitFor(() => expect(count).toBe(2), { timeout: 10_000, interval: 5 })
    expect(await readAll(reader)).toEqual(await readAll(writer))
  })
})

describe("a truncated file", () => {
  test.prop([fc.integer({ min: 1, max: 99 })], { numRuns: 6 })(
    "is found corrupt when it is opened or checked, and left unchanged by a reader",
    async (percent) => {
      const file = newFile()
      const store = await storeAt(file)
      await appendMany(store, 200)
      await store.close()
      truncateSync(file, Math.trunc((statSync(file).size * percent) / 100))
      const before = readFileSync(file)
      expect(await isFoundDamaged(file, { readOnly: true })).toBe(true)
      expect(readFileSync(file).equals(before)).toBe(true)
      expect(await isFoundDamaged(file)).toBe(true)
    },
  )
})

describe("a file that another process has locked", () => {
  it.each([{}, { readOnly: true }])(
    "opened with %j is refused with its name, and opens once the lock is gone",
    async (options) => {
      const file = newFile()
      const store = await storeAt(file)
      await appendOne(store, "s")
      await store.close()
      const other = new DatabaseSync(file)
      other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
      const obstacle = { kind: "locked", file } as const
      const refused = await openSqliteStore({ file, busyTimeout: 60, ...options })()
      other.close()
      expect(refused).toEqual(E.left({ _tag: "Unavailable", reason: `${file} is locked by another process`, obstacle }))
      expect(await readAll(await storeAt(file, options))).toHaveLength(1)
    },
  )
})

describe("a store without permission to write", () => {
  /** A closed store with one event. */
  const storeWithPermissions = async (folderMode: number, fileMode: number): Promise<string> => {
    const file = newFile()
    const store = await storeAt(file)
    await appendOne(store, "s")
    await store.close()
    setPermissions(file, fileMode)
    setPermissions(dirname(file), folderMode)
    onTestFinished(() => setPermissions(dirname(file), 0o700))
    return file
  }

  it("to its file is refused to a writer but not to a reader", async () => {
    const file = await storeWithPermissions(0o700, 0o400)
    const reason = `${file} is read-only`
    await asOrdinaryUser(async () => {
      expect(await openSqliteStore({ file })()).toEqual(
        E.left({ _tag: "Unavailable", reason, obstacle: { kind: "readOnly", file } }),
      )
      const reader = await must(openSqliteStore({ file, readOnly: true }))
      expect(await readAll(reader)).toHaveLength(1)
      await reader.close()
    })
  })

  it.each([0o600, 0o400])("to its folder is refused to both, whatever the file's permissions (%i)", async (mode) => {
    const file = await storeWithPermissions(0o500, mode)
    const before = readFileSync(file)
    await asOrdinaryUser(async () => {
      expect(await openSqliteStore({ file })()).toMatchObject({
        left: { _tag: "Unavailable", obstacle: { kind: "readOnly", file } },
      })
      expect(await openSqliteStore({ file, readOnly: true })()).toMatchObject({
        left: { _tag: "Unavailable", obstacle: { kind: "folderReadOnly", file } },
      })
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
