/** Tiles built from a stream of leaves, in memory of one tile a level: the right edge of the tree, level by level. */
import { concatBytes } from "./bytes.js"
import { rootOfSubtrees, rangeOf } from "./compact-range.js"
import { rfc6962, type TreeHasher } from "./hash.js"
import { tileWidth, type TileName } from "./tile-name.js"

export interface TileEdge {
  /** Leaves so far. */
  readonly size: number
  /** The hashes of the partial tile at each level, 0 to 255 of them, level 0 first. */
  readonly levels: ReadonlyArray<ReadonlyArray<Uint8Array>>
}

export interface HashTile extends TileName {
  readonly level: number
  /** 32 bytes for each hash. */
  readonly content: Uint8Array
}

export interface ExtendedEdge {
  readonly edge: TileEdge
  /** Tiles that this leaf filled, lowest first; for 255 leaves out of 256 there are none. */
  readonly filled: ReadonlyArray<HashTile>
}

export const emptyEdge: TileEdge = { size: 0, levels: [] }

/** Some leaves more, in their order. */
export const extendEdge = (
  { size, levels }: TileEdge,
  leafHashes: ReadonlyArray<Uint8Array>,
  hasher: TreeHasher = rfc6962,
): ExtendedEdge => {
  const rows = levels.slice()
  // Only the rows that grow are copied: one leaf touches the lowest, and seldom another.
  const growing: Array<Array<Uint8Array>> = []
  const filled: Array<HashTile> = []
  for (const [i, leafHash] of leafHashes.entries()) {
    let carried: Uint8Array | undefined = leafHash
    for (let level = 0; carried !== undefined; level++) {
      const row: Array<Uint8Array> = (growing[level] ??= rows[level]?.slice() ?? [])
      row.push(carried)
      rows[level] = row
      carried = undefined
      if (row.length < tileWidth) continue
      filled.push(tileOf(size + i + 1, level, row))
      carried = rootOfFull(row, hasher)
      rows[level] = growing[level] = []
    }
  }
  return { edge: { size: size + leafHashes.length, levels: rows }, filled }
}

/** Of a row as wide as a power of two, which is a whole subtree. */
const rootOfFull = (row: ReadonlyArray<Uint8Array>, hasher: TreeHasher): Uint8Array => {
  let below = row
  while (below.length > 1) {
    const above: Array<Uint8Array> = []
    for (let i = 0; i + 1 < below.length; i += 2)
      above.push(hasher.node(below[i] ?? hasher.empty, below[i + 1] ?? hasher.empty))
    below = above
  }
  return below[0] ?? hasher.empty
}

/** The partial tiles of the tree as it stands, lowest first; empty tiles are never served. */
export const partialTiles = ({ size, levels }: TileEdge): ReadonlyArray<HashTile> =>
  levels.flatMap((row, level) => (row.length === 0 ? [] : [tileOf(size, level, row)]))

const tileOf = (size: number, level: number, row: ReadonlyArray<Uint8Array>): HashTile => ({
  level,
  index: Math.ceil(size / tileWidth ** (level + 1)) - 1,
  width: row.length,
  content: concatBytes(row),
})

/** The Merkle tree hash of the leaves so far. */
export const edgeRoot = ({ levels }: TileEdge, hasher: TreeHasher = rfc6962): Uint8Array =>
  rootOfSubtrees(
    levels.toReversed().flatMap((row) => rangeOf(row, hasher).hashes),
    hasher,
  )
