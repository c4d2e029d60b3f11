/** The files of a tiled log (C2SP tlog-tiles): paths, entry bundles, and tiles built leaf by leaf. */
import * as E from "fp-ts/lib/Either.js"
import { concatBytes } from "./encoding.js"
import { rangeOf, rfc6962, rootOfSubtrees, type TreeHasher } from "./merkle-tree.js"

/** A full tile is a subtree 8 levels high; the specification allows no other height. */
export const tileHeight = 8

/** Hashes in a full tile, and entries in a full bundle. */
export const tileWidth = 256

/** Identifies a tile, like its path (C2SP tlog-tiles). */
export interface TileName {
  /** 0 to 63 for hashes; level 0 holds the leaf hashes. */
  readonly level: number | "entries"
  /** Index within its level, from 0. */
  readonly index: number
  /** Number of hashes or entries: 1 to 256. A tile with fewer than 256 is partial. */
  readonly width: number
}

/** The path is not that of a tile (C2SP tlog-tiles). */
export interface BadTilePath {
  readonly _tag: "BadTilePath"
  readonly path: string
}

/**
 * The path of a tile (C2SP tlog-tiles).
 *
 * @example
 * tilePath({ level: 0, index: 1234067, width: 5 }) // "tile/0/x001/x234/067.p/5"
 */
export const tilePath = ({ level, index, width }: TileName): string => {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? []
  const place = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/")
  return `tile/${level}/${place}${width < tileWidth ? `.p/${width}` : ""}`
}

/** At most five groups with an x, because 2^53 − 1 has sixteen digits. */
const tilePathShape = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/

/** Accepts only paths that `tilePath` produces: no leading zeroes, no empty groups, no full tile written as a partial one. */
export const parseTilePath = (path: string): E.Either<BadTilePath, TileName> => {
  const [, level, place, partial] = tilePathShape.exec(path) ?? []
  const name: TileName = {
    level: level === "entries" ? level : Number(level),
    index: Number(place?.replace(/[x/]/g, "")),
    width: partial === undefined ? tileWidth : Number(partial),
  }
  const isInRange =
    (name.level === "entries" || name.level <= 63) && name.width >= 1 && Number.isSafeInteger(name.index)
  return isInRange && tilePath(name) === path ? E.right(name) : E.left({ _tag: "BadTilePath", path })
}

/** In bytes: the largest length that fits in two bytes. */
export const longestEntry = 0xffff

/** Number of entries. */
export interface WrongBundleWidth {
  readonly _tag: "WrongBundleWidth"
  readonly found: number
}

/** `length` in bytes; `entry` counts from 0 within the bundle. */
export interface EntryTooLong {
  readonly _tag: "EntryTooLong"
  readonly entry: number
  readonly length: number
}

/** The bundle ends before the end of `entry`. */
export interface TruncatedBundle {
  readonly _tag: "TruncatedBundle"
  readonly entry: number
}

/** `surplus`: bytes after the last entry. */
export interface OverlongBundle {
  readonly _tag: "OverlongBundle"
  readonly surplus: number
}

/** Why an entry bundle cannot be split into its entries. */
export type BundleFault = WrongBundleWidth | TruncatedBundle | OverlongBundle

const widthFault = (found: number): WrongBundleWidth | undefined =>
  Number.isInteger(found) && found >= 1 && found <= tileWidth ? undefined : { _tag: "WrongBundleWidth", found }

/** Writes 1 to 256 entries, each after its length in two bytes, big-endian. */
export const printBundle = (
  entries: ReadonlyArray<Uint8Array>,
): E.Either<WrongBundleWidth | EntryTooLong, Uint8Array> => {
  const fault = widthFault(entries.length)
  if (fault !== undefined) return E.left(fault)
  const index = entries.findIndex(({ length }) => length > longestEntry)
  const tooLong = entries[index]
  if (tooLong !== undefined) return E.left({ _tag: "EntryTooLong", entry: index, length: tooLong.length })
  const bundle = new Uint8Array(entries.reduce((length, entry) => length + 2 + entry.length, 0))
  let offset = 0
  for (const entry of entries) {
    bundle.set([entry.length >> 8, entry.length & 0xff], offset)
    bundle.set(entry, offset + 2)
    offset += 2 + entry.length
  }
  return E.right(bundle)
}

/**
 * Reads an entry bundle (C2SP tlog-tiles): `width` entries, 1 to 256, each after its length in two bytes. The entries are
 * views of `bundle`, so changing one changes the other. `BundleFault` if the bytes are not exactly that.
 */
export const parseBundle = (bundle: Uint8Array, width: number): E.Either<BundleFault, ReadonlyArray<Uint8Array>> => {
  const fault = widthFault(width)
  if (fault !== undefined) return E.left(fault)
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength)
  const entries: Array<Uint8Array> = []
  let offset = 0
  while (entries.length < width) {
    const start = offset + 2
    const hasLength = start <= bundle.length
    if (!hasLength || start + view.getUint16(offset) > bundle.length)
      return E.left({ _tag: "TruncatedBundle", entry: entries.length })
    offset = start + view.getUint16(offset)
    entries.push(bundle.subarray(start, offset))
  }
  const surplus = bundle.length - offset
  return surplus === 0 ? E.right(entries) : E.left({ _tag: "OverlongBundle", surplus })
}

/** The right edge of a tree: the state needed to continue writing tiles, at most 255 hashes per level. */
export interface TileEdge {
  /** Number of leaves so far. */
  readonly size: number
  /** Hashes of the partial tile at each level, level 0 first; empty if the last tile has just been filled. */
  readonly levels: ReadonlyArray<ReadonlyArray<Uint8Array>>
}

/** A tile with its hashes, as written to a file. */
export interface HashTile extends TileName {
  readonly level: number
  /** 32 bytes per hash. */
  readonly content: Uint8Array
}

/** The right edge of a tree after adding leaves, with the tiles they filled. */
export interface ExtendedEdge {
  readonly edge: TileEdge
  /** The filled tiles, in order of completion: a level before the one above it. */
  readonly filled: ReadonlyArray<HashTile>
}

/** The right edge of a tree without leaves: the start for writing tiles. */
export const emptyEdge: TileEdge = { size: 0, levels: [] }

/** Adds leaves at the end, in the given order: the new edge, and the tiles to write because they are full now. */
export const extendEdge = (
  { size, levels }: TileEdge,
  leafHashes: ReadonlyArray<Uint8Array>,
  hasher: TreeHasher = rfc6962,
): ExtendedEdge => {
  const rows = levels.slice()
  // Copies only rows that grow: most leaves touch only the lowest.
  const copied: Array<Array<Uint8Array>> = []
  const filled: Array<HashTile> = []
  for (const [i, leafHash] of leafHashes.entries()) {
    let carried: Uint8Array | undefined = leafHash
    for (let level = 0; carried !== undefined; level++) {
      const row: Array<Uint8Array> = (copied[level] ??= rows[level]?.slice() ?? [])
      row.push(carried)
      rows[level] = row
      carried = undefined
      if (row.length < tileWidth) continue
      filled.push(tileOf(size + i + 1, level, row))
      carried = rootOfFullTile(row, hasher)
      rows[level] = copied[level] = []
    }
  }
  return { edge: { size: size + leafHashes.length, levels: rows }, filled }
}

/** Hashes pairs level by level, which is cheaper than a compact range. */
const rootOfFullTile = (row: ReadonlyArray<Uint8Array>, hasher: TreeHasher): Uint8Array => {
  let below = row
  while (below.length > 1) {
    const above: Array<Uint8Array> = []
    for (let i = 0; i + 1 < below.length; i += 2)
      above.push(hasher.node(below[i] ?? hasher.empty, below[i + 1] ?? hasher.empty))
    below = above
  }
  return below[0] ?? hasher.empty
}

/** The current partial tiles, lowest first. A log must not serve empty tiles, so none is returned. */
export const partialTiles = ({ size, levels }: TileEdge): ReadonlyArray<HashTile> =>
  levels.flatMap((row, level) => (row.length === 0 ? [] : [tileOf(size, level, row)]))

const tileOf = (size: number, level: number, row: ReadonlyArray<Uint8Array>): HashTile => ({
  level,
  index: Math.ceil(size / tileWidth ** (level + 1)) - 1,
  width: row.length,
  content: concatBytes(row),
})

/** The root of the tree (RFC 6962) whose right edge this is: 32 bytes with SHA-256. Reads nothing else. */
export const edgeRoot = ({ levels }: TileEdge, hasher: TreeHasher = rfc6962): Uint8Array =>
  rootOfSubtrees(
    levels.toReversed().flatMap((row) => rangeOf(row, hasher).hashes),
    hasher,
  )
