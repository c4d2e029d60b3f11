import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { memoryVault, type KeyName, type SealedValue, type Vault } from "@shifan/service"
import { must, right } from "@shifan/testkit/events"
import { describe, expect, it, onTestFinished } from "vitest"
import { backUpVault, examineVault, openSqliteVault } from "../src/vault.js"
import { newFile, withDatabase } from "./database.js"

/** An open vault, closed after the test. */
const vaultAt = async (
  file: string,
  options: { readonly create?: boolean; readonly readOnly?: boolean; readonly store?: string | null } = {},
): Promise<Vault> => {
  const vault = right(await openSqliteVault({ file, ...options }))
  onTestFinished(() => vault.close())
  return vault
}

const keyOf = ({ unit, era }: KeyName): Uint8Array =>
  new TextEncoder().encode(`key of ${unit} in era ${era}`.padEnd(32))

const valueOf = (name: KeyName, n: number): SealedValue => ({
  ...name,
  commandId: `${name.unit}${name.era}`,
  path: `form.${n}`,
  box: new TextEncoder().encode(`box ${n} of somebody's telephone`),
})

const unavailable = { left: { _tag: "VaultUnavailable" } }

describe.each<readonly [string, number, () => Vault | Promise<Vault>]>([
  ["in memory", 60, memoryVault],
  ["in a file", 15, () => vaultAt(newFile(), { create: true })],
])("a vault %s", (_, numRuns, open) => {
  const names = fc.record({ unit: fc.constantFrom("A", "B"), era: fc.nat(2) })
  const actions = fc.array(
    fc.record({ action: fc.constantFrom("put" as const, "erase" as const), name: names, n: fc.nat(3) }),
    { maxLength: 12 },
  )

  test.prop([actions], { numRuns })(
    "holds exactly what was put since the last erasure of its era or a later one",
    async (sequence) => {
      const vault = await open()
      const keys = new Map<string, KeyName>()
      const values = new Map<string, SealedValue>()
      for (const { action, name, n } of sequence) {
        if (action === "put") {
          await must(vault.ensureKey(name, keyOf(name)))
          await must(vault.put([valueOf(name, n)]))
          keys.set(JSON.stringify(name), name)
          values.set(JSON.stringify([name, n]), valueOf(name, n))
        } else {
          await must(vault.erase(name))
          const isErased = ({ unit, era }: KeyName): boolean => unit === name.unit && era <= name.era
          for (const [id, key] of keys) if (isErased(key)) keys.delete(id)
          for (const [id, value] of values) if (isErased(value)) values.delete(id)
        }
      }
      const sorted = (list: Iterable<unknown>) => [...list].map((item) => JSON.stringify(item)).toSorted()
      expect(sorted(await must(vault.keys()))).toEqual(sorted(keys.values()))
      for (const unit of ["A", "B"])
        expect(sorted(await must(vault.values(unit)))).toEqual(
          sorted([...values.values()].filter((value) => value.unit === unit)),
        )
      await vault.close()
    },
  )

  it("drops exactly that value whose last claim is released", async () => {
    const vault = await open()
    const name = { unit: "A", era: 0 }
    const value = valueOf(name, 1)
    const other = { ...value, box: new TextEncoder().encode("of another command under its id") }
    await must(vault.put([value]))
    await must(vault.put([value]))
    await must(vault.put([other]))
    await must(vault.release([value, other]))
    expect(await must(vault.values("A"))).toEqual([value])
    await must(vault.release([value]))
    expect(await must(vault.values("A"))).toEqual([])
    await must(vault.release([value]))
    await must(vault.put([value]))
    expect(await must(vault.values("A"))).toEqual([value])
  })

  it("keeps its key when another is offered", async () => {
    const vault = await open()
    const name = { unit: "A", era: 0 }
    await must(vault.ensureKey(name, keyOf(name)))
    expect(await must(vault.ensureKey(name, new Uint8Array(32)))).toEqual(keyOf(name))
    expect(await must(vault.key({ unit: "A", era: 1 }))).toBeUndefined()
  })
})

describe("the file of a vault", () => {
  const version1 = `
    CREATE TABLE unit_key (unit TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT;
    CREATE TABLE sealed (unit TEXT NOT NULL, command_id TEXT NOT NULL, path TEXT NOT NULL, box BLOB NOT NULL,
      PRIMARY KEY (unit, command_id, path)) STRICT;
    INSERT INTO unit_key VALUES ('A', x'0102');
    INSERT INTO sealed VALUES ('A', 'c', 'form.basic.phone', x'0304');
    PRAGMA application_id = 1397245526;
    PRAGMA user_version = 1;`

  it("of version 1 is upgraded, and its keys become those of era 0", async () => {
    const file = newFile()
    withDatabase(file, (db) => db.exec(version1))
    const vault = await vaultAt(file)
    expect(await must(vault.key({ unit: "A", era: 0 }))).toEqual(new Uint8Array([1, 2]))
    expect(await must(vault.values("A"))).toMatchObject([{ era: 0, commandId: "c", box: new Uint8Array([3, 4]) }])
    await vault.close()
    expect(await must((await vaultAt(file, { readOnly: true })).keys())).toEqual([{ unit: "A", era: 0 }])
  })

  it("of version 1 can be backed up and examined before its upgrade, but not read", async () => {
    const file = newFile()
    withDatabase(file, (db) => db.exec(version1))
    expect(await examineVault(file)).toEqual(E.right(undefined))
    expect(await backUpVault(file, `${file}.copy`)).toEqual(E.right(undefined))
    expect(await openSqliteVault({ file, readOnly: true })).toMatchObject(unavailable)
  })

  it("is refused if it is of a newer version, of another program or missing", async () => {
    const newer = newFile()
    await vaultAt(newer, { create: true })
    withDatabase(newer, (db) => db.exec("PRAGMA user_version = 99"))
    const other = newFile()
    withDatabase(other, (db) => db.exec("CREATE TABLE t (x)"))
    for (const file of [newer, other, newFile("missing.db")])
      expect(await openSqliteVault({ file })).toMatchObject(unavailable)
  })

  it("belongs to the first store with events that opens it, and is refused to any other store", async () => {
    const file = newFile()
    await (await vaultAt(file, { create: true, store: null })).close()
    await (await vaultAt(file, { store: "first" })).close()
    await (await vaultAt(file, { store: "first" })).close()
    await (await vaultAt(file)).close()
    for (const store of ["second", null])
      expect(await openSqliteVault({ file, create: true, store })).toEqual(
        E.left({
          _tag: "VaultUnavailable",
          reason: `${file} is the vault of another store`,
          obstacle: { kind: "ofAnotherStore", file },
        }),
      )
  })

  it("makes reads and writes fail once it is deleted while the vault is open", async () => {
    const file = newFile()
    const vault = await vaultAt(file, { create: true })
    const name = { unit: "A", era: 0 }
    await must(vault.ensureKey(name, keyOf(name)))
    rmSync(file)
    const replaced = { left: { obstacle: { kind: "replaced", file } } }
    expect(await vault.put([valueOf(name, 1)])()).toMatchObject(replaced)
    expect(await vault.key(name)()).toMatchObject(replaced)
    expect(await vault.erase(name)()).toMatchObject(replaced)
  })

  it("can be locked by others without blocking the event loop, and is written after that", async () => {
    const file = newFile()
    const vault = await vaultAt(file, { create: true })
    using db = new DatabaseSync(file)
    db.exec("BEGIN IMMEDIATE")
    let turns = 0
    const ticking = setInterval(() => {
      if (++turns === 5) db.exec("COMMIT")
    }, 5)
    const name = { unit: "A", era: 0 }
    await must(vault.put([valueOf(name, 1)]))
    clearInterval(ticking)
    expect(turns).toBeGreaterThanOrEqual(5)
    expect(await must(vault.values("A"))).toHaveLength(1)
  })

  it("becomes a vault if a killed process left it empty", async () => {
    const file = newFile()
    writeFileSync(file, "")
    expect(await must((await vaultAt(file)).keys())).toEqual([])
  })

  it("can be read by its owner only, as can every file beside it", async () => {
    const file = newFile()
    const name = { unit: "A", era: 0 }
    await must((await vaultAt(file, { create: true })).ensureKey(name, keyOf(name)))
    const files = readdirSync(dirname(file))
    expect(files).toContain("events.db-wal")
    expect(files.map((path) => statSync(join(dirname(file), path)).mode & 0o777)).toEqual(files.map(() => 0o600))
  })

  it("is examined and found sound, damaged or missing", async () => {
    const file = newFile()
    const vault = await vaultAt(file, { create: true })
    const name = { unit: "A", era: 0 }
    await must(vault.put(Array.from({ length: 400 }, (_, n) => valueOf(name, n))))
    await vault.close()
    expect(await examineVault(file)).toEqual(E.right(undefined))
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0xff, 3 * 4096, 4 * 4096))
    expect(await examineVault(file)).toMatchObject(unavailable)
    expect(await examineVault(newFile("none"))).toMatchObject(unavailable)
  })
})

describe("a backup of a vault", () => {
  const name = { unit: "A", era: 0 }

  /** A vault in use, with one key. */
  const vaultWithKey = async () => {
    const file = newFile("vault.db")
    const vault = await vaultAt(file, { create: true })
    await must(vault.ensureKey(name, keyOf(name)))
    return { file, vault, to: join(dirname(file), "copy.db") }
  }

  it("has the content of the vault in use, in one file with the vault's permissions", async () => {
    const { file, to } = await vaultWithKey()
    chmodSync(file, 0o640)
    expect(await backUpVault(file, to)).toEqual(E.right(undefined))
    expect(readdirSync(dirname(to)).filter((path) => path.startsWith("copy"))).toEqual(["copy.db"])
    expect(statSync(to).mode & 0o777).toBe(0o640)
    expect(await must((await vaultAt(to)).key(name))).toEqual(keyOf(name))
  })

  it("made after an erasure does not contain the key", async () => {
    const { file, vault, to } = await vaultWithKey()
    const key = Buffer.from(keyOf(name))
    expect(await backUpVault(file, `${to}.before`)).toEqual(E.right(undefined))
    await must(vault.erase(name))
    await backUpVault(file, to)
    expect(readFileSync(`${to}.before`).includes(key)).toBe(true)
    expect(readFileSync(to).includes(key)).toBe(false)
  })

  it("replaces no file, and is made only of vaults", async () => {
    const { file, to } = await vaultWithKey()
    const other = newFile("other")
    writeFileSync(other, "mine")
    expect(await backUpVault(file, other)).toEqual(E.left({ _tag: "FileExists", file: other }))
    expect(await backUpVault(other, to)).toMatchObject(unavailable)
    expect(await backUpVault(newFile("none"), to)).toMatchObject(unavailable)
    expect(readFileSync(other, "utf8")).toBe("mine")
  })
})

describe("writes to a vault that arrive together", () => {
  const name: KeyName = { unit: "A", era: 0 }

  it("are each done or refused separately", async () => {
    const vault = await vaultAt(newFile(), { create: true })
    const refused = { ...valueOf(name, 2), box: "no bytes" as never }
    const answers = await Promise.all(
      [valueOf(name, 1), refused, valueOf(name, 3)].map((value) => vault.put([value])()),
    )
    expect(answers).toMatchObject([{ _tag: "Right" }, unavailable, { _tag: "Right" }])
    expect(right(await vault.values("A")())).toEqual([valueOf(name, 1), valueOf(name, 3)])
  })

  it("are done in their order, including an erasure", async () => {
    const vault = await vaultAt(newFile(), { create: true })
    const after = { unit: "A", era: 1 }
    await Promise.all([
      vault.ensureKey(name, keyOf(name))(),
      vault.put([valueOf(name, 1)])(),
      vault.erase(name)(),
      vault.put([valueOf(after, 2)])(),
    ])
    expect(right(await vault.key(name)())).toBeUndefined()
    expect(right(await vault.values("A")())).toEqual([valueOf(after, 2)])
  })

  it("are completed when it is closed", async () => {
    const file = newFile()
    const vault = await vaultAt(file, { create: true })
    const put = vault.put([valueOf(name, 1)])()
    await vault.close()
    expect(await put).toEqual(E.right(undefined))
    expect(right(await (await vaultAt(file)).values("A")())).toEqual([valueOf(name, 1)])
  })
})
