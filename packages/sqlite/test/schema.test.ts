import { DatabaseSync } from "node:sqlite"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { headerOf, migrate, type FileFormat } from "../src/engine/open-file.js"

/** Versions 1 to 3 of a format, and a version 4 whose upgrade fails. */
const formats = [
  { schema: "CREATE TABLE a (x)", upgrades: [] },
  { schema: "CREATE TABLE a (x, y)", upgrades: ["ALTER TABLE a ADD COLUMN y"] },
  {
    schema: "CREATE TABLE a (x, y); CREATE INDEX a_y ON a (y)",
    upgrades: ["ALTER TABLE a ADD COLUMN y", "CREATE INDEX a_y ON a (y)"],
  },
  { schema: "", upgrades: ["ALTER TABLE a ADD COLUMN y", "CREATE INDEX a_y ON a (y)", "CREATE TABLE a (z)"] },
]

const applicationId = 0x61626364

const formatOf = (version: number): FileFormat => ({ applicationId, schema: "", upgrades: [], ...formats[version - 1] })

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
      for (const stop of stops) migrate(db, formatOf(stop))
      const reached = Math.max(...stops)
      expect(headerOf(db)).toEqual({ applicationId, version: reached, empty: false })
      expect(columnsOf(db)).toEqual(reached === 1 ? ["x"] : ["x", "y"])
    },
  )

  it("keep what was there", () => {
    using db = new DatabaseSync(":memory:")
    migrate(db, formatOf(1))
    db.exec("INSERT INTO a VALUES (1)")
    migrate(db, formatOf(3))
    expect(db.prepare("SELECT x, y FROM a").all()).toEqual([{ x: 1, y: null }])
  })

  it("leave the file at its version when a step fails", () => {
    using db = new DatabaseSync(":memory:")
    migrate(db, formatOf(1))
    expect(() => migrate(db, formatOf(4))).toThrow("already exists")
    expect(headerOf(db).version).toBe(1)
    expect(columnsOf(db)).toEqual(["x"])
  })
})
