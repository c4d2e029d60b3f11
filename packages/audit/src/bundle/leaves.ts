/** The leaves of a bundle in their order, one entry bundle in memory at a time. */
import * as E from "fp-ts/lib/Either.js"
import type { StoredEvent } from "@shifan/event-store"
import { parseBundle, tilePath, type BundleFault } from "../tlog/index.js"
import { tileLimit, tileOf } from "./contents.js"
import type { Folder, FolderFault } from "./folder.js"

export interface EntriesFault {
  readonly _tag: "EntriesFault"
  readonly path: string
  readonly reason: BundleFault
}

/** The first `size` leaves; ends after the first `Left`, because what follows has no place that could be told. */
export async function* leavesOf(
  folder: Folder,
  size: number,
): AsyncGenerator<E.Either<FolderFault | EntriesFault, Uint8Array>> {
  for (let index = 0; ; index++) {
    const tile = tileOf("entries", index, size)
    if (tile === undefined) return
    const path = tilePath(tile)
    const file = await folder.read(path, tileLimit(tile))()
    if (E.isLeft(file)) return yield file
    const entries = parseBundle(file.right, tile.width)
    if (E.isLeft(entries)) return yield E.left({ _tag: "EntriesFault", path, reason: entries.left })
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
