import { DatabaseSync } from "node:sqlite"
import { setTimeout } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { largestLeaf } from "@shifan/event-store"
import { commitFailureOf, failureOf } from "../../src/engine/failure.js"
import type { Alongside, SqliteStore } from "../../src/event-store/index.js"
import { all, append, appendMany, event, tagOf } from "./appending.js"
import { newFile, storeAt } from "./store.js"

const exec = (store: SqliteStore, sql: string) => store.transact((db) => E.right(db.exec(sql)))()

/** So many pages more than the file has now. */
const leaveRoom = async (store: SqliteStore, pages: number): Promise<void> => {
  await store.transact((db) => {
    const count = Number(db.prepare("PRAGMA page_count").get()?.["page_count"])
    return E.right(db.exec(`PRAGMA max_page_count = ${count + pages}`))
  })()
}

/** Another connection's; gives the way to release it. */
const lock = (file: string): (() => void) => {
  const db = new DatabaseSync(file)
  db.exec("BEGIN IMMEDIATE")
  return () => db.close()
}

const large = () => event(new Uint8Array(largestLeaf))

describe("a full disk", () => {
  it("refuses appends with a clear error, loses nothing, and leaves the store readable", async () => {
    const file = newFile()
    const store = await storeAt(file)
    await appendMany(store, 20)
    const before = await all(store)
    await leaveRoom(store, 4)
    expect(await append(store, "s", large())).toEqual(
      E.left({ _tag: "Unavailable", reason: `no room left for ${file}`, obstacle: { kind: "full", file } }),
    )
    expect(await all(store)).toEqual(before)
    expect(await store.faults()).toEqual(E.right([]))
  })

  it("tells everybody of a shared transaction the truth", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 20)
    const before = (await all(store)).length
    await leaveRoom(store, 4)
    const answers = await Promise.all([append(store, "s"), append(store, "t", large()), append(store, "u")])
    expect((await all(store)).length - before).toBe(answers.filter(E.isRight).length)
    expect(tagOf(answers[1] ?? E.right(0))).toBe("Unavailable")
  })

  it("takes the same append when there is room again", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 20)
    await leaveRoom(store, 4)
    const one = large()
    expect(tagOf(await append(store, "s", one))).toBe("Unavailable")
    expect(tagOf(await append(store, "s"))).toBe("made")
    await leaveRoom(store, 100)
    expect(await append(store, "s", one)).toMatchObject({ right: { repeated: false } })
  })
})

describe("another process's lock", () => {
  it("is waited for, while everything else goes on", async () => {
    const file = newFile()
    const store = await storeAt(file, { busyTimeout: 5000 })
    await append(store, "s")
    const release = lock(file)
    let answered = false
    const asked = append(store, "s").then((answer) => {
      answered = true
      return answer
    })
    await setTimeout(150)
    const read = await all(store)
    expect(answered).toBe(false)
    release()
    expect(read).toHaveLength(1)
    expect(tagOf(await asked)).toBe("made")
  })

  it("held too long makes appends unavailable, with nothing done", async () => {
    const file = newFile()
    const store = await storeAt(file, { busyTimeout: 100 })
    const release = lock(file)
    const began = performance.now()
    expect(await append(store, "s")).toEqual(
      E.left({
        _tag: "Unavailable",
        reason: `${file} is locked by another process`,
        obstacle: { kind: "locked", file },
      }),
    )
    expect(performance.now() - began).toBeGreaterThanOrEqual(100)
    release()
    expect(await all(store)).toEqual([])
    expect(tagOf(await append(store, "s"))).toBe("made")
  })

  it("of a reader that takes long, as a backup does, holds nobody up", async () => {
    const file = newFile()
    const store = await storeAt(file, { busyTimeout: 0 })
    await append(store, "s")
    const reader = new DatabaseSync(file, { readOnly: true })
    reader.exec("BEGIN")
    const seen = () => reader.prepare("SELECT count(*) AS n FROM event").get()?.["n"]
    expect(seen()).toBe(1)
    expect(tagOf(await append(store, "s"))).toBe("made")
    expect([seen(), (await all(store)).length]).toEqual([1, 2])
    reader.close()
  })

  it("does not hold up closing", async () => {
    const file = newFile()
    const store = await storeAt(file, { busyTimeout: 60_000 })
    const release = lock(file)
    const asked = append(store, "s")
    await setTimeout(20)
    await store.close()
    expect(tagOf(await asked)).toBe("Unavailable")
    release()
  })
})

describe("a transaction that SQLite will not commit", () => {
  /** Refuses at the COMMIT, not before: a reference to nothing that is only then looked after. */
  const dangling: Alongside = (db) => {
    db.exec("CREATE TABLE IF NOT EXISTS note (of INTEGER REFERENCES event DEFERRABLE INITIALLY DEFERRED)")
    const insert = db.prepare("INSERT INTO note VALUES (?)")
    return (events) => {
      for (const { stream } of events) if (stream === "bad") insert.run(999_999)
    }
  }

  it("fails for everybody in it, with nothing done, and the next goes well", async () => {
    const store = await storeAt(newFile(), { alongside: dangling })
    const answers = await Promise.all([append(store, "s"), append(store, "bad"), append(store, "t")])
    expect(answers.map(tagOf)).toEqual(["Unavailable", "Unavailable", "Unavailable"])
    expect(await all(store)).toEqual([])
    expect(tagOf(await append(store, "s"))).toBe("made")
  })
})

describe("a file that became read-only", () => {
  it("refuses appends with a clear error and stays readable", async () => {
    const file = newFile()
    const store = await storeAt(file)
    await append(store, "s")
    await exec(store, "PRAGMA query_only = ON")
    expect(await append(store, "s")).toEqual(
      E.left({ _tag: "Unavailable", reason: `${file} is read-only`, obstacle: { kind: "readOnly", file } }),
    )
    expect(await all(store)).toHaveLength(1)
  })
})

describe("what SQLite throws", () => {
  const thrown = (errcode: number) => Object.assign(new Error("why"), { errcode })

  it.each([
    [11, "Corrupt"],
    [26, "Corrupt"],
    [5, "Unavailable"],
    [5 + 256 * 2, "Unavailable"],
    [13, "Unavailable"],
    [10, "Unavailable"],
  ])("with code %i before a COMMIT is %s", (code, tag) => {
    expect(failureOf(thrown(code), "f")._tag).toBe(tag)
  })

  it.each([
    [13, false, "Unavailable"],
    [5, true, "Unavailable"],
    [19, true, "Unavailable"],
    [10 + 256 * 4, false, "OutcomeUnknown"],
    [11, false, "OutcomeUnknown"],
  ])("with code %i at a COMMIT, the transaction still open: %s, is %s", (code, open, tag) => {
    expect(commitFailureOf(thrown(code), "f", open)._tag).toBe(tag)
  })
})
