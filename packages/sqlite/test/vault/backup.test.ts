import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it, onTestFinished } from "vitest"
import type { Vault } from "@shifan/service"
import { backUpVault, examineVault, openSqliteVault } from "../../src/vault.js"

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "vault-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const opened = (file: string, create = false): Vault => {
  const vault = openSqliteVault({ file, create })
  if (E.isLeft(vault)) throw new Error(vault.left.reason)
  onTestFinished(() => vault.right.close())
  return vault.right
}

const key = new TextEncoder().encode("the key of unit A in its era zero")
const name = { unit: "A", era: 0 }

/** A vault in use, with one key. */
const filled = async () => {
  const folder = newFolder()
  const file = join(folder, "vault.db")
  const vault = opened(file, true)
  await vault.ensureKey(name, key)()
  return { folder, file, vault, to: join(folder, "copy.db") }
}

describe("a new vault", () => {
  it("is for its owner's eyes, as is every file beside it", async () => {
    const { folder } = await filled()
    const files = readdirSync(folder)
    expect(files).toContain("vault.db-wal")
    expect(files.map((one) => statSync(join(folder, one)).mode & 0o777)).toEqual(files.map(() => 0o600))
  })
})

describe("a backup of a vault", () => {
  it("holds what the vault in use held, as one file that no others may read than those of the vault", async () => {
    const { folder, file, to } = await filled()
    chmodSync(file, 0o640)
    expect(await backUpVault(file, to)).toEqual(E.right(undefined))
    expect(readdirSync(folder).filter((one) => one.startsWith("copy"))).toEqual(["copy.db"])
    expect(statSync(to).mode & 0o777).toBe(0o640)
    expect(await opened(to).key(name)()).toEqual(E.right(key))
  })

  it("made after an erasure has no byte of the key", async () => {
    const { file, vault, to } = await filled()
    const there = Buffer.from(key)
    expect(await backUpVault(file, `${to}.before`)).toEqual(E.right(undefined))
    await vault.erase(name)()
    await backUpVault(file, to)
    expect(readFileSync(`${to}.before`).includes(there)).toBe(true)
    expect(readFileSync(to).includes(there)).toBe(false)
  })

  it("replaces no file, and is made of vaults alone", async () => {
    const { folder, file, to } = await filled()
    const other = join(folder, "other")
    writeFileSync(other, "mine")
    expect(await backUpVault(file, other)).toEqual(E.left({ _tag: "FileExists", file: other }))
    expect(await backUpVault(other, to)).toMatchObject({ left: { _tag: "VaultUnavailable" } })
    expect(await backUpVault(join(folder, "none"), to)).toMatchObject({ left: { _tag: "VaultUnavailable" } })
    expect(readFileSync(other, "utf8")).toBe("mine")
  })
})

describe("a vault's file", () => {
  it("is told to be sound, damaged, or none", async () => {
    const { folder, file, vault } = await filled()
    for (let era = 1; era < 400; era++) await vault.ensureKey({ unit: "A", era }, key)()
    await vault.close()
    expect(examineVault(file)).toEqual(E.right(undefined))
    const bytes = readFileSync(file)
    const damaged = join(folder, "damaged.db")
    writeFileSync(damaged, bytes.fill(0xff, 3 * 4096, 4 * 4096))
    expect(examineVault(damaged)).toMatchObject({ left: { _tag: "VaultUnavailable" } })
    expect(examineVault(join(folder, "none"))).toMatchObject({ left: { _tag: "VaultUnavailable" } })
  })
})
