import * as E from "fp-ts/lib/Either.js"
import { aggregates, parseStreamName, type Library, type Registry } from "@shifan/core"
import {
  commandGrouper,
  examineLeaf,
  isSameCommand,
  sha256Hex,
  type Envelope,
  type ExaminedLeaf,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import { faultList, logFault, type FaultList, type LeafPlace, type LogFault } from "./fault.js"
import {
  checkCanonical,
  checkChain,
  checkEnvelope,
  checkId,
  checkPosition,
  checkRevision,
  hashCheck,
  type HashCheck,
  type RecordedHashes,
} from "./leaf-check.js"
import { redecider } from "./redecide.js"

/** An event to replay. Whoever has examined its leaf already hands that on, so that it is not parsed again. */
export interface ReplayedEvent extends StoredEvent {
  readonly examined?: ExaminedLeaf
}

export interface ReplayOptions {
  readonly library: Library
  /** Every aggregate that the log has streams of; those of this project if it is left out. */
  readonly registry?: Registry
  /** Called with each readable event, whatever else is wrong with it, and its leaf index. */
  readonly each?: (envelope: Envelope, index: number) => void
  readonly recorded?: RecordedHashes
  /** Faults beyond this many are counted, but not kept. */
  readonly mostFaults?: number
}

export interface Verdict {
  readonly events: number
  readonly streams: number
  /** Commands that were decided again. */
  readonly decisions: number
  /** In the order of the log. */
  readonly faults: ReadonlyArray<LogFault>
  readonly faultCount: number
}

/**
 * Checks a log from its first event: bytes, positions, hash chains, and every decision, which is taken again. Memory
 * grows with the number of streams, not of events.
 *
 * @example
 * const { faultCount, faults } = await replay(store.readAll(), { library: [qinhuangdao2020] })
 */
export const replay = async (
  events: AsyncIterable<E.Either<ReadError, ReplayedEvent>>,
  { library, registry = aggregates, each, recorded, mostFaults = 100 }: ReplayOptions,
): Promise<Verdict> => {
  const faults = faultList(mostFaults)
  const hashes = hashCheck(recorded)
  const ends = new Map<string, StreamEnd>()
  const grouper = commandGrouper<Envelope>(isSameCommand)
  const commands = redecider(library, registry)
  let index = 0
  for await (const next of events) {
    if (E.isLeft(next)) {
      faults.add(unreadable(next.left, index))
      break
    }
    const event = next.right
    const place = { index, stream: event.stream, revision: event.revision }
    const end = ends.get(event.stream) ?? startOf(event.stream, registry)
    const { leaf, examined = examineLeaf(leaf, registry) } = event
    const envelope = checkLeaf({ leaf, examined }, end, hashes, place, faults)
    const command = E.isRight(envelope) ? grouper.push(envelope.right) : grouper.end()
    faults.add(commands.take(command, index))
    if (E.isLeft(envelope)) faults.add(envelope.left)
    else {
      checkEvent(event, envelope.right, end, grouper.size() - 1, place, faults)
      each?.(envelope.right, index)
    }
    if (!end.isKnown) faults.add(logFault("Misplaced", place, "a stream of this regulation's", event.stream))
    ends.set(event.stream, { isKnown: end.isKnown, revision: event.revision, hash: sha256Hex(event.leaf) })
    index++
  }
  faults.add(commands.take(grouper.end(), index))
  faults.add(hashes.end(endOfLog(index)))
  return {
    events: index,
    streams: ends.size,
    decisions: commands.decisions(),
    faults: faults.kept,
    faultCount: faults.count(),
  }
}

/** How far a stream was read. */
interface StreamEnd {
  /** Whether the stream is of an aggregate that there is. */
  readonly isKnown: boolean
  /** Of the last event; -1 before the first. */
  readonly revision: number
  /** SHA-256 of the last leaf, in hex. */
  readonly hash: string | null
}

const startOf = (stream: string, registry: Registry): StreamEnd => ({
  isKnown: parseStreamName(stream, registry) !== undefined,
  revision: -1,
  hash: null,
})

const endOfLog = (index: number): LeafPlace => ({ index, stream: "", revision: -1 })

const unreadable = (error: ReadError, index: number): LogFault =>
  logFault("Unreadable", endOfLog(index), "an event", "reason" in error ? error.reason : error._tag)

/** Checks the bytes. The `Left` is not among the faults yet: those of the command before come first. */
const checkLeaf = (
  { leaf, examined }: Required<Pick<ReplayedEvent, "leaf" | "examined">>,
  end: StreamEnd,
  hashes: HashCheck,
  place: LeafPlace,
  faults: FaultList,
): E.Either<LogFault, Envelope> => {
  faults.add(hashes.next(leaf, place))
  faults.add(checkCanonical(examined, place))
  faults.add(checkRevision(end.revision, place))
  return checkEnvelope(examined, place)
}

/** Checks what an event says of itself. `number`: which event of its command it is, from 0. */
const checkEvent = (
  event: StoredEvent,
  envelope: Envelope,
  end: StreamEnd,
  number: number,
  place: LeafPlace,
  faults: FaultList,
): void => {
  faults.add(checkPosition(event, envelope, place))
  faults.add(checkChain(envelope, end.hash, place))
  faults.add(checkId(event, envelope, number, place))
}
