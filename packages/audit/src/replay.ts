/**
 * Replays a store from its first event: bytes, places, chains, and each decision taken again. What is kept grows with
 * the number of streams, never with the number of events.
 */
import * as E from "fp-ts/lib/Either.js"
import type { Library } from "@shifan/core"
import {
  examineLeaf,
  initialLaw,
  parseStream,
  sha256Hex,
  type Envelope,
  type ExaminedLeaf,
  type KnownLaw,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import { decideAgain, foldAll, initialFolded, type Folded } from "./redecide.js"
import { logFault, type LeafPlace, type LogFault, type LogFaultCode } from "./fault.js"
import { headFault } from "./envelope-check.js"
import { lawsAfter, regimeOf, shownBasis } from "./law-history.js"
import { recordedHashes, type Recorded } from "./leaf-hash-check.js"
import { standingFaults } from "./position-check.js"

/** An event, with what its leaf showed where that was looked at before. */
export interface Replayed extends StoredEvent {
  readonly examined?: ExaminedLeaf
}

export interface ReplayOptions {
  readonly library: Library
  /** Called with every event that could be read, whatever else is wrong with it, and with its leaf index. */
  readonly each?: (envelope: Envelope, index: number) => void
  readonly recorded?: Recorded
  /** Past this many faults the rest are only counted. */
  readonly mostFaults?: number
}

export interface Verdict {
  readonly events: number
  readonly streams: number
  /** Commands decided again. */
  readonly decisions: number
  /** In the order of the log, the first first. */
  readonly faults: ReadonlyArray<LogFault>
  readonly faultCount: number
}

interface Stream {
  /** `undefined` in a stream that is none of this regulation's. */
  readonly folded: Folded | undefined
  readonly revision: number
  readonly hash: string | null
}

const untouched = (stream: string): Stream => {
  const name = parseStream(stream)
  return { folded: name && initialFolded(name), revision: -1, hash: null }
}

/** The events of one command as they come in, with the index of the first. */
interface Batch {
  readonly index: number
  readonly events: [Envelope, ...Array<Envelope>]
}

export const replay = async (
  events: AsyncIterable<E.Either<ReadError, Replayed>>,
  { library, each, recorded, mostFaults = 100 }: ReplayOptions,
): Promise<Verdict> => {
  const streams = new Map<string, Stream>()
  const faults: Array<LogFault> = []
  const hashes = recordedHashes(recorded)
  let laws: ReadonlyArray<KnownLaw> = [initialLaw(library)]
  let batch: Batch | undefined
  let [index, decisions, faultCount] = [0, 0, 0]

  const streamOf = (stream: string): Stream => streams.get(stream) ?? untouched(stream)

  const report = (fault: LogFault | undefined): void => {
    if (fault === undefined) return
    faultCount++
    if (faults.length < mostFaults) faults.push(fault)
  }

  const note = (code: LogFaultCode, place: LeafPlace, expected: string, found: string): void =>
    report(logFault(code, place, expected, found))

  const endOfLog = (): LeafPlace => ({ index, stream: "", revision: -1 })

  const conclude = (): void => {
    if (batch === undefined) return
    const decided = batch
    const [{ stream, revision, basis }] = decided.events
    batch = undefined
    const before = streamOf(stream)
    if (before.folded === undefined) return
    const regime = regimeOf(laws, basis)
    if (regime === undefined)
      note(
        "UnknownLaw",
        { index: decided.index, stream, revision },
        "instrument and calls as recorded before",
        shownBasis(basis),
      )
    else {
      decisions++
      const mismatch = decideAgain(decided, before.folded, regime)
      report(mismatch)
      // What is not of its type's shape is not folded: its stream goes on from the state before it.
      if (mismatch?.code === "Malformed") return
    }
    const folded = foldAll(before.folded, decided.events)
    if (folded === undefined) return
    streams.set(stream, { ...before, folded })
    laws = lawsAfter(laws, decided.events)
  }

  const take = (stored: Replayed): void => {
    const { stream, revision, leaf } = stored
    const place = { index, stream, revision }
    const before = streamOf(stream)
    report(hashes.next(leaf, place))
    const { canonical, envelope } = stored.examined ?? examineLeaf(leaf)
    if (!canonical) note("NotCanonical", place, "canonical JSON", "other bytes")
    if (revision !== before.revision + 1) note("Gap", place, `revision ${before.revision + 1}`, `revision ${revision}`)
    const malformed = E.isRight(envelope) ? headFault(envelope.right) : undefined
    if (E.isLeft(envelope)) {
      conclude()
      note("NotAnEvent", place, "an event of a known type and version", envelope.left.reason)
    } else if (malformed !== undefined) {
      conclude()
      note("Malformed", place, "an event's head", malformed)
    } else {
      const last = batch
      if (last !== undefined && belongsTo(last, envelope.right)) last.events.push(envelope.right)
      else {
        conclude()
        batch = { index, events: [envelope.right] }
      }
      const at = index - (batch?.index ?? index)
      for (const fault of standingFaults(stored, envelope.right, before.hash, at, place)) report(fault)
      each?.(envelope.right, index)
    }
    if (before.folded === undefined) note("Misplaced", place, "a stream of this regulation's", stream)
    const { folded } = streamOf(stream)
    streams.set(stream, { folded, revision, hash: sha256Hex(leaf) })
    index++
  }

  for await (const next of events) {
    if (E.isLeft(next)) {
      const found = "reason" in next.left ? next.left.reason : next.left._tag
      note("Unreadable", endOfLog(), "an event", found)
      break
    }
    take(next.right)
  }
  conclude()
  report(hashes.end(endOfLog()))
  return { events: index, streams: streams.size, decisions, faults, faultCount }
}

const belongsTo = ({ events: [first] }: Batch, { stream, commandId }: Envelope): boolean =>
  first.stream === stream && first.commandId === commandId
