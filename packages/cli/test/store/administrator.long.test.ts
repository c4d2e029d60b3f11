/** What a server administrator can do to a store; no command ignores it. */
import { cpSync, writeFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { FakeLog } from "../../../eventstoredb/test/fake/log.js"
import { startNode } from "../../../eventstoredb/test/fake/server.js"
import { applyOn, emptyWorkplace, openCall, programIn, unit, type Shifan } from "../shifan.js"
import { startCluster } from "./cluster-node.js"

const stream = `designation-130300-${unit}`
const place = new RegExp(`${stream}@\\d`)
/** One day from now for the server, so that data with a maximum age of a second is gone. */
const tomorrow = (): number => Date.now() + 86_400_000

type Act = (log: FakeLog, name: string) => void

const other = {
  id: "5f0f0c1e-27c1-4d55-8a0e-0b8d55f5ad01",
  contentType: "application/json",
  metadata: new Uint8Array(),
}

const written =
  (type: string, text: string): Act =>
  (log, name) =>
    void log.append(name, "any", [{ ...other, type, data: new TextEncoder().encode(text) }])

const acts: ReadonlyArray<readonly [string, Act]> = [
  ["is deleted for good", (log, name) => log.tombstone(name)],
  ["is deleted softly", (log, name) => void log.deleteSoftly(name)],
  ["is cut before its second event", (log, name) => log.truncateBefore(name, 1)],
  ["keeps one event", (log, name) => log.set(name, { $maxCount: 1 })],
  [
    "keeps events for a second",
    (log, name) => {
      log.set(name, { $maxAge: 1 })
      log.now = tomorrow
    },
  ],
  ["has a link of a projection", written("$>", "0@somewhere")],
  ["has an event of another program", written("OrderPlaced", "{}")],
]

type Command = (shifan: Shifan, folder: (name: string) => string) => ReturnType<Shifan>

/** Commands that read everything: none may succeed. */
const commands: ReadonlyArray<readonly [string, Command]> = [
  ["roster list", (shifan) => shifan("roster", "list")],
  ["due", (shifan) => shifan("due")],
  ["audit verify", (shifan) => shifan("audit", "verify")],
  ["doctor", (shifan) => shifan("doctor")],
  ["audit checkpoint", (shifan) => shifan("audit", "checkpoint")],
  ["audit export", (shifan, at) => shifan("audit", "export", at("bundle"))],
  ["copy", (shifan, at) => shifan("copy", "-", `sqlite:${at("backup.db")}`)],
]

const withdraw = (shifan: Shifan, at: (name: string) => string, day: string): ReturnType<Shifan> =>
  shifan("withdraw", unit, "--file", at("withdraw.json"), "--by", `unit:${unit}:U-01`, "--on", day)

/** Commands on the stream itself. */
const ofTheStream: ReadonlyArray<readonly [string, Command]> = [
  ["history", (shifan) => shifan("history", unit)],
  ["why", (shifan) => shifan("why", unit)],
  ["withdraw", (shifan, at) => withdraw(shifan, at, "2020-12-03")],
]

describe.each([
  ["whose events are still on the disk", false],
  ["that was scavenged", true],
])("a stream %s", (_, scavenged) => {
  let whole: FakeLog
  let prepared: ReturnType<typeof emptyWorkplace>

  beforeAll(async () => {
    whole = new FakeLog()
    prepared = emptyWorkplace(afterAll)
    const node = await startNode({ log: whole })
    const store = `eventstoredb://127.0.0.1:${node.port}?tls=false`
    const shifan = programIn(prepared.folder, { store, global: ["--vault", prepared.at("personal.db")] })
    await openCall(shifan)
    expect(await shifan(...applyOn("2020-12-01"))).toMatchObject({ exit: 0 })
    writeFileSync(prepared.at("withdraw.json"), '{"reason":"重新准备材料"}')
    expect(await withdraw(shifan, prepared.at, "2020-12-02")).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "checkpoint")).toMatchObject({ exit: 0 })
    await node.stop()
  })

  const spoilt = async (act: Act, name: string) => {
    const log = whole.copy()
    act(log, name)
    if (scavenged) log.scavenge()
    const { folder, at } = emptyWorkplace()
    cpSync(prepared.folder, folder, { recursive: true })
    const store = await startCluster(log)
    return { log, at, shifan: programIn(folder, { store, global: ["--vault", at("personal.db")] }) }
  }

  describe.each(acts)("that %s", (_name, act) => {
    it("is reported by every command with its name and revision, and nothing is written", async () => {
      const { log, at, shifan } = await spoilt(act, stream)
      const { length } = log.records
      for (const [name, run] of [...commands, ...ofTheStream]) {
        const ran = await run(shifan, at)
        expect([name, ran.exit]).not.toEqual([name, 0])
        expect(`${name}: ${ran.out}${ran.err}`).toMatch(place)
      }
      expect(log.records).toHaveLength(length)
    })
  })

  it("is whole again if a setting is reverted before a scavenge, but not after one", async () => {
    for (const [, act] of acts.slice(1, 5)) {
      const { log, shifan } = await spoilt(act, stream)
      log.set(stream, {})
      expect((await shifan("audit", "verify")).exit).toBe(scavenged ? 4 : 0)
    }
  })

  it("is also reported if it is the log's own", async () => {
    for (const [, act] of acts) {
      const { at, shifan } = await spoilt(act, "tlog")
      for (const [name, run] of commands) {
        const ran = await run(shifan, at)
        expect([name, ran.exit]).not.toEqual([name, 0])
        expect(`${name}: ${ran.out}${ran.err}`).toContain("tlog@")
      }
    }
  })
})
