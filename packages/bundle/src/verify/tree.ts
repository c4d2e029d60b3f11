/** The tree built anew from the leaves; tiles found in the bundle are compared with it and never believed. */
import { bilingual } from "@shifan/core"
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
import type { LeafPlace } from "@shifan/audit"
import type { Folder } from "../folder.js"
import { names, tileLimit } from "../format.js"
import { formatFolderFault } from "../messages.js"
import { aFile, type Findings } from "./findings.js"
import type { Head } from "./head.js"

export interface Tree {
  readonly size: () => number
  /** The places are asked for only where a hash turns out to be another. */
  readonly grow: (leafHashes: ReadonlyArray<Uint8Array>, places: ReadonlyArray<() => LeafPlace>) => Promise<void>
  /** Once all leaves are in: the last tiles, and the root against the signed one. */
  readonly complete: () => Promise<void>
}

export const treeOf = (folder: Folder, { checkpoint, kept }: Head, hasher: TreeHasher, findings: Findings): Tree => {
  let edge = emptyEdge
  /** Of the leaves of the tile under way. */
  let places: Array<() => LeafPlace> = []

  const compareKept = (): void => {
    if (kept?.size !== edge.size) return
    const root = edgeRoot(edge, hasher)
    if (!sameBytes(root, kept.root))
      findings.fault("Forked", names.checkpoint, rootSaid(kept), rootSaid({ ...kept, root }))
  }

  const compareTile = async (tile: HashTile): Promise<void> => {
    const path = tilePath(tile)
    const given = await folder.read(path, tileLimit(tile))()
    if (E.isLeft(given)) findings.fault("FileRefused", path, aFile, formatFolderFault(given.left))
    else if (!sameBytes(given.right, tile.content)) {
      const hash = firstOther(tile.content, given.right)
      const at = tile.level === 0 ? places[hash]?.() : undefined
      findings.fault("TileForged", path, hashSaid(tile.content, hash), hashSaid(given.right, hash), at)
    }
  }

  const compareTiles = async (tiles: ReadonlyArray<HashTile>): Promise<void> => {
    for (const tile of tiles) await compareTile(tile)
    places = []
  }

  compareKept()
  return {
    size: () => edge.size,
    grow: async (leafHashes, asked) => {
      // As far as the kept checkpoint goes first, and beyond it then.
      const left = kept === undefined ? 0 : kept.size - edge.size
      const parts = left > 0 && left < leafHashes.length ? [[0, left], [left]] : [[0]]
      const filled = parts.flatMap(([from, to]) => {
        const grown = extendEdge(edge, leafHashes.slice(from, to), hasher)
        edge = grown.edge
        compareKept()
        return grown.filled
      })
      places.push(...asked)
      if (filled.length > 0) await compareTiles(filled)
    },
    complete: async () => {
      await compareTiles(partialTiles(edge))
      const root = edgeRoot(edge, hasher)
      if (!sameBytes(root, checkpoint.root))
        findings.fault("RootDiffers", names.checkpoint, rootSaid(checkpoint), rootSaid({ ...checkpoint, root }))
    },
  }
}

const rootSaid = ({ size, root }: Pick<TreeHead, "size" | "root">) =>
  bilingual(`${size}个叶，根${toHex(root)}`, `${size} leaves, root ${toHex(root)}`)

/** Which hash of a tile, from 0, is the first to be another. */
const firstOther = (content: Uint8Array, other: Uint8Array): number => {
  const at = content.findIndex((byte, i) => byte !== other[i])
  return Math.floor((at < 0 ? content.length : at) / hashLength)
}

const hashSaid = (content: Uint8Array, hash: number) => {
  const bytes = toHex(content.subarray(hash * hashLength, (hash + 1) * hashLength))
  return bilingual(
    `${content.length}字节，第${hash}个哈希（从0计）${bytes}`,
    `${content.length} bytes, hash ${hash} (from 0) ${bytes}`,
  )
}
