import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { all, append, appendMany, tagOf } from "./appending.js"
import { newFile, newFolder, storeAt } from "./store.js"

describe("a backup", () => {
  it("taken under load is sound, and holds at least what was acknowledged before it", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 300)
    const to = join(newFolder(), "copy.db")
    const copied = new AbortController()
    const load = (async () => {
      while (!copied.signal.aborted) await appendMany(store, 20)
    })()
    expect(await store.backup(to)()).toEqual(E.right(undefined))
    copied.abort()
    await load
    const copy = await storeAt(to, { create: false })
    const there = await all(copy)
    expect(await copy.faults()).toEqual(E.right([]))
    expect(there.length).toBeGreaterThanOrEqual(300)
    expect(there).toEqual((await all(store)).slice(0, there.length))
  })

  it("is one file", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 5)
    const folder = newFolder()
    await store.backup(join(folder, "copy.db"))()
    expect(readdirSync(folder)).toEqual(["copy.db"])
    const reader = await storeAt(join(folder, "copy.db"), { readOnly: true })
    expect(await all(reader)).toEqual(await all(store))
    expect(readdirSync(folder)).toEqual(["copy.db"])
  })

  it("may be read by those who may read the store", async () => {
    const file = newFile()
    const store = await storeAt(file)
    for (const mode of [0o600, 0o640]) {
      chmodSync(file, mode)
      const to = join(newFolder(), "copy.db")
      await store.backup(to)()
      expect(statSync(to).mode & 0o777).toBe(mode)
    }
  })

  it("replaces no file, not even the store's own", async () => {
    const file = newFile()
    const store = await storeAt(file)
    const taken = join(newFolder(), "taken")
    writeFileSync(taken, "mine")
    for (const to of [taken, file]) expect(await store.backup(to)()).toEqual(E.left({ _tag: "FileExists", file: to }))
    expect(readFileSync(taken, "utf8")).toBe("mine")
  })

  it("into a folder that is not there is refused, and of a closed store", async () => {
    const store = await storeAt(newFile())
    const nowhere = join(newFolder(), "none", "copy.db")
    expect(tagOf(await store.backup(nowhere)())).toBe("Unavailable")
    await store.close()
    expect(tagOf(await store.backup(nowhere)())).toBe("Closed")
  })

  it("brought back refuses a checkpoint that it has not reached", async () => {
    const store = await storeAt(newFile())
    await append(store, "s")
    const to = join(newFolder(), "copy.db")
    await store.backup(to)()
    const later = await append(store, "s")
    const copy = await storeAt(to)
    const checkpoint = E.isRight(later) ? later.right.position : ""
    expect(tagOf(await copy.subscribe({ after: checkpoint }, () => Promise.resolve()).ended)).toBe("Corrupt")
    await append(copy, "s")
    expect(await copy.readAll({ after: checkpoint })[Symbol.asyncIterator]().next()).toEqual({
      done: true,
      value: undefined,
    })
  })
})
