import { DatabaseSync } from "node:sqlite"
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import { largestLeaf } from "@shifan/event-store"
import { observed } from "@shifan/testkit/basics"
import { readAll, outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it } from "vitest"
import { commitFailureOf, failureOf } from "../../src/engine/transaction.js"
import type { Alongside, SqliteStore } from "../../src/event-store/index.js"
import { newFile } from "../database.js"
import { appendMany, appendOne, eventOfSize, storeAt } from "./store.js"

const limitGrowth = async (store: SqliteStore, pages: number): Promise<void> => {
  await store.transact((db) => {
    const count = Number(db.prepare("PRAGMA page_count").get()?.["page_count"])
    return E.right(db.exec(`PRAGMA max_page_count = ${count + pages}`))
  })()
}

/** Takes the lock from another connection; returns a function that releases it. */
const lock = (file: string): (() => void) => {
  const db = new DatabaseSync(file)
  db.exec("BEGIN IMMEDIATE")
  return () => db.close()
}

const large = () => eventOfSize(largestLeaf)

describe("a full disk", () => {
  it("makes the store refuse appends with a clear error, lose nothing and remain readable", async () => {
    const file = newFile()
    const store = await storeAt(file)
    await appendMany(store, 20)
    const before = await readAll(store)
    await limitGrowth(store, 4)
    expect(await appendOne(store, "s", large())).toEqual(
      E.left({ _tag: "Unavailable", reason: `the disk is full: ${file}`, obstacle: { kind: "full", file } }),
    )
    expect(await readAll(store)).toEqual(before)
    expect(await store.faults()).toEqual(E.right([]))
    observed("fullDisks", { refused: 1, kept: before.length, goneOn: 0 })
  })

  it("leaves each append of a shared transaction a true answer", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 20)
    const before = (await readAll(store)).length
    await limitGrowth(store, 4)
    const answers = await Promise.all([appendOne(store, "s"), appendOne(store, "t", large()), appendOne(store, "u")])
    expect((await readAll(store)).length - before).toBe(answers.filter(E.isRight).length)
    expect(outcomeOf(answers[1])).toBe("Unavailable")
    observed("fullDisks", {
      refused: answers.filter(E.isLeft).length,
      kept: before,
      goneOn: answers.filter(E.isRight).length,
    })
  })

  it("lets the same append succeed when there is room again", async () => {
    const store = await storeAt(newFile())
    await appendMany(store, 20)
    await limitGrowth(store, 4)
    const refused = large()
    expect(outcomeOf(await appendOne(store, "s", refused))).toBe("Unavailable")
    expect(outcomeOf(await appendOne(store, "s"))).toBe("made")
    await limitGrowth(store, 100)
    expect(await appendOne(store, "s", refused)).toMatchObject({ right: { repeated: false } })
    observed("fullDisks", { refused: 1, kept: 20, goneOn: 2 })
  })
})

describe("another process's lock", () => {
  it("holds up an append but not reads", async () => {
    const file = newFile()
    const store = await storeAt(file, { busyTimeout: 60_000 })
    await appendOne(store, "s")
    const release = lock(file)
    let isAnswered = false
    const appending = appendOne(store, "s").then((answer) => {
      isAnswered = true
      return answer
    })
    // In each turn of the event loop, the append tries the lock and is refused.
    for (let turns = 0; turns < 3; turns++) {
      await setImmediate()
      expect(await readAll(store)).toHaveLength(1)
    }
    expect(isAnswered).toBe(false)
    release()
    expect(outcomeOf(await appending)).toBe("made")
  })

  it("held too long makes an append unavailable, with nothing done", async () => {
    const file = newFile()
    const store = await storeAt(file, { busyTimeout: 100 })
    const release = lock(file)
    const start = performance.now()
    expect(await appendOne(store, "s")).toEqual(
      E.left({
        _tag: "Unavailable",
        reason: `${file} is locked by another process`,
        obstacle: { kind: "locked", file },
      }),
    )
    expect(performance.now() - start).toBeGreaterThanOrEqual(100)
    release()
    expect(await readAll(store)).toEqual([])
    expect(outcomeOf(await appendOne(store, "s"))).toBe("made")
  })

  it("for a long read, such as a backup, holds up no append", async () => {
    const file = newFile()
    const store = await storeAt(file, { busyTimeout: 0 })
    await appendOne(store, "s")
    const reader = new DatabaseSync(file, { readOnly: true })
    reader.exec("BEGIN")
    const count = () => reader.prepare("SELECT count(*) AS n FROM event").get()?.["n"]
    expect(count()).toBe(1)
    expect(outcomeOf(await appendOne(store, "s"))).toBe("made")
    expect([count(), (await readAll(store)).length]).toEqual([1, 2])
    reader.close()
  })

  it("does not hold up closing", async () => {
    const file = newFile()
    const store = await storeAt(file, { busyTimeout: 600_000 })
    const release = lock(file)
    const appending = appendOne(store, "s")
    await setImmediate()
    await store.close()
    expect(outcomeOf(await appending)).toBe("Unavailable")
    release()
  })
})

describe("a transaction that SQLite will not commit", () => {
  /** Writes a foreign key violation that shows only at the COMMIT. */
  const dangling: Alongside = (db) => {
    db.exec("CREATE TABLE IF NOT EXISTS note (of INTEGER REFERENCES event DEFERRABLE INITIALLY DEFERRED)")
    const insert = db.prepare("INSERT INTO note VALUES (?)")
    return (events) => {
      for (const { stream } of events) if (stream === "bad") insert.run(999_999)
    }
  }

  it("fails for all its appends, with nothing done, and the next one succeeds", async () => {
    const store = await storeAt(newFile(), { alongside: dangling })
    const answers = await Promise.all([appendOne(store, "s"), appendOne(store, "bad"), appendOne(store, "t")])
    expect(answers.map(outcomeOf)).toEqual(["Unavailable", "Unavailable", "Unavailable"])
    expect(await readAll(store)).toEqual([])
    expect(outcomeOf(await appendOne(store, "s"))).toBe("made")
  })
})

describe("a store whose file became read-only", () => {
  it("refuses appends with a clear error and stays readable", async () => {
    const file = newFile()
    const store = await storeAt(file)
    await appendOne(store, "s")
    await store.transact((db) => E.right(db.exec("PRAGMA query_only = ON")))()
    expect(await appendOne(store, "s")).toEqual(
      E.left({ _tag: "Unavailable", reason: `${file} is read-only`, obstacle: { kind: "readOnly", file } }),
    )
    expect(await readAll(store)).toHaveLength(1)
  })
})

describe("an exception from SQLite", () => {
  const thrown = (errcode: number) => Object.assign(new Error("why"), { errcode })

  it.each([
    [11, "Corrupt"],
    [26, "Corrupt"],
    [5, "Unavailable"],
    [5 + 256 * 2, "Unavailable"],
    [13, "Unavailable"],
    [10, "Unavailable"],
  ])("with code %i before a COMMIT means %s", (code, tag) => {
    expect(failureOf(thrown(code), "f")._tag).toBe(tag)
  })

  it.each([
    [13, false, "Unavailable"],
    [5, true, "Unavailable"],
    [19, true, "Unavailable"],
    [10 + 256 * 4, false, "OutcomeUnknown"],
    [11, false, "OutcomeUnknown"],
  ])("with code %i at a COMMIT, with the transaction still open: %s, means %s", (code, open, tag) => {
    expect(commitFailureOf(thrown(code), "f", open)._tag).toBe(tag)
  })
})
