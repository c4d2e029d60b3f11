import { fc, test } from "@fast-check/vitest"
import { bitCount, flipBit, must, right, utf8 } from "@shifan/testkit/basics"
import { numberedLeaves, readerOver, testSigner, treeHash } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  parsePolicy,
  parseTlogProof,
  printCheckpoint,
  printTlogProof,
  printVerifierKey,
  proveInclusion,
  signNote,
  verifyTlogProof,
  type TlogProof,
} from "../src/index.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const tlogProof: fc.Arbitrary<TlogProof> = fc.record({
  extra: fc.option(fc.uint8Array({ minLength: 1 }), { nil: undefined }),
  index: fc.maxSafeNat(),
  proof: fc.array(hash, { maxLength: 60 }),
  checkpoint: fc.uint8Array(),
})

const malformed = (part: string) => E.left({ _tag: "MalformedTlogProof", part })
const zeroes = `${"A".repeat(43)}=`
const heading = "c2sp.org/tlog-proof@v1"

describe("a tlog-proof file", () => {
  test.prop([tlogProof])("is parsed back from its printed bytes", (any) => {
    expect(parseTlogProof(printTlogProof(any))).toEqual(E.right(any))
  })

  test.prop([tlogProof, fc.nat(), fc.integer({ min: 0, max: 255 })])(
    "with one byte changed is refused or prints back to the same bytes",
    (any, at, byte) => {
      const file = printTlogProof(any)
      file[at % file.length] = byte
      const parsed = parseTlogProof(file)
      if (E.isRight(parsed)) expect(printTlogProof(parsed.right)).toEqual(file)
    },
  )

  test.prop([fc.uint8Array()])("is not parsed from random bytes", (bytes) => {
    expect(parseTlogProof(bytes)._tag).toBe("Left")
  })

  it("has no line for extra data if there is none", () => {
    const bare = { index: 0, proof: [], checkpoint: utf8("c") }
    expect(new TextDecoder().decode(printTlogProof({ ...bare, extra: undefined }))).toBe(`${heading}\nindex 0\n\nc`)
    expect(printTlogProof({ ...bare, extra: new Uint8Array() })).toEqual(printTlogProof({ ...bare, extra: undefined }))
  })

  it("keeps the checkpoint unchanged, with all its newlines", () => {
    expect(parseTlogProof(utf8(`${heading}\nindex 0\n\n\n\na\n\nb\n`))).toMatchObject({
      right: { checkpoint: utf8("\n\na\n\nb\n") },
    })
  })

  it.each([
    ["", "checkpoint"],
    [`${heading}\nindex 0\n`, "checkpoint"],
    ["c2sp.org/tlog-proof@v2\nindex 0\n\n", "heading"],
    [` ${heading}\nindex 0\n\n`, "heading"],
    [`\ufeff${heading}\nindex 0\n\n`, "heading"],
    [`${heading}\r\nindex 0\n\n`, "heading"],
    [`\n\n${heading}\nindex 0\n\n`, "heading"],
    [`${heading}\nextra \nindex 0\n\n`, "extra"],
    [`${heading}\nextra A\nindex 0\n\n`, "extra"],
    [`${heading}\nextra  AAAA\nindex 0\n\n`, "extra"],
    [`${heading}\nextra AAAA\nextra AAAA\nindex 0\n\n`, "index"],
    [`${heading}\n\n`, "index"],
    [`${heading}\nextra AAAA\n\n`, "index"],
    [`${heading}\nextra\nindex 0\n\n`, "index"],
    [`${heading}\nindex\n\n`, "index"],
    [`${heading}\nindex  0\n\n`, "index"],
    [`${heading}\nindex 00\n\n`, "index"],
    [`${heading}\nindex -1\n\n`, "index"],
    [`${heading}\nindex 9007199254740992\n\n`, "index"],
    [`${heading}\nindex 18446744073709551615\n\n`, "index"],
    [`${heading}\nindex 0\nextra AAAA\n\n`, "hash"],
    [`${heading}\nindex 0\nAAAA\n\n`, "hash"],
    [`${heading}\nindex 0\n${"A".repeat(44)}\n\n`, "hash"],
    [`${heading}\nindex 0\n${zeroes}\n${zeroes} \n\n`, "hash"],
    [`${heading}\nindex 0\n${zeroes}\r\n\r\n\n\n`, "hash"],
  ])("is refused when its text is %j: %s", (file, part) => {
    expect(parseTlogProof(utf8(file))).toEqual(malformed(part))
  })

  it("may be a million bytes long, but no longer", () => {
    const start = `${heading}\nindex 0\n\n`
    const sized = (length: number) => parseTlogProof(utf8(start + "c".repeat(length - start.length)))
    expect(sized(1_000_000)._tag).toBe("Right")
    expect(sized(1_000_001)).toEqual(E.left({ _tag: "FileTooLong", length: 1_000_001, limit: 1_000_000 }))
  })

  it("may be for leaf 2^53 − 1", () => {
    expect(parseTlogProof(utf8(`${heading}\nindex 9007199254740991\n\n`))).toMatchObject({
      right: { index: 2 ** 53 - 1 },
    })
  })
})

describe("verification of a tlog-proof file", async () => {
  const log = await testSigner("Ed25519", "example.com", 1)
  const leaves = numberedLeaves(11)
  const text = right(printCheckpoint({ origin: "example.com", size: 11, root: treeHash(leaves) }))
  const checkpoint = await must(signNote([log], text))
  const policy = right(parsePolicy(utf8(`log ${printVerifierKey(log.verifier)}\nquorum none\n`)))
  const leafAt = (index: number) => leaves[index] ?? new Uint8Array()
  const proofOf = async (index: number): Promise<TlogProof> => ({
    extra: utf8("row"),
    index,
    proof: await must(proveInclusion(readerOver(leaves), { index, size: 11 })),
    checkpoint,
  })

  it("succeeds for every leaf", async () => {
    for (const index of leaves.keys()) {
      const received = right(parseTlogProof(printTlogProof(await proofOf(index))))
      expect(await must(verifyTlogProof(received, policy, leafAt(index)))).toMatchObject({
        checkpoint: { origin: "example.com", size: 11 },
        logs: [{ key: log.verifier }],
      })
    }
  })

  test.prop([fc.nat(10), fc.nat()], { numRuns: 30 })(
    "fails when any one bit of leaf hash, checkpoint or proof is changed",
    async (index, bit) => {
      const sound = await proofOf(index)
      const parts = [leafAt(index), sound.checkpoint, ...sound.proof]
      const [leafHash = checkpoint, changed = checkpoint, ...proof] = flipBit(parts, bit % bitCount(parts))
      const verdict = await verifyTlogProof({ ...sound, checkpoint: changed, proof }, policy, leafHash)()
      expect(verdict._tag).toBe("Left")
    },
  )

  it("fails for another leaf, another index, and an index outside the tree", async () => {
    const sound = await proofOf(4)
    expect(await verifyTlogProof(sound, policy, leafAt(5))()).toMatchObject({ left: { _tag: "RootMismatch" } })
    expect(await verifyTlogProof({ ...sound, index: 5 }, policy, leafAt(4))()).toMatchObject({ _tag: "Left" })
    expect(await verifyTlogProof({ ...sound, index: 11 }, policy, leafAt(4))()).toEqual(
      E.left({ _tag: "IndexOutsideTree", index: 11, size: 11 }),
    )
  })

  it("fails with a checkpoint that the policy does not accept", async () => {
    const stranger = await testSigner("Ed25519", "example.com", 2)
    const forged = await must(signNote([stranger], text))
    expect(await verifyTlogProof({ ...(await proofOf(4)), checkpoint: forged }, policy, leafAt(4))()).toEqual(
      E.left({ _tag: "NoKnownSignature" }),
    )
  })
})

describe.skipIf(absent)(`the example of C2SP tlog-proof${whyAbsent}`, () => {
  it("is parsed as the specification explains, and printed unchanged", () => {
    const [example = ""] = /c2sp\.org\/tlog-proof@v1\nextra[^`]*/.exec(textOf("c2sp/tlog-proof.md")) ?? []
    const read = right(parseTlogProof(utf8(example)))
    expect([read.index, read.proof.length]).toEqual([73_894, 5])
    expect(new TextDecoder().decode(read.extra)).toMatch(/^age-v1\.2\.1-darwin-arm64\.tar\.gz/)
    expect(new TextDecoder().decode(read.checkpoint)).toMatch(/^example\.com\/fancylog\n109482\n/)
    expect(printTlogProof(read)).toEqual(utf8(example))
  })
})
