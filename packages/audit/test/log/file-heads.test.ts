import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import * as E from "fp-ts/lib/Either.js"
import { newestHead, signCheckpoint } from "../../src/index.js"
import { nodeFlags } from "@shifan/testkit"
import { toBase64 } from "@shifan/tlog"
import { fileHeads, makeHeads } from "@shifan/tlog/node"
import { describe, expect, it } from "vitest"
import { must, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { logOf, rootOf } from "./leaves.js"

const origin = "gxj.example.gov.cn/shifan"
const key = await testSigner("Ed25519", origin, 1)

const generations = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder).filter((name) => /^\d{10}$/.test(name))

describe("heads in a folder", () => {
  it("are kept one after the other, and the newest is given back", async () => {
    const heads = fileHeads(temporaryFolder())
    expect(await must(heads.newest)).toBeUndefined()
    for (const number of [1, 2, 3]) await must(heads.keep({ number, content: utf8(`${number}`) }))
    expect(await must(heads.newest)).toEqual({ number: 3, content: utf8("3") })
  })

  it.each([0, 1, 3])("are refused at generation %d after the first: it is taken, or not the next", async (number) => {
    const folder = temporaryFolder()
    await must(fileHeads(folder).keep({ number: 1, content: utf8("first") }))
    const refused = await fileHeads(folder).keep({ number, content: utf8("other") })()
    expect(refused).toEqual(E.left({ _tag: "HeadMoved", generation: number }))
    expect(await must(fileHeads(folder).newest)).toEqual({ number: 1, content: utf8("first") })
    expect(readdirSync(folder)).toEqual(["0000000001"])
  })

  it("of many who keep the same generation are kept by one", async () => {
    const folder = temporaryFolder()
    for (const number of [1, 2, 3, 4]) {
      const all = Array.from({ length: 12 }, (_, i) => fileHeads(folder).keep({ number, content: utf8(`${i}`) })())
      const won = (await Promise.all(all)).flatMap((answer, i) => (E.isRight(answer) ? [i] : []))
      expect(won).toHaveLength(1)
      expect(await must(fileHeads(folder).newest)).toEqual({ number, content: utf8(`${won[0]}`) })
    }
  })

  it("in a folder that is missing are unavailable, not none: to begin anew has to be meant", async () => {
    const folder = join(temporaryFolder(), "a", "b")
    expect(await fileHeads(folder).newest()).toMatchObject({ left: { _tag: "HeadsUnavailable" } })
    expect(await fileHeads(folder).keep({ number: 1, content: utf8("") })()).toMatchObject({
      left: { _tag: "HeadsUnavailable" },
    })
    await must(makeHeads(folder))
    await must(makeHeads(folder))
    expect(await must(fileHeads(folder).newest)).toBeUndefined()
  })

  it("do not mind what else lies there, such as the draft of a signer that was killed", async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "0000000009.draft"), "half")
    mkdirSync(join(folder, "lost+found"))
    await must(fileHeads(folder).keep({ number: 1, content: utf8("1") }))
    expect(await must(fileHeads(folder).newest)).toMatchObject({ number: 1 })
  })
})

describe("signers that share a folder of heads", () => {
  it("never sign two roots at one size, though one of them has a log brought back from a backup", async () => {
    const heads = fileHeads(temporaryFolder())
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
      const { head } = await must(newestHead(fileHeads(folder)))
      expect(head?.size).toBeGreaterThanOrEqual(Math.max(...told.map(([size]) => size)))
    }
  })
})
