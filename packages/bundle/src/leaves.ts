/** The leaves of a bundle in their order, one entry bundle in memory at a time. */
import type { StoredEvent } from "@shifan/event-store"
import { type BundleFault, parseBundle, type TileName, tilePath } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder, FolderFault } from "./folder.js"
import { tileLimit, tileOf } from "./format.js"

export interface EntriesFault {
  readonly _tag: "EntriesFault"
  readonly path: string
  readonly reason: BundleFault
}

type Entries = E.Either<FolderFault | EntriesFault, ReadonlyArray<Uint8Array>>

/** Entry bundles read while one is worked on: a file on disk takes several turns of the event loop. */
const ahead = 4

/**
 * The first `size` leaves, an entry bundle at a time; ends after the first `Left`, because what follows has no place that
 * could be told.
 */
export async function* entriesOf(folder: Folder, size: number): AsyncGenerator<Entries> {
  const reading: Array<Promise<Entries>> = []
  for (let index = 0; ; index++) {
    const tile = tileOf("entries", index, size)
    if (tile !== undefined) reading.push(entriesIn(folder, tile))
    if (tile !== undefined && reading.length <= ahead) continue
    const entries = await reading.shift()
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

/** The same, a leaf at a time. */
export async function* leavesOf(
  folder: Folder,
  size: number,
): AsyncGenerator<E.Either<FolderFault | EntriesFault, Uint8Array>> {
  for await (const entries of entriesOf(folder, size)) {
    if (E.isLeft(entries)) return yield entries
    for (const leaf of entries.right) yield E.right(leaf)
  }
}

/** As a store would give it back: what a leaf says of itself, nothing where it says nothing. */
export const storedAs = (leaf: Uint8Array, index: number, said: unknown): StoredEvent => ({
  id: textAt(said, "id"),
  type: textAt(said, "type"),
  stream: textAt(said, "stream"),
  revision: revisionOf(said),
  position: String(index),
  leaf,
})

const valueAt = (said: unknown, key: string): unknown =>
  typeof said === "object" && said !== null ? Reflect.get(said, key) : undefined

const textAt = (said: unknown, key: string): string => {
  const value = valueAt(said, key)
  return typeof value === "string" ? value : ""
}

const revisionOf = (said: unknown): number => {
  const value = valueAt(said, "revision")
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : -1
}
