/** Reads hashes from tiles of any source: a folder, a database, a web server. */
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { countFault, splitRecords, type NotACount } from "./encoding.js"
import {
  hashLength,
  rangeOf,
  rangeRoot,
  rfc6962,
  type HashReader,
  type Subtree,
  type TreeHasher,
} from "./merkle-tree.js"
import { tileHeight, tilePath, tileWidth, type TileEdge, type TileName } from "./tiles.js"

/** Reads the whole content of a tile. */
export type ReadTile<Fault> = (name: TileName) => TE.TaskEither<Fault, Uint8Array>

/** Lengths in bytes. */
export interface WrongTileLength {
  readonly _tag: "WrongTileLength"
  readonly path: string
  readonly expected: number
  readonly found: number
}

/** The tree of `size` leaves has no such complete subtree. */
export interface OutsideTree {
  readonly _tag: "OutsideTree"
  readonly subtree: Subtree
  readonly size: number
}

/**
 * Reads hashes from the tiles of the tree of `size` leaves, each tile once per call. Tiles are not authenticated here:
 * verify the proof made from them against a signed root.
 */
export const tileHashReader =
  <Fault>(
    read: ReadTile<Fault>,
    size: number,
    hasher: TreeHasher = rfc6962,
  ): HashReader<Fault | WrongTileLength | OutsideTree> =>
  (subtrees) => {
    const outside = subtrees.find(({ level, index }) => (index + 1) * 2 ** level > size)
    if (outside !== undefined) return TE.left({ _tag: "OutsideTree", subtree: outside, size })
    const spans = subtrees.map((subtree) => spanOf(subtree, size))
    const tiles = new Map(spans.map(({ tile }) => [tilePath(tile), tile]))
    return pipe(
      [...tiles],
      TE.traverseArray(([path, tile]) =>
        pipe(
          readHashes(read, tile),
          TE.map((hashes) => [path, hashes] as const),
        ),
      ),
      TE.map((rows) => {
        const rowOf = new Map(rows)
        return spans.map(({ tile, from, count }) => {
          const row = rowOf.get(tilePath(tile)) ?? []
          return rangeRoot(rangeOf(row.slice(from, from + count), hasher), hasher)
        })
      }),
    )
  }

/** Neighbouring hashes of a tile, `count` of them; the root of a subtree is the root over them. */
interface Span {
  readonly tile: TileName
  readonly from: number
  readonly count: number
}

const spanOf = ({ level, index }: Subtree, size: number): Span => {
  const tileLevel = Math.floor(level / tileHeight)
  const count = 2 ** (level % tileHeight)
  const first = index * count
  return { tile: tileAt(tileLevel, Math.floor(first / tileWidth), size), from: first % tileWidth, count }
}

const tileAt = (level: number, index: number, size: number): TileName => ({
  level,
  index,
  width: Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth),
})

/** Falls back to the full tile, which begins with the same hashes: a log may delete a partial tile once it is full. */
const readHashes = <Fault>(
  read: ReadTile<Fault>,
  tile: TileName,
): TE.TaskEither<Fault | WrongTileLength, ReadonlyArray<Uint8Array>> =>
  pipe(
    readExactly(read, tile),
    TE.orElse((fault) =>
      tile.width === tileWidth
        ? TE.left(fault)
        : pipe(
            readExactly(read, { ...tile, width: tileWidth }),
            TE.mapLeft(() => fault),
          ),
    ),
    TE.map((content) => splitRecords(content, hashLength).slice(0, tile.width)),
  )

const readExactly = <Fault>(
  read: ReadTile<Fault>,
  tile: TileName,
): TE.TaskEither<Fault | WrongTileLength, Uint8Array> => {
  const expected = tile.width * hashLength
  return pipe(
    read(tile),
    TE.filterOrElseW(
      ({ length }) => length === expected,
      ({ length }) => ({ _tag: "WrongTileLength" as const, path: tilePath(tile), expected, found: length }),
    ),
  )
}

/** The edge to resume a log from, read from its partial tiles. Compare its root with the last signed one before extending. */
export const readEdge = <Fault>(
  read: ReadTile<Fault>,
  size: number,
): TE.TaskEither<Fault | WrongTileLength | NotACount, TileEdge> => {
  const fault = countFault(size)
  if (fault !== undefined) return TE.left(fault)
  return pipe(
    lastTiles(size),
    TE.traverseArray((tile) => (tile.width === 0 ? TE.right([]) : readHashes(read, tile))),
    TE.map((levels) => ({ size, levels })),
  )
}

/** For each level, the tile that the next hash goes into; its width is 0 if the previous tile is just full. */
const lastTiles = (size: number): ReadonlyArray<TileName> => {
  const tiles: Array<TileName> = []
  for (let level = 0; tileWidth ** level <= size; level++)
    tiles.push(tileAt(level, Math.floor(size / tileWidth ** (level + 1)), size))
  return tiles
}
