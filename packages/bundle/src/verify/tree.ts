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
  parseBundle,
  parseTilePath,
  type TileName,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileNames, tileLimit, tileOf } from "../format.js"
import { fileFault, fileRefused, type FindingsCollector, somethingElse } from "./findings.js"
import type { Head } from "./head.js"
import { formatRoot, type KeptHead } from "./kept.js"

/** The tree computed from the leaves. Tiles of the bundle are compared with it but never used. */
export interface Tree {
  readonly size: () => number
  /** Takes the next leaves. Calls a place only if its hash differs from the tile's. */
  readonly extend: (leafHashes: ReadonlyArray<Uint8Array>, places: ReadonlyArray<() => LeafPlace>) => Promise<void>
  /** Call it after all leaves: compares the partial tiles, and the root with the signed one. */
  readonly complete: () => Promise<void>
  /** The root at one of the requested sizes; `undefined` unless all leaves are read and give the signed root. */
  readonly rootAt: (size: number) => Uint8Array | undefined
  /** Whether the leaves continue a kept checkpoint, even if they do not give the signed root. */
  readonly continues: (kept: KeptHead) => boolean
}

export const newTree = (
  folder: Folder,
  { checkpoint }: Pick<Head, "checkpoint">,
  /** Sizes at which `rootAt` will be called. */
  sizes: ReadonlySet<number>,
  hasher: TreeHasher,
  { addFault }: FindingsCollector,
): Tree => {
  let edge = emptyEdge
  /** Places of the leaves in the current tile of level 0. */
  let tilePlaces: Array<() => LeafPlace> = []
  const rootsAtSizes = new Map<number, Uint8Array>()
  let isComplete = false
  let isSigned = false

  const noteRoot = (): void => {
    if (sizes.has(edge.size)) rootsAtSizes.set(edge.size, edgeRoot(edge, hasher))
  }

  const extendBy = (leafHashes: ReadonlyArray<Uint8Array>): ReadonlyArray<HashTile> => {
    const extended = extendEdge(edge, leafHashes, hasher)
    edge = extended.edge
    noteRoot()
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

  /** Pauses at the sizes of earlier checkpoints to compute their roots. */
  const extendTo = (leafHashes: ReadonlyArray<Uint8Array>): ReadonlyArray<HashTile> => {
    const from = edge.size
    const stops = [...sizes].map((size) => size - from).filter((stop) => stop > 0 && stop < leafHashes.length)
    const cuts = [0, ...stops.toSorted((a, b) => a - b), leafHashes.length]
    return cuts.slice(1).flatMap((end, i) => extendBy(leafHashes.slice(cuts[i], end)))
  }

  noteRoot()
  return {
    size: () => edge.size,
    extend: async (leafHashes, places) => {
      const filled = extendTo(leafHashes)
      tilePlaces.push(...places)
      if (filled.length > 0) await compareTiles(filled)
    },
    rootAt: (size) => (isSigned ? rootsAtSizes.get(size) : undefined),
    continues: ({ head }) => {
      const root = isComplete ? rootsAtSizes.get(head.size) : undefined
      return root !== undefined && sameBytes(root, head.root)
    },
    complete: async () => {
      await compareTiles(partialTiles(edge))
      isComplete = true
      const root = edgeRoot(edge, hasher)
      isSigned = sameBytes(root, checkpoint.root)
      if (isSigned) return
      const expected = formatRoot(checkpoint)
      addFault(fileFault("RootDiffers", fileNames.checkpoint, expected, formatRoot({ ...checkpoint, root })))
    },
  }
}

/** Index of the first differing hash, from 0. If one tile is a prefix of the other, the first hash beyond it. */
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

/**
 * Checks files that nothing refers to. A log may keep serving partial tiles of earlier sizes, and a folder may hold tiles
 * of later sizes; a program that does not know the size would read those. They are compared with the current tiles. Any
 * other file is reported and not read.
 *
 * @param size of the tree, in leaves; its own tiles must already be compared
 * @param referred files that other parts refer to
 */
export const checkUnexpectedFiles = async (
  folder: Folder,
  size: number,
  referred: ReadonlySet<string>,
  findings: FindingsCollector,
): Promise<void> => {
  const known = new Set<string>(Object.values(fileNames))
  // The request of a timestamp is referred to by its response alone.
  known.delete(fileNames.timestampRequest)
  const compareTile = otherTileCheck(folder, findings)
  for await (const next of folder.paths()) {
    if (E.isLeft(next)) {
      findings.addFault(fileRefused(next.left.path, next.left))
      return
    }
    const path = next.right
    if (known.has(path) || referred.has(path)) continue
    const tile = parseTilePath(path)
    const present = E.isRight(tile) ? tileOf(tile.right.level, tile.right.index, size) : undefined
    if (E.isLeft(tile) || present === undefined) findings.observe([{ code: "UnexpectedFile", path }])
    else if (tile.right.width !== present.width) await compareTile(tile.right, present)
  }
}

/**
 * Maximum number of times that a current tile is read to compare others with it. Tiles of the same index mostly come
 * consecutively; a bundle that mixes them must not keep us reading, so beyond the limit files are only reported.
 */
const mostPresentTiles = 200

/** The current tile must begin with the content of an earlier one, and a later one with that of the current tile. */
const otherTileCheck = (
  folder: Folder,
  findings: FindingsCollector,
): ((other: TileName, present: TileName) => Promise<void>) => {
  let last: { readonly path: string; readonly content: Uint8Array | undefined } = { path: "", content: undefined }
  let read = 0

  const contentOf = async (present: TileName): Promise<Uint8Array | undefined> => {
    const path = tilePath(present)
    if (last.path === path) return last.content
    const file = await folder.read(path, tileLimit(present))()
    read++
    // An unreadable tile was reported when the tree was built.
    last = { path, content: E.isLeft(file) ? undefined : file.right }
    return last.content
  }

  return async (other, present) => {
    const path = tilePath(other)
    const presentPath = tilePath(present)
    if (read >= mostPresentTiles && last.path !== presentPath)
      return findings.observe([{ code: "UnexpectedFile", path }])
    const file = await folder.read(path, tileLimit(other))()
    if (E.isLeft(file)) return findings.addFault(fileRefused(path, file.left))
    const content = await contentOf(present)
    if (content === undefined) return
    const isEarlier = other.width < present.width
    const [shorter, longer, name] = isEarlier ? [file.right, content, other] : [content, file.right, present]
    if (isStart(shorter, longer, name))
      return findings.observe([{ code: isEarlier ? "EarlierTile" : "UnexpectedFile", path }])
    const expected = isEarlier
      ? bilingual(`${presentPath}的开头`, `the beginning of ${presentPath}`)
      : bilingual(`以${presentPath}开头`, `${presentPath} and more`)
    findings.addFault(fileFault("TileForged", path, expected, somethingElse))
  }
}

/** Whether these are the first hashes or entries of a tile, as many as its name says. */
const isStart = (start: Uint8Array, content: Uint8Array, { level, width }: TileName): boolean => {
  if (!sameBytes(start, content.subarray(0, start.length))) return false
  if (level !== "entries") return start.length === width * hashLength
  return E.isRight(parseBundle(start, width))
}
