import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { afterAll, describe, expect, it } from "vitest"
import { memoryVault, type KeyName, type SealedValue, type Vault } from "@shifan/service"
import { openSqliteVault } from "../src/vault.js"

const folder = mkdtempSync(join(tmpdir(), "vault-"))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const freshFile = (): string => join(folder, `${files++}.vault.db`)

const opened = (file: string, how: { readonly create?: boolean; readonly readOnly?: boolean } = {}): Vault => {
  const vault = openSqliteVault({ file, ...how })
  if (E.isLeft(vault)) throw new Error(vault.left.reason)
  return vault.right
}

const right = async <A>(answer: () => Promise<E.Either<unknown, A>>): Promise<A> => {
  const given = await answer()
  if (E.isLeft(given)) throw new Error(JSON.stringify(given.left))
  return given.right
}

const keyOf = ({ unit, era }: KeyName): Uint8Array =>
  new TextEncoder().encode(`key of ${unit} in era ${era}`.padEnd(32))
const boxOf = (n: number): Uint8Array => new TextEncoder().encode(`box ${n} of somebody's telephone`)

const names = fc.record({ unit: fc.constantFrom("A", "B"), era: fc.nat(2) })
const acts = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant("keep" as const), name: names, n: fc.nat(3) }),
    fc.record({ act: fc.constant("erase" as const), name: names, n: fc.nat(3) }),
  ),
  { maxLength: 12 },
)

const value = (name: KeyName, n: number): SealedValue => ({
  ...name,
  commandId: `${name.unit}${name.era}`,
  path: `form.${n}`,
  box: boxOf(n),
})

describe.each<readonly [string, () => Vault]>([
  ["in memory", memoryVault],
  ["in a file", () => opened(freshFile(), { create: true })],
])("a vault %s", (_, open) => {
  test.prop([acts], { numRuns: 60 })(
    "holds what was kept since the last erasure of its era or a later one, and nothing before",
    async (all) => {
      const vault = open()
      const keys = new Map<string, KeyName>()
      const values = new Map<string, SealedValue>()
      for (const { act, name, n } of all) {
        if (act === "keep") {
          await right(vault.ensureKey(name, keyOf(name)))
          await right(vault.put([value(name, n)]))
          keys.set(JSON.stringify(name), name)
          values.set(JSON.stringify([name, n]), value(name, n))
        } else {
          await right(vault.erase(name))
          for (const [id, one] of keys) if (one.unit === name.unit && one.era <= name.era) keys.delete(id)
          for (const [id, one] of values) if (one.unit === name.unit && one.era <= name.era) values.delete(id)
        }
      }
      const sorted = (some: Iterable<unknown>) => [...some].map((one) => JSON.stringify(one)).toSorted()
      expect(sorted(await right(vault.keys()))).toEqual(sorted(keys.values()))
      for (const unit of ["A", "B"])
        expect(sorted(await right(vault.values(unit)))).toEqual(
          sorted([...values.values()].filter((one) => one.unit === unit)),
        )
      await vault.close()
    },
  )

  it("keeps the key it has when another is offered", async () => {
    const vault = open()
    const name = { unit: "A", era: 0 }
    await right(vault.ensureKey(name, keyOf(name)))
    expect(await right(vault.ensureKey(name, new Uint8Array(32)))).toEqual(keyOf(name))
    expect(await right(vault.key({ unit: "A", era: 1 }))).toBeUndefined()
    await vault.close()
  })
})

describe("the file of a vault", () => {
  it("holds neither key nor box after an erasure, in no byte of it nor of the files beside it", async () => {
    const file = freshFile()
    const vault = opened(file, { create: true })
    const [gone, kept] = [
      { unit: "A", era: 0 },
      { unit: "B", era: 0 },
    ]
    for (const name of [gone, kept]) {
      await right(vault.ensureKey(name, keyOf(name)))
      await right(vault.put([value(name, name === gone ? 1 : 2)]))
    }
    const bytes = (): string =>
      readdirSync(folder)
        .filter((name) => join(folder, name).startsWith(file))
        .map((name) => readFileSync(join(folder, name), "latin1"))
        .join("")
    const has = (wanted: Uint8Array): boolean => bytes().includes(Buffer.from(wanted).toString("latin1"))
    expect([has(keyOf(gone)), has(boxOf(1)), has(keyOf(kept))]).toEqual([true, true, true])
    await right(vault.erase(gone))
    expect([has(keyOf(gone)), has(boxOf(1)), has(keyOf(kept))]).toEqual([false, false, true])
    await vault.close()
  })

  it("of version 1 is carried over, its keys those of the first era", async () => {
    const file = freshFile()
    const old = new DatabaseSync(file)
    old.exec(`
      CREATE TABLE unit_key (unit TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT;
      CREATE TABLE sealed (unit TEXT NOT NULL, command_id TEXT NOT NULL, path TEXT NOT NULL, box BLOB NOT NULL,
        PRIMARY KEY (unit, command_id, path)) STRICT;
      INSERT INTO unit_key VALUES ('A', x'0102');
      INSERT INTO sealed VALUES ('A', 'c', 'form.basic.phone', x'0304');
      PRAGMA application_id = 1397245526;
      PRAGMA user_version = 1;`)
    old.close()
    const vault = opened(file)
    expect(await right(vault.key({ unit: "A", era: 0 }))).toEqual(new Uint8Array([1, 2]))
    expect(await right(vault.values("A"))).toMatchObject([{ era: 0, commandId: "c", box: new Uint8Array([3, 4]) }])
    await vault.close()
    expect(await right(opened(file, { readOnly: true }).keys())).toEqual([{ unit: "A", era: 0 }])
  })

  it("of a newer version, or of another program, is refused; one that is not there is not made by the way", () => {
    const [newer, other] = [freshFile(), freshFile()]
    opened(newer, { create: true })
    const db = new DatabaseSync(newer)
    db.exec("PRAGMA user_version = 99")
    db.close()
    const theirs = new DatabaseSync(other)
    theirs.exec("CREATE TABLE t (x)")
    theirs.close()
    for (const file of [newer, other, join(folder, "missing.db")])
      expect(openSqliteVault({ file })).toMatchObject({ _tag: "Left", left: { _tag: "VaultUnavailable" } })
  })
})
