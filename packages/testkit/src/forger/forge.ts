/** A forger with every key: changes any history, then chains, hashes, numbers and signs it correctly. */
import { type Registry } from "@shifan/core"
import { parseStreamName, aggregates } from "@shifan/core/registry"
import { encode, readEnvelope, sha256Hex, type Basis, type Envelope, type StoredEvent } from "@shifan/event-store"
import {
  emptyRange,
  extendRange,
  printCheckpoint,
  rangeRoot,
  rfc6962,
  signNote,
  type LogKey,
  type VerifierKey,
} from "@shifan/tlog"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { v5 } from "uuid"
import { must, right } from "../basics.js"

/** Replaces an event with another, with several, or with none. `index`: index in the original history. */
export type Change = (envelope: Envelope, index: number) => Envelope | ReadonlyArray<Envelope>

/**
 * Changes a history and recomputes everything derived: revisions, hashes of previous leaves, ids of events, and the basis.
 * Values that the change itself set are kept.
 */
export const forge = (
  history: ReadonlyArray<StoredEvent>,
  change: Change,
  registry: Registry = aggregates,
): ReadonlyArray<StoredEvent> => {
  const changed = history.flatMap(({ leaf }, index) => {
    const original = right(readEnvelope(leaf, registry))
    const forged = change(original, index)
    return (Array.isArray(forged) ? forged : [forged]).map((envelope: Envelope) => ({ envelope, original }))
  })
  const write = scribe(registry)
  return changed.map(({ envelope, original }, i) => write(envelope, original, changed[i - 1]?.envelope))
}

type Write = (envelope: Envelope, original: Envelope, before: Envelope | undefined) => StoredEvent

const scribe = (registry: Registry): Write => {
  const streams = new Map<string, { readonly revision: number; readonly hash: string }>()
  let laws: ReadonlyArray<Basis & { readonly division: string }> = []
  let position = 0
  let inCommand = 0

  return (envelope, original, before) => {
    const { stream, commandId } = envelope
    const end = streams.get(stream)
    inCommand = before?.stream === stream && before.commandId === commandId ? inCommand + 1 : 0
    const name = parseStreamName(stream, registry)
    const set = <K extends keyof Envelope>(field: K, computed: Envelope[K]): Envelope[K] =>
      envelope[field] === original[field] ? computed : envelope[field]
    const current = laws
      .filter(({ division }) => division === name?.division)
      .map(({ stream: of, revision }) => ({ stream: of, revision }))
    const forged: Envelope = {
      ...envelope,
      revision: set("revision", (end?.revision ?? -1) + 1),
      previous: set("previous", end?.hash ?? null),
      id: set("id", v5(String(inCommand), commandId)),
      // The second event of a command rests on the same law as the first.
      basis: set("basis", inCommand === 0 ? current : (before?.basis ?? current)),
    }
    const leaf = right(encode(forged))
    streams.set(stream, { revision: forged.revision, hash: sha256Hex(leaf) })
    if (name !== undefined && registry[name.aggregate]?.lawAfter !== undefined)
      laws = [
        ...laws.filter((law) => law.stream !== stream),
        { division: name.division, stream, revision: forged.revision },
      ].toSorted((a, b) => (a.stream < b.stream ? -1 : 1))
    return { id: forged.id, type: forged.type, stream, revision: forged.revision, position: String(position++), leaf }
  }
}

/** The checkpoint of a history, signed with these keys under the name of the first. */
export const signHistory = (
  history: ReadonlyArray<StoredEvent>,
  keys: RNEA.ReadonlyNonEmptyArray<LogKey>,
  origin: VerifierKey["name"] = RNEA.head(keys).verifier.name,
): Promise<Uint8Array> => {
  const range = history.reduce((before, { leaf }) => extendRange(before, rfc6962.leaf(leaf)), emptyRange)
  const text = right(printCheckpoint({ origin, size: history.length, root: rangeRoot(range) }))
  return must(signNote(keys, text))
}
