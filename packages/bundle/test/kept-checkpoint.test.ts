/** A kept checkpoint reveals a log that was rewritten and signed again, well-formed in every part. Nothing else can. */
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { printVerifierKey } from "@shifan/tlog"
import { describe, expect, it } from "vitest"
import { reportText } from "../src/index.js"
import {
  audit,
  auditWithoutPolicy,
  bundleOf,
  faultCodes,
  observationCodes,
  rootOf,
  withFlippedBit,
  headOf,
  leafAt,
  leaves,
  type Leaves,
  origin,
  plainLeaves,
  signedHead,
  tryExport,
} from "./sample-bundle.js"

describe("a bundle compared with a checkpoint kept from earlier", async () => {
  const some = plainLeaves(300)
  const files = await bundleOf(some)
  const auditWith = (kept: Uint8Array) => audit(files, { depth: "lists", kept })

  it.each([0, 1, 255, 256, 257, 299, 300])("is sound when the checkpoint is of its first %i leaves", async (size) => {
    expect(await auditWith(await headOf(some.slice(0, size)))).toMatchObject({ sound: true, keptSize: size })
  })

  it.each([0, 1, 255, 256, 257, 299, 300])(
    "is a fork when the checkpoint has another root at %i leaves",
    async (size) => {
      expect(faultCodes(await auditWith(await signedHead(size, new Uint8Array(32).fill(9))))).toEqual(["Forked"])
    },
  )

  it("went back when it is shorter than the checkpoint", async () => {
    expect((await auditWith(await signedHead(301, new Uint8Array(32)))).faults).toMatchObject([
      { code: "WentBack", expected: { en: "301 leaves at least" }, found: { en: "300 leaves" } },
    ])
  })

  it("is of another log when the checkpoint has another origin", async () => {
    const { faults } = await auditWith(await signedHead(1, new Uint8Array(32), { name: "other.example" }))
    expect(faults).toMatchObject([{ code: "OtherLog" }])
  })

  it("is not compared with a file that is not a checkpoint", async () => {
    expect((await auditWith(new Uint8Array(100))).faults).toMatchObject([{ code: "KeptMalformed" }])
  })
})

describe("a kept checkpoint as evidence", async () => {
  const some = plainLeaves(300)
  const files = await bundleOf(some)
  const auditWith = (kept: Uint8Array, spoilt = files) => audit(spoilt, { depth: "lists", kept })
  const other = new Uint8Array(32).fill(9)
  const stranger = await testSigner("Ed25519", origin, 66)
  const sizes = [1, 256, 299, 300]

  it.each(sizes)(
    "signed by the log proves a fork at %i leaves, and the report says how to pass it on",
    async (size) => {
      const report = await auditWith(await signedHead(size, other))
      expect(faultCodes(report)).toEqual(["Forked"])
      expect(report.observations).toContainEqual({ code: "ForkProof", keptSize: size })
      expect(reportText(report, "en")).toContain("anyone can verify them without trusting you")
    },
  )

  it.each(sizes)("signed by somebody else is only hearsay at %i leaves", async (size) => {
    const report = await auditWith(await signedHead(size, other, { key: stranger }))
    expect(faultCodes(report)).toEqual(["HearsayDiffers"])
    expect(observationCodes(report)).toContain("KeptUnsigned")
    expect(observationCodes(report)).not.toContain("ForkProof")
  })

  it("of a longer log shows that the log went back, or is hearsay if another key signed it", async () => {
    expect(faultCodes(await auditWith(await signedHead(301, other)))).toEqual(["WentBack"])
    expect(faultCodes(await auditWith(await signedHead(301, other, { key: stranger })))).toEqual(["HearsayDiffers"])
  })

  it("is evidence even without its cosignatures", async () => {
    const [text = ""] = new TextDecoder().decode(await signedHead(256, other)).split("— audit-office")
    expect(faultCodes(await auditWith(utf8(text)))).toEqual(["Forked"])
  })

  it("that agrees is not a fault though the log did not sign it, which is observed", async () => {
    const report = await auditWith(await signedHead(256, rootOf(some.slice(0, 256)), { key: stranger }))
    expect(report).toMatchObject({ sound: true, keptSize: 256 })
    expect(observationCodes(report)).toContain("KeptUnsigned")
  })

  it.each([256, 300])("of %i leaves does not make a bundle that was damaged in transit a fork", async (size) => {
    const kept = await headOf(some.slice(0, size))
    const path = [...files.keys()].find((name) => name.startsWith("tile/entries/000")) ?? ""
    const codes = faultCodes(await auditWith(kept, withFlippedBit(files, path, 40)))
    expect(codes).toContain("RootDiffers")
    expect(codes).not.toContain("Forked")
  })
})

const place = fc.nat({ max: leaves.length - 1 })

/** Leaves removed, repeated, swapped, or with one byte changed. */
const rewriting: fc.Arbitrary<(some: Leaves) => Leaves> = fc.oneof(
  place.map((i) => (some: Leaves) => some.toSpliced(i, 1)),
  place.map((i) => (some: Leaves) => some.toSpliced(i, 0, ...some.slice(i, i + 1))),
  fc.tuple(place, place).map(
    ([i, j]) =>
      (some: Leaves) =>
        some.with(i, leafAt(j)).with(j, leafAt(i)),
  ),
  fc.tuple(place, fc.nat(), fc.integer({ min: 1, max: 255 })).map(
    ([i, at, bits]) =>
      (some: Leaves) =>
        some.map((leaf, k) => (k === i ? leaf.with(at % leaf.length, (leaf[at % leaf.length] ?? 0) ^ bits) : leaf)),
  ),
)

const isSame = (some: Leaves): boolean =>
  some.length === leaves.length && some.every((leaf, i) => Buffer.from(leaf).equals(leaves[i] ?? Buffer.of()))

describe("a log that was rewritten and signed again", async () => {
  const kept = await headOf(leaves)

  test.prop([rewriting, fc.nat({ max: 3 })], { numRuns: 100 })(
    "is detected by anyone who kept a checkpoint of it",
    async (rewrite, more) => {
      const some = [...rewrite(leaves), ...leaves.slice(0, more)]
      const { result, files } = await tryExport(some)
      // Malformed data may fail to export; then there is no bundle to deceive anybody.
      if (E.isLeft(result)) return
      const codes = faultCodes(await audit(files, { kept, depth: "lists" }))
      if (some.length < leaves.length) expect(codes).toContain("WentBack")
      else if (!isSame(some.slice(0, leaves.length))) expect(codes).toContain("Forked")
      else expect(codes).not.toContain("Forked")
    },
  )

  it("by somebody else is refused, though the bundle contains a policy that would accept it", async () => {
    const key = await testSigner("Ed25519", origin, 66)
    const policy = utf8(`log ${printVerifierKey(key.verifier)}\nquorum none\n`)
    const some = leaves.slice(0, -1)
    const checkpoint = await headOf(some, { key })
    const files = await bundleOf(some, { policy, checkpoint })
    expect((await auditWithoutPolicy(files)).observations[0]).toEqual({ code: "OwnPolicy" })
    expect((await audit(files)).faults[0]).toMatchObject({ code: "CheckpointRefused" })
  })
})
