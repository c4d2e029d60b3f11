/** The log as tiles and entry bundles, its events projected and every opening held against its leaf as they go by. */
import { readEnvelope } from "@shifan/event-store"
import {
  type Checkpoint,
  edgeRoot,
  emptyEdge,
  extendEdge,
  partialTiles,
  printBundle,
  rfc6962,
  sameBytes,
  type TileEdge,
  tilePath,
  tileWidth,
  type TreeHasher,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { NewFolder, WritingFault } from "../folder.js"
import { judgeOpening, type Opened, openingsFor } from "../openings.js"
import type { Projection } from "../projection.js"
import type { ExportOptions } from "./export-bundle.js"
import type { ExportFault } from "./export-fault.js"

export const writeLog = async (
  { events, folder, audience, hasher = rfc6962, progress = () => {} }: ExportOptions,
  { size, root }: Checkpoint,
  told: Projection,
): Promise<E.Either<ExportFault, void>> => {
  const tiles = tileWriter(folder, hasher)
  const waiting = Map.groupBy(openingsFor(audience), ({ index }) => index)
  const judged: Array<{ readonly index: number; readonly path: string; readonly opened: Opened }> = []
  if (size > 0)
    for await (const next of events) {
      if (E.isLeft(next)) return E.left({ _tag: "LogUnreadable", reason: next.left })
      const { leaf } = next.right
      const [index, hash] = [tiles.size(), hasher.leaf(leaf)]
      const added = await tiles.add(leaf, hash)
      if (E.isLeft(added)) return added
      const envelope = readEnvelope(leaf)
      if (E.isRight(envelope) && !taken(told, { index, hash, leaf, envelope: envelope.right }))
        return E.left({
          _tag: "LogUnreadable",
          reason: { _tag: "Corrupt", where: `leaf ${index}`, reason: "data of another shape than their type's" },
        })
      for (const opening of waiting.get(index) ?? [])
        judged.push({
          index,
          path: opening.path,
          opened: E.isRight(envelope) ? judgeOpening(audience, opening, envelope.right) : "fails",
        })
      waiting.delete(index)
      progress(tiles.size(), size)
      if (tiles.size() === size) break
    }
  if (tiles.size() < size) return E.left({ _tag: "LogTooShort", expected: size, found: tiles.size() })
  const ended = await tiles.end()
  if (E.isLeft(ended)) return ended
  if (!sameBytes(tiles.root(), root)) return E.left({ _tag: "OtherRoot", expected: root, found: tiles.root() })
  const astray = judged.filter(({ opened }) => opened === "outOfScope")
  if (astray.length > 0) return E.left({ _tag: "OutOfScope", openings: astray })
  const failing = [...judged.filter(({ opened }) => opened === "fails"), ...[...waiting.values()].flat()]
  return failing.length > 0 ? E.left({ _tag: "OpeningsFail", openings: failing.map(placeIn) }) : E.right(undefined)
}

/** Of data of another shape than their type's a projection makes nothing. */
const taken = (told: Projection, leaf: Parameters<Projection["apply"]>[0]): boolean => {
  try {
    told.apply(leaf)
    return true
  } catch {
    return false
  }
}

const placeIn = ({ index, path }: { readonly index: number; readonly path: string }) => ({ index, path })

/** Leaves written as entry bundles, and the tree's tiles with them, in memory of one bundle and one tile a level. */

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
      const grown = extendEdge(edge, [hash], hasher)
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
