/** Tiles built from a stream of leaves, in memory of one tile a level: the right edge of the tree, level by level. */
import { concatenated } from "./bytes.js"
import { joined, rangeOver, rangeRoot } from "./compact-range.js"
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

export interface Grown {
  readonly edge: TileEdge
  /** Tiles that this leaf filled, lowest first; for 255 leaves out of 256 there are none. */
  readonly filled: ReadonlyArray<HashTile>
}

export const emptyEdge: TileEdge = { size: 0, levels: [] }

/** One leaf more. */
export const growEdge = ({ size, levels }: TileEdge, leafHash: Uint8Array, hasher: TreeHasher = rfc6962): Grown => {
  const grown = levels.slice()
  const filled: Array<HashTile> = []
  const grownSize = size + 1
  let carried: Uint8Array | undefined = leafHash
  for (let level = 0; carried !== undefined; level++) {
    const row: ReadonlyArray<Uint8Array> = (grown[level] ?? []).concat([carried])
    const full = row.length === tileWidth
    grown[level] = full ? [] : row
    carried = full ? rangeRoot(rangeOver(row, hasher), hasher) : undefined
    if (full) filled.push(tileOf(grownSize, level, row))
  }
  return { edge: { size: grownSize, levels: grown }, filled }
}

/** The partial tiles of the tree as it stands, lowest first; empty tiles are never served. */
export const partialTiles = ({ size, levels }: TileEdge): ReadonlyArray<HashTile> =>
  levels.flatMap((row, level) => (row.length === 0 ? [] : [tileOf(size, level, row)]))

const tileOf = (size: number, level: number, row: ReadonlyArray<Uint8Array>): HashTile => ({
  level,
  index: Math.ceil(size / tileWidth ** (level + 1)) - 1,
  width: row.length,
  content: concatenated(row),
})

/** The Merkle tree hash of the leaves so far. */
export const edgeRoot = ({ levels }: TileEdge, hasher: TreeHasher = rfc6962): Uint8Array =>
  joined(
    levels.toReversed().flatMap((row) => rangeOver(row, hasher).hashes),
    hasher,
  )
