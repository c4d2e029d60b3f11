import { existsSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { beforeEach, describe, expect, it } from "vitest"
import { byBureau, published, type Published } from "../shifan.js"

let place: Published

beforeEach(async () => {
  place = await published()
})

const publicWork = [
  ["site build", () => ["site", "build", "--out", place.at("made")]],
  [
    "roster publish",
    () => ["roster", "publish", "--medium", "示例网站", "--out", place.at("made"), ...byBureau("2021-01-01")],
  ],
] as const

const damages = [
  [
    "an altered leaf",
    "UPDATE event SET leaf = CAST(replace(CAST(leaf AS TEXT), '示例', '事例') AS BLOB) WHERE position = 5",
  ],
  ["a leaf that cannot be read", "UPDATE event SET leaf = x'00' WHERE position = 5"],
  ["a lost event", "PRAGMA foreign_keys = OFF; DELETE FROM event WHERE position = 5"],
  [
    "an event lost with its place in the log",
    "PRAGMA foreign_keys = OFF; DELETE FROM event WHERE position = 5; DELETE FROM leaf WHERE position = 5",
  ],
] as const

const cases = publicWork.flatMap(([work, argv]) => damages.map(([damage, sql]) => [work, damage, argv, sql] as const))

describe("art_11__para_1: publishing from an unsound record", () => {
  it.each(cases)("is refused by %s for %s, and nothing is written", async (_work, _damage, argv, sql) => {
    {
      using db = new DatabaseSync(place.at("shifan.db"))
      db.exec(sql)
    }
    const refused = await place.shifan(...argv())
    expect([refused.exit, refused.err]).toEqual([4, expect.stringContaining("sound")])
    expect(existsSync(place.at("made"))).toBe(false)
  })

  it("is refused if the log lost its end, as the heads beside it show", async () => {
    await place.shifan("audit", "key", "--origin", "shifan.example/log")
    const signed = await place.shifan("audit", "checkpoint")
    expect(signed).toMatchObject({ exit: 0 })
    {
      using db = new DatabaseSync(place.at("shifan.db"))
      db.exec(`PRAGMA foreign_keys = OFF;
        DELETE FROM leaf WHERE position = (SELECT max(position) FROM event);
        DELETE FROM event WHERE position = (SELECT max(position) FROM event)`)
    }
    for (const [, argv] of publicWork) {
      const refused = await place.shifan(...argv())
      expect([refused.exit, refused.err]).toEqual([4, expect.stringContaining("rolled back")])
    }
  })
})
