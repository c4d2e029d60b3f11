/** A signer forks a log only if all copies of the signed heads were rolled back together. */
import { cpSync, rmSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { createHeadFolder, fileHeadStore } from "@shifan/tlog/node"
import { must, temporaryFolder } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { headOfSize, signCheckpoint } from "../../src/index.js"
import { logOf, numbered, rootOf } from "./text-log.js"

const origin = "gxj.example.gov.cn/shifan"
const key = await testSigner("Ed25519", origin, 1)

type Part = "store" | "heads" | "count"

type Step =
  | { readonly kind: "append" | "sign" | "back up" }
  | { readonly kind: "restore"; readonly parts: ReadonlyArray<Part> }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("append" as const, "sign" as const, "sign" as const, "back up" as const) }),
  fc.record({
    kind: fc.constant("restore" as const),
    parts: fc.subarray<Part>(["store", "heads", "count"], { minLength: 1 }),
  }),
)

const extendsAll = (leaves: ReadonlyArray<string>, signed: ReadonlyArray<string>): boolean =>
  signed.length <= leaves.length && signed.every((leaf, i) => leaf === leaves[i])

describe("a signer with heads and their count in two places", () => {
  test.prop([fc.array(step, { maxLength: 16 })], {
    numRuns: 60,
    examples: [
      [
        [
          { kind: "append" },
          { kind: "sign" },
          { kind: "back up" },
          { kind: "append" },
          { kind: "sign" },
          { kind: "restore", parts: ["store", "heads"] },
          { kind: "append" },
          { kind: "sign" },
        ],
      ],
    ],
  })("signs only extensions of all that it signed before, while either place is up to date", async (steps) => {
    const place = temporaryFolder()
    const backup = temporaryFolder()
    const [folder, count] = [join(place, "heads"), join(place, "count")]
    await must(createHeadFolder(folder, count))
    const backUp = (): void => {
      rmSync(backup, { recursive: true })
      cpSync(place, backup, { recursive: true })
    }
    let written = 0
    let leaves: ReadonlyArray<string> = []
    let signed: ReadonlyArray<string> = []
    /** How many heads each place knows of, now and in the backup. */
    let known = { heads: 0, count: 0 }
    let backedUp = { leaves, known }
    let heads = 0
    backUp()

    const sign = async (): Promise<boolean> => {
      const answer = await signCheckpoint({
        log: logOf(() => leaves),
        heads: fileHeadStore(folder, count),
        keys: [key],
        origin,
      })()
      if (E.isLeft(answer)) return true
      if (known.heads < heads && known.count < heads) return false
      expect(extendsAll(leaves, signed)).toBe(true)
      expect(answer.right.checkpoint.root).toEqual(rootOf(leaves))
      if (answer.right.previousSize !== leaves.length || heads === 0) heads++
      signed = leaves
      known = { heads, count: heads }
      return true
    }

    for (const next of steps) {
      if (next.kind === "append") leaves = [...leaves, `leaf ${written++}`]
      if (next.kind === "back up") {
        backUp()
        backedUp = { leaves, known }
      }
      if (next.kind === "restore") {
        if (next.parts.includes("store")) ({ leaves } = backedUp)
        for (const part of ["heads", "count"] as const) {
          if (!next.parts.includes(part)) continue
          rmSync(join(place, part), { recursive: true, force: true })
          cpSync(join(backup, part), join(place, part), { recursive: true })
          known = { ...known, [part]: backedUp.known[part] }
        }
      }
      // The fork is undetectable now: whatever is signed from here on is a fork, or by chance not.
      if (next.kind === "sign" && !(await sign())) return
    }
  })

  it("finds by its size every head that it signed, and no other", async () => {
    const folder = temporaryFolder()
    const heads = fileHeadStore(folder)
    const sizes = [0, 1, 4, 5, 9, 30]
    for (const size of sizes) {
      const log = logOf(() => numbered(size))
      await must(signCheckpoint({ log, heads, keys: [key], origin }))
    }
    for (let size = 0; size <= 31; size++) {
      const head = await must(headOfSize(heads, size))
      expect(head && [head.size, head.root]).toEqual(sizes.includes(size) ? [size, rootOf(numbered(size))] : undefined)
    }
  })
})
