import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { temporaryFolder } from "@shifan/testkit/basics"
import { mustAppend, newEvents, readAll, outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it } from "vitest"
import { newFile } from "../database.js"
import { appendMany, appendOne, storeAt } from "./store.js"

describe("a backup", () => {
  it("taken under load is sound and holds at least the events acknowledged before it", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 300)
    const to = newFile("copy.db")
    const copied = new AbortController()
    const load = (async () => {
      while (!copied.signal.aborted) await appendMany(store, 20)
    })()
    expect(await store.backup(to)()).toEqual(E.right(undefined))
    copied.abort()
    await load
    const copy = await storeAt(to, { create: false })
    const inCopy = await readAll(copy)
    expect(await copy.faults()).toEqual(E.right([]))
    expect(inCopy.length).toBeGreaterThanOrEqual(300)
    expect(inCopy).toEqual((await readAll(store)).slice(0, inCopy.length))
  })

  it("is one file", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 5)
    const folder = temporaryFolder()
    await store.backup(join(folder, "copy.db"))()
    expect(readdirSync(folder)).toEqual(["copy.db"])
    const reader = await storeAt(join(folder, "copy.db"), { readOnly: true })
    expect(await readAll(reader)).toEqual(await readAll(store))
    expect(readdirSync(folder)).toEqual(["copy.db"])
  })

  it("has the permissions of the store", async () => {
    const file = newFile()
    const store = await storeAt(file)
    for (const mode of [0o600, 0o640]) {
      chmodSync(file, mode)
      const to = newFile("copy.db")
      await store.backup(to)()
      expect(statSync(to).mode & 0o777).toBe(mode)
    }
  })

  it("replaces no file, including the store's own", async () => {
    const file = newFile()
    const store = await storeAt(file)
    const taken = newFile("taken")
    writeFileSync(taken, "mine")
    for (const to of [taken, file]) expect(await store.backup(to)()).toEqual(E.left({ _tag: "FileExists", file: to }))
    expect(readFileSync(taken, "utf8")).toBe("mine")
  })

  it("replaces the remains of a killed backup", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 5)
    const to = newFile("copy.db")
    writeFileSync(`${to}.part`, "half a copy")
    expect(await store.backup(to)()).toEqual(E.right(undefined))
    expect(await readAll(await storeAt(to))).toEqual(await readAll(store))
    expect(existsSync(`${to}.part`)).toBe(false)
  })

  it("is refused into a missing folder and of a closed store", async () => {
    const store = await storeAt(newFile())
    const to = join(temporaryFolder(), "none", "copy.db")
    expect(outcomeOf(await store.backup(to)())).toBe("Unavailable")
    await store.close()
    expect(outcomeOf(await store.backup(to)())).toBe("Closed")
  })

  it("put in the place of the store refuses a checkpoint that it has not reached", async () => {
    const store = await storeAt(newFile())
    await appendOne(store, "s")
    const to = newFile("copy.db")
    await store.backup(to)()
    const { position } = await mustAppend(store, "s", "any", newEvents(1))
    const copy = await storeAt(to)
    expect(outcomeOf(await copy.subscribe({ after: position }, () => Promise.resolve()).ended)).toBe("Corrupt")
    await appendOne(copy, "s")
    expect(await readAll(copy, { after: position })).toEqual([])
  })
})
