import type { Registry } from "@shifan/core"
import { type Envelope, type Events, readEnvelope } from "@shifan/event-store"
import { type Checkpoint, rfc6962, sameBytes, type TreeHasher } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { NewFolder } from "../folder.js"
import { type Audience, commitmentOf, isInScope, type LeafOpening, openingsFor, sealedAt } from "../openings.js"
import type { Projection } from "../projection.js"
import { tileWriter } from "../tile-writer.js"
import type { ExportFault } from "./export-fault.js"
import type { KeyFold } from "./policy-at.js"

export interface LogOptions {
  /** In log order; read up to the size of the checkpoint. */
  readonly events: Events
  readonly audience: Audience
  readonly folder: NewFolder
  /** The aggregates whose events are read; by default those of `@shifan/core`. */
  readonly registry?: Registry
  readonly hasher?: TreeHasher
  /** Called after each leaf. */
  readonly progress?: (leaves: number, size: number) => void
}

type Written = Promise<E.Either<ExportFault, void>>

/** Writes the log as entry bundles and tiles. The same pass projects the events and checks the openings. */
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
      return corrupt(`leaf ${index}`, "its data does not match its type")
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

/** The fault for events whose data does not match their type. */
export const corrupt = (where: string, reason: string): E.Either<ExportFault, never> =>
  E.left({ _tag: "LogUnreadable", reason: { _tag: "Corrupt", where, reason } })

interface OpeningsChecker {
  readonly check: (index: number, envelope: Envelope | undefined) => void
  /** Call it after all leaves. */
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
      // Openings that are still pending name leaves beyond the end of the log.
      const all = [...failing, ...[...pending.values()].flat()]
      return all.length > 0 ? E.left({ _tag: "OpeningsFail", openings: all.map(withoutSecrets) }) : E.right(undefined)
    },
  }
}

const withoutSecrets = ({ index, path }: LeafOpening) => ({ index, path })
