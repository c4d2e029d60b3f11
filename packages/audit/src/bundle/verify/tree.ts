/** The tree built anew from the leaves; tiles found in the bundle are compared with it and never believed. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { sameBytes } from "../../tlog/bytes.js"
import {
  edgeRoot,
  emptyEdge,
  growEdge,
  partialTiles,
  tilePath,
  type HashTile,
  type TreeHasher,
  type TreeHead,
} from "../../tlog/index.js"
import { names, tileLimit } from "../contents.js"
import type { Folder } from "../folder.js"
import { toHex } from "../hex.js"
import { folderSaid } from "../wording.js"
import { aFile, same, type Findings } from "./findings.js"
import type { Head } from "./head.js"

export interface Tree {
  readonly size: () => number
  readonly grow: (leafHash: Uint8Array) => Promise<void>
  /** Once all leaves are in: the last tiles, and the root against the signed one. */
  readonly complete: () => Promise<void>
}

export const treeOf = (folder: Folder, { checkpoint, kept }: Head, hasher: TreeHasher, findings: Findings): Tree => {
  let edge = emptyEdge

  const compareKept = (): void => {
    if (kept?.size !== edge.size) return
    const root = edgeRoot(edge, hasher)
    if (!sameBytes(root, kept.root))
      findings.fault("Forked", names.checkpoint, rootSaid(kept), rootSaid({ ...kept, root }))
  }

  const compareTile = async (tile: HashTile): Promise<void> => {
    const path = tilePath(tile)
    const given = await folder.read(path, tileLimit(tile))()
    if (E.isLeft(given)) findings.fault("FileRefused", path, aFile, folderSaid(given.left))
    else if (!sameBytes(given.right, tile.content))
      findings.fault("TileForged", path, said(tile.content), said(given.right, tile.content))
  }

  compareKept()
  return {
    size: () => edge.size,
    grow: async (leafHash) => {
      const grown = growEdge(edge, leafHash, hasher)
      edge = grown.edge
      for (const tile of grown.filled) await compareTile(tile)
      compareKept()
    },
    complete: async () => {
      for (const tile of partialTiles(edge)) await compareTile(tile)
      const root = edgeRoot(edge, hasher)
      if (!sameBytes(root, checkpoint.root))
        findings.fault("RootDiffers", names.checkpoint, rootSaid(checkpoint), rootSaid({ ...checkpoint, root }))
    },
  }
}

const rootSaid = ({ size, root }: Pick<TreeHead, "size" | "root">) =>
  bilingual(`${size}个叶，根${toHex(root)}`, `${size} leaves, root ${toHex(root)}`)

/** The first hash that differs is enough to say. */
const said = (content: Uint8Array, other: Uint8Array = content) => {
  const at = Math.max(
    0,
    content.findIndex((byte, i) => byte !== other[i]),
  )
  const from = at - (at % 32)
  return same(`${content.length} B, [${from / 32}] ${toHex(content.subarray(from, from + 32))}`)
}
