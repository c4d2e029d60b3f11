/** Damage to a store, and the commands that report it: a row for each kind, a column for each command. */
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { leafHash, readEnvelope, encode, type Envelope } from "@shifan/event-store"
import { right } from "@shifan/testkit/basics"
import {
  applyOn,
  byBureau,
  emptyWorkplace,
  openCall,
  programIn,
  storeWithApplication,
  unit,
  type Workplace,
} from "../shifan.js"

const sql = (file: string, statement: string): void => {
  using db = new DatabaseSync(file)
  db.exec(`PRAGMA foreign_keys = OFF; ${statement}`)
}

/** Changes an event in the file and recomputes its hash, like a forger with access to the file. */
const rewrite = (file: string, position: number, change: (envelope: Envelope) => Envelope): void => {
  using db = new DatabaseSync(file)
  const row = db.prepare("SELECT leaf FROM event WHERE position = ?").get(position)
  const leaf = right(encode(change(right(readEnvelope(Object(row).leaf)))))
  db.prepare("UPDATE event SET leaf = ? WHERE position = ?").run(leaf, position)
  db.prepare("UPDATE leaf SET hash = ? WHERE position = ?").run(leafHash(leaf), position)
}

const damagedLeaf =
  "UPDATE event SET leaf = CAST(replace(CAST(leaf AS TEXT), '示例1号', '示例9号') AS BLOB) WHERE position = 3"

/** A signed store with an application, and a copy from before the application. */
const workplace = async (): Promise<Workplace> => {
  const place = await storeWithApplication()
  await place.shifan("audit", "checkpoint")
  return place
}

/** Store and vault of another bureau, with an application of the same unit. */
const stranger = async (): Promise<Workplace> => {
  const other = emptyWorkplace()
  await openCall(other.shifan)
  await other.shifan(...applyOn("2020-12-01"))
  return other
}

type Damage = (place: Workplace) => void | Promise<void>

const withoutLast = (file: string): void =>
  sql(file, "DELETE FROM event WHERE position = 4; DELETE FROM leaf WHERE position = 4")

const removeVault = ({ at }: Workplace): void => {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${at("shifan.vault.db")}${suffix}`, { force: true })
}

/** `doctor` exits with 1, all others with 4, and nothing is written or signed. */
const table: ReadonlyArray<readonly [string, Damage, ReadonlyArray<"verify" | "doctor" | "backup" | "checkpoint">]> = [
  ["nothing", () => {}, []],
  [
    "history rewritten below a signed head",
    ({ at }) =>
      rewrite(at("shifan.db"), 3, (envelope) => ({
        ...envelope,
        data: { ...Object(envelope.data), document: "示例2号" },
      })),
    ["verify", "doctor", "backup", "checkpoint"],
  ],
  ["a rollback", ({ at }) => withoutLast(at("shifan.db")), ["verify", "doctor", "backup", "checkpoint"]],
  ["a damaged leaf", ({ at }) => sql(at("shifan.db"), damagedLeaf), ["verify", "doctor", "backup", "checkpoint"]],
  [
    "a leaf whose hash is gone",
    ({ at }) => sql(at("shifan.db"), "DELETE FROM leaf WHERE position = 4"),
    ["verify", "doctor", "backup", "checkpoint"],
  ],
  [
    "an event at another place than it says",
    ({ at }) => sql(at("shifan.db"), "UPDATE event SET revision = 7 WHERE position = 3"),
    ["verify", "doctor", "backup", "checkpoint"],
  ],
  [
    "a damaged value in the vault",
    ({ at }) => sql(at("shifan.vault.db"), "UPDATE sealed SET box = zeroblob(60)"),
    ["verify", "doctor", "backup", "checkpoint"],
  ],
  [
    "a value lost from the vault",
    ({ at }) => sql(at("shifan.vault.db"), "DELETE FROM sealed WHERE path = 'form.basic.phone'"),
    ["verify", "doctor", "backup", "checkpoint"],
  ],
  [
    "a value in the vault that the log did not seal",
    ({ at }) =>
      sql(
        at("shifan.vault.db"),
        "INSERT INTO sealed SELECT unit, era, command_id, 'form.basic.other', box, claims FROM sealed LIMIT 1",
      ),
    ["verify", "doctor", "backup", "checkpoint"],
  ],
  [
    "a key lost from the vault",
    ({ at }) => sql(at("shifan.vault.db"), "DELETE FROM unit_key"),
    ["verify", "doctor", "backup", "checkpoint"],
  ],
  [
    "a vault whose key outlived its erasure",
    async (place) => {
      const { shifan, save, at } = place
      sql(at("shifan.vault.db"), `VACUUM INTO '${at("before.db")}'`)
      const erasure = save("erasure.json", JSON.stringify({ basis: "示例", scope: "示例", approver: "JZ-01" }))
      expect(await shifan("erase", unit, "--file", erasure, ...byBureau("2020-12-02"))).toMatchObject({ exit: 0 })
      removeVault(place)
      renameSync(at("before.db"), at("shifan.vault.db"))
    },
    ["verify", "doctor"],
  ],
  [
    "the vault of another store",
    async (place) => {
      const other = await stranger()
      removeVault(place)
      copyFileSync(other.at("shifan.vault.db"), place.at("shifan.vault.db"))
    },
    ["verify", "doctor", "backup", "checkpoint"],
  ],
  [
    "a vault that was created anew",
    async (place) => {
      removeVault(place)
      const empty = emptyWorkplace()
      await empty.shifan("init")
      copyFileSync(empty.at("shifan.vault.db"), place.at("shifan.vault.db"))
    },
    ["verify", "doctor", "backup", "checkpoint"],
  ],
  [
    "a fork: another store beside the heads of this one",
    async (place) => {
      const other = await stranger()
      for (const name of ["shifan.db", "shifan.vault.db"]) {
        for (const suffix of ["", "-wal", "-shm"]) rmSync(`${place.at(name)}${suffix}`, { force: true })
        copyFileSync(other.at(name), place.at(name))
      }
    },
    ["verify", "doctor", "backup", "checkpoint"],
  ],
]

const commands = {
  verify: { argv: () => ["audit", "verify"], exit: 4 },
  doctor: { argv: () => ["doctor"], exit: 1 },
  backup: { argv: ({ at }: Workplace) => ["backup", at("copy.db")], exit: 4 },
  checkpoint: { argv: () => ["audit", "checkpoint"], exit: 4 },
} as const

describe("art_16__para_1: damage to a store", () => {
  describe.each(table)("%s", (_, damage, noticedBy) => {
    it.each(Object.entries(commands))("is reported by %s, unless nothing is damaged", async (name, { argv, exit }) => {
      const place = await workplace()
      await damage(place)
      const signed = readFileSync(place.at("checkpoint"), "utf8")
      const ran = await place.shifan(...argv(place))
      const isNoticed = noticedBy.some((one) => one === name)
      expect([name, ran.exit, isNoticed ? "" : ran.err]).toEqual([name, isNoticed ? exit : 0, isNoticed ? "" : ran.err])
      expect(isNoticed && readFileSync(place.at("checkpoint"), "utf8") !== signed).toBe(false)
      expect(existsSync(place.at("copy.db"))).toBe(name === "backup" && !isNoticed)
    })
  })

  it.each(Object.entries(commands))("is reported along with damage to its vault by %s", async (_, { argv, exit }) => {
    const place = await workplace()
    const { at } = place
    sql(at("shifan.db"), damagedLeaf)
    sql(at("shifan.vault.db"), "UPDATE sealed SET box = zeroblob(60)")
    const ran = await place.shifan(...argv(place))
    expect(ran.exit).toBe(exit)
    for (const told of ["call-130300-2020@0", "the vault cannot open"]) expect(ran.out + ran.err).toContain(told)
  })

  it.each(["示例", '"stream"'])(
    "in the leaf of its only unit is not reported as a vault of another store: %s",
    async (text) => {
      const place = await workplace()
      sql(
        place.at("shifan.db"),
        `UPDATE event SET leaf = CAST(replace(CAST(leaf AS TEXT), '${text}', '') AS BLOB) WHERE type = 'Applied'`,
      )
      for (const { argv, exit } of Object.values(commands)) {
        const ran = await place.shifan(...argv(place))
        expect(ran.exit).toBe(exit)
        expect(ran.out + ran.err).not.toContain("the vault")
      }
    },
  )

  it("by the loss of its write-ahead log is detected from the signed head", async () => {
    const { shifan, at } = await workplace()
    const before = at("before.db")
    copyFileSync(at("shifan.db"), before)
    withoutLast(before)
    for (const suffix of ["-wal", "-shm"]) rmSync(`${at("shifan.db")}${suffix}`, { force: true })
    renameSync(before, at("shifan.db"))
    const { exit, out } = await shifan("doctor")
    expect(exit).toBe(1)
    expect(out).toContain("the log has 3 leaves, but")
  })
})

describe("restoring a backup", () => {
  it.each<readonly [string, Damage]>([
    [
      "with a rewritten leaf",
      ({ at }) => rewrite(at("a.db"), 3, (envelope) => ({ ...envelope, causationId: envelope.id })),
    ],
    ["with a damaged leaf", ({ at }) => sql(at("a.db"), damagedLeaf)],
    ["with a vault that opens nothing", ({ at }) => sql(at("a.vault.db"), "UPDATE unit_key SET key = zeroblob(32)")],
  ])("%s writes nothing", async (_, damage) => {
    const place = await workplace()
    const { shifan, at } = place
    await shifan("backup", at("a.db"))
    await damage(place)
    for (const name of ["shifan.db", "shifan.vault.db"])
      for (const suffix of ["", "-wal", "-shm"]) rmSync(`${at(name)}${suffix}`, { force: true })
    expect(await shifan("restore", at("a.db"))).toMatchObject({ exit: 4, out: "" })
    expect(existsSync(at("shifan.db"))).toBe(false)
  })

  it("older than the signed head says how many leaves are left", async () => {
    const { shifan, at, folder } = await workplace()
    await shifan("backup", at("a.db"))
    await shifan("roster", "publish", "--medium", "示例", "--out", at("out"), ...byBureau("2020-12-01"))
    await shifan("audit", "checkpoint")
    for (const name of ["shifan.db", "shifan.vault.db"])
      for (const suffix of ["", "-wal", "-shm"]) rmSync(`${at(name)}${suffix}`, { force: true })
    const restored = await programIn(folder)("restore", at("a.db"))
    expect(restored).toMatchObject({ exit: 0 })
    expect(restored.out).toContain("the log has 4 leaves, but")
  })
})

describe("audit verify of a store", () => {
  it("compares the store with a kept checkpoint, under the policy that it was signed under", async () => {
    const { shifan, at } = await workplace()
    renameSync(at("checkpoint"), at("kept"))
    rmSync(at("shifan.heads"), { recursive: true })
    expect(await shifan("audit", "verify", "--kept", at("kept"), "--policy", at("policy"))).toMatchObject({ exit: 0 })
    rewrite(at("shifan.db"), 4, (envelope) => ({ ...envelope, causationId: envelope.id }))
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 0 })
    const { exit, out } = await shifan("audit", "verify", "--kept", at("kept"))
    expect(exit).toBe(4)
    expect(out).toContain(`the first 4 leaves differ from ${at("kept")}`)
  })

  it("accepts no kept checkpoint of a log that the policy does not name", async () => {
    const [{ shifan, at }, other] = [await workplace(), await workplace()]
    writeFileSync(at("other.policy"), readFileSync(other.at("policy"), "utf8").replaceAll(/^log .*\n/gm, ""))
    const kept = ["--kept", at("checkpoint"), "--policy", at("other.policy")]
    expect((await shifan("audit", "verify", ...kept)).exit).not.toBe(0)
  })
})
