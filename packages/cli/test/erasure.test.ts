/** A unit's personal data from application to erasure, and in everything derived from the log in between. */
import { cpSync, existsSync, readFileSync } from "node:fs"
import { basename } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { rebuild, type Projection, type Vault } from "@shifan/service"
import { leafHashes, openSqliteStore, type SqliteStore } from "@shifan/sqlite/event-store"
import { openSqliteReadModels, type Tables } from "@shifan/sqlite/read-models"
import { openSqliteVault } from "@shifan/sqlite/vault"
import { must, right } from "@shifan/testkit/basics"
import { emptyRange, extendRange, parsePolicy, parseTlogProof, rangeRoot, verifyTlogProof } from "@shifan/tlog"
import { applyOn, byBureau, emptyWorkplace, json, listIn, openCall, type Ran, textIn, unit } from "./shifan.js"
import { certification, recommendation } from "./title-forms.js"
import { filesHolding, filesIn, holds } from "./traces.js"

/** As in the example dossier. */
const personal = ["示例法人甲", "示例联系人甲", "0335-5550101", "13800000001", "contact@example.cn", "示例投资有限公司"]

/** A read model that stores every event whole: no real one stores more. */
const everything: Projection<Tables> = {
  name: "everything",
  version: 1,
  filter: {},
  prepare: ({ run }) => run("CREATE TABLE {event} (stream TEXT NOT NULL, event TEXT NOT NULL) STRICT"),
  apply: ({ run }, envelope) => run("INSERT INTO {event} VALUES (?, ?)", envelope.stream, JSON.stringify(envelope)),
}

/** Number of leaves in the log, or the given number, and their root (RFC 6962). */
const headOf = (file: string, size?: number) => {
  const hashes = [...leafHashes(file)].slice(0, size)
  const root = rangeRoot(hashes.reduce((range, hash) => extendRange(range, hash), emptyRange))
  return { size: hashes.length, root: Buffer.from(root).toString("hex") }
}

const opening = { openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] }
const erasure = { basis: "个人信息保护法第四十七条", scope: "全部", approver: "SJ-09" }

const { folder, shifan, at } = emptyWorkplace(afterAll)
/** Files that are not searched: input files of commands, and copies made before the erasure. */
const elsewhere = emptyWorkplace(afterAll)
const storeFile = at("shifan.db")
const vaultFile = at("shifan.vault.db")
/** Kept open, so that their write-ahead logs exist and are searched too. */
let store: SqliteStore
let vault: Vault
/** The unit's key and ciphertexts. */
let secrets: ReadonlyArray<Uint8Array>

const command = (verb: string, data: unknown, ...argv: ReadonlyArray<string>): Promise<Ran> =>
  shifan(verb, unit, "--file", elsewhere.save(`${verb}.json`, JSON.stringify(data)), ...argv)

/** Commands that print what everybody may read. */
const queries: ReadonlyArray<ReadonlyArray<string>> = [
  ["roster", "list"],
  ["roster", "publications"],
  ["history", unit],
  ["why", unit],
  ["replay"],
  ["due"],
  ["audit", "verify"],
  ["audit", "what-if", "--reading", "staff.qualified=both"],
  ["audit", "published", at("roster-2020-12-30.json")],
]

/** Everything these queries print, as text and as JSON. */
const everythingPrinted = async (): Promise<string> => {
  const ran = await Promise.all(queries.flatMap((query) => [shifan(...query), shifan("--json", ...query)]))
  expect(ran.map(({ exit }) => exit)).toEqual(ran.map(() => 0))
  return ran.map(({ out, err }) => `${out}${err}`).join("\n")
}

const buildReadModel = async (name: string): Promise<void> => {
  const models = await must(openSqliteReadModels({ file: at(name) }))
  right(await rebuild(store, models, everything))
  await models.close()
}

const copyVault = (to: string): void => {
  for (const suffix of ["", "-wal", "-shm"])
    if (existsSync(`${vaultFile}${suffix}`)) cpSync(`${vaultFile}${suffix}`, `${to}${suffix}`)
}

beforeAll(async () => {
  await openCall(shifan)
  store = await must(openSqliteStore({ file: storeFile, readOnly: true }))
  vault = right(await openSqliteVault({ file: vaultFile }))
  for (const ran of [
    await shifan(...applyOn("2020-12-01")),
    await command("recommend", recommendation, "--by", "county:130302:HG-01", "--on", "2020-12-08"),
    await command("certify", certification, "--by", "bureau:130300:SJ-02", "--on", "2020-12-29"),
    await shifan("roster", "publish", "--medium", "官网", "--out", folder, ...byBureau("2020-12-30")),
    await command("open", opening, ...byBureau("2021-01-04")),
  ])
    expect(ran).toMatchObject({ exit: 0, err: "" })
  await must(store.backup(at("before.backup.db")))
  await buildReadModel("before.read.db")
  for (const ran of [
    await shifan("audit", "checkpoint"),
    await shifan("audit", "export", at("before.bundle")),
    await shifan("audit", "prove", unit, "--event", "0", "--out", at("before.tlog-proof")),
  ])
    expect(ran).toMatchObject({ exit: 0 })
  cpSync(at("checkpoint"), elsewhere.at("kept"))
  copyVault(elsewhere.at("copy.vault.db"))
  const key = await must(vault.key({ unit, era: 0 }))
  const sealed = await must(vault.values(unit))
  secrets = [...(key === undefined ? [] : [key]), ...sealed.map(({ box }) => box)]
})

const before = { head: { size: 0, root: "" }, roster: "", history: [] as ReadonlyArray<unknown> }

describe("before the erasure", () => {
  it("no file contains a value in clear, and only the vault's files contain the key and the ciphertexts", () => {
    expect(secrets).toHaveLength(1 + personal.length)
    expect(filesHolding(folder, personal)).toEqual([])
    const inVault = filesHolding(folder, secrets).map((file) => basename(file).startsWith("shifan.vault.db"))
    expect(inVault.length).toBeGreaterThan(0)
    expect(inVault).not.toContain(false)
  })

  it("no query prints a value, and the history shows who opened the data", async () => {
    const printed = await everythingPrinted()
    expect(personal.filter((value) => holds(printed, value))).toEqual([])
    before.head = headOf(storeFile)
    before.roster = (await shifan("--json", "roster", "list")).out
    before.history = listIn(await shifan("--json", "history", unit), "events")
    expect(before.history).toMatchObject([
      { type: "Applied" },
      { type: "Recommended" },
      { type: "Certified" },
      { type: "PersonalDataOpened", actor: { officer: "SJ-01" }, provisions: ["art_16__para_1"] },
    ])
  })
})

describe("after the erasure", () => {
  it("an earlier copy of the vault still opens, as the command says", async () => {
    const ran = await command("erase", erasure, ...byBureau("2024-12-30"))
    expect(ran).toMatchObject({ exit: 0, err: "" })
    expect(ran.out).toContain("earlier copies of the vault can still be opened")
    const copy = right(await openSqliteVault({ file: elsewhere.at("copy.vault.db") }))
    expect(await must(copy.keys())).toEqual([{ unit, era: 0 }])
    await copy.close()
  })

  it("the log has one more leaf, and the same root up to there", () => {
    expect(headOf(storeFile, before.head.size)).toEqual(before.head)
    expect(headOf(storeFile).size).toBe(before.head.size + 1)
  })

  it("the list and the earlier history are unchanged, and every query succeeds without printing a value", async () => {
    expect((await shifan("--json", "roster", "list")).out).toBe(before.roster)
    expect(listIn(await shifan("--json", "history", unit), "events")).toMatchObject([
      ...before.history,
      { type: "PersonalDataErased", actor: { officer: "SJ-01" } },
    ])
    const printed = await everythingPrinted()
    expect(personal.filter((value) => holds(printed, value))).toEqual([])
    expect(printed).toContain("to 市审计局, for 专项审计")
    expect(printed).toContain("personal data erased: 个人信息保护法第四十七条")
  })

  it("an earlier bundle and an earlier proof still verify, and the next bundle continues from the kept head", async () => {
    const policy = ["--policy", at("policy")]
    expect(await shifan("audit", "verify", at("before.bundle"), ...policy)).toMatchObject({ exit: 0 })
    await shifan("audit", "checkpoint")
    expect(await shifan("audit", "export", at("after.bundle"))).toMatchObject({ exit: 0 })
    const kept = ["--kept", elsewhere.at("kept")]
    const verified = await shifan("--json", "audit", "verify", at("after.bundle"), ...policy, ...kept)
    expect(json(verified)).toMatchObject({ sound: true, size: before.head.size + 1, keptSize: before.head.size })
    expect(textIn(at("after.bundle/roster.json"))).toContain(unit)
    const proof = right(parseTlogProof(readFileSync(at("before.tlog-proof"))))
    const trusted = right(parsePolicy(readFileSync(at("policy"))))
    const leaf = [...leafHashes(storeFile)][proof.index]
    if (leaf === undefined) throw new RangeError("the proof is of a leaf that the log does not have")
    expect(await verifyTlogProof(proof, trusted, leaf)()).toMatchObject({ _tag: "Right" })
  })

  it("no file, write-ahead log, read model, bundle or backup contains a value, its ciphertext or its key", async () => {
    await must(store.backup(at("after.backup.db")))
    await buildReadModel("after.read.db")
    const names = filesIn(folder).map((file) => basename(file))
    for (const name of ["shifan.db-wal", "shifan.vault.db-wal", "before.read.db", "after.read.db", "before.backup.db"])
      expect(names).toContain(name)
    expect(filesHolding(folder, [...personal, ...secrets])).toEqual([])
  })

  it("opening the data is refused, and nothing is recorded", async () => {
    const ran = await command("open", opening, ...byBureau("2024-12-30"))
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining("this unit's personal data were erased") })
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(5)
    await store.close()
    await vault.close()
    expect(filesHolding(folder, [...personal, ...secrets])).toEqual([])
  })
})
