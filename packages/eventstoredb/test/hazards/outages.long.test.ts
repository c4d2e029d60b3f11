/** Nodes that do not answer: waiting is reported, and a process that is done exits. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { nodeFlags } from "@shifan/testkit"
import { outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it, onTestFinished } from "vitest"
import { openEventStoreDb } from "../../src/index.js"
import { silentPort } from "../silent-port.js"
import { urlOf } from "../store.js"

describe("an outage", () => {
  it("is reported with the server's name while the caller waits", async () => {
    const port = await silentPort()
    const silences: Array<string> = []
    const url = urlOf([{ port }], "&patience=2500&timeout=2500")
    expect(outcomeOf(await openEventStoreDb(url, (server) => silences.push(server))())).toBe("Unavailable")
    expect(silences).toEqual([`127.0.0.1:${port}`])
  })
})

describe("a process that is done with its store", () => {
  const script = join(import.meta.dirname, "exiting-process.ts")

  it.each([1, 2])("exits soon, though the store of %i silent nodes never opened", async (count) => {
    const nodes = await Promise.all(Array.from({ length: count }, async () => ({ port: await silentPort() })))
    const child = spawn(process.execPath, [...nodeFlags, script, urlOf(nodes, "&patience=300&timeout=300")], {
      stdio: ["ignore", "ignore", "ignore"],
    })
    onTestFinished(() => void child.kill("SIGKILL"))
    const began = performance.now()
    await once(child, "exit")
    // The bare client would keep the process alive for minutes.
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
