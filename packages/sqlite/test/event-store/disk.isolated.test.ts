/** Tests the store's calls to the file system, which leave no trace in the file's content. */
import type * as fs from "node:fs/promises"
import type * as sqlite from "node:sqlite"
import { readFileSync } from "node:fs"
import { basename, dirname } from "node:path"
import { pathToFileURL } from "node:url"
import * as E from "fp-ts/lib/Either.js"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { openSqliteStore } from "../../src/event-store/index.js"
import { newFile } from "../database.js"
import { appendMany, storeAt } from "./store.js"

const disk = vi.hoisted(() => ({
  /** Calls to the file system, in order. */
  calls: new Array<string>(),
  /** SQLite's name for a file system. `unix-none` has no locks and so no shared memory. */
  kind: "unix",
}))

vi.mock("node:fs/promises", async (original) => {
  const real: typeof fs = await original()
  return {
    ...real,
    rename: async (from: string, to: string) => {
      disk.calls.push(`rename ${basename(from)} ${basename(to)}`)
      await real.rename(from, to)
    },
    open: async (path: string, ...rest: ReadonlyArray<never>) => {
      const handle = await real.open(path, ...rest)
      const sync = handle.sync.bind(handle)
      handle.sync = async () => {
        disk.calls.push(`sync ${path}`)
        await sync()
      }
      return handle
    },
  }
})

vi.mock("node:sqlite", async (original) => {
  const real: typeof sqlite = await original()
  class OnDisk extends real.DatabaseSync {
    constructor(file: string, options: sqlite.DatabaseSyncOptions = {}) {
      const url = pathToFileURL(file)
      url.searchParams.set("vfs", disk.kind)
      super(url, options)
    }
  }
  return { ...real, DatabaseSync: OnDisk }
})

beforeEach(() => {
  disk.calls.length = 0
  disk.kind = "unix"
})

describe("a backup", () => {
  it("is reported only after its name is on the disk: the folder is synced after the renaming", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 5)
    const to = newFile("copy.db")
    expect(await store.backup(to)()).toEqual(E.right(undefined))
    expect(disk.calls).toEqual(["rename copy.db.part copy.db", `sync ${dirname(to)}`])
  })
})

describe("a store on a file system without shared memory", () => {
  it("is refused, since it cannot have a write-ahead log, and an existing file is left unchanged", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 5)
    const copy = newFile("copy.db")
    await store.backup(copy)()
    const bytes = readFileSync(copy)
    disk.kind = "unix-none"
    for (const options of [{ file: copy }, { file: newFile("new.db"), create: true }])
      expect(await openSqliteStore(options)()).toMatchObject({
        left: { _tag: "Unavailable", reason: expect.stringContaining("does not take a write-ahead log") },
      })
    disk.kind = "unix"
    expect(readFileSync(copy).equals(bytes)).toBe(true)
  })
})
