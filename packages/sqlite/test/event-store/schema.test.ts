import { DatabaseSync } from "node:sqlite"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { applicationId, markOf, migrate } from "../../src/event-store/schema.js"

const steps = [
  "CREATE TABLE a (x) STRICT".replace(" STRICT", ""),
  "ALTER TABLE a ADD COLUMN y",
  "CREATE INDEX a_y ON a (y)",
]

const columnsOf = (db: DatabaseSync): ReadonlyArray<unknown> =>
  db
    .prepare("SELECT name FROM pragma_table_info('a')")
    .all()
    .map(({ name }) => name)

describe("migrations", () => {
  test.prop([fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 })])(
    "come to the same by whatever stops",
    (stops) => {
      using db = new DatabaseSync(":memory:")
      for (const stop of stops) migrate(db, steps.slice(0, stop))
      const reached = Math.max(...stops)
      expect(markOf(db)).toEqual({ applicationId, version: reached, blank: false })
      expect(columnsOf(db)).toEqual(reached === 1 ? ["x"] : ["x", "y"])
    },
  )

  it("keep what was there", () => {
    using db = new DatabaseSync(":memory:")
    migrate(db, steps.slice(0, 1))
    db.exec("INSERT INTO a VALUES (1)")
    migrate(db, steps)
    expect(db.prepare("SELECT x, y FROM a").all()).toEqual([{ x: 1, y: null }])
  })

  it("leave the file at its version when a step fails", () => {
    using db = new DatabaseSync(":memory:")
    migrate(db, steps.slice(0, 1))
    expect(() => migrate(db, [...steps, "CREATE TABLE a (z)"])).toThrow("already exists")
    expect(markOf(db).version).toBe(1)
    expect(columnsOf(db)).toEqual(["x"])
  })
})
