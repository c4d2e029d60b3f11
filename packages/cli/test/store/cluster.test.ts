import { execFile } from "node:child_process"
import { existsSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { execPath } from "node:process"
import { promisify } from "node:util"
import * as E from "fp-ts/lib/Either.js"
import { nodeFlags } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { parseAddress, withoutPassword } from "../../src/store/store-address.js"
import {
  applyOn,
  byBureau,
  emptyWorkplace,
  eventsWithApplication,
  eventsWithCall,
  json,
  listIn,
  openCall,
  programIn,
  textIn,
  unit,
} from "../shifan.js"
import { startCluster } from "./cluster-node.js"

/** The program on a new cluster, with a vault and a key in a folder. */
const onCluster = async () => {
  const { folder, at } = emptyWorkplace()
  const store = await startCluster()
  return { folder, at, store, shifan: programIn(folder, { store, global: ["--vault", at("personal.db")] }) }
}

describe("a cluster as the store", () => {
  it("records an application, lists, verifies, and passes doctor", async () => {
    const { shifan } = await onCluster()
    await openCall(shifan)
    expect(await shifan(...applyOn("2020-12-01"))).toMatchObject({ exit: 0, err: "" })
    expect(listIn(await shifan("--json", "roster", "list"), "entries")).toEqual([])
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(1)
    expect(json(await shifan("--json", "audit", "verify"))).toMatchObject({
      holds: true,
      events: eventsWithApplication,
      streams: 4,
    })
    const doctor = await shifan("doctor")
    expect(doctor.exit).toBe(0)
    expect(doctor.out).toContain(`store: answers, ${eventsWithApplication} events`)
    expect(doctor.out).toContain("versions: EventStoreDB")
  })

  it("adds its events to the log when a checkpoint is requested, and signs them", async () => {
    const { shifan } = await onCluster()
    await openCall(shifan)
    expect(json(await shifan("--json", "audit", "checkpoint"))).toMatchObject({ size: eventsWithCall, before: 0 })
    await shifan(...applyOn("2020-12-01"))
    expect(json(await shifan("--json", "audit", "checkpoint"))).toMatchObject({
      size: eventsWithApplication,
      before: eventsWithCall,
    })
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(1)
    const { out } = await shifan("doctor")
    expect(out).toContain(`head: ${eventsWithApplication} of ${eventsWithApplication} leaves signed`)
  })

  it("is initialised once, with key and config beside the vault", async () => {
    const { folder, at, store, shifan } = await onCluster()
    expect(await shifan("init")).toMatchObject({ exit: 0 })
    const files = ["personal.db", "policy", "shifan.heads", "shifan.heads.count", "shifan.json", "shifan.key"]
    expect(readdirSync(folder).toSorted()).toEqual(files)
    expect(JSON.parse(textIn(at("shifan.json")))).toMatchObject({ store, vault: at("personal.db") })
    const elsewhere = emptyWorkplace()
    const again = programIn(elsewhere.folder, { store, global: ["--vault", elsewhere.at("personal.db")] })
    expect(await again("init")).toMatchObject({ exit: 2, err: expect.stringContaining("already exists") })
    expect(readdirSync(elsewhere.folder)).toEqual([])
  })

  it("seals nothing into a vault that does not exist yet", async () => {
    const { folder, at, store, shifan } = await onCluster()
    await openCall(shifan)
    const misspelt = programIn(folder, { store, env: { SHIFAN_VAULT: at("misspelt.db") } })
    const ran = await misspelt(...applyOn("2020-12-01"))
    expect(ran).toMatchObject({ exit: 6 })
    expect(ran.err).toContain(`there is no vault of personal data at ${at("misspelt.db")}`)
    expect(existsSync(at("misspelt.db"))).toBe(false)
  })

  it("refuses a second vault once something is sealed, also from another machine", async () => {
    const { folder, store, at, shifan } = await onCluster()
    await openCall(shifan)
    // Nothing is sealed yet: a new file is as good as the first.
    writeFileSync(at("moved.db"), "")
    const early = programIn(folder, { store, global: ["--vault", at("moved.db")] })
    expect(await early(...applyOn("2020-12-01"))).toMatchObject({ exit: 0 })
    const other = emptyWorkplace()
    writeFileSync(other.at("personal.db"), "")
    const elsewhere = programIn(other.folder, { store, global: ["--vault", other.at("personal.db")] })
    const ran = await elsewhere("call", "close", "2020", ...byBureau("2020-12-21"))
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining("sealed in another vault") })
    expect(listIn(await early("--json", "history", unit), "events")).toHaveLength(1)
  })

  it("keeps the vault with the first sealed values if two were in use before", async () => {
    const { store, at, shifan } = await onCluster()
    await openCall(shifan)
    const other = emptyWorkplace()
    writeFileSync(other.at("personal.db"), "")
    const elsewhere = programIn(other.folder, { store, global: ["--vault", other.at("personal.db")] })
    const next = ["call", "open", "2021", "--from", "2021-11-20", "--to", "2021-12-20", "--document", "示例2号"]
    // Nothing is sealed yet, so it becomes this store's vault.
    expect(await elsewhere(...next, ...byBureau("2020-11-21"))).toMatchObject({ exit: 0 })
    expect(await shifan(...applyOn("2020-12-01"))).toMatchObject({ exit: 0 })
    const close = ["call", "close", "2020", ...byBureau("2020-12-31")]
    const refused = await elsewhere(...close)
    expect(refused).toMatchObject({ exit: 2, err: expect.stringContaining("SecondVault") })
    expect(refused.err).toContain(other.at("personal.db"))
    // After the erasure the unit is in no vault, so it identifies none.
    writeFileSync(at("erasure.json"), JSON.stringify({ basis: "示例", scope: "全部", approver: "SJ-09" }))
    const erase = ["erase", unit, "--file", at("erasure.json"), ...byBureau("2021-01-10")]
    expect(await shifan(...erase)).toMatchObject({ exit: 0 })
    const later = ["call", "open", "2022", "--from", "2022-11-20", "--to", "2022-12-20", "--document", "示例3号"]
    expect(await shifan(...later, ...byBureau("2021-01-11"))).toMatchObject({ exit: 0 })
  })

  it("does not keep the process running", async () => {
    const main = join(import.meta.dirname, "../../src/main.ts")
    const argv = ["--store", await startCluster(), "--json", "roster", "list"]
    const { stdout } = await promisify(execFile)(execPath, [...nodeFlags, main, ...argv])
    expect(stdout).toBe('{"schemaVersion":1,"entries":[]}\n')
  })
})

describe("the address of a cluster", () => {
  it.each([
    ["eventstordb://ops:hunter2@a", "not a store: eventstordb:", "无法识别的存储地址：eventstordb:"],
    ["esdb://ops:hunter2@a", "use eventstoredb:// instead of esdb://", "esdb://在本程序中写作eventstoredb://"],
    ["eventstoredb://ops:hunter2@a?tls=false", "with tls=false", "tls=false时不会发送用户和密码"],
    ["eventstoredb://ops:hunter2@a?tlsVerify=no", "there is no option tlsVerify", "没有选项tlsVerify"],
    ["eventstoredb://ops:hunter2@a?tls=maybe", "tls: expected true or false, got maybe", "tls应为true或false"],
    ["eventstoredb://ops:hunter2@a:0", "a:0: expected host or host:port", "a:0应为“主机”或“主机:端口”"],
    [
      "eventstoredb://ops:hunter2@a?tlsCaFile=nowhere.crt",
      "the certificate nowhere.crt",
      "不能读取证书文件nowhere.crt",
    ],
  ])("%s is refused with exit 2, in one line without the password", async (store, en, zh) => {
    const messages = { en, zh }
    for (const language of ["en", "zh"] as const) {
      const ran = await programIn(".", { store, global: ["--lang", language] })("roster", "list")
      expect(ran).toMatchObject({ exit: 2, out: "" })
      expect(ran.err.split("\n").filter((line) => line !== "" && !line.startsWith("  →"))).toHaveLength(1)
      expect(ran.err).toContain(messages[language])
      expect(ran.err).not.toContain("hunter2")
    }
  })

  it("is shown without user and password", () => {
    const address = parseAddress("eventstoredb://ops:p%40ss@a.example:2113,b.example?tlsCaFile=ca.crt")
    if (E.isLeft(address)) throw new Error(address.left.message.en)
    expect(withoutPassword(address.right)).toBe("eventstoredb://a.example:2113,b.example?tlsCaFile=ca.crt")
  })

  it("is a failure, not wrong usage, if nobody answers", async () => {
    const store = "eventstoredb://127.0.0.1:1?tls=false&patience=1&timeout=5000"
    const ran = await programIn(".", { store })("roster", "list")
    expect(ran).toMatchObject({ exit: 1 })
    expect(ran.err).toContain("cannot use eventstoredb://127.0.0.1:1")
    expect(ran.err).toContain("127.0.0.1:1 cannot be reached (ECONNREFUSED)")
    const inChinese = await programIn(".", { store, global: ["--lang", "zh"] })("roster", "list")
    expect(inChinese.err).toContain("连接不到127.0.0.1:1（ECONNREFUSED）")
  })
})
