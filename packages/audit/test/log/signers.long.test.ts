import { spawn } from "node:child_process"
import { once } from "node:events"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import * as E from "fp-ts/lib/Either.js"
import { nodeFlags } from "@shifan/testkit"
import { must, temporaryFolder } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { toBase64 } from "@shifan/tlog"
import { createHeadFolder, fileHeadStore } from "@shifan/tlog/node"
import { describe, expect, it } from "vitest"
import { latestHead, signCheckpoint } from "../../src/index.js"
import { logOf, numbered, rootOf } from "./text-log.js"

const origin = "gxj.example.gov.cn/shifan"
const key = await testSigner("Ed25519", origin, 1)

const generationsIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder).filter((name) => /^\d{10}$/.test(name))

describe("signers that share a folder of heads", () => {
  it("never sign two roots at one size, though their logs differ", async () => {
    const heads = fileHeadStore(temporaryFolder())
    const logs = [
      ["a", "b"],
      ["a", "b"],
    ]
    const roots = new Map<number, Set<string>>()
    for (let round = 0; round < 15; round++) {
      // The second log differs from the fourth round on.
      for (const [i, leaves] of logs.entries()) leaves.push(round < 3 ? `${round}` : `${round} in ${i}`)
      const answers = await Promise.all(
        [...logs, ...logs].map((leaves) => {
          const log = logOf(() => leaves.slice(0, leaves.length - (round % 2)))
          return signCheckpoint({ log, heads, keys: [key], origin })()
        }),
      )
      for (const answer of answers) {
        if (E.isLeft(answer)) continue
        const { size, root } = answer.right.checkpoint
        roots.set(size, (roots.get(size) ?? new Set()).add(toBase64(root)))
      }
    }
    expect([...roots.values()].map((atSize) => atSize.size)).toEqual([...roots.values()].map(() => 1))
    expect(roots.size).toBeGreaterThan(5)
  })
})

/** Number of pairs of signers to kill; run with `SHIFAN_KILLS=1000` to be sure. */
const kills = Number(process.env["SHIFAN_KILLS"] ?? 8)

type SizeAndRoot = readonly [size: number, root: string]

/** Starts a signer and kills it after `after` checkpoints. Returns everything printed by then. */
const runAndKill = async (folder: string, after: number): Promise<ReadonlyArray<SizeAndRoot>> => {
  const script = new URL("signing-worker.ts", import.meta.url).pathname
  const child = spawn(process.execPath, [...nodeFlags, script, folder], { stdio: ["ignore", "pipe", "inherit"] })
  const closed = once(child, "close")
  const signed: Array<SizeAndRoot> = []
  for await (const line of createInterface({ input: child.stdout })) {
    const [, size, root] = /^signed (\d+) (\S{44})$/.exec(line) ?? []
    if (size === undefined || root === undefined) continue
    signed.push([Number(size), root])
    if (signed.length === after) child.kill("SIGKILL")
  }
  await closed
  return signed
}

describe("signers that are killed", () => {
  it("in pairs lose no head they signed and leave none half written", { timeout: kills * 40_000 }, async () => {
    const folder = join(temporaryFolder(), "heads")
    await must(createHeadFolder(folder, `${folder}.count`))
    for (let round = 0; round < kills; round++) {
      const signed = (
        await Promise.all([runAndKill(folder, 1 + (round % 4)), runAndKill(folder, 2 + (round % 3))])
      ).flat()
      expect(signed.length).toBeGreaterThan(2)
      for (const [size, root] of signed) expect(root).toBe(toBase64(rootOf(numbered(size))))
      const names = generationsIn(folder)
      expect(names).toEqual(names.map((_, i) => String(i + 1).padStart(10, "0")))
      for (const name of names)
        expect(readFileSync(join(folder, name), "utf8")).toMatch(
          /^kept-head\/v1 \d+ (-|\S{44}) counted\ngxj\.example\.gov\.cn\/shifan\n\d+\n\S{44}\n\n/,
        )
      const { head } = await must(latestHead(fileHeadStore(folder, `${folder}.count`)))
      expect(head?.size).toBeGreaterThanOrEqual(Math.max(...signed.map(([size]) => size)))
    }
  })
})
