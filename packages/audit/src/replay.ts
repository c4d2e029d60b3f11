/**
 * Replays a store from its first event: bytes, places, chains, and each decision taken again. What is kept grows with
 * the number of streams, never with the number of events.
 */
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Library } from "@shifan/core"
import {
  initialLaw,
  examineLeaf,
  parseStream,
  sha256Hex,
  type Envelope,
  type Events,
  type Law,
  type StoredEvent,
} from "@shifan/event-store"
import { v5 } from "uuid"
import { decideAgain, fold, initialFolded, type Folded } from "./again.js"
import type { Fault, FaultCode } from "./fault.js"
import { headFault } from "./head.js"
import { lawsAfter, regimeOf, shownBasis } from "./laws.js"

export interface ReplayOptions {
  readonly library: Library
  /** Called with every event that could be read, whatever else is wrong with it. */
  readonly each?: (envelope: Envelope) => void
  /** The hash of each leaf as it was recorded beside the events, in their order, and how a leaf is hashed. */
  readonly recorded?: { readonly hashes: Iterable<Uint8Array>; readonly hash: (leaf: Uint8Array) => Uint8Array }
  /** Past this many faults the rest are only counted. */
  readonly mostFaults?: number
}

export interface Verdict {
  readonly events: number
  readonly streams: number
  /** Commands decided again. */
  readonly decisions: number
  /** In the order of the log, the first first. */
  readonly faults: ReadonlyArray<Fault>
  readonly faultCount: number
}

interface Stream {
  readonly folded: Folded
  readonly revision: number
  readonly hash: string | null
}

/** The events of one command as they come in, with the index of the first. */
interface Batch {
  readonly index: number
  readonly events: ReadonlyNonEmptyArray<Envelope>
}

export const replay = async (
  events: Events,
  { library, each, recorded, mostFaults = 100 }: ReplayOptions,
): Promise<Verdict> => {
  const streams = new Map<string, Stream>()
  const faults: Array<Fault> = []
  let laws: ReadonlyArray<Law> = [initialLaw(library)]
  let batch: Batch | undefined
  let [index, decisions, faultCount] = [0, 0, 0]

  const report = (code: FaultCode, at: Place, expected: string, found: string): void => {
    faultCount++
    if (faults.length < mostFaults) faults.push({ code, ...at, expected, found })
  }

  const conclude = (): void => {
    if (batch === undefined) return
    const { events: decided, index: first } = batch
    const [{ stream, revision, basis }] = decided
    batch = undefined
    const name = parseStream(stream)
    const before = streams.get(stream)
    if (name === undefined) return
    const folded = before?.folded ?? initialFolded(name)
    const place = { index: first, stream, revision }
    const regime = regimeOf(laws, basis)
    let wellFormed = true
    if (regime === undefined) report("UnknownLaw", place, "instrument and calls as recorded before", shownBasis(basis))
    else {
      decisions++
      const departure = decideAgain(decided, folded, regime)
      wellFormed = departure?.code !== "Malformed"
      if (departure !== undefined) {
        const at = departure.code === "DecidedOtherwise" ? departure.at : 0
        report(
          departure.code,
          { index: first + at, stream, revision: revision + at },
          departure.expected,
          departure.found,
        )
      }
    }
    // What is not of its type's shape cannot be folded: its stream goes on from the state before it.
    if (!wellFormed) return
    streams.set(stream, { revision: -1, hash: null, ...before, folded: decided.reduce(fold, folded) })
    laws = decided.reduce(lawsAfter, laws)
  }

  const hashes = recorded?.hashes[Symbol.iterator]()

  for await (const next of events) {
    if (E.isLeft(next)) {
      const reason = "reason" in next.left ? next.left.reason : next.left._tag
      report("Unreadable", { index, stream: "", revision: -1 }, "an event", reason)
      break
    }
    const stored = next.right
    const place = { index, stream: stored.stream, revision: stored.revision }
    const before = streams.get(stored.stream)
    if (hashes !== undefined && recorded !== undefined) {
      const { value }: { readonly value?: Uint8Array } = hashes.next()
      const [expected, found] = [hex(value), hex(recorded.hash(stored.leaf))]
      if (expected !== found) report("HashDiffers", place, expected, found)
    }
    const { canonical, envelope } = examineLeaf(stored.leaf)
    if (!canonical) report("NotCanonical", place, "canonical JSON", "other bytes")
    const expectedRevision = (before?.revision ?? -1) + 1
    if (stored.revision !== expectedRevision)
      report("Gap", place, `revision ${expectedRevision}`, `revision ${stored.revision}`)
    const ill = E.isLeft(envelope) ? undefined : headFault(envelope.right)
    if (E.isLeft(envelope)) {
      conclude()
      report("NotAnEvent", place, "an event of a known type and version", envelope.left.reason)
    } else if (ill !== undefined) {
      conclude()
      report("Malformed", place, "an event's head", ill)
    } else {
      checkPlace(stored, envelope.right, before?.hash ?? null, (code, expected, found) =>
        report(code, place, expected, found),
      )
      if (batch !== undefined && !belongsTo(batch, envelope.right)) conclude()
      const current: Batch = withEvent(batch, index, envelope.right)
      batch = current
      const at = index - current.index
      const id = idOf(at, envelope.right)
      if (id !== stored.id) report("WrongId", place, id ?? "an id from a command id that is a UUID", stored.id)
      each?.(envelope.right)
    }
    const name = parseStream(stored.stream)
    if (name === undefined) report("Misplaced", place, "a stream of this regulation's", stored.stream)
    else {
      const folded = streams.get(stored.stream)?.folded ?? initialFolded(name)
      streams.set(stored.stream, { folded, revision: stored.revision, hash: sha256Hex(stored.leaf) })
    }
    index++
  }
  conclude()
  const beyond = hashes?.next()
  if (beyond !== undefined && beyond.done !== true)
    report("HashDiffers", { index, stream: "", revision: -1 }, hex(beyond.value), "the end of the log")
  return { events: index, streams: streams.size, decisions, faults, faultCount }
}

const hex = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? "none" : Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")

const withEvent = (batch: Batch | undefined, index: number, envelope: Envelope): Batch =>
  batch === undefined ? { index, events: [envelope] } : { ...batch, events: RNEA.concat([envelope])(batch.events) }

interface Place {
  readonly index: number
  readonly stream: string
  readonly revision: number
}

const belongsTo = ({ events: [first] }: Batch, { stream, commandId }: Envelope): boolean =>
  first.stream === stream && first.commandId === commandId

const idOf = (at: number, { commandId }: Envelope): string | undefined => {
  try {
    return v5(String(at), commandId)
  } catch {
    return undefined
  }
}

const checkPlace = (
  stored: StoredEvent,
  envelope: Envelope,
  previous: string | null,
  report: (code: FaultCode, expected: string, found: string) => void,
): void => {
  const says = `${envelope.type} ${envelope.id} at ${envelope.stream}@${envelope.revision}`
  const stands = `${stored.type} ${stored.id} at ${stored.stream}@${stored.revision}`
  if (says !== stands) report("Misplaced", stands, says)
  if (envelope.previous !== previous) report("BrokenChain", previous ?? "none", envelope.previous ?? "none")
}
