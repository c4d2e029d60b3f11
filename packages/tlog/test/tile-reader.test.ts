import { must } from "@shifan/testkit/basics"
import { nodeSha256, numberedLeaves, treeHash } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { describe, expect, it } from "vitest"
import {
  edgeRoot,
  emptyEdge,
  emptyRange,
  extendRange,
  extendEdge,
  partialTiles,
  proveConsistency,
  proveInclusion,
  rangeRoot,
  readEdge,
  readRoot,
  tilePath,
  tileHashReader,
  tileWidth,
  treeHasher,
  verifyConsistency,
  verifyInclusion,
  type HashTile,
  type ReadTile,
  type TileEdge,
} from "../src/index.js"

const hasher = treeHasher(nodeSha256)
const sizes = [0, 1, 2, 255, 256, 257, 300, 700, 65_537]
const leaves = numberedLeaves(70_000)

interface Missing {
  readonly _tag: "Missing"
  readonly path: string
}

/** The tiles of the whole tree: full ones as they fill, partial ones at some sizes, with the edges at those sizes. */
const tilesAt = (some: ReadonlyArray<number>): { folder: Map<string, Uint8Array>; edges: Map<number, TileEdge> } => {
  const folder = new Map<string, Uint8Array>()
  const edges = new Map<number, TileEdge>()
  const keep = (tile: HashTile) => folder.set(tilePath(tile), tile.content)
  let edge = emptyEdge
  for (let size = 0; size <= leaves.length; size++) {
    if (some.includes(size)) {
      edges.set(size, edge)
      partialTiles(edge).forEach(keep)
    }
    const leaf = leaves[size]
    if (leaf === undefined) break
    const extended = extendEdge(edge, [leaf], hasher)
    edge = extended.edge
    extended.filled.forEach(keep)
  }
  return { folder, edges }
}

const { folder, edges } = tilesAt([...sizes, 70_000])

const readFrom =
  (files: ReadonlyMap<string, Uint8Array>): ReadTile<Missing> =>
  (name) => {
    const content = files.get(tilePath(name))
    return content === undefined ? TE.left({ _tag: "Missing", path: tilePath(name) }) : TE.right(content)
  }

const edgeAt = (size: number): TileEdge => edges.get(size) ?? emptyEdge

const rootOf = (size: number): Uint8Array => {
  let range = emptyRange
  for (const leaf of leaves.slice(0, size)) range = extendRange(range, leaf, hasher)
  return rangeRoot(range, hasher)
}

describe.each(sizes)("the tiles of a tree of %i leaves", (size) => {
  const read = tileHashReader(readFrom(folder), size, hasher)
  const root = rootOf(size)

  it("give its root, whichever way it is computed", async () => {
    expect(edgeRoot(edgeAt(size), hasher)).toEqual(root)
    expect(await must(readRoot(read, size, hasher))).toEqual(root)
    expect(root).toEqual(treeHash(leaves.slice(0, size)))
  })

  it("are as wide as the specification says at every level", () => {
    const widths = [0, 1, 2].map((level) => Math.floor(size / 256 ** level) % 256)
    const partial = partialTiles(edgeAt(size))
    expect(partial.map(({ level, width }) => [level, width])).toEqual(
      [...widths.entries()].filter(([, width]) => width > 0),
    )
    for (const { level, index, width, content } of partial) {
      expect(index).toBe(Math.floor(size / 256 ** (level + 1)))
      expect(content).toHaveLength(width * 32)
    }
  })

  it("give the edge from which the log is extended", async () => {
    expect(await must(readEdge(readFrom(folder), size))).toEqual(edgeAt(size))
  })

  it("give proofs of leaves and of earlier trees", async () => {
    for (const index of new Set([0, 1, 254, 255, 256, 299, size - 2, size - 1].filter((i) => i >= 0 && i < size))) {
      const proof = await must(proveInclusion(read, { index, size }, hasher))
      const leafHash = leaves[index] ?? root
      expect(verifyInclusion({ index, size, leafHash, root, proof }, hasher)).toEqual(E.right(undefined))
    }
    for (const first of [1, 2, 255, 256, 257, size - 1, size].filter((n) => n > 0 && n <= size)) {
      const proof = await must(proveConsistency(read, { first, second: size }, hasher))
      const claim = { first, second: size, firstRoot: rootOf(first), root, proof }
      expect(verifyConsistency(claim, hasher)).toEqual(E.right(undefined))
    }
  })
})

describe("hash tiles", () => {
  it("of 70,000 leaves are the tiles in the specification's example", () => {
    const full = [...folder.keys()].filter((path) => !path.includes(".p/"))
    expect(full.filter((path) => path.startsWith("tile/0/"))).toHaveLength(273)
    expect(full.filter((path) => path.startsWith("tile/1/"))).toEqual(["tile/1/000"])
    expect(partialTiles(edgeAt(70_000)).map(tilePath)).toEqual([
      "tile/0/273.p/112",
      "tile/1/001.p/17",
      "tile/2/000.p/1",
    ])
  })

  it("are the same when leaves are added many at a time", () => {
    let edge = emptyEdge
    const filled: Array<HashTile> = []
    for (let start = 0; start < leaves.length; start += 999) {
      const extended = extendEdge(edge, leaves.slice(start, start + 999), hasher)
      edge = extended.edge
      filled.push(...extended.filled)
    }
    expect(edge).toEqual(edgeAt(70_000))
    expect(filled).toHaveLength(274)
    for (const tile of filled) expect(tile.content).toEqual(folder.get(tilePath(tile)))
  })

  it("hold at each level the roots of the full tiles below", () => {
    const leafTile = treeHash(leaves.slice(256, 512))
    expect(folder.get("tile/1/000")?.subarray(32, 64)).toEqual(leafTile)
    expect(folder.get("tile/2/000.p/1")).toEqual(treeHash(leaves.slice(0, 65_536)))
  })

  it("are read from the full tile when the partial one was removed", async () => {
    const later = new Map([...folder].filter(([path]) => path !== "tile/0/000.p/255"))
    expect(await must(readRoot(tileHashReader(readFrom(later), 255, hasher), 255, hasher))).toEqual(rootOf(255))
    expect(await must(readEdge(readFrom(later), 255))).toEqual(edgeAt(255))
  })

  it("are read from the full tile when the partial one has a wrong length", async () => {
    const odd = new Map(folder).set("tile/0/000.p/255", new Uint8Array(5))
    expect(await must(readRoot(tileHashReader(readFrom(odd), 255, hasher), 255, hasher))).toEqual(rootOf(255))
  })

  it("that are missing are named, by the partial path if the partial tile is missing too", async () => {
    const read = tileHashReader(readFrom(new Map()), 257, hasher)
    expect(await proveInclusion(read, { index: 0, size: 257 }, hasher)()).toMatchObject({
      left: { path: "tile/0/000" },
    })
    expect(await readRoot(tileHashReader(readFrom(new Map()), 3, hasher), 3, hasher)()).toEqual(
      E.left({ _tag: "Missing", path: "tile/0/000.p/3" }),
    )
  })

  it.each([0, 8191, 8193])("are refused when a full tile has %i bytes", async (found) => {
    const files = new Map(folder).set("tile/0/000", new Uint8Array(found))
    expect(
      await proveInclusion(tileHashReader(readFrom(files), 300, hasher), { index: 5, size: 300 }, hasher)(),
    ).toEqual(E.left({ _tag: "WrongTileLength", path: "tile/0/000", expected: 8192, found }))
  })

  it("that are forged at any level give proofs that do not verify", async () => {
    const size = 65_537
    for (const path of ["tile/0/000", "tile/1/000", "tile/2/000.p/1"]) {
      const forged = new Map(folder).set(
        path,
        (folder.get(path) ?? new Uint8Array()).map((byte) => byte ^ 1),
      )
      const read = tileHashReader(readFrom(forged), size, hasher)
      const index = path === "tile/2/000.p/1" ? size - 1 : 3
      const proof = await must(proveInclusion(read, { index, size }, hasher))
      const claim = { index, size, leafHash: leaves[index] ?? new Uint8Array(), root: rootOf(size), proof }
      expect(verifyInclusion(claim, hasher)).toMatchObject({ left: { _tag: "RootMismatch" } })
    }
  })

  it("are each read only once for a proof", async () => {
    const asked: Array<string> = []
    const counting: ReadTile<Missing> = (name) => {
      asked.push(tilePath(name))
      return readFrom(folder)(name)
    }
    await must(proveInclusion(tileHashReader(counting, 65_537, hasher), { index: 3, size: 65_537 }, hasher))
    expect(asked.toSorted()).toEqual(["tile/0/000", "tile/0/256.p/1", "tile/1/000"])
  })

  it("of a smaller tree do not give the root of a larger one", async () => {
    const read = tileHashReader(readFrom(folder), 255, hasher)
    expect(await readRoot(read, 256, hasher)()).toEqual(
      E.left({ _tag: "OutsideTree", subtree: { level: 8, index: 0 }, size: 255 }),
    )
  })

  it("leave less than one tile per level in memory", () => {
    expect(edgeAt(65_537).levels.map((row) => row.length)).toEqual([1, 0, 1])
    expect(Math.max(...edgeAt(70_000).levels.map((row) => row.length))).toBeLessThan(tileWidth)
  })

  it.each([-1, 1.5, Infinity, 2 ** 53])("give no edge for the size %d", async (size) => {
    expect(await readEdge(readFrom(folder), size)()).toEqual(E.left({ _tag: "NotACount", value: size }))
  })
})
