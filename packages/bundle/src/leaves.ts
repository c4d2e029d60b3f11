import type { StoredEvent } from "@shifan/event-store"
import { type BundleFault, parseBundle, type TileName, tilePath, tileWidth } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder, FolderFault } from "./folder.js"
import { tileLimit, tileOf } from "./format.js"

/** An entry bundle that cannot be split into its leaves. */
export interface EntriesFault {
  readonly _tag: "EntriesFault"
  readonly path: string
  readonly reason: BundleFault
}

type Entries = E.Either<FolderFault | EntriesFault, ReadonlyArray<Uint8Array>>

/** Number of entry bundles read ahead: reading a file from disk takes several turns of the event loop. */
const readAhead = 4

/**
 * The first `size` leaves, one entry bundle at a time. Ends after the first `Left`, because the indices of later leaves
 * are then unknown.
 */
export async function* entriesOf(folder: Folder, size: number): AsyncGenerator<Entries> {
  const pending: Array<Promise<Entries>> = []
  for (let index = 0; ; index++) {
    const tile = tileOf("entries", index, size)
    if (tile !== undefined) pending.push(entriesIn(folder, tile))
    if (tile !== undefined && pending.length <= readAhead) continue
    const entries = await pending.shift()
    if (entries === undefined) return
    yield entries
    if (E.isLeft(entries)) return
  }
}

const entriesIn = async (folder: Folder, tile: TileName): Promise<Entries> => {
  const path = tilePath(tile)
  const file = await folder.read(path, tileLimit(tile))()
  if (E.isLeft(file)) return file
  const entries = parseBundle(file.right, tile.width)
  return E.isLeft(entries) ? E.left({ _tag: "EntriesFault", path, reason: entries.left }) : entries
}

/**
 * The first `size` leaves of a bundle as bytes, in log order. Reads ahead by a few files. Ends after the first `Left`: a file
 * that cannot be read, or whose content is no entry bundle.
 */
export async function* leavesOf(
  folder: Folder,
  size: number,
): AsyncGenerator<E.Either<FolderFault | EntriesFault, Uint8Array>> {
  for await (const entries of entriesOf(folder, size)) {
    if (E.isLeft(entries)) return yield entries
    for (const leaf of entries.right) yield E.right(leaf)
  }
}

/** The leaves at these indices, in ascending order. Reads only the entry bundles that contain them. */
export const leavesAt = async (
  folder: Folder,
  size: number,
  indices: ReadonlyArray<number>,
): Promise<E.Either<FolderFault | EntriesFault, ReadonlyArray<Uint8Array>>> => {
  const found: Array<Uint8Array> = []
  for (const [bundle, inBundle] of Map.groupBy(indices, (index) => Math.floor(index / tileWidth))) {
    const tile = tileOf("entries", bundle, size)
    const entries = tile === undefined ? undefined : await entriesIn(folder, tile)
    if (entries === undefined) continue
    if (E.isLeft(entries)) return entries
    found.push(...inBundle.flatMap((index) => entries.right[index % tileWidth] ?? []))
  }
  return E.right(found)
}

/**
 * A leaf as a store would return it. If the leaf does not name its id, type or stream, they are empty; if it has no
 * revision, that is -1.
 *
 * @param json the parsed leaf
 */
export const storedEventOf = (leaf: Uint8Array, index: number, json: unknown): StoredEvent => ({
  id: textAt(json, "id"),
  type: textAt(json, "type"),
  stream: textAt(json, "stream"),
  revision: revisionOf(json),
  position: String(index),
  leaf,
})

const valueAt = (json: unknown, key: string): unknown =>
  typeof json === "object" && json !== null ? Reflect.get(json, key) : undefined

const textAt = (json: unknown, key: string): string => {
  const value = valueAt(json, key)
  return typeof value === "string" ? value : ""
}

const revisionOf = (json: unknown): number => {
  const value = valueAt(json, "revision")
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : -1
}
