/** Leaves written as entry bundles, and the tree's tiles with them, in memory of one bundle and one tile a level. */
import * as E from "fp-ts/lib/Either.js"
import {
  edgeRoot,
  emptyEdge,
  growEdge,
  partialTiles,
  printBundle,
  tilePath,
  tileWidth,
  type TileEdge,
  type TreeHasher,
} from "@shifan/tlog"
import type { NewFolder, WritingFault } from "../folder.js"
import type { ExportFault } from "./fault.js"

type Written = Promise<E.Either<ExportFault, void>>

export interface TileWriter {
  readonly size: () => number
  readonly add: (leaf: Uint8Array, hash: Uint8Array) => Written
  /** The partial tiles of the last leaves; call it once. */
  readonly end: () => Written
  readonly root: () => Uint8Array
}

export const tileWriter = (folder: NewFolder, hasher: TreeHasher): TileWriter => {
  let edge: TileEdge = emptyEdge
  let entries: Array<Uint8Array> = []

  const writeAll = async (
    files: ReadonlyArray<readonly [string, Uint8Array]>,
  ): Promise<E.Either<WritingFault, void>> => {
    for (const [path, bytes] of files) {
      const written = await folder.write(path, bytes)()
      if (E.isLeft(written)) return written
    }
    return E.right(undefined)
  }

  const writeEntries = async (): Written => {
    const width = entries.length
    const bundle = printBundle(entries)
    if (E.isLeft(bundle)) return E.left({ _tag: "LeafTooLong", index: edge.size - 1 })
    const index = Math.ceil(edge.size / tileWidth) - 1
    entries = []
    return writeAll([[tilePath({ level: "entries", index, width }), bundle.right]])
  }

  return {
    size: () => edge.size,
    add: async (leaf, hash) => {
      const grown = growEdge(edge, hash, hasher)
      edge = grown.edge
      entries.push(leaf)
      const written = entries.length === tileWidth ? await writeEntries() : E.right(undefined)
      return E.isLeft(written) ? written : writeAll(grown.filled.map((tile) => [tilePath(tile), tile.content]))
    },
    end: async () => {
      const written = entries.length > 0 ? await writeEntries() : E.right(undefined)
      return E.isLeft(written) ? written : writeAll(partialTiles(edge).map((tile) => [tilePath(tile), tile.content]))
    },
    root: () => edgeRoot(edge, hasher),
  }
}
