import { existsSync, readdirSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import {
  byBureau,
  emptyWorkplace,
  eventsWithApplication as events,
  json,
  programIn,
  runProgram,
  storeWithApplication,
  storeWithCall,
  unit,
} from "../shifan.js"
import { startCluster } from "../store/cluster-node.js"

/** A store with an application, and its address. */
const filledStore = async () => {
  const workplace = await storeWithApplication()
  return { ...workplace, store: `sqlite:${workplace.at("shifan.db")}` }
}

describe("copying a history", () => {
  it("to a cluster and back to a file keeps the root, and verifies in both places", async () => {
    const { shifan, store, at } = await filledStore()
    const cluster = await startCluster()
    const file = `sqlite:${at("back.db")}`
    const copied = json(await shifan("--json", "copy", store, cluster)) as { readonly root: string }
    expect(copied).toMatchObject({ appended: events, events, streams: 4, same: true, to: cluster })
    const back = json(await shifan("--json", "copy", cluster, file))
    expect(back).toMatchObject({ appended: events, root: copied.root })
    for (const address of [cluster, file])
      expect(json(await shifan("--json", "audit", "verify", address))).toMatchObject({ holds: true, events })
  })

  it("accepts - for the store in use, so that its password need not be an argument", async () => {
    const { shifan, store } = await filledStore()
    const cluster = await startCluster()
    expect(json(await shifan("--json", "copy", "-", cluster))).toMatchObject({ appended: events, to: cluster })
    const onCluster = programIn(emptyWorkplace().folder, { store: cluster })
    expect(json(await onCluster("--json", "copy", store, "-"))).toMatchObject({ appended: 0, events, to: cluster })
  })

  it.each([
    [
      "a damaged leaf",
      "UPDATE event SET leaf = CAST(replace(CAST(leaf AS TEXT), '示例1号', '示例9号') AS BLOB)",
      "call-130300-2020@0",
    ],
    ["a leaf whose hash is gone", "DELETE FROM leaf WHERE position = 4", `designation-130300-${unit}@0`],
  ])("with %s is refused as corrupt at its place, and writes nothing", async (_, statement, place) => {
    const { shifan, store, at } = await filledStore()
    using db = new DatabaseSync(at("shifan.db"))
    db.exec(statement)
    const refused = await shifan("copy", store, `sqlite:${at("other.db")}`)
    expect(refused).toMatchObject({ exit: 1, out: "", err: expect.stringMatching(`^Corrupt .*${place}`) })
    expect(existsSync(at("other.db"))).toBe(false)
  })

  it("appends nothing when repeated, and only the new events when more was recorded", async () => {
    const { shifan, store, at } = await filledStore()
    const to = `sqlite:${at("other.db")}`
    await shifan("copy", store, to)
    expect(json(await shifan("--json", "copy", store, to))).toMatchObject({ appended: 0, events })
    await shifan("call", "close", "2020", ...byBureau("2020-12-18"))
    expect(json(await shifan("--json", "copy", store, to))).toMatchObject({ appended: 1, events: events + 1 })
  })

  it("onto another history is refused with exit 4, the stream and the revision", async () => {
    const { shifan, store } = await filledStore()
    const other = emptyWorkplace()
    await other.shifan("init")
    const target = `sqlite:${other.at("shifan.db")}`
    const ran = await shifan("copy", store, target)
    expect(ran).toMatchObject({ exit: 4 })
    expect(ran.err).toContain("from event 1 on: instrument-130300-qinhuangdao-2020-2@0 has another id")
    expect((await shifan("--lang", "zh", "copy", store, target)).err).toContain("自第1条起与")
    expect(json(await shifan("--json", "copy", store, target))).toMatchObject({
      error: { code: "Mismatch", figures: { _tag: "Mismatch", index: 0, aspect: "id" } },
    })
  })

  it("leaves the vault in its place, says so, and the copy works with it", async () => {
    const { folder, shifan, store, at, save } = await filledStore()
    const cluster = await startCluster()
    const ran = await shifan("copy", store, cluster)
    expect(ran.out).toContain(`Continue with --vault ${at("shifan.vault.db")}`)
    const onCluster = programIn(folder, { store: cluster, global: ["--vault", at("shifan.vault.db")] })
    expect((await onCluster("doctor")).out).toContain("erasure: every erasure destroyed its key")
    const toAudit = { openedTo: "市审计局", purpose: "专项审计", paths: ["form.basic.phone"] }
    const opening = ["--file", save("open.json", JSON.stringify(toAudit)), ...byBureau("2024-12-30")]
    expect(json(await onCluster("open", unit, ...opening, "--json"))).toMatchObject({
      openings: [{ path: "form.basic.phone", value: "0335-5550101" }],
    })
  })

  it("with --to-vault also copies the vault, but only to a new file", async () => {
    const { folder, shifan, store, at } = await filledStore()
    const to = `sqlite:${at("new.db")}`
    const vault = at("new.vault.db")
    const ran = await shifan("copy", store, to, "--to-vault", vault)
    expect(ran).toMatchObject({ exit: 0, out: expect.stringContaining(`The vault was copied to ${vault}`) })
    const { out } = await programIn(folder, { store: to })("doctor")
    expect(out).toContain("erasure: every erasure destroyed its key")
    expect(await shifan("copy", store, to, "--to-vault", vault)).toMatchObject({ exit: 2 })
  })

  it("with --to-vault is refused if there is no vault to copy", async () => {
    const { shifan, store, at } = await filledStore()
    const options = ["--vault", at("none.db"), "--to-vault", at("other.vault.db")]
    expect(await shifan("copy", store, `sqlite:${at("other.db")}`, ...options)).toMatchObject({ exit: 6 })
    expect(existsSync(at("other.db"))).toBe(false)
  })

  it.each([
    ["from a missing store", ["sqlite:none.db", "sqlite:to.db"], 6, "/none.db"],
    ["from memory", ["memory:", "sqlite:to.db"], 2, "memory: is gone when the program ends"],
    ["onto itself", ["sqlite:./a.db", "sqlite:a.db"], 2, "from and to are the same store"],
    ["to an address that is not a store", ["sqlite:a.db", "postgres://me:hunter2@a"], 2, "not a store: postgres:"],
  ])("%s is refused", async (_, stores, exit, message) => {
    const ran = await emptyWorkplace().shifan("copy", ...stores)
    expect(ran).toMatchObject({ exit, out: "" })
    expect(ran.err).toContain(message)
    expect(ran.err).not.toContain("hunter2")
  })

  it("with --dry-run says what would be copied and creates nothing, and still refuses another history", async () => {
    const { folder, shifan, store, at } = await filledStore()
    const target = at("new.db")
    const dryRun = ["copy", store, `sqlite:${target}`, "--to-vault", at("new.vault.db"), "--dry-run"]
    // Reading a file in use creates its shared memory.
    const filesThere = () => readdirSync(folder).filter((name) => !/-(shm|wal)$/.test(name))
    const files = filesThere()
    const planned = await programIn(folder, { yes: false })("--json", ...dryRun)
    expect(json(planned)).toMatchObject({ dryRun: true, events, appended: 0, same: false, vaultCopied: false })
    expect((await shifan(...dryRun)).out).toContain(`0 already there, ${events} to copy`)
    expect(filesThere()).toEqual(files)
    await shifan("copy", store, `sqlite:${target}`)
    expect(json(await shifan("--json", ...dryRun))).toMatchObject({ same: true })
    const other = await storeWithCall()
    const otherStore = `sqlite:${other.at("shifan.db")}`
    expect(await shifan("copy", store, otherStore, "--dry-run")).toMatchObject({ exit: 4 })
  })

  it("asks with the figures, and copies nothing if the answer is no", async () => {
    const { store, at } = await filledStore()
    const target = at("new.db")
    const asked = { ask: () => Promise.resolve(false) }
    const ran = await runProgram(["copy", store, `sqlite:${target}`], asked)
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining(`${events} to copy`) })
    expect(existsSync(target)).toBe(false)
  })

  it("needs --yes if nobody can be asked", async () => {
    const ran = await programIn(emptyWorkplace().folder, { yes: false })("copy", "sqlite:a.db", "sqlite:b.db")
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining("--yes") })
  })
})
