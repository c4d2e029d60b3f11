/** What an erasure leaves in the bytes of the files, after a life of filings and erasures that moved rows about. */
import { createHash } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { afterAll, expect, it } from "vitest"
import type { SealedValue } from "@shifan/service"
import { openSqliteVault } from "../src/vault.js"

const folder = mkdtempSync(join(tmpdir(), "vault-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** Bytes that nobody would guess and every run has again. */
const bytesOf = (name: string, size: number): Uint8Array => {
  const parts = Array.from({ length: Math.ceil(size / 32) }, (_, i) =>
    createHash("sha256").update(`${name} ${i}`).digest(),
  )
  return Buffer.concat(parts).subarray(0, size)
}

/** From 0 to `below`, as the name has it. */
const die = (name: string, below: number): number => Buffer.from(bytesOf(name, 4)).readUInt32BE() % below

interface Unit {
  readonly unit: string
  readonly key: Uint8Array
  readonly values: ReadonlyArray<SealedValue>
}

const unitOf = (n: number): Unit => {
  const unit = bytesOf(`unit ${n}`, 4).reduce((text, byte) => text + byte.toString(36), "")
  const values = Array.from({ length: 1 + die(`values ${n}`, 20) }, (_, i): SealedValue => {
    const size = 30 + die(`size ${n} ${i}`, die(`long ${n} ${i}`, 10) === 0 ? 5000 : 300)
    const commandId = Buffer.from(bytesOf(`command ${n} ${i}`, 8)).toString("hex")
    return { unit, era: 0, commandId, path: `form.basic.${i}`, box: bytesOf(`box ${n} ${i}`, size) }
  })
  return { unit, key: bytesOf(`key ${n}`, 32), values }
}

/** Twelve bytes are enough to tell: no other twelve in the files are the same. */
const fragmentsOf = ({ key, values }: Unit): ReadonlyArray<Uint8Array> =>
  [key, ...values.map(({ box }) => box)].flatMap((whole) =>
    Array.from({ length: Math.floor(whole.length / 12) }, (_, i) => whole.subarray(12 * i, 12 * i + 12)),
  )

it("leaves no fragment of a key or a box, in whatever page rows once stood", async () => {
  const opened = openSqliteVault({ file: join(folder, "v.vault.db"), create: true })
  if (E.isLeft(opened)) throw new Error(opened.left.reason)
  const vault = opened.right
  const units = Array.from({ length: 60 }, (_, n) => unitOf(n))
  for (const { unit, key, values } of units) {
    await vault.ensureKey({ unit, era: 0 }, key)()
    await vault.put(values)()
  }
  const inTheFiles = (one: Unit): number => {
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
    return fragmentsOf(one).filter((fragment) => bytes.includes(Buffer.from(fragment))).length
  }
  const [kept, ...going] = units
  for (const one of going) {
    expect(await vault.erase({ unit: one.unit, era: 0 })()).toEqual(E.right(undefined))
    expect(inTheFiles(one)).toBe(0)
  }
  expect(kept === undefined ? 0 : inTheFiles(kept)).toBeGreaterThan(0)
  await vault.close()
})
