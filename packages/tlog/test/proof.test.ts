import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { bitCount, flipBit, must } from "@shifan/testkit/basics"
import { consistencyProofOf, inclusionProofOf, numberedLeaves, readerOver, treeHash } from "@shifan/testkit/tlog"
import {
  proveConsistency,
  proveInclusion,
  verifyConsistency,
  verifyInclusion,
  type ConsistencyClaim,
  type InclusionClaim,
} from "../src/index.js"

const leaves = numberedLeaves(300)
const read = readerOver(leaves)
const rootAt = (size: number): Uint8Array => treeHash(leaves.slice(0, size))
const none = new Uint8Array(32)

const inclusionAt = async (index: number, size: number): Promise<InclusionClaim> => ({
  index,
  size,
  leafHash: leaves[index] ?? none,
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

const size = fc.integer({ min: 1, max: 300 })
const placed = size.chain((n) => fc.tuple(fc.nat(n - 1), fc.constant(n)))
const grown = size.chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)))

describe("inclusion", () => {
  test.prop([placed])("every proof is PATH of the definition, and verifies", async ([index, n]) => {
    const claim = await inclusionAt(index, n)
    expect(claim.proof).toEqual(inclusionProofOf(index, leaves.slice(0, n)))
    expect(verifyInclusion(claim)).toEqual(E.right(undefined))
  })

  test.prop([placed, fc.nat()])("one bit changed anywhere, and it fails", async ([index, n], bit) => {
    const claim = await inclusionAt(index, n)
    const parts = [claim.leafHash, claim.root, ...claim.proof]
    const [leafHash = none, root = none, ...changed] = flipBit(parts, bit % bitCount(parts))
    expect(verifyInclusion({ ...claim, leafHash, root, proof: changed })).toMatchObject({
      left: { _tag: "RootMismatch" },
    })
  })

  test.prop([placed, fc.nat()])("a proof puts its leaf at no other index", async ([index, n], other) => {
    fc.pre(other % n !== index)
    expect(verifyInclusion({ ...(await inclusionAt(index, n)), index: other % n })._tag).toBe("Left")
  })

  test.prop([placed, fc.nat(20)])("a hash too many or too few is refused before hashing", async ([index, n], at) => {
    const claim = await inclusionAt(index, n)
    const expected = claim.proof.length
    const more = claim.proof.toSpliced(at % (expected + 1), 0, none)
    const wrong = (found: number) => E.left({ _tag: "WrongProofLength", expected, found })
    expect(verifyInclusion({ ...claim, proof: more })).toEqual(wrong(expected + 1))
    if (expected > 0) expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toEqual(wrong(expected - 1))
  })

  it("is refused at the first index outside the tree, and for a tree of nothing", async () => {
    for (const n of [0, 1, 7]) {
      const fault = E.left({ _tag: "IndexOutsideTree", index: n, size: n })
      expect(verifyInclusion({ index: n, size: n, leafHash: none, root: none, proof: [] })).toEqual(fault)
      expect(await proveInclusion(read, { index: n, size: n })()).toEqual(fault)
    }
  })

  it.each([-1, 1.5, Number.NaN, Infinity, 2 ** 53])("is refused where %d is an index or a size", async (value) => {
    const fault = E.left({ _tag: "NotACount", value })
    for (const place of [
      { index: value, size: 7 },
      { index: 0, size: value },
    ]) {
      expect(verifyInclusion({ ...place, leafHash: none, root: none, proof: [] })).toEqual(fault)
      expect(await proveInclusion(read, place)()).toEqual(fault)
    }
  })

  it("of the last leaf countable is 52 hashes, and no fewer", () => {
    const last = 2 ** 53 - 1
    const claim = { index: last - 1, size: last, leafHash: none, root: none }
    expect(verifyInclusion({ ...claim, proof: Array.from({ length: 52 }, () => none) })).toMatchObject({
      left: { _tag: "RootMismatch" },
    })
    expect(verifyInclusion({ ...claim, proof: [] })).toMatchObject({ left: { _tag: "WrongProofLength", expected: 52 } })
  })

  it.each([31, 33])("is refused with a hash of %i bytes, wherever it is", async (length) => {
    const claim = await inclusionAt(5, 8)
    const bad = new Uint8Array(length)
    const wrong = (hash: string | number) => E.left({ _tag: "WrongHashLength", hash, found: length })
    expect(verifyInclusion({ ...claim, leafHash: bad })).toEqual(wrong("leaf"))
    expect(verifyInclusion({ ...claim, root: bad })).toMatchObject({ left: { _tag: "RootMismatch" } })
    for (const i of claim.proof.keys())
      expect(verifyInclusion({ ...claim, proof: claim.proof.with(i, bad) })).toEqual(wrong(i))
  })
})

describe("consistency", () => {
  test.prop([grown])("every proof is PROOF of the definition, and verifies", async ([first, second]) => {
    const claim = await consistencyAt(first, second)
    expect(claim.proof).toEqual(consistencyProofOf(first, leaves.slice(0, second)))
    expect(verifyConsistency(claim)).toEqual(E.right(undefined))
  })

  it("holds between any two trees of up to 40 leaves", async () => {
    for (let second = 1; second <= 40; second++)
      for (let first = 1; first <= second; first++)
        expect(verifyConsistency(await consistencyAt(first, second))).toEqual(E.right(undefined))
  })

  test.prop([grown, fc.nat()])("one bit changed anywhere, and it fails", async ([first, second], bit) => {
    const claim = await consistencyAt(first, second)
    const parts = [claim.firstRoot, claim.root, ...claim.proof]
    const [firstRoot = none, root = none, ...changed] = flipBit(parts, bit % bitCount(parts))
    expect(verifyConsistency({ ...claim, firstRoot, root, proof: changed })).toMatchObject({
      left: { _tag: "RootMismatch" },
    })
  })

  test.prop([grown, fc.nat(20)])(
    "a hash too many or too few is refused before hashing",
    async ([first, second], at) => {
      const claim = await consistencyAt(first, second)
      const expected = claim.proof.length
      const more = claim.proof.toSpliced(at % (expected + 1), 0, none)
      const wrong = (found: number) => E.left({ _tag: "WrongProofLength", expected, found })
      expect(verifyConsistency({ ...claim, proof: more })).toEqual(wrong(expected + 1))
      if (expected > 0)
        expect(verifyConsistency({ ...claim, proof: claim.proof.slice(1) })).toEqual(wrong(expected - 1))
    },
  )

  it("says which of the two roots it does not lead to", async () => {
    const claim = await consistencyAt(6, 11)
    expect(verifyConsistency({ ...claim, firstRoot: none })).toMatchObject({
      left: { tree: "firstRoot", expected: none },
    })
    expect(verifyConsistency({ ...claim, root: none })).toMatchObject({ left: { tree: "root", expected: none } })
  })

  it("is not defined from the empty tree, nor towards a smaller one", async () => {
    const claim = await consistencyAt(3, 3)
    const fromEmpty = E.left({ _tag: "FromEmptyTree" })
    expect(verifyConsistency({ ...claim, first: 0 })).toEqual(fromEmpty)
    expect(await proveConsistency(read, { first: 0, second: 3 })()).toEqual(fromEmpty)
    const reversed = E.left({ _tag: "SizesReversed", first: 4, second: 3 })
    expect(verifyConsistency({ ...claim, first: 4 })).toEqual(reversed)
    expect(await proveConsistency(read, { first: 4, second: 3 })()).toEqual(reversed)
  })

  it("of a tree with itself is that its roots are the same, whatever they are", () => {
    const claim = { first: 6, second: 6, firstRoot: new Uint8Array(12), root: new Uint8Array(12), proof: [] }
    expect(verifyConsistency(claim)).toEqual(E.right(undefined))
    expect(verifyConsistency({ ...claim, root: new Uint8Array(13) })).toMatchObject({ left: { tree: "root" } })
  })

  it.each([-1, 1.5, Number.NaN, Infinity, 2 ** 53])("is refused where %d is a size", (value) => {
    const fault = E.left({ _tag: "NotACount", value })
    const claim = { firstRoot: none, root: none, proof: [] }
    expect(verifyConsistency({ ...claim, first: value, second: 3 })).toEqual(fault)
    expect(verifyConsistency({ ...claim, first: 1, second: value })).toEqual(fault)
  })

  it.each([0, 31, 33])("is refused with a hash of %i bytes, wherever it is", async (length) => {
    const claim = await consistencyAt(6, 11)
    const bad = new Uint8Array(length)
    const wrong = (hash: string | number) => E.left({ _tag: "WrongHashLength", hash, found: length })
    expect(verifyConsistency({ ...claim, firstRoot: bad })).toEqual(wrong("firstRoot"))
    expect(verifyConsistency({ ...claim, root: bad })).toMatchObject({ left: { tree: "root" } })
    for (const i of claim.proof.keys())
      expect(verifyConsistency({ ...claim, proof: claim.proof.with(i, bad) })).toEqual(wrong(i))
  })
})
