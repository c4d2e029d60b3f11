import type { Registry } from "@shifan/core"
import { type Envelope, type Events, readEnvelope } from "@shifan/event-store"
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
import { type NewFolder, writeFiles } from "../folder.js"
import { type Audience, commitmentOf, isInScope, type LeafOpening, openingsFor, sealedAt } from "../openings.js"
import type { Projection } from "../projection.js"
import type { ExportFault } from "./export-fault.js"
import type { KeyFold } from "./policy-at.js"

export interface LogOptions {
  /** In the order of the log; read as far as the checkpoint goes. */
  readonly events: Events
  readonly audience: Audience
  readonly folder: NewFolder
  /** The aggregates whose events are read: those of `@shifan/core` by default. */
  readonly registry?: Registry
  readonly hasher?: TreeHasher
  /** Called after each leaf. */
  readonly progress?: (leaves: number, size: number) => void
}

type Written = Promise<E.Either<ExportFault, void>>

/** Writes the log as entry bundles and tiles, in one pass that also projects the events and checks the openings. */
export const writeLog = async (
  { events, folder, audience, registry, hasher = rfc6962, progress = () => {} }: LogOptions,
  { size, root }: Checkpoint,
  { projection, keys }: { readonly projection: Projection; readonly keys: KeyFold },
): Written => {
  const tiles = tileWriter(folder, hasher)
  const openings = openingsChecker(audience)
  for await (const next of size === 0 ? [] : events) {
    if (E.isLeft(next)) return E.left({ _tag: "LogUnreadable", reason: next.left })
    const { leaf } = next.right
    const index = tiles.size()
    const hash = hasher.leaf(leaf)
    const added = await tiles.add(leaf, hash)
    if (E.isLeft(added)) return added
    const envelope = envelopeIn(leaf, registry)
    if (envelope !== undefined && !projection.apply({ index, hash, leaf, envelope }))
      return corrupt(`leaf ${index}`, "data of another shape than their type's")
    if (envelope !== undefined) keys.take(envelope)
    openings.check(index, envelope)
    progress(tiles.size(), size)
    if (tiles.size() === size) break
  }
  if (tiles.size() < size) return E.left({ _tag: "LogTooShort", expected: size, found: tiles.size() })
  const ended = await tiles.end()
  if (E.isLeft(ended)) return ended
  if (!sameBytes(tiles.root(), root)) return E.left({ _tag: "OtherRoot", expected: root, found: tiles.root() })
  return openings.result()
}

const envelopeIn = (leaf: Uint8Array, registry: Registry | undefined): Envelope | undefined => {
  const envelope = readEnvelope(leaf, registry)
  return E.isRight(envelope) ? envelope.right : undefined
}

/** Events whose data do not have the shape of their type. */
export const corrupt = (where: string, reason: string): E.Either<ExportFault, never> =>
  E.left({ _tag: "LogUnreadable", reason: { _tag: "Corrupt", where, reason } })

interface OpeningsChecker {
  readonly check: (index: number, envelope: Envelope | undefined) => void
  /** Once all leaves were checked. */
  readonly result: () => E.Either<ExportFault, void>
}

const openingsChecker = (audience: Audience): OpeningsChecker => {
  const pending = Map.groupBy(openingsFor(audience), ({ index }) => index)
  const outOfScope: Array<LeafOpening> = []
  const failing: Array<LeafOpening> = []
  return {
    check: (index, envelope) => {
      for (const opening of pending.get(index) ?? []) {
        if (envelope === undefined) failing.push(opening)
        else if (!isInScope(audience, opening, envelope)) outOfScope.push(opening)
        else if (sealedAt(envelope, opening.path) !== commitmentOf(opening)) failing.push(opening)
      }
      pending.delete(index)
    },
    result: () => {
      if (outOfScope.length > 0) return E.left({ _tag: "OutOfScope", openings: outOfScope.map(withoutSecrets) })
      // Those still pending name leaves that the log does not have.
      const all = [...failing, ...[...pending.values()].flat()]
      return all.length > 0 ? E.left({ _tag: "OpeningsFail", openings: all.map(withoutSecrets) }) : E.right(undefined)
    },
  }
}

const withoutSecrets = ({ index, path }: LeafOpening) => ({ index, path })

interface TileWriter {
  readonly size: () => number
  readonly add: (leaf: Uint8Array, hash: Uint8Array) => Written
  /** Writes the partial tiles of the last leaves. Call it once. */
  readonly end: () => Written
  readonly root: () => Uint8Array
}

/** Keeps one entry bundle and one tile for each level in memory. */
const tileWriter = (folder: NewFolder, hasher: TreeHasher): TileWriter => {
  let edge: TileEdge = emptyEdge
  let entries: Array<Uint8Array> = []

  const writeEntries = async (): Written => {
    const width = entries.length
    const bundle = printBundle(entries)
    if (E.isLeft(bundle)) return E.left({ _tag: "LeafTooLong", index: edge.size - 1 })
    const index = Math.ceil(edge.size / tileWidth) - 1
    entries = []
    return writeFiles(folder, [[tilePath({ level: "entries", index, width }), bundle.right]])
  }

  return {
    size: () => edge.size,
    add: async (leaf, hash) => {
      const extended = extendEdge(edge, [hash], hasher)
      edge = extended.edge
      entries.push(leaf)
      const written = entries.length === tileWidth ? await writeEntries() : E.right(undefined)
      return E.isLeft(written)
        ? written
        : writeFiles(
            folder,
            extended.filled.map((tile) => [tilePath(tile), tile.content]),
          )
    },
    end: async () => {
      const written = entries.length > 0 ? await writeEntries() : E.right(undefined)
      return E.isLeft(written)
        ? written
        : writeFiles(
            folder,
            partialTiles(edge).map((tile) => [tilePath(tile), tile.content]),
          )
    },
    root: () => edgeRoot(edge, hasher),
  }
}
