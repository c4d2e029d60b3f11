import { createHash } from "node:crypto"
import { DatabaseSync } from "node:sqlite"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it, vi } from "vitest"
import { headerOf, migrate, type FileFormat } from "../src/engine/open-file.js"
import { leafTable, readModelFormat, storeFormat, vaultFormat } from "../src/schema.js"
import { newFile } from "./database.js"

describe("the published formats", () => {
  /** Hash of the schema text: SQLite stores the text of each CREATE TABLE in the file. */
  const digestOf = (format: FileFormat, ...more: ReadonlyArray<string>): string => {
    using db = new DatabaseSync(":memory:")
    migrate(db, format)
    for (const sql of more) db.exec(sql)
    const tables = db.prepare("SELECT sql FROM sqlite_schema").all()
    return createHash("sha256")
      .update(JSON.stringify([headerOf(db), tables]))
      .digest("hex")
  }

  it("never change, since each new version is a new step", () => {
    expect(digestOf(storeFormat, leafTable)).toBe("9e389839d4e84c9ed5b15ddd8d06faa5e64b28b8704219cb6d7802f05fd33139")
    expect(digestOf(vaultFormat)).toBe("f18687cf0f5e36a9da56d3088310e9d0da67a123154229cde4b0400a6fd38d2b")
    expect(digestOf(readModelFormat)).toBe("49524abdc9a7ccb62bcbfbde0a6c69fbb827b726b1c0182e2f5217f7c0b43215")
  })
})

describe("migrations", () => {
  const applicationId = 0x61626364
  const addColumn = "ALTER TABLE a ADD COLUMN y"
  const addIndex = "CREATE INDEX a_y ON a (y)"

  /** Versions 1 to 3 of a format. */
  const formatOf = (version: number): FileFormat => ({
    applicationId,
    schema: ["CREATE TABLE a (x)", "CREATE TABLE a (x, y)", `CREATE TABLE a (x, y); ${addIndex}`][version - 1] ?? "",
    upgrades: [addColumn, addIndex].slice(0, version - 1),
  })

  const namesIn = (db: DatabaseSync): ReadonlyArray<unknown> =>
    db
      .prepare("SELECT name FROM pragma_table_info('a') UNION SELECT name FROM sqlite_schema")
      .all()
      .map(({ name }) => name)

  const names = [
    ["a", "x"],
    ["a", "x", "y"],
    ["a", "a_y", "x", "y"],
  ]

  test.prop([fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 })])(
    "reach the newest version through any other versions",
    (versions) => {
      using db = new DatabaseSync(":memory:")
      for (const version of versions) migrate(db, formatOf(version))
      const newest = Math.max(...versions)
      expect(headerOf(db)).toEqual({ applicationId, version: newest, empty: false })
      expect(namesIn(db)).toEqual(names[newest - 1])
    },
  )

  it("keep the existing rows", () => {
    using db = new DatabaseSync(":memory:")
    migrate(db, formatOf(1))
    db.exec("INSERT INTO a VALUES (1)")
    migrate(db, formatOf(3))
    expect(db.prepare("SELECT x, y FROM a").all()).toEqual([{ x: 1, y: null }])
  })

  it("are made once if two processes open the file at the same time", () => {
    const file = newFile()
    using first = new DatabaseSync(file)
    using second = new DatabaseSync(file)
    const exec = first.exec.bind(first)
    // The other process makes the tables after this one has read the header, but before it takes the lock.
    vi.spyOn(first, "exec").mockImplementationOnce((sql) => {
      migrate(second, formatOf(2))
      exec(sql)
    })
    migrate(first, formatOf(3))
    expect(headerOf(second)).toEqual({ applicationId, version: 3, empty: false })
    expect(namesIn(second)).toEqual(names[2])
  })

  it("leave the file at its version when a step fails", () => {
    using db = new DatabaseSync(":memory:")
    migrate(db, formatOf(1))
    const failing = { applicationId, schema: "", upgrades: [addColumn, addIndex, "CREATE TABLE a (z)"] }
    expect(() => migrate(db, failing)).toThrow("already exists")
    expect(headerOf(db).version).toBe(1)
    expect(namesIn(db)).toEqual(["a", "x"])
  })
})
