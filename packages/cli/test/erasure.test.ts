/** One unit's personal data from the application to the erasure, and everything that was made of the log in between. */
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { beforeAll, describe, expect, it } from "vitest"
import { findingIds, qinhuangdao2020 } from "@shifan/core"
import { leafHashes, openSqliteStore, type SqliteStore } from "@shifan/sqlite/event-store"
import { openSqliteReadModels, type Tables } from "@shifan/sqlite/read-models"
import { type Projection, rebuild, type Vault } from "@shifan/service"
import { emptyRange, extendRange, parsePolicy, parseTlogProof, rangeRoot, verifyTlogProof } from "@shifan/tlog"
import { openSqliteVault } from "@shifan/sqlite/vault"
import { by } from "./published.js"
import { filesHolding, filesIn, holds } from "./traces.js"
import { applying, freshFolder, opened, read, unit, type Ran, type Shifan } from "./run.js"

/** As they stand in the example dossier. */
const personal = ["示例法人甲", "示例联系人甲", "0335-5550101", "13800000001", "contact@example.cn", "示例投资有限公司"]

/** All that programs of the house can write of it: every event whole. */
const everything: Projection<Tables> = {
  name: "everything",
  version: 1,
  filter: {},
  prepare: ({ run }) => run("CREATE TABLE {event} (stream TEXT NOT NULL, event TEXT NOT NULL) STRICT"),
  apply: ({ run }, envelope) => run("INSERT INTO {event} VALUES (?, ?)", envelope.stream, JSON.stringify(envelope)),
}

const right = async <A>(answer: Promise<E.Either<unknown, A>>): Promise<A> => {
  const given = await answer
  if (E.isLeft(given)) throw new Error(JSON.stringify(given.left))
  return given.right
}

/** The root of the log's first leaves (RFC 6962), and how many there are. */
const rootOf = (file: string, size?: number): readonly [number, string] => {
  const hashes = [...leafHashes(file)].slice(0, size)
  return [
    hashes.length,
    Buffer.from(rangeRoot(hashes.reduce((range, hash) => extendRange(range, hash), emptyRange))).toString("hex"),
  ]
}

const text = "示例"

const recommendation = {
  form: {
    operatingUnitName: "秦皇岛示例启航创业服务有限公司",
    countyOrDistrict: "130302",
    filledOn: "2020-12-08",
    operationsSummary: text,
    servicePerformance: text,
    serviceQualityAndSatisfaction: text,
    regionalImpact: text,
    demonstrativeness: text,
    countyOpinion: text,
    seal: true,
  },
  satisfaction: { assessmentMethod: text, assessmentScope: text, sampleSize: 30, result: "90" },
  findings: findingIds(qinhuangdao2020.conditions).map((condition) => ({ condition, met: true, reasons: text })),
  waiversProposed: [],
}

const certification = {
  certificateNumber: "示例-1",
  appraisal: { date: "2020-12-28", members: ["PS-01"], opinion: text },
  findings: [],
  waivers: [],
}

const opening = { openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] }
const erasure = { basis: "个人信息保护法第四十七条", scope: "全部", approver: "SJ-09" }

const folder = freshFolder()
const elsewhere = freshFolder()
const [store, vault] = [join(folder, "shifan.db"), join(folder, "shifan.vault.db")]
const at = (name: string): string => join(folder, name)
let shifan: Shifan
let held: { readonly store: SqliteStore; readonly vault: Vault }
let secrets: ReadonlyArray<Uint8Array> = []

const give = (verb: string, data: unknown, ...argv: ReadonlyArray<string>): Promise<Ran> => {
  const file = join(elsewhere, `${verb}.json`)
  writeFileSync(file, JSON.stringify(data))
  return shifan(verb, unit, "--file", file, ...argv)
}

/** What everybody reads, before and after. */
const looks: ReadonlyArray<ReadonlyArray<string>> = [
  ["roster", "list"],
  ["roster", "publications"],
  ["history", unit],
  ["why", unit],
  ["replay"],
  ["due"],
  ["audit", "verify"],
  ["audit", "what-if", "--reading", "staff.qualified=both"],
  ["audit", "published", join(folder, "roster-2020-12-30.json")],
]

const looked = async (): Promise<string> => {
  const ran = await Promise.all(looks.flatMap((look) => [shifan(...look), shifan("--json", ...look)]))
  expect(ran.map(({ exit }) => exit)).toEqual(ran.map(() => 0))
  return ran.map(({ out, err }) => `${out}${err}`).join("\n")
}

const models = async (name: string): Promise<void> => {
  const made = await right(openSqliteReadModels({ file: join(folder, name) })())
  await right(rebuild(held.store, made, everything))
  await made.close()
}

const before = { root: [0, ""] as readonly [number, string], roster: "", history: [] as unknown }

beforeAll(async () => {
  shifan = await opened(folder)
  // Somebody keeps both files open, so that their write-ahead logs are there to be searched.
  held = {
    store: await right(openSqliteStore({ file: store, readOnly: true })()),
    vault: await right(Promise.resolve(openSqliteVault({ file: vault }))),
  }
  for (const ran of [
    await shifan(...applying("2020-12-01")),
    await give("recommend", recommendation, "--by", "county:130302:HG-01", "--on", "2020-12-08"),
    await give("certify", certification, "--by", "bureau:130300:SJ-02", "--on", "2020-12-29"),
    await shifan("roster", "publish", "--medium", "官网", "--out", folder, ...by("2020-12-30")),
    await give("open", opening, ...by("2021-01-04")),
  ])
    expect(ran).toMatchObject({ exit: 0, err: "" })
  await right(held.store.backup(join(folder, "before.backup.db"))())
  await models("before.read.db")
  for (const ran of [
    await shifan("audit", "checkpoint"),
    await shifan("audit", "export", at("before.bundle")),
    await shifan("audit", "prove", unit, "--event", "0", "--out", at("before.tlog-proof")),
  ])
    expect(ran).toMatchObject({ exit: 0 })
  cpSync(at("checkpoint"), join(elsewhere, "kept"))
  cpSync(vault, join(elsewhere, "copy.vault.db"))
  for (const suffix of ["-wal", "-shm"])
    if (existsSync(`${vault}${suffix}`)) cpSync(`${vault}${suffix}`, join(elsewhere, `copy.vault.db${suffix}`))
  const key = await right(held.vault.key({ unit, era: 0 })())
  const boxes = await right(held.vault.values(unit)())
  secrets = [...(key === undefined ? [] : [key]), ...boxes.map(({ box }) => box)]
})

describe("before the erasure", () => {
  it("no file holds a value in clear, and key and ciphertexts lie in the vault's files alone", async () => {
    expect(secrets).toHaveLength(1 + personal.length)
    expect(filesHolding(folder, personal)).toEqual([])
    expect(filesHolding(folder, secrets).map((file) => basename(file).startsWith("shifan.vault.db"))).toContain(true)
    expect(filesHolding(folder, secrets).filter((file) => !basename(file).startsWith("shifan.vault.db"))).toEqual([])
  })

  it("nothing that anybody reads says a value, and the opening says to whom, for what and by whom", async () => {
    const said = await looked()
    expect(personal.filter((value) => holds(said, value))).toEqual([])
    before.root = rootOf(store)
    before.roster = (await shifan("--json", "roster", "list")).out
    before.history = read(await shifan("--json", "history", unit))
    expect(before.history).toMatchObject([
      { type: "Applied" },
      { type: "Recommended" },
      { type: "Certified" },
      { type: "PersonalDataOpened", actor: { officer: "SJ-01" }, provisions: ["art_16__para_1"] },
    ])
  })
})

describe("after the erasure", () => {
  it("says what it cannot reach: a copy of the vault that was made before", async () => {
    const ran = await give("erase", erasure, ...by("2024-12-30"))
    expect(ran).toMatchObject({ exit: 0, err: "" })
    expect(ran.out).toContain("a copy of the vault that was made before still opens")
    const copy = openSqliteVault({ file: join(elsewhere, "copy.vault.db") })
    const keys = E.isRight(copy) ? await right(copy.right.keys()()) : []
    expect(keys).toEqual([{ unit, era: 0 }])
  })

  it("the log has one leaf more, and the same root as before up to there", () => {
    expect(rootOf(store, before.root[0])).toEqual(before.root)
    expect(rootOf(store)[0]).toBe(before.root[0] + 1)
  })

  it("roster and history are as they were, the erasure added, and everything verifies", async () => {
    expect((await shifan("--json", "roster", "list")).out).toBe(before.roster)
    expect(read(await shifan("--json", "history", unit))).toMatchObject([
      ...(before.history as ReadonlyArray<unknown>),
      { type: "PersonalDataErased", actor: { officer: "SJ-01" } },
    ])
    const said = await looked()
    expect(personal.filter((value) => holds(said, value))).toEqual([])
    for (const words of ["to 市审计局, for 专项审计", "personal data erased: 个人信息保护法第四十七条"])
      expect(said).toContain(words)
  })

  it("bundle and proof of before verify as before, and the next bundle goes on from the head that was kept", async () => {
    const policy = ["--policy", at("policy")]
    expect(await shifan("audit", "verify", at("before.bundle"), ...policy)).toMatchObject({ exit: 0 })
    await shifan("audit", "checkpoint")
    expect(await shifan("audit", "export", at("after.bundle"))).toMatchObject({ exit: 0 })
    const kept = ["--kept", join(elsewhere, "kept")]
    const verified = await shifan("--json", "audit", "verify", at("after.bundle"), ...policy, ...kept)
    expect(read(verified)).toMatchObject({ sound: true, size: before.root[0] + 1, keptSize: before.root[0] })
    expect(readFileSync(at("after.bundle/roster.json"), "utf8")).toContain(unit)
    const proof = parseTlogProof(readFileSync(at("before.tlog-proof")))
    const trusted = parsePolicy(readFileSync(at("policy")))
    const applied = [...leafHashes(store)][E.isRight(proof) ? proof.right.index : -1]
    if (E.isLeft(proof) || E.isLeft(trusted) || applied === undefined) throw new Error("no proof to verify")
    expect(await verifyTlogProof(proof.right, trusted.right, applied)()).toMatchObject({ _tag: "Right" })
  })

  it("no file, write-ahead log, read model, bundle or backup holds a value, its ciphertext or its key", async () => {
    await right(held.store.backup(join(folder, "after.backup.db"))())
    await models("after.read.db")
    const names = filesIn(folder).map((file) => basename(file))
    for (const name of ["shifan.db-wal", "shifan.vault.db-wal", "before.read.db", "after.read.db", "before.backup.db"])
      expect(names).toContain(name)
    expect(filesHolding(folder, [...personal, ...secrets])).toEqual([])
  })

  it("nothing opens any more, which is refused before it is recorded", async () => {
    const ran = await give("open", opening, ...by("2024-12-30"))
    expect([ran.exit, ran.err]).toEqual([2, expect.stringContaining("this unit has no personal data to open")])
    expect((read(await shifan("--json", "history", unit)) as ReadonlyArray<unknown>).length).toBe(5)
    await held.store.close()
    await held.vault.close()
    expect(filesHolding(folder, [...personal, ...secrets])).toEqual([])
  })
})

describe("a trace", () => {
  it.each(["0335-5550101", "示例法人甲"])("of %j is found in every form it might be left in", (value) => {
    const bytes = Buffer.from(value)
    for (const prefix of ["", "a", "ab"]) {
      const around = Buffer.concat([Buffer.from(prefix), bytes, Buffer.from("xyz")])
      for (const encoding of ["base64", "base64url", "hex", "utf8"] as const)
        expect(holds(`{"x":"${around.toString(encoding)}"}`, value)).toBe(true)
    }
    expect(holds(Buffer.from(`..${value}`, "utf16le"), value)).toBe(true)
    expect(holds("0335-5550102", value)).toBe(false)
    expect(holds(readFileSync(import.meta.filename), Buffer.from([1, 2, 3, 4, 5, 6]))).toBe(false)
  })
})
