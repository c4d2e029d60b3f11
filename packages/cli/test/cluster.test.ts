import { execFile } from "node:child_process"
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { execPath } from "node:process"
import { promisify } from "node:util"
import * as E from "fp-ts/lib/Either.js"
import { nodeFlags } from "@shifan/testkit"
import { describe, expect, it, onTestFinished } from "vitest"
import { FakeLog } from "../../eventstoredb/test/fake/log.js"
import { startNode } from "../../eventstoredb/test/fake/server.js"
import { parseAddress, withoutPassword } from "../src/store/store-address.js"
import { applying, atOpening, freshFolder, openedBy, programIn, read, unit } from "./run.js"

const node = async (): Promise<string> => {
  const started = await startNode({ log: new FakeLog() })
  onTestFinished(() => started.stop())
  return `eventstoredb://127.0.0.1:${started.port}?tls=false`
}

const vaultIn = (folder: string): ReadonlyArray<string> => ["--vault", join(folder, "personal.db")]

describe("a cluster as the store", () => {
  it("takes an application, lists, verifies, and is found in health", async () => {
    const folder = freshFolder()
    const shifan = await openedBy(programIn(folder, { store: await node(), global: vaultIn(folder) }))
    expect(await shifan(...applying("2020-12-01"))).toMatchObject({ exit: 0, err: "" })
    expect(read(await shifan("--json", "roster", "list"))).toEqual([])
    expect(read(await shifan("--json", "history", unit))).toHaveLength(1)
    expect(read(await shifan("--json", "audit", "verify"))).toMatchObject({
      holds: true,
      events: atOpening + 1,
      streams: 4,
    })
    const doctor = await shifan("doctor")
    expect(doctor.exit).toBe(0)
    expect(doctor.out).toContain(`store: answers, ${atOpening + 1} events`)
    expect(doctor.out).toContain("versions: EventStoreDB")
  })

  it("has its events placed in the log when a checkpoint is asked for, and signs them", async () => {
    const folder = freshFolder()
    const shifan = await openedBy(programIn(folder, { store: await node(), global: vaultIn(folder) }))
    expect(read(await shifan("--json", "audit", "checkpoint"))).toMatchObject({ size: atOpening, before: 0 })
    await shifan(...applying("2020-12-01"))
    expect(read(await shifan("--json", "audit", "checkpoint"))).toMatchObject({
      size: atOpening + 1,
      before: atOpening,
    })
    expect(read(await shifan("--json", "history", unit))).toHaveLength(1)
    expect((await shifan("doctor")).out).toContain(`head: ${atOpening + 1} of ${atOpening + 1} leaves signed`)
  })

  it("is founded once, with key and config beside the vault", async () => {
    const [folder, elsewhere, store] = [freshFolder(), freshFolder(), await node()]
    expect(await programIn(folder, { store, global: vaultIn(folder) })("init")).toMatchObject({ exit: 0 })
    expect(readdirSync(folder).toSorted()).toEqual([
      "personal.db",
      "policy",
      "shifan.heads",
      "shifan.json",
      "shifan.key",
    ])
    const again = await programIn(elsewhere, { store, global: vaultIn(elsewhere) })("init")
    expect(again).toMatchObject({ exit: 2 })
    expect(again.err).toContain("is there already")
    expect(readdirSync(elsewhere)).toEqual([])
    const config = join(folder, "shifan.json")
    expect(JSON.parse(readFileSync(config, "utf8"))).toMatchObject({ store, vault: join(folder, "personal.db") })
  })

  it("seals nothing into a vault that has to be made first", async () => {
    const [folder, store] = [freshFolder(), await node()]
    await openedBy(programIn(folder, { store, global: vaultIn(folder) }))
    const missing = join(folder, "misspelt.db")
    const ran = await programIn(folder, { store, env: { SHIFAN_VAULT: missing } })(...applying("2020-12-01"))
    expect(ran).toMatchObject({ exit: 6 })
    expect(ran.err).toContain(`there is no vault of personal data at ${missing}`)
    expect(existsSync(missing)).toBe(false)
  })

  it("lets the process go", async () => {
    const main = join(import.meta.dirname, "../src/main.ts")
    const argv = ["--store", await node(), "--json", "roster", "list"]
    const { stdout } = await promisify(execFile)(execPath, [...nodeFlags, main, ...argv])
    expect(stdout).toBe("[]\n")
  })
})

describe("the address of a cluster that cannot be right", () => {
  it.each([
    ["eventstordb://ops:hunter2@a", "not a store: eventstordb:", "无法识别的存储地址：eventstordb:"],
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
    for (const [lang, says] of [["en", en] as const, ["zh", zh] as const]) {
      const ran = await programIn(freshFolder(), { store, global: ["--lang", lang] })("roster", "list")
      expect(ran).toMatchObject({ exit: 2, out: "" })
      expect(ran.err.split("\n").filter((line) => line !== "" && !line.startsWith("  →"))).toHaveLength(1)
      expect(ran.err).toContain(says)
      expect(ran.err).not.toContain("hunter2")
    }
  })

  it("and one that is right is shown without user and password", () => {
    const address = parseAddress("eventstoredb://ops:p%40ss@a.example:2113,b.example?tlsCaFile=ca.crt")
    expect(E.map(withoutPassword)(address)).toEqual(E.right("eventstoredb://a.example:2113,b.example?tlsCaFile=ca.crt"))
  })

  it("which where nobody answers is a failure, not a fault of usage", async () => {
    const store = "eventstoredb://127.0.0.1:1?tls=false&patience=1&timeout=100"
    const ran = await programIn(freshFolder(), { store })("roster", "list")
    expect(ran).toMatchObject({ exit: 1 })
    expect(ran.err).toContain("cannot use eventstoredb://127.0.0.1:1")
  })
})
