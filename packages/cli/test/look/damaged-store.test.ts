/** Damages a record in the store. Every reading command must then print what was recorded, or report the damage. */
import { readFileSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { published, unit, type Published, type Ran } from "../shifan.js"

/** The stream of the unit that applied. */
const stream = `designation-130300-${unit}`

type Damage = (file: string) => void

const sql =
  (statement: string): Damage =>
  (file) => {
    using db = new DatabaseSync(file)
    db.exec(`PRAGMA foreign_keys = OFF; ${statement}`)
  }

const ofUnit = `stream = '${stream}' AND revision = 0`

/** Changes one byte of a text in the file itself, as a failing disk may. */
const flipByte: Damage = (file) => {
  sql("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")(file)
  const bytes = readFileSync(file)
  using db = new DatabaseSync(file, { readOnly: true })
  const { leaf } = Object(db.prepare(`SELECT leaf FROM event WHERE ${ofUnit}`).get())
  const [named = ""] = /"commandId":"[^"]+"/.exec(Buffer.from(leaf).toString()) ?? []
  // Unused pages may contain the text too.
  const places = []
  for (let at = bytes.indexOf(named); at >= 0; at = bytes.indexOf(named, at + 1)) places.push(at + 20)
  expect(places).not.toEqual([])
  for (const at of places) bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

const damages: Readonly<Record<string, Damage>> = {
  "a byte that was flipped in the file": flipByte,
  "an altered leaf": sql(
    `UPDATE event SET leaf = CAST(replace(CAST(leaf AS TEXT), '示例', '事例') AS BLOB) WHERE ${ofUnit}`,
  ),
  "an altered hash": sql(
    `UPDATE leaf SET hash = zeroblob(32) WHERE position = (SELECT position FROM event WHERE ${ofUnit})`,
  ),
  "a lost hash": sql(`DELETE FROM leaf WHERE position = (SELECT position FROM event WHERE ${ofUnit})`),
  "a lost event": sql(`DELETE FROM event WHERE ${ofUnit}`),
  "an event moved to another stream": sql(
    `UPDATE event SET stream = 'designation-130300-91110108551385082Q', revision = 99 WHERE ${ofUnit}`,
  ),
  "an event under another id": sql(`UPDATE event SET id = '00000000-0000-5000-8000-000000000000' WHERE ${ofUnit}`),
}

/** All commands that print records. */
const readers: ReadonlyArray<ReadonlyArray<string>> = [
  ["roster", "list"],
  ["roster", "show", unit],
  ["roster", "diff", "2020-01-01", "2021-01-01"],
  ["roster", "publications"],
  ["due"],
  ["worklist"],
  ["history", unit],
  ["why", unit],
  ["replay"],
  ["call", "show"],
  ["instrument", "show"],
  ["audit", "what-if", "--reading", "staff.qualified=both"],
  ["audit", "key", "list"],
  ["form", "fill", "withdraw", "--unit", unit],
]

/** Those that read the record of one unit, or of all units. */
const seesUnits = ([first = "", second = ""]: ReadonlyArray<string>): boolean =>
  ["due", "worklist", "history", "why", "replay"].includes(first) ||
  (first === "roster" && second !== "publications") ||
  second === "what-if"

let sound: Published
const before = new Map<ReadonlyArray<string>, Ran>()

beforeAll(async () => {
  sound = await published(afterAll)
  for (const argv of readers) before.set(argv, await sound.shifan("--json", ...argv))
})

describe.each(Object.entries(damages))("a store with %s", (_, damage) => {
  let place: Published
  beforeAll(async () => {
    place = await published(afterAll)
    damage(place.at("shifan.db"))
  })

  const outcomeOf = async (argv: ReadonlyArray<string>): Promise<string> => {
    const ran = await place.shifan("--json", ...argv)
    const { exit, out } = before.get(argv) ?? ran
    if (ran.exit === 1 && ran.out.startsWith('{"schemaVersion":1,"error":{"code":"Corrupt"')) return "told"
    return ran.exit === exit && ran.out === out ? "as before" : ran.out + ran.err
  }

  it.each(readers.filter(seesUnits).map((argv) => [argv.join(" "), argv] as const))(
    "is reported by %s, which prints no records",
    async (_name, argv) => {
      expect(await outcomeOf(argv)).toBe("told")
    },
  )

  it.each(readers.filter((argv) => !seesUnits(argv)).map((argv) => [argv.join(" "), argv] as const))(
    "is reported by %s, or does not change its output",
    async (_name, argv) => {
      expect(["told", "as before"]).toContain(await outcomeOf(argv))
    },
  )
})
