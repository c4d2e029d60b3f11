import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { must, utf8 } from "@shifan/testkit/basics"
import { leafHashOf, nodeSha256, numberedLeaves, readerOver, treeHash } from "@shifan/testkit/tlog"
import { emptyRange, extendRange, rangeRoot, readRoot, rfc6962, treeHasher } from "../src/index.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

describe("tree hashing", () => {
  test.prop([fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 70 })])(
    "the root by streaming is the recursive definition's",
    (entries) => {
      const streamed = entries.reduce((range, entry) => extendRange(range, rfc6962.leaf(entry)), emptyRange)
      expect(streamed.size).toBe(entries.length)
      expect(rangeRoot(streamed)).toEqual(treeHash(entries.map(leafHashOf)))
    },
  )

  test.prop([fc.integer({ min: 0, max: 5000 })])(
    "what is kept is one hash for each bit of the size",
    (size) => {
      let range = emptyRange
      for (let i = 0; i < size; i++) range = extendRange(range, rfc6962.empty)
      expect(range.hashes).toHaveLength(size.toString(2).replaceAll("0", "").length)
    },
    20_000,
  )

  test.prop([fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 70 }), fc.uint8Array()])(
    "a range that grew is another: the one before stands as it was",
    (entries, next) => {
      const before = entries.reduce((range, entry) => extendRange(range, rfc6962.leaf(entry)), emptyRange)
      const root = rangeRoot(before)
      extendRange(before, rfc6962.leaf(next))
      expect(rangeRoot(before)).toEqual(root)
    },
  )

  it("takes another SHA-256 and gives the same", () => {
    const other = treeHasher(nodeSha256)
    expect(other.empty).toEqual(rfc6962.empty)
    expect(other.leaf(utf8("叶"))).toEqual(rfc6962.leaf(utf8("叶")))
    expect(other.node(rfc6962.empty, other.empty)).toEqual(rfc6962.node(rfc6962.empty, rfc6962.empty))
  })

  it.each([65_534, 65_535, 65_536, 70_000])("hashes an entry of %i bytes as any other", (length) => {
    const entry = new Uint8Array(length).fill(length % 251)
    expect(rfc6962.leaf(entry)).toEqual(leafHashOf(entry))
  })

  it("is not changed by what was hashed before", () => {
    rfc6962.leaf(new Uint8Array(500).fill(0xff))
    expect(rfc6962.leaf(utf8("one"))).toEqual(leafHashOf(utf8("one")))
  })

  it("reads the root of any size from stored hashes, the empty one's too", async () => {
    const leaves = numberedLeaves(20)
    for (let size = 0; size <= leaves.length; size++)
      expect(await must(readRoot(readerOver(leaves), size))).toEqual(treeHash(leaves.slice(0, size)))
  })

  it.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53])("reads no root of size %d", async (size) => {
    expect(await readRoot(readerOver([]), size)()).toEqual({ _tag: "Left", left: { _tag: "NotACount", value: size } })
  })
})

interface HasherVectors {
  readonly emptyRoot: string
  readonly leaves: ReadonlyArray<readonly [string, string]>
  readonly node: readonly [string, string, string]
}

describe.skipIf(absent)(`hashes published by transparency-dev${whyAbsent}`, () => {
  it("are ours", () => {
    const { emptyRoot, leaves, node }: HasherVectors = JSON.parse(textOf("transparency-dev-merkle/hasher.json"))
    expect(hex(rfc6962.empty)).toBe(emptyRoot)
    expect(leaves.map(([entry]) => hex(rfc6962.leaf(utf8(entry))))).toEqual(leaves.map(([, hash]) => hash))
    expect(leaves).toHaveLength(2)
    expect(hex(rfc6962.node(utf8(node[0]), utf8(node[1])))).toBe(node[2])
  })
})
