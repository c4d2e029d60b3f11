import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import type { Alongside, SqliteStore } from "../../src/event-store/index.js"
import { groupCommit } from "../../src/event-store/group-commit.js"
import { all, append, event, tagOf } from "./appending.js"
import { newFile, storeAt, withDatabase } from "./store.js"

/** A count of events by stream; it will hear of no stream called "bad". */
const counts: Alongside = (db) => {
  db.exec("CREATE TABLE IF NOT EXISTS count (stream TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT")
  const add = db.prepare("INSERT INTO count VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1")
  return (events) => {
    for (const { stream } of events) {
      add.run(stream)
      if (stream === "bad") throw new Error("of this nothing may be written")
    }
  }
}

const counted = (file: string): ReadonlyMap<unknown, unknown> =>
  withDatabase(
    file,
    (db) =>
      new Map(
        db
          .prepare("SELECT stream, n FROM count")
          .all()
          .map(({ stream, n }) => [stream, n]),
      ),
  )

describe("tables alongside", () => {
  it("are written in the transaction of the events, over restarts, and not for a retry", async () => {
    const file = newFile()
    const twice = event()
    for (const _ of [1, 2]) {
      const store = await storeAt(file, { alongside: counts })
      await Promise.all([append(store, "s"), append(store, "t"), store.append("u", "noStream", [twice])()])
      await store.append("v", "any", [event(), event()])()
      await store.close()
    }
    expect(counted(file)).toEqual(
      new Map([
        ["s", 2],
        ["t", 2],
        ["u", 1],
        ["v", 4],
      ]),
    )
  })

  it("undo an append that they refuse, and nothing beside it", async () => {
    const file = newFile()
    const store = await storeAt(file, { alongside: counts })
    const answers = await Promise.all([append(store, "s"), append(store, "bad"), append(store, "t")])
    expect(answers.map(tagOf)).toEqual(["made", "Unavailable", "made"])
    expect((await all(store)).map(({ stream }) => stream)).toEqual(["s", "t"])
    expect(counted(file)).toEqual(
      new Map([
        ["s", 1],
        ["t", 1],
      ]),
    )
  })

  it("are told the positions and revisions that readers see", async () => {
    const told: Array<unknown> = []
    const store = await storeAt(newFile(), { alongside: () => (events) => void told.push(...events) })
    await store.append("s", "any", [event(), event()])()
    await append(store, "s")
    expect(told).toEqual(await all(store))
  })

  it("that cannot be made keep the store from opening", async () => {
    const opening = storeAt(newFile(), { alongside: (db) => (db.exec("CREATE TABLE event (a)"), () => {}) })
    await expect(opening).rejects.toThrow("already exists")
  })
})

describe("a transaction of one's own", () => {
  const setCount = (
    store: SqliteStore,
    n: number,
    answer: E.Either<{ readonly _tag: "NotAcceptable"; readonly reason: string }, number>,
  ) =>
    store.transact((db) => {
      db.prepare("INSERT OR REPLACE INTO count VALUES ('own', ?)").run(n)
      return answer
    })()

  it("is durable when it is told, and undone when it says Left or throws", async () => {
    const file = newFile()
    const store = await storeAt(file, { alongside: counts })
    expect(await setCount(store, 1, E.right(7))).toEqual(E.right(7))
    const no = E.left({ _tag: "NotAcceptable", reason: "no" } as const)
    expect(await setCount(store, 2, no)).toEqual(no)
    const throwing = store.transact((db) => {
      db.exec("UPDATE count SET n = 3")
      throw new Error("no")
    })
    expect(tagOf(await throwing())).toBe("Unavailable")
    expect(counted(file)).toEqual(new Map([["own", 1]]))
  })

  it("says Closed after closing", async () => {
    const store = await storeAt(newFile())
    await store.close()
    expect(tagOf(await store.transact(() => E.right(1))())).toBe("Closed")
  })
})

describe("group commit", () => {
  it("takes what is asked for in one turn into one transaction, and 256 works at most", async () => {
    using db = new DatabaseSync(":memory:")
    let commits = 0
    const writer = groupCommit(db, "f", 0, () => commits++)
    const ask = (n: number) => Promise.all(Array.from({ length: n }, (_, i) => writer.run(() => E.right(i))))
    expect(await ask(64)).toEqual(Array.from({ length: 64 }, (_, i) => E.right(i)))
    expect(commits).toBe(1)
    await ask(256)
    expect(commits).toBe(2)
    await ask(257)
    expect(commits).toBe(4)
  })

  it("tells nobody before the COMMIT", async () => {
    const file = newFile()
    const store = await storeAt(file)
    const seen = () => withDatabase(file, (db) => db.prepare("SELECT count(*) AS n FROM event").get()?.["n"])
    const answers = Array.from({ length: 5 }, (_, i) => append(store, `s-${i}`).then(seen))
    expect(await Promise.all(answers)).toEqual([5, 5, 5, 5, 5])
  })
})
