/** Nodes that do not answer: waiting is reported, and a process that is done exits. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { nodeFlags } from "@shifan/testkit"
import { outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it, onTestFinished } from "vitest"
import { openEventStoreDb } from "../../src/index.js"
import { deafPort, silentPort } from "../silent-port.js"
import { authorityFile } from "../fake/certificates.js"
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
  const limits = "&patience=300&timeout=300"
  const secured = (port: number): string => `eventstoredb://127.0.0.1:${port}?tlsCaFile=${authorityFile}${limits}`
  const plain = (...ports: ReadonlyArray<number>): string =>
    urlOf(
      ports.map((port) => ({ port })),
      limits,
    )

  it.each<readonly [string, () => Promise<string>]>([
    ["a silent node", async () => plain(await silentPort())],
    ["two silent nodes", async () => plain(await silentPort(), await silentPort())],
    ["a node that never answers a TLS handshake", async () => secured(await silentPort())],
    ["a node that drops packets", async () => plain(await deafPort())],
    ["a node that drops packets, with TLS", async () => secured(await deafPort())],
    ["a silent node and one that drops packets", async () => plain(await silentPort(), await deafPort())],
  ])("exits soon, though the store of %s never opened", async (_, url) => {
    const child = spawn(process.execPath, [...nodeFlags, script, await url()], {
      stdio: ["ignore", "pipe", "ignore"],
    })
    onTestFinished(() => void child.kill("SIGKILL"))
    const exited = once(child, "exit")
    const [said] = await once(child.stdout, "data")
    expect(String(said)).toBe("not opened\n")
    const began = performance.now()
    expect(await exited).toEqual([0, null])
    // The bare client would keep the process alive for minutes.
    expect(performance.now() - began).toBeLessThan(5000)
  })
})
