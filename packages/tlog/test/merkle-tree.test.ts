import { fc, test } from "@fast-check/vitest"
import { must, utf8 } from "@shifan/testkit/basics"
import { leafHashOf, nodeSha256, numberedLeaves, readerOver, treeHash } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  emptyRange,
  extendRange,
  rangeRoot,
  readRoot,
  rfc6962,
  toHex,
  treeHasher,
  type CompactRange,
} from "../src/index.js"
import { nodeHasher } from "../src/node/index.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const entries = fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 70 })

const rangeOver = (some: ReadonlyArray<Uint8Array>): CompactRange =>
  some.reduce((range, entry) => extendRange(range, rfc6962.leaf(entry)), emptyRange)

describe("a compact range", () => {
  test.prop([entries])("has the root that the recursive definition gives", (some) => {
    const range = rangeOver(some)
    expect(range.size).toBe(some.length)
    expect(rangeRoot(range)).toEqual(treeHash(some.map(leafHashOf)))
  })

  test.prop([fc.integer({ min: 0, max: 500 })])("holds one hash for each bit set in its size", (size) => {
    let range = emptyRange
    for (let i = 0; i < size; i++) range = extendRange(range, rfc6962.empty)
    expect(range.hashes).toHaveLength(size.toString(2).replaceAll("0", "").length)
  })

  test.prop([entries, fc.uint8Array()])("is not changed by extending it", (some, next) => {
    const before = rangeOver(some)
    const root = rangeRoot(before)
    extendRange(before, rfc6962.leaf(next))
    expect(before.size).toBe(some.length)
    expect(rangeRoot(before)).toEqual(root)
  })
})

describe("a tree hasher", () => {
  it.each([
    ["over another SHA-256", treeHasher(nodeSha256)],
    ["over Node's SHA-256", nodeHasher],
  ])("%s gives the same hashes as the default", (_, hasher) => {
    expect(toHex(hasher.empty)).toBe(toHex(rfc6962.empty))
    expect(toHex(hasher.leaf(utf8("叶")))).toBe(toHex(rfc6962.leaf(utf8("叶"))))
    expect(toHex(hasher.node(rfc6962.empty, hasher.empty))).toBe(toHex(rfc6962.node(rfc6962.empty, rfc6962.empty)))
  })

  // Up to 65,535 bytes are hashed from a shared buffer.
  it.each([65_534, 65_535, 65_536, 70_000])("hashes an entry of %i bytes correctly", (length) => {
    const entry = new Uint8Array(length).fill(length % 251)
    expect(rfc6962.leaf(entry)).toEqual(leafHashOf(entry))
  })

  it("carries nothing over from the previous input", () => {
    rfc6962.leaf(new Uint8Array(500).fill(0xff))
    expect(rfc6962.leaf(utf8("one"))).toEqual(leafHashOf(utf8("one")))
  })
})

describe("the root computed from stored hashes", () => {
  it("equals the tree's root for every size from 0 to 20", async () => {
    const leaves = numberedLeaves(20)
    for (let size = 0; size <= leaves.length; size++)
      expect(await must(readRoot(readerOver(leaves), size))).toEqual(treeHash(leaves.slice(0, size)))
  })

  it.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53])("is refused for size %d", async (size) => {
    expect(await readRoot(readerOver([]), size)()).toEqual(E.left({ _tag: "NotACount", value: size }))
  })
})

interface HasherVectors {
  readonly emptyRoot: string
  readonly leaves: ReadonlyArray<readonly [string, string]>
  readonly node: readonly [string, string, string]
}

describe.skipIf(absent)(`the hashes published by transparency-dev${whyAbsent}`, () => {
  it("are reproduced", () => {
    const { emptyRoot, leaves, node }: HasherVectors = JSON.parse(textOf("transparency-dev-merkle/hasher.json"))
    expect(toHex(rfc6962.empty)).toBe(emptyRoot)
    expect(leaves.map(([entry]) => toHex(rfc6962.leaf(utf8(entry))))).toEqual(leaves.map(([, hash]) => hash))
    expect(leaves).toHaveLength(2)
    expect(toHex(rfc6962.node(utf8(node[0]), utf8(node[1])))).toBe(node[2])
  })
})
