/** The map of all units as entry bundles and tiles (C2SP tlog-tiles), so that a few files yield a leaf and its proof. */
import { parseStanding, printStanding } from "@shifan/audit"
import type { UnitMapHead, UnitStanding } from "@shifan/core"
import {
  parseBundle,
  proveInclusion,
  rfc6962,
  tileHashReader,
  tilePath,
  tileWidth,
  type TreeHasher,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder, NewFolder, WritingFault } from "../folder.js"
import { tileLimit, tileOf } from "../format.js"
import { type LeafTooLong, tileWriter } from "../tile-writer.js"
import type { MapEntry } from "./format.js"

/** @param standings sorted by unit code, as `rostersAt` of `@shifan/roster` returns them */
export const writeUnitMap = async (
  folder: NewFolder,
  standings: ReadonlyArray<UnitStanding>,
  hasher: TreeHasher = rfc6962,
): Promise<E.Either<WritingFault | LeafTooLong, void>> => {
  const tiles = tileWriter(folder, hasher)
  for (const standing of standings) {
    const leaf = printStanding(standing)
    const added = await tiles.add(leaf, hasher.leaf(leaf))
    if (E.isLeft(added)) return added
  }
  return tiles.end()
}

/** The files are damaged or incomplete, or belong to another map. */
export interface MapUnreadable {
  readonly _tag: "MapUnreadable"
  readonly path: string
}

/**
 * Finds the leaf of a unit, or its neighbours if it has none, with proofs. The files are not trusted: the statement made
 * from the result must be verified.
 */
export const findInUnitMap = async (
  folder: Pick<Folder, "read">,
  { count }: UnitMapHead,
  uscc: string,
  hasher: TreeHasher = rfc6962,
): Promise<E.Either<MapUnreadable, ReadonlyArray<MapEntry>>> => {
  const leafAt = leafReader(folder, count)
  const found = await firstNotBefore(leafAt, count, uscc)
  if (E.isLeft(found)) return found
  const { index, isSame } = found.right
  const indices = (isSame ? [index] : [index - 1, index]).filter((one) => one >= 0 && one < count)
  const readHashes = tileHashReader((name) => folder.read(tilePath(name), tileLimit(name)), count, hasher)
  const entries: Array<MapEntry> = []
  for (const one of indices) {
    const leaf = await leafAt(one)
    if (E.isLeft(leaf)) return leaf
    const proof = await proveInclusion(readHashes, { index: one, size: count }, hasher)()
    if (E.isLeft(proof)) return unreadable("path" in proof.left ? proof.left.path : "tile")
    entries.push({ index: one, leaf: leaf.right, proof: proof.right })
  }
  return E.right(entries)
}

type LeafReader = (index: number) => Promise<E.Either<MapUnreadable, Uint8Array>>

/** Caches what it has read: a search returns to the same files. */
const leafReader = (folder: Pick<Folder, "read">, count: number): LeafReader => {
  const read = new Map<number, ReadonlyArray<Uint8Array>>()
  return async (index) => {
    const at = Math.floor(index / tileWidth)
    const tile = tileOf("entries", at, count)
    if (tile === undefined) return unreadable("tile/entries")
    const path = tilePath(tile)
    let leaves = read.get(at)
    if (leaves === undefined) {
      const file = await folder.read(path, tileLimit(tile))()
      const parsed = E.isLeft(file) ? undefined : parseBundle(file.right, tile.width)
      if (parsed === undefined || E.isLeft(parsed)) return unreadable(path)
      leaves = parsed.right
      read.set(at, leaves)
    }
    const leaf = leaves[index % tileWidth]
    return leaf === undefined ? unreadable(path) : E.right(leaf)
  }
}

/** By bisection: about seventeen leaves of 100 000. */
const firstNotBefore = async (
  leafAt: LeafReader,
  count: number,
  uscc: string,
): Promise<E.Either<MapUnreadable, { readonly index: number; readonly isSame: boolean }>> => {
  let [low, high] = [0, count]
  let isSame = false
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const leaf = await leafAt(middle)
    if (E.isLeft(leaf)) return leaf
    const standing = parseStanding(leaf.right)
    if (standing === undefined) return unreadable("tile/entries")
    if (standing.uscc < uscc) low = middle + 1
    else {
      high = middle
      isSame = standing.uscc === uscc
    }
  }
  return E.right({ index: low, isSame })
}

const unreadable = (path: string): E.Either<MapUnreadable, never> => E.left({ _tag: "MapUnreadable", path })
