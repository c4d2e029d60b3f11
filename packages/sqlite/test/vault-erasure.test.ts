import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import type { SealedValue } from "@shifan/service"
import { must, right } from "@shifan/testkit/events"
import { expect, it, onTestFinished } from "vitest"
import { openSqliteVault } from "../src/vault.js"
import { newFile } from "./database.js"

/** Pseudo-random bytes derived from the name. */
const bytesOf = (name: string, size: number): Buffer => {
  const parts = Array.from({ length: Math.ceil(size / 32) }, (_, i) =>
    createHash("sha256").update(`${name} ${i}`).digest(),
  )
  return Buffer.concat(parts).subarray(0, size)
}

/** Pseudo-random number from 0 to `below` (exclusive), derived from the name. */
const numberOf = (name: string, below: number): number => bytesOf(name, 4).readUInt32BE() % below

interface UnitSecrets {
  readonly unit: string
  readonly key: Buffer
  readonly values: ReadonlyArray<SealedValue>
}

const secretsOf = (n: number): UnitSecrets => {
  const unit = bytesOf(`unit ${n}`, 4).reduce((text, byte) => text + byte.toString(36), "")
  const values = Array.from({ length: 1 + numberOf(`values ${n}`, 20) }, (_, i): SealedValue => {
    const size = 30 + numberOf(`size ${n} ${i}`, numberOf(`long ${n} ${i}`, 10) === 0 ? 5000 : 300)
    const commandId = bytesOf(`command ${n} ${i}`, 8).toString("hex")
    return { unit, era: 0, commandId, path: `form.basic.${i}`, box: bytesOf(`box ${n} ${i}`, size) }
  })
  return { unit, key: bytesOf(`key ${n}`, 32), values }
}

/** Cuts secrets into pieces of twelve bytes, long enough not to occur in the files by chance. */
const fragmentsOf = ({ key, values }: UnitSecrets): ReadonlyArray<Buffer> =>
  [key, ...values.map(({ box }) => Buffer.from(box))].flatMap((secret) =>
    Array.from({ length: Math.floor(secret.length / 12) }, (_, i) => secret.subarray(12 * i, 12 * i + 12)),
  )

/** With 35 or fewer units, a missing VACUUM goes unnoticed: no copy of a row is left in a page that is not overwritten. */
const units = 45

it(
  "an erasure leaves no fragment of a key or a value, wherever rows were in the pages",
  { timeout: 60_000 },
  async () => {
    const file = newFile()
    const vault = right(await openSqliteVault({ file, create: true }))
    onTestFinished(() => vault.close())
    const [kept, ...erased] = Array.from({ length: units }, (_, n) => secretsOf(n))
    if (kept === undefined) throw new Error("there are units")
    for (const { unit, key, values } of [kept, ...erased]) {
      await must(vault.ensureKey({ unit, era: 0 }, key))
      await must(vault.put(values))
    }
    const bytesOfFiles = (): Buffer => {
      const folder = dirname(file)
      return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
    }
    const fragmentsLeft = (secrets: UnitSecrets): number => {
      const bytes = bytesOfFiles()
      return fragmentsOf(secrets).filter((fragment) => bytes.includes(fragment)).length
    }
    const before = bytesOfFiles()
    for (const { key } of [kept, ...erased]) expect(before.includes(key)).toBe(true)
    for (const secrets of erased) {
      await must(vault.erase({ unit: secrets.unit, era: 0 }))
      expect(fragmentsLeft(secrets)).toBe(0)
    }
    expect(fragmentsLeft(kept)).toBeGreaterThan(0)
  },
)

it("an erasure is refused as incomplete while a reader holds the log that contains the key", async () => {
  const file = newFile()
  const vault = right(await openSqliteVault({ file, create: true, busyTimeout: 50 }))
  onTestFinished(() => vault.close())
  const name = { unit: "A", era: 0 }
  const key = bytesOf("key", 32)
  await must(vault.ensureKey(name, key))
  using reader = new DatabaseSync(file, { readOnly: true })
  reader.exec("BEGIN; SELECT * FROM unit_key")
  const refusal = { left: { _tag: "VaultUnavailable", reason: expect.stringContaining("repeat the erasure") } }
  expect(await vault.erase(name)()).toMatchObject(refusal)
  reader.exec("COMMIT")
  await must(vault.erase(name))
  expect(readFileSync(file).includes(key) || readFileSync(`${file}-wal`).includes(key)).toBe(false)
})
