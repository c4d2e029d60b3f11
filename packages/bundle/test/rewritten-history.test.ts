/** A log that rewrites itself and signs that too: its bundle is well-formed in every part. */
import { fc, test } from "@fast-check/vitest"
import { printVerifierKey } from "@shifan/tlog"
import { describe, expect, it } from "vitest"
import { utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { audit, auditAlone, bundleOf, codesIn, leaves, origin, rootOf, signedHead } from "./history.js"

type Leaves = ReadonlyArray<Uint8Array>

const place = fc.nat({ max: leaves.length - 1 })

/** Leaves dropped, told twice, in another order, or with one byte changed. */
const rewriting: fc.Arbitrary<(some: Leaves) => Leaves> = fc.oneof(
  place.map((i) => (some: Leaves) => some.filter((_, k) => k !== i)),
  place.map((i) => (some: Leaves) => some.flatMap((leaf, k) => (k === i ? [leaf, leaf] : [leaf]))),
  fc.tuple(place, place).map(([i, j]) => (some: Leaves) => {
    const [one, other] = [some[i], some[j]]
    return one === undefined || other === undefined ? some : some.with(i, other).with(j, one)
  }),
  fc.tuple(place, fc.nat(), fc.integer({ min: 1, max: 255 })).map(
    ([i, at, bits]) =>
      (some: Leaves) =>
        some.map((leaf, k) => (k === i ? leaf.map((byte, b) => (b === at % leaf.length ? byte ^ bits : byte)) : leaf)),
  ),
)

const isSame = (some: Leaves): boolean =>
  some.length === leaves.length && some.every((leaf, i) => Buffer.compare(leaf, leaves[i] ?? new Uint8Array()) === 0)

const kept = await signedHead(leaves.length, rootOf(leaves))

describe("a log that was rewritten and signed anew", () => {
  test.prop([rewriting, fc.nat({ max: 3 })], { numRuns: 150 })(
    "is found out by whoever kept a checkpoint of it, however well it is chained",
    async (rewrite, grown) => {
      const some = [...rewrite(leaves), ...leaves.slice(0, grown)]
      // A leaf that no projection can take is never exported: there is no bundle to be deceived by.
      const files = await bundleOf(some).catch(() => undefined)
      if (files === undefined) return
      const codes = codesIn(await audit(files, { kept, depth: "lists" }))
      if (some.length < leaves.length) expect(codes).toContain("WentBack")
      else if (!isSame(some.slice(0, leaves.length))) expect(codes).toContain("Forked")
      else expect(codes).not.toContain("Forked")
    },
  )

  it("by somebody else is not believed, though the bundle brings a policy that would", async () => {
    const key = await testSigner("Ed25519", origin, 66)
    const policy = utf8(`log ${printVerifierKey(key.verifier)}\nquorum none\n`)
    const some = leaves.slice(0, -1)
    const checkpoint = await signedHead(some.length, rootOf(some), { key })
    const files = await bundleOf(some, { policy, checkpoint })
    expect((await auditAlone(files)).observations[0]).toEqual({ code: "OwnPolicy" })
    expect((await audit(files)).faults[0]).toMatchObject({ code: "CheckpointRefused" })
  })
})
