import { fc, test } from "@fast-check/vitest"
import { bitCount, flipBit, must } from "@shifan/testkit/basics"
import { consistencyProofOf, inclusionProofOf, numberedLeaves, readerOver, treeHash } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { parseDecimal } from "../src/encoding.js"
import {
  proveConsistency,
  proveInclusion,
  verifyConsistency,
  verifyInclusion,
  type ConsistencyClaim,
  type InclusionClaim,
} from "../src/index.js"
import { absent, filesBelow, textOf, whyAbsent } from "./vectors.js"

const leaves = numberedLeaves(300)
const read = readerOver(leaves)
const rootAt = (size: number): Uint8Array => treeHash(leaves.slice(0, size))
const zeroHash = new Uint8Array(32)

const inclusionAt = async (index: number, size: number): Promise<InclusionClaim> => ({
  index,
  size,
  leafHash: leaves[index] ?? zeroHash,
  root: rootAt(size),
  proof: await must(proveInclusion(read, { index, size })),
})

const consistencyAt = async (first: number, second: number): Promise<ConsistencyClaim> => ({
  first,
  second,
  firstRoot: rootAt(first),
  root: rootAt(second),
  proof: await must(proveConsistency(read, { first, second })),
})

const treeSize = fc.integer({ min: 1, max: 300 })
const position = treeSize.chain((n) => fc.tuple(fc.nat(n - 1), fc.constant(n)))
const sizes = treeSize.chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)))

describe("an inclusion proof", () => {
  test.prop([position])("is PATH in the recursive definition, and verifies", async ([index, n]) => {
    const claim = await inclusionAt(index, n)
    expect(claim.proof).toEqual(inclusionProofOf(index, leaves.slice(0, n)))
    expect(verifyInclusion(claim)).toEqual(E.right(undefined))
  })

  test.prop([position, fc.nat()])("fails when any one bit is changed", async ([index, n], bit) => {
    const claim = await inclusionAt(index, n)
    const parts = [claim.leafHash, claim.root, ...claim.proof]
    const [leafHash = zeroHash, root = zeroHash, ...changed] = flipBit(parts, bit % bitCount(parts))
    expect(verifyInclusion({ ...claim, leafHash, root, proof: changed })).toMatchObject({
      left: { _tag: "RootMismatch" },
    })
  })

  test.prop([position, fc.nat()])("does not prove its leaf at another index", async ([index, n], other) => {
    fc.pre(other % n !== index)
    expect(verifyInclusion({ ...(await inclusionAt(index, n)), index: other % n })._tag).toBe("Left")
  })

  test.prop([position, fc.nat(20)])("is refused with one hash too many or too few", async ([index, n], at) => {
    const claim = await inclusionAt(index, n)
    const expected = claim.proof.length
    const more = claim.proof.toSpliced(at % (expected + 1), 0, zeroHash)
    const wrong = (found: number) => E.left({ _tag: "WrongProofLength", expected, found })
    expect(verifyInclusion({ ...claim, proof: more })).toEqual(wrong(expected + 1))
    if (expected > 0) expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toEqual(wrong(expected - 1))
  })

  it("is neither made nor accepted for the first index outside the tree, the empty tree included", async () => {
    for (const n of [0, 1, 7]) {
      const fault = E.left({ _tag: "IndexOutsideTree", index: n, size: n })
      expect(verifyInclusion({ index: n, size: n, leafHash: zeroHash, root: zeroHash, proof: [] })).toEqual(fault)
      expect(await proveInclusion(read, { index: n, size: n })()).toEqual(fault)
    }
  })

  it.each([-1, 1.5, Number.NaN, Infinity, 2 ** 53])(
    "is neither made nor accepted when the index or the size is %d",
    async (value) => {
      const fault = E.left({ _tag: "NotACount", value })
      for (const place of [
        { index: value, size: 7 },
        { index: 0, size: value },
      ]) {
        expect(verifyInclusion({ ...place, leafHash: zeroHash, root: zeroHash, proof: [] })).toEqual(fault)
        expect(await proveInclusion(read, place)()).toEqual(fault)
      }
    },
  )

  it("of the last leaf in the largest tree must have 52 hashes", () => {
    const last = 2 ** 53 - 1
    const claim = { index: last - 1, size: last, leafHash: zeroHash, root: zeroHash }
    expect(verifyInclusion({ ...claim, proof: Array.from({ length: 52 }, () => zeroHash) })).toMatchObject({
      left: { _tag: "RootMismatch" },
    })
    expect(verifyInclusion({ ...claim, proof: [] })).toMatchObject({ left: { _tag: "WrongProofLength", expected: 52 } })
  })

  it.each([31, 33])("is refused when any of its hashes has %i bytes", async (length) => {
    const claim = await inclusionAt(5, 8)
    const bad = new Uint8Array(length)
    const wrong = (hash: string | number) => E.left({ _tag: "WrongHashLength", hash, found: length })
    expect(verifyInclusion({ ...claim, leafHash: bad })).toEqual(wrong("leaf"))
    expect(verifyInclusion({ ...claim, root: bad })).toMatchObject({ left: { _tag: "RootMismatch" } })
    for (const i of claim.proof.keys())
      expect(verifyInclusion({ ...claim, proof: claim.proof.with(i, bad) })).toEqual(wrong(i))
  })
})

describe("a consistency proof", () => {
  test.prop([sizes])("is PROOF in the recursive definition, and verifies", async ([first, second]) => {
    const claim = await consistencyAt(first, second)
    expect(claim.proof).toEqual(consistencyProofOf(first, leaves.slice(0, second)))
    expect(verifyConsistency(claim)).toEqual(E.right(undefined))
  })

  it("verifies between any two trees of up to 40 leaves", async () => {
    for (let second = 1; second <= 40; second++)
      for (let first = 1; first <= second; first++)
        expect(verifyConsistency(await consistencyAt(first, second))).toEqual(E.right(undefined))
  })

  test.prop([sizes, fc.nat()])("fails when any one bit is changed", async ([first, second], bit) => {
    const claim = await consistencyAt(first, second)
    const parts = [claim.firstRoot, claim.root, ...claim.proof]
    const [firstRoot = zeroHash, root = zeroHash, ...changed] = flipBit(parts, bit % bitCount(parts))
    expect(verifyConsistency({ ...claim, firstRoot, root, proof: changed })).toMatchObject({
      left: { _tag: "RootMismatch" },
    })
  })

  test.prop([sizes, fc.nat(20)])("is refused with one hash too many or too few", async ([first, second], at) => {
    const claim = await consistencyAt(first, second)
    const expected = claim.proof.length
    const more = claim.proof.toSpliced(at % (expected + 1), 0, zeroHash)
    const wrong = (found: number) => E.left({ _tag: "WrongProofLength", expected, found })
    expect(verifyConsistency({ ...claim, proof: more })).toEqual(wrong(expected + 1))
    if (expected > 0) expect(verifyConsistency({ ...claim, proof: claim.proof.slice(1) })).toEqual(wrong(expected - 1))
  })

  it("fails with the name of the root that it does not lead to", async () => {
    const claim = await consistencyAt(6, 11)
    expect(verifyConsistency({ ...claim, firstRoot: zeroHash })).toMatchObject({
      left: { tree: "firstRoot", expected: zeroHash },
    })
    expect(verifyConsistency({ ...claim, root: zeroHash })).toMatchObject({
      left: { tree: "root", expected: zeroHash },
    })
  })

  it("is neither made nor accepted from the empty tree or to a smaller tree", async () => {
    const claim = await consistencyAt(3, 3)
    const fromEmpty = E.left({ _tag: "FromEmptyTree" })
    expect(verifyConsistency({ ...claim, first: 0 })).toEqual(fromEmpty)
    expect(await proveConsistency(read, { first: 0, second: 3 })()).toEqual(fromEmpty)
    const reversed = E.left({ _tag: "SizesReversed", first: 4, second: 3 })
    expect(verifyConsistency({ ...claim, first: 4 })).toEqual(reversed)
    expect(await proveConsistency(read, { first: 4, second: 3 })()).toEqual(reversed)
  })

  it("from a tree to itself only compares the roots, whatever their length", () => {
    const claim = { first: 6, second: 6, firstRoot: new Uint8Array(12), root: new Uint8Array(12), proof: [] }
    expect(verifyConsistency(claim)).toEqual(E.right(undefined))
    expect(verifyConsistency({ ...claim, root: new Uint8Array(13) })).toMatchObject({ left: { tree: "root" } })
  })

  it.each([-1, 1.5, Number.NaN, Infinity, 2 ** 53])("is refused when either size is %d", (value) => {
    const fault = E.left({ _tag: "NotACount", value })
    const claim = { firstRoot: zeroHash, root: zeroHash, proof: [] }
    expect(verifyConsistency({ ...claim, first: value, second: 3 })).toEqual(fault)
    expect(verifyConsistency({ ...claim, first: 1, second: value })).toEqual(fault)
  })

  it.each([0, 31, 33])("is refused when any of its hashes has %i bytes", async (length) => {
    const claim = await consistencyAt(6, 11)
    const bad = new Uint8Array(length)
    const wrong = (hash: string | number) => E.left({ _tag: "WrongHashLength", hash, found: length })
    expect(verifyConsistency({ ...claim, firstRoot: bad })).toEqual(wrong("firstRoot"))
    expect(verifyConsistency({ ...claim, root: bad })).toMatchObject({ left: { tree: "root" } })
    for (const i of claim.proof.keys())
      expect(verifyConsistency({ ...claim, proof: claim.proof.with(i, bad) })).toEqual(wrong(i))
  })
})

/** An inclusion or consistency vector. Integers are read as text: two exceed 2^53, and JSON.parse would round them. */
interface Vector {
  readonly desc: string
  readonly wantErr: boolean
  readonly proof: ReadonlyArray<string> | null
  readonly leafIdx: string
  readonly treeSize: string
  readonly leafHash: string
  readonly size1: string
  readonly size2: string
  readonly root1: string
  readonly root2: string
  readonly root: string
}

const vectorsBelow = (folder: string): ReadonlyArray<Vector> =>
  filesBelow(`transparency-dev-merkle/testdata/${folder}`).map((file) =>
    JSON.parse(textOf(file).replace(/: (\d+)(?=[,\n])/g, ': "$1"')),
  )

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"))

/** Whether both integers are counts and the claim about them verifies. */
const holds = (first: string, second: string, verify: (a: number, b: number) => E.Either<unknown, void>): boolean => {
  const a = parseDecimal(first)
  const b = parseDecimal(second)
  return a !== undefined && b !== undefined && E.isRight(verify(a, b))
}

const verifies = {
  inclusion: (vector: Vector): boolean => {
    const claim = { leafHash: bytes(vector.leafHash), root: bytes(vector.root), proof: (vector.proof ?? []).map(bytes) }
    return holds(vector.leafIdx, vector.treeSize, (index, size) => verifyInclusion({ ...claim, index, size }))
  },
  consistency: (vector: Vector): boolean => {
    const claim = { firstRoot: bytes(vector.root1), root: bytes(vector.root2), proof: (vector.proof ?? []).map(bytes) }
    return holds(vector.size1, vector.size2, (first, second) => verifyConsistency({ ...claim, first, second }))
  },
}

describe.skipIf(absent)(`the proofs published by transparency-dev${whyAbsent}`, () => {
  it.each(["inclusion", "consistency"] as const)(
    "give the published result for all 98 cases of %s, 6 of which verify",
    (kind) => {
      const vectors = vectorsBelow(kind)
      expect(vectors).toHaveLength(98)
      expect(vectors.filter(({ wantErr }) => !wantErr)).toHaveLength(6)
      expect(vectors.filter((vector) => verifies[kind](vector) === vector.wantErr).map(({ desc }) => desc)).toEqual([])
    },
  )

  it("contain 2^64 − 1 twice, which is refused and not rounded", () => {
    const large = [...vectorsBelow("inclusion"), ...vectorsBelow("consistency")].flatMap((vector) =>
      [vector.leafIdx, vector.treeSize, vector.size1, vector.size2].filter(
        (integer) => integer === "18446744073709551615",
      ),
    )
    expect(large).toHaveLength(2)
    expect(large.map(parseDecimal)).toEqual([undefined, undefined])
  })
})
