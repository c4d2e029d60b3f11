import { must, right } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { describe, expect, it } from "vitest"
import {
  acceptCheckpoint,
  edgeRoot,
  emptyEdge,
  extendEdge,
  parseBundle,
  parsePolicy,
  partialTiles,
  proveConsistency,
  proveInclusion,
  readEdge,
  readRoot,
  rfc6962,
  tilePath,
  tileHashReader,
  verifyConsistency,
  verifyInclusion,
  type ReadTile,
} from "../src/index.js"
import { absent, bytesOf, whyAbsent } from "./vectors.js"

const log = "tessera-testlog/testdata/log"
const sizes = Array.from({ length: 16 }, (_, size) => size)
const readTile: ReadTile<never> = (name) => TE.right(bytesOf(`${log}/${tilePath(name)}`))

const checkpointAt = async (size: number) => {
  const policy = right(parsePolicy(bytesOf("tessera-testlog/policy")))
  return must(acceptCheckpoint(policy, bytesOf(`${log}/checkpoint.${size}`)))
}

const entriesAt = (size: number): ReadonlyArray<Uint8Array> =>
  size === 0 ? [] : right(parseBundle(bytesOf(`${log}/tile/entries/000.p/${size}`), size))

const edgeOver = (entries: ReadonlyArray<Uint8Array>) =>
  entries.reduce((edge, entry) => extendEdge(edge, [rfc6962.leaf(entry)]).edge, emptyEdge)

describe.skipIf(absent)(`the test log of transparency-dev/tessera${whyAbsent}`, () => {
  it.each(sizes)("at size %i has a signed checkpoint whose root its entries and its tiles give", async (size) => {
    const { checkpoint, logs } = await checkpointAt(size)
    expect(checkpoint).toMatchObject({ origin: "example.com/log/testdata", size, extensions: [] })
    expect(logs).toHaveLength(1)
    const edge = edgeOver(entriesAt(size))
    expect(edge.size).toBe(size)
    expect(edgeRoot(edge)).toEqual(checkpoint.root)
    expect(await must(readRoot(tileHashReader(readTile, size), size))).toEqual(checkpoint.root)
    expect(await must(readEdge(readTile, size))).toEqual(edge)
    for (const tile of partialTiles(edge)) expect(tile.content).toEqual(bytesOf(`${log}/${tilePath(tile)}`))
  })

  it.each(sizes)("at size %i proves each of its entries", async (size) => {
    const { root } = (await checkpointAt(size)).checkpoint
    for (const [index, entry] of entriesAt(size).entries()) {
      const proof = await must(proveInclusion(tileHashReader(readTile, size), { index, size }))
      const claim = { index, size, leafHash: rfc6962.leaf(entry), root, proof }
      expect(verifyInclusion(claim)).toEqual(E.right(undefined))
      expect(verifyInclusion({ ...claim, leafHash: root })._tag).toBe(size === 1 ? "Right" : "Left")
    }
  })

  it.each(sizes)("at size %i proves that it extends each earlier tree", async (second) => {
    const { root } = (await checkpointAt(second)).checkpoint
    const read = tileHashReader(readTile, second)
    expect(await proveConsistency(read, { first: 0, second })()).toEqual(E.left({ _tag: "FromEmptyTree" }))
    for (let first = 1; first <= second; first++) {
      const firstRoot = (await checkpointAt(first)).checkpoint.root
      const proof = await must(proveConsistency(read, { first, second }))
      expect(verifyConsistency({ first, second, firstRoot, root, proof })).toEqual(E.right(undefined))
    }
  })

  it("has its last checkpoint under the name of the specification", () => {
    expect(bytesOf(`${log}/checkpoint`)).toEqual(bytesOf(`${log}/checkpoint.15`))
  })
})
