import { readFileSync, statSync, truncateSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { must } from "@shifan/testkit"
import { describe, expect, it, onTestFinished } from "vitest"
import { openSqliteStore } from "../../src/event-store/index.js"
import { all, append, appendMany } from "./appending.js"
import { isAiling, newFile, storeAt } from "./store.js"
import { given, unprivileged } from "./unprivileged.js"

describe("a file that was cut off", () => {
  test.prop([fc.integer({ min: 1, max: 99 })], { numRuns: 10 })(
    "anywhere is found corrupt, at once or by its check, and to be read is not touched",
    async (percent) => {
      const file = newFile()
      const store = await storeAt(file)
      await appendMany(store, 200)
      await store.close()
      truncateSync(file, Math.trunc((statSync(file).size * percent) / 100))
      const before = readFileSync(file)
      expect(await isAiling(file, { readOnly: true })).toBe(true)
      expect(readFileSync(file).equals(before)).toBe(true)
      expect(await isAiling(file)).toBe(true)
    },
  )
})

describe("a file that another process keeps to itself", () => {
  it.each([{}, { readOnly: true }])("opened with %j is refused by name, then opens again", async (options) => {
    const file = newFile()
    const store = await storeAt(file)
    await append(store, "s")
    await store.close()
    const other = new DatabaseSync(file)
    other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
    const obstacle = { kind: "locked", file } as const
    const refused = await openSqliteStore({ file, busyTimeout: 60, ...options })()
    other.close()
    expect(refused).toEqual(E.left({ _tag: "Unavailable", reason: `${file} is locked by another process`, obstacle }))
    expect(await all(await storeAt(file, options))).toHaveLength(1)
  })
})

describe("where nothing can be written", () => {
  /** A closed store of one event. */
  const kept = async (folderMode: number, fileMode: number): Promise<string> => {
    const file = newFile()
    const store = await storeAt(file)
    await append(store, "s")
    await store.close()
    given(file, fileMode)
    given(dirname(file), folderMode)
    onTestFinished(() => given(dirname(file), 0o700))
    return file
  }

  it("in a file, a writer is refused and a reader is not", async () => {
    const file = await kept(0o700, 0o400)
    const reason = `${file} is read-only`
    await unprivileged(async () => {
      expect(await openSqliteStore({ file })()).toEqual(
        E.left({ _tag: "Unavailable", reason, obstacle: { kind: "readOnly", file } }),
      )
      const reader = await must(openSqliteStore({ file, readOnly: true }))
      expect(await all(reader)).toHaveLength(1)
      await reader.close()
    })
  })

  it.each([0o600, 0o400])("in a folder, both are, whatever the file (%i)", async (mode) => {
    const file = await kept(0o500, mode)
    const before = readFileSync(file)
    await unprivileged(async () => {
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
