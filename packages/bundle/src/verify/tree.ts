import type { LeafPlace } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import {
  edgeRoot,
  emptyEdge,
  extendEdge,
  hashLength,
  type HashTile,
  partialTiles,
  sameBytes,
  tilePath,
  toHex,
  type TreeHasher,
  type TreeHead,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileNames, tileLimit } from "../format.js"
import { fileFault, fileRefused, type FindingsCollector } from "./findings.js"
import type { Head } from "./head.js"

/** The tree as the leaves give it. Tiles of the bundle are compared with it, never used. */
export interface Tree {
  readonly size: () => number
  /** Takes the next leaves. A place is asked for only where its hash differs from the tile's. */
  readonly extend: (leafHashes: ReadonlyArray<Uint8Array>, places: ReadonlyArray<() => LeafPlace>) => Promise<void>
  /** Once all leaves are in: compares the partial tiles, and the root with the signed one. */
  readonly complete: () => Promise<void>
}

export const newTree = (
  folder: Folder,
  { checkpoint, kept }: Head,
  hasher: TreeHasher,
  { addFault }: FindingsCollector,
): Tree => {
  let edge = emptyEdge
  /** Of the leaves in the present tile of level 0. */
  let tilePlaces: Array<() => LeafPlace> = []

  const compareKept = (): void => {
    if (kept?.size !== edge.size) return
    const root = edgeRoot(edge, hasher)
    if (!sameBytes(root, kept.root))
      addFault(fileFault("Forked", fileNames.checkpoint, formatRoot(kept), formatRoot({ ...kept, root })))
  }

  const extendBy = (leafHashes: ReadonlyArray<Uint8Array>): ReadonlyArray<HashTile> => {
    const extended = extendEdge(edge, leafHashes, hasher)
    edge = extended.edge
    compareKept()
    return extended.filled
  }

  const compareTile = async (tile: HashTile): Promise<void> => {
    const path = tilePath(tile)
    const file = await folder.read(path, tileLimit(tile))()
    if (E.isLeft(file)) return addFault(fileRefused(path, file.left))
    if (sameBytes(file.right, tile.content)) return
    const hash = firstDifferingHash(tile.content, file.right)
    const place = tile.level === 0 ? tilePlaces[hash]?.() : undefined
    addFault(fileFault("TileForged", path, formatHash(tile.content, hash), formatHash(file.right, hash), place))
  }

  const compareTiles = async (tiles: ReadonlyArray<HashTile>): Promise<void> => {
    for (const tile of tiles) await compareTile(tile)
    tilePlaces = []
  }

  compareKept()
  return {
    size: () => edge.size,
    extend: async (leafHashes, places) => {
      // Stops at the size of the kept checkpoint, where the roots can be compared.
      const untilKept = kept === undefined ? 0 : kept.size - edge.size
      const filled =
        untilKept > 0 && untilKept < leafHashes.length
          ? [...extendBy(leafHashes.slice(0, untilKept)), ...extendBy(leafHashes.slice(untilKept))]
          : extendBy(leafHashes)
      tilePlaces.push(...places)
      if (filled.length > 0) await compareTiles(filled)
    },
    complete: async () => {
      await compareTiles(partialTiles(edge))
      const root = edgeRoot(edge, hasher)
      if (sameBytes(root, checkpoint.root)) return
      const expected = formatRoot(checkpoint)
      addFault(fileFault("RootDiffers", fileNames.checkpoint, expected, formatRoot({ ...checkpoint, root })))
    },
  }
}

const formatRoot = ({ size, root }: Pick<TreeHead, "size" | "root">): Bilingual =>
  bilingual(`${size}个叶，根${toHex(root)}`, `${size} leaves, root ${toHex(root)}`)

/** Counted from 0. Where one tile only is longer, the first hash beyond the other. */
const firstDifferingHash = (expected: Uint8Array, found: Uint8Array): number => {
  const at = expected.findIndex((byte, i) => byte !== found[i])
  return Math.floor((at < 0 ? expected.length : at) / hashLength)
}

const formatHash = (content: Uint8Array, hash: number): Bilingual => {
  const hex = toHex(content.subarray(hash * hashLength, (hash + 1) * hashLength))
  return bilingual(
    `${content.length}字节，第${hash}个哈希（从0计）${hex}`,
    `${content.length} bytes, hash ${hash} (from 0) ${hex}`,
  )
}
