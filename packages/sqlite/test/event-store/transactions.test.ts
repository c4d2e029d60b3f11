import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { append, newEvent, newEvents, readAll, outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it } from "vitest"
import { groupCommit } from "../../src/engine/group-commit.js"
import type { Alongside, SqliteStore } from "../../src/event-store/index.js"
import { newFile, withDatabase } from "../database.js"
import { appendOne, storeAt } from "./store.js"

/** Counts events by stream; refuses the stream "bad". */
const counts: Alongside = (db) => {
  db.exec("CREATE TABLE IF NOT EXISTS count (stream TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT")
  const add = db.prepare("INSERT INTO count VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1")
  return (stored) => {
    for (const { stream } of stored) {
      add.run(stream)
      if (stream === "bad") throw new Error("nothing may be written of this stream")
    }
  }
}

const countsIn = (file: string): Readonly<Record<string, unknown>> =>
  withDatabase(file, (db) => {
    const rows = db.prepare("SELECT stream, n FROM count").all()
    return Object.fromEntries(rows.map(({ stream, n }) => [String(stream), n]))
  })

describe("tables alongside", () => {
  it("are written in the transaction of the events, across restarts, and not for a retry", async () => {
    const file = newFile()
    const retried = newEvent()
    for (const _ of [1, 2]) {
      const store = await storeAt(file, { alongside: counts })
      await Promise.all([appendOne(store, "s"), appendOne(store, "t"), append(store, "u", "noStream", [retried])])
      await append(store, "v", "any", newEvents(2))
      await store.close()
    }
    expect(countsIn(file)).toEqual({ s: 2, t: 2, u: 1, v: 4 })
  })

  it("undo an append that they refuse, but no other append", async () => {
    const file = newFile()
    const store = await storeAt(file, { alongside: counts })
    const answers = await Promise.all([appendOne(store, "s"), appendOne(store, "bad"), appendOne(store, "t")])
    expect(answers.map(outcomeOf)).toEqual(["made", "Unavailable", "made"])
    expect((await readAll(store)).map(({ stream }) => stream)).toEqual(["s", "t"])
    expect(countsIn(file)).toEqual({ s: 1, t: 1 })
  })

  it("receive the positions and revisions that readers see", async () => {
    const stored: Array<unknown> = []
    const store = await storeAt(newFile(), { alongside: () => (batch) => void stored.push(...batch) })
    await append(store, "s", "any", newEvents(2))
    await appendOne(store, "s")
    expect(stored).toEqual(await readAll(store))
  })

  it("that cannot be made keep the store from opening, and leave nothing behind", async () => {
    const file = newFile()
    const failing: Alongside = (db) => {
      db.exec("CREATE TABLE half (a)")
      db.exec("CREATE TABLE event (a)")
      return () => {}
    }
    await expect(storeAt(file, { alongside: failing })).rejects.toThrow("already exists")
    const tables = withDatabase(file, (db) => db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all())
    expect(tables).toEqual([{ name: "event" }])
  })
})

describe("a transaction of the caller", () => {
  const setCount = (
    store: SqliteStore,
    n: number,
    answer: E.Either<{ readonly _tag: "NotAcceptable"; readonly reason: string }, number>,
  ) =>
    store.transact((db) => {
      db.prepare("INSERT OR REPLACE INTO count VALUES ('own', ?)").run(n)
      return answer
    })()

  it("is durable when it is answered, and is undone by a Left or an exception", async () => {
    const file = newFile()
    const store = await storeAt(file, { alongside: counts })
    expect(await setCount(store, 1, E.right(7))).toEqual(E.right(7))
    const no = E.left({ _tag: "NotAcceptable", reason: "no" } as const)
    expect(await setCount(store, 2, no)).toEqual(no)
    const throwing = store.transact((db) => {
      db.exec("UPDATE count SET n = 3")
      throw new Error("no")
    })
    expect(outcomeOf(await throwing())).toBe("Unavailable")
    expect(countsIn(file)).toEqual({ own: 1 })
  })

  it("is refused as Closed after closing", async () => {
    const store = await storeAt(newFile())
    await store.close()
    expect(outcomeOf(await store.transact(() => E.right(1))())).toBe("Closed")
  })
})

describe("group commit", () => {
  it("shares a transaction between up to 256 pieces of work that arrive in one turn", async () => {
    using db = new DatabaseSync(":memory:")
    let commits = 0
    const group = groupCommit(db, {
      file: "f",
      busyTimeout: 0,
      watch: { fault: () => undefined },
      onCommit: () => commits++,
    })
    const run = (n: number) => Promise.all(Array.from({ length: n }, (_, i) => group.run(() => E.right(i))))
    expect(await run(64)).toEqual(Array.from({ length: 64 }, (_, i) => E.right(i)))
    expect(commits).toBe(1)
    await run(256)
    expect(commits).toBe(2)
    await run(257)
    expect(commits).toBe(4)
  })

  it("answers no append before the COMMIT", async () => {
    const file = newFile()
    const store = await storeAt(file)
    const seenByOthers = () => withDatabase(file, (db) => db.prepare("SELECT count(*) AS n FROM event").get()?.["n"])
    const answers = Array.from({ length: 5 }, (_, i) => appendOne(store, `s-${i}`).then(seenByOthers))
    expect(await Promise.all(answers)).toEqual([5, 5, 5, 5, 5])
  })
})
