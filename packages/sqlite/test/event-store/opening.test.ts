import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { applicationId, openSqliteStore, schemaVersion } from "../../src/event-store/index.js"
import { all, append, tagOf } from "./appending.js"
import { newFile, newFolder, storeAt, withDatabase } from "./store.js"

const open = (file: string, options: { readonly create?: boolean; readonly readOnly?: boolean } = {}) =>
  openSqliteStore({ file, ...options })()

describe("opening a file", () => {
  it("makes a missing one when it is told to, and only then", async () => {
    const file = newFile()
    expect(await open(file)).toEqual(E.left({ _tag: "FileMissing", file }))
    expect(await open(file, { readOnly: true, create: true })).toEqual(E.left({ _tag: "FileMissing", file }))
    expect(existsSync(file)).toBe(false)
    await append(await storeAt(file), "s")
    expect(await all(await storeAt(file, { create: false }))).toHaveLength(1)
  })

  it("in a folder that is not there is refused", async () => {
    expect(tagOf(await open(join(newFolder(), "none", "events.db"), { create: true }))).toBe("Unavailable")
  })

  it("sets it up: write-ahead log, FULL unless told, our mark and version", async () => {
    const file = newFile()
    const pragmas = async (synchronous?: "NORMAL"): Promise<ReadonlyArray<unknown>> => {
      const store = await storeAt(file, synchronous === undefined ? {} : { synchronous })
      const names = ["journal_mode", "synchronous", "foreign_keys", "application_id", "user_version"]
      const asked = await store.transact((db) =>
        E.right(names.map((name) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])),
      )()
      return E.isRight(asked) ? asked.right : []
    }
    expect(await pragmas()).toEqual(["wal", 2, 1, applicationId, schemaVersion])
    expect(await pragmas("NORMAL")).toEqual(["wal", 1, 1, applicationId, schemaVersion])
  })

  it("by several at once makes one store", async () => {
    const file = newFile()
    const stores = await Promise.all([storeAt(file), storeAt(file), storeAt(file)])
    for (const store of stores) expect(tagOf(await append(store, "s"))).toBe("made")
    for (const store of stores) expect(await all(store)).toHaveLength(3)
  })

  it.each([
    ["another program's database", (file: string) => withDatabase(file, (db) => db.exec("CREATE TABLE t (a)"))],
    [
      "a database with another program's mark",
      (file: string) =>
        withDatabase(file, (db) =>
          db.exec("PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE event (a)"),
        ),
    ],
    ["a text", (file: string) => writeFileSync(file, "Dear reader, ".repeat(500))],
  ])("that is %s is refused, and leaves it as it was", async (_, make) => {
    const file = newFile()
    make(file)
    const before = readFileSync(file)
    for (const options of [{}, { create: true }, { readOnly: true }])
      expect(await open(file, options)).toEqual(E.left({ _tag: "NotOurs", file }))
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(dirname(file))).toEqual(["events.db"])
  })

  it("that is empty makes a store of it when it is told to, and only then", async () => {
    const file = newFile()
    writeFileSync(file, "")
    expect(tagOf(await open(file))).toBe("NotOurs")
    expect(tagOf(await append(await storeAt(file), "s"))).toBe("made")
  })

  it("of a newer version is refused with both versions, and leaves it as it was", async () => {
    const file = newFile()
    await (await storeAt(file)).close()
    withDatabase(file, (db) => db.exec(`PRAGMA user_version = ${schemaVersion + 1}`))
    const before = readFileSync(file)
    for (const options of [{}, { create: true }, { readOnly: true }])
      expect(await open(file, options)).toEqual(
        E.left({ _tag: "OtherVersion", file, version: schemaVersion + 1, known: schemaVersion }),
      )
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it("of version 0 brings it forward, unless it is opened to be read", async () => {
    const file = newFile()
    withDatabase(file, (db) => db.exec(`PRAGMA application_id = ${applicationId}`))
    expect(await open(file, { readOnly: true })).toEqual(
      E.left({ _tag: "OtherVersion", file, version: 0, known: schemaVersion }),
    )
    expect(tagOf(await append(await storeAt(file, { create: false }), "s"))).toBe("made")
  })

  it("that is a folder is refused", async () => {
    const file = newFolder()
    for (const options of [{}, { create: true }, { readOnly: true }])
      expect(await open(file, options)).toEqual(E.left({ _tag: "NotOurs", file }))
  })
})

describe("a store opened to be read", () => {
  it("refuses appends, and follows what another writes", async () => {
    const file = newFile()
    const writer = await storeAt(file)
    await append(writer, "s")
    const reader = await storeAt(file, { readOnly: true, pollInterval: 5 })
    expect(tagOf(await append(reader, "s"))).toBe("Unavailable")
    expect(tagOf(await reader.transact(() => E.right(1))())).toBe("Unavailable")
    const seen = Promise.withResolvers<number>()
    let count = 0
    reader.subscribe({}, async (batch) => {
      count += batch.events.length
      if (count === 2) seen.resolve(count)
    })
    await append(writer, "s")
    expect(await seen.promise).toBe(2)
    expect(await all(reader)).toEqual(await all(writer))
  })
})
