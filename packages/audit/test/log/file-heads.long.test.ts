import { spawn } from "node:child_process"
import { once } from "node:events"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import * as E from "fp-ts/lib/Either.js"
import { latestHead, signCheckpoint } from "../../src/index.js"
import { nodeFlags } from "@shifan/testkit"
import { toBase64 } from "@shifan/tlog"
import { fileHeadStore } from "@shifan/tlog/node"
import { describe, expect, it } from "vitest"
import { must, temporaryFolder } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { logOf, rootOf } from "./leaves.js"

const origin = "gxj.example.gov.cn/shifan"
const key = await testSigner("Ed25519", origin, 1)

const generations = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder).filter((name) => /^\d{10}$/.test(name))

describe("signers that share a folder of heads", () => {
  it("never sign two roots at one size, though one of them has a log brought back from a backup", async () => {
    const heads = fileHeadStore(temporaryFolder())
    const logs = [
      ["a", "b"],
      ["a", "b"],
    ]
    const roots = new Map<number, Set<string>>()
    for (let round = 0; round < 15; round++) {
      // From the fourth round on the second log goes its own way.
      for (const [i, leaves] of logs.entries()) leaves.push(round < 3 ? `${round}` : `${round} in ${i}`)
      const answers = await Promise.all(
        [...logs, ...logs].map((leaves) =>
          signCheckpoint({
            log: logOf(() => leaves.slice(0, leaves.length - (round % 2))),
            heads,
            keys: [key],
            origin,
          })(),
        ),
      )
      for (const answer of answers) {
        if (E.isLeft(answer)) continue
        const { size, root } = answer.right.checkpoint
        roots.set(size, (roots.get(size) ?? new Set()).add(toBase64(root)))
      }
    }
    expect([...roots.values()].map((some) => some.size)).toEqual([...roots.values()].map(() => 1))
    expect(roots.size).toBeGreaterThan(5)
  })
})

/** How many signers are killed: a thousand to be sure. */
const kills = Number(process.env["SHIFAN_KILLS"] ?? 8)

describe("signers that are killed", () => {
  /** What one told until it was killed, after so many checkpoints. */
  const killed = async (
    folder: string,
    after: number,
  ): Promise<ReadonlyArray<readonly [size: number, root: string]>> => {
    const script = new URL("signing-worker.ts", import.meta.url).pathname
    const child = spawn(process.execPath, [...nodeFlags, script, folder], { stdio: ["ignore", "pipe", "inherit"] })
    const over = once(child, "close")
    const told: Array<readonly [number, string]> = []
    for await (const line of createInterface({ input: child.stdout })) {
      const [, size, root] = /^signed (\d+) (\S{44})$/.exec(line) ?? []
      if (size === undefined || root === undefined) continue
      told.push([Number(size), root])
      if (told.length === after) child.kill("SIGKILL")
    }
    await over
    return told
  }

  it("two at a time, lose no head they signed, and leave none half there", { timeout: kills * 5000 }, async () => {
    const folder = temporaryFolder()
    for (let round = 0; round < kills; round++) {
      const told = (await Promise.all([killed(folder, 1 + (round % 4)), killed(folder, 2 + (round % 3))])).flat()
      expect(told.length).toBeGreaterThan(2)
      for (const [size, root] of told)
        expect(root).toBe(toBase64(rootOf(Array.from({ length: size }, (_, i) => String(i)))))
      const names = generations(folder)
      expect(names).toEqual(names.map((_, i) => String(i + 1).padStart(10, "0")))
      for (const name of names)
        expect(readFileSync(join(folder, name), "utf8")).toMatch(/^gxj\.example\.gov\.cn\/shifan\n\d+\n\S{44}\n\n/)
      const { head } = await must(latestHead(fileHeadStore(folder)))
      expect(head?.size).toBeGreaterThanOrEqual(Math.max(...told.map(([size]) => size)))
    }
  })
})
