/** Writes a tree leaf by leaf, as entry bundles and tiles (C2SP tlog-tiles). */
import {
  edgeRoot,
  emptyEdge,
  extendEdge,
  partialTiles,
  printBundle,
  type TileEdge,
  tilePath,
  tileWidth,
  type TreeHasher,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { type NewFolder, writeFiles, type WritingFault } from "./folder.js"

/** Entry bundles encode the length of a leaf in two bytes. */
export interface LeafTooLong {
  readonly _tag: "LeafTooLong"
  readonly index: number
}

type Written = Promise<E.Either<WritingFault | LeafTooLong, void>>

export interface TileWriter {
  readonly size: () => number
  readonly add: (leaf: Uint8Array, hash: Uint8Array) => Written
  /** Writes the partial tiles of the last leaves. Call it once. */
  readonly end: () => Written
  readonly root: () => Uint8Array
}

/** Keeps one entry bundle and one tile per level in memory. */
export const tileWriter = (folder: NewFolder, hasher: TreeHasher): TileWriter => {
  let edge: TileEdge = emptyEdge
  let entries: Array<Uint8Array> = []

  const writeEntries = async (): Written => {
    const width = entries.length
    const bundle = printBundle(entries)
    if (E.isLeft(bundle)) return E.left({ _tag: "LeafTooLong", index: edge.size - 1 })
    const index = Math.ceil(edge.size / tileWidth) - 1
    entries = []
    return writeFiles(folder, [[tilePath({ level: "entries", index, width }), bundle.right]])
  }

  return {
    size: () => edge.size,
    add: async (leaf, hash) => {
      const extended = extendEdge(edge, [hash], hasher)
      edge = extended.edge
      entries.push(leaf)
      const written = entries.length === tileWidth ? await writeEntries() : E.right(undefined)
      return E.isLeft(written)
        ? written
        : writeFiles(
            folder,
            extended.filled.map((tile) => [tilePath(tile), tile.content]),
          )
    },
    end: async () => {
      const written = entries.length > 0 ? await writeEntries() : E.right(undefined)
      return E.isLeft(written)
        ? written
        : writeFiles(
            folder,
            partialTiles(edge).map((tile) => [tilePath(tile), tile.content]),
          )
    },
    root: () => edgeRoot(edge, hasher),
  }
}
