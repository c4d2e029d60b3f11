import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Library, type Registry } from "@shifan/core"
import { parseStreamName, aggregates } from "@shifan/core/registry"
import {
  commandGrouper,
  examineLeaf,
  isSameCommand,
  sha256Hex,
  type CommandGrouper,
  type Envelope,
  type ExaminedLeaf,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import { commandIds, type CommandIds } from "./command-ids.js"
import { faultList, logFault, sameInBoth, type FaultList, type LeafPlace, type LogFault } from "./fault.js"
import {
  checkCanonical,
  checkChain,
  checkCommandId,
  checkEnvelope,
  checkId,
  checkPosition,
  checkRevision,
  checkTime,
  hashCheck,
  type HashCheck,
  type RecordedHashes,
} from "./leaf-check.js"
import { uniqueNumbers, type UniqueNumbers } from "./unique-numbers.js"
import { redecider, type LogObservation, type Redecider } from "./redecide.js"

/** An event to replay. `examined`: the already parsed leaf, to avoid parsing it again. */
export interface ReplayedEvent extends StoredEvent {
  readonly examined?: ExaminedLeaf
}

/** Options of a replay, with callbacks for events and observations. */
export interface ReplayOptions {
  readonly library: Library
  /** The aggregates whose events are read; by default those of `@shifan/core`. */
  readonly registry?: Registry
  /** Called for each readable event, faulty or not, with its leaf index and the bytes of its leaf. */
  readonly each?: (envelope: Envelope, index: number, leaf: Uint8Array) => void
  readonly recorded?: RecordedHashes
  /** Called for observations, which are not faults but deserve a look. */
  readonly observe?: (observation: LogObservation) => void
  /** Maximum number of faults to keep; further ones are only counted. */
  readonly mostFaults?: number
}

/** Result of a replay. The log is sound if `faultCount` is 0. Beyond a limit faults are only counted, not listed. */
export interface Verdict {
  readonly events: number
  readonly streams: number
  /** Number of repeated decisions. */
  readonly decisions: number
  /** In log order. */
  readonly faults: ReadonlyArray<LogFault>
  readonly faultCount: number
}

/** A replay that is given its events one by one, for callers that already hold them. */
export interface Replayer {
  /** Takes the next event, in log order. */
  readonly take: (event: ReplayedEvent) => void
  /** Call it once, after the last event, whose command is repeated only then. */
  readonly end: () => Verdict
}

/**
 * Checks a log from its first event: bytes, positions, hash chains, and every decision, which is repeated. Memory grows
 * with the number of streams, not of events.
 */
export const replayer = (options: ReplayOptions): Replayer => {
  const progress = start(options)
  return { take: (event) => replayEvent(progress, event, options), end: () => finish(progress) }
}

/**
 * The same for an asynchronous iterable of events, such as those of a store. A read error ends it with a fault.
 *
 * @example
 * const { faultCount, faults } = await replay(store.readAll(), { library: [qinhuangdao2020] })
 */
export const replay = async (
  events: AsyncIterable<E.Either<ReadError, ReplayedEvent>>,
  options: ReplayOptions,
): Promise<Verdict> => {
  const progress = start(options)
  for await (const next of events) {
    if (E.isLeft(next)) {
      progress.faults.add(unreadable(next.left, progress.index))
      break
    }
    replayEvent(progress, next.right, options)
  }
  return finish(progress)
}

interface Progress {
  readonly faults: FaultList
  readonly hashes: HashCheck
  readonly ends: Map<string, StreamEnd>
  readonly grouper: CommandGrouper<Envelope>
  readonly commands: Redecider
  readonly commandIds: CommandIds
  readonly numbers: UniqueNumbers
  /** Index of the next leaf. */
  index: number
  /** When the last leaf was recorded; empty before the first. */
  recordedAt: string
}

/** The end of the part of a stream read so far. */
interface StreamEnd {
  /** Whether the stream's name belongs to an aggregate. */
  readonly isKnown: boolean
  /** Revision of the last event; -1 before the first. */
  readonly revision: number
  /** SHA-256 of the last leaf, in hex. */
  readonly hash: string | null
}

const start = ({
  library,
  registry = aggregates,
  recorded,
  observe = () => {},
  mostFaults = 100,
}: ReplayOptions): Progress => ({
  faults: faultList(mostFaults),
  hashes: hashCheck(recorded),
  ends: new Map(),
  grouper: commandGrouper<Envelope>(isSameCommand),
  commands: redecider(library, registry, observe),
  commandIds: commandIds(),
  numbers: uniqueNumbers(registry),
  index: 0,
  recordedAt: "",
})

/** A command is decided again once the event after it arrives, so its faults come before those of that event. */
const replayEvent = (
  progress: Progress,
  event: ReplayedEvent,
  { registry = aggregates, each }: ReplayOptions,
): void => {
  const { faults, hashes, ends, grouper, commands, index } = progress
  const { stream, revision, leaf, examined = examineLeaf(leaf, registry) } = event
  const place = { index, stream, revision }
  const end = ends.get(stream) ?? { isKnown: parseStreamName(stream, registry) !== undefined, revision: -1, hash: null }
  faults.add(hashes.next(leaf, place))
  faults.add(checkCanonical(examined, place))
  faults.add(checkRevision(end.revision, place))
  const envelope = checkEnvelope(examined, place)
  if (E.isLeft(envelope)) {
    addAll(faults, commands.take(grouper.end(), index))
    faults.add(envelope.left)
  } else {
    addAll(faults, commands.take(grouper.push(envelope.right), index))
    faults.add(checkPosition(event, envelope.right, place))
    faults.add(checkChain(envelope.right, end.hash, place))
    faults.add(checkId(event, envelope.right, grouper.size() - 1, place))
    if (grouper.size() === 1) faults.add(checkCommandId(envelope.right, progress.commandIds, place))
    faults.add(checkTime(envelope.right, progress.recordedAt, place))
    faults.add(progress.numbers.check(envelope.right, place))
    progress.recordedAt = envelope.right.recordedAt
    each?.(envelope.right, index, leaf)
  }
  if (!end.isKnown)
    faults.add(
      logFault("Misplaced", place, bilingual("本办法的流", "a stream of this regulation's"), sameInBoth(stream)),
    )
  ends.set(stream, { isKnown: end.isKnown, revision, hash: sha256Hex(leaf) })
  progress.index++
}

const addAll = (faults: FaultList, some: ReadonlyArray<LogFault>): void => some.forEach(faults.add)

const finish = ({ faults, hashes, ends, grouper, commands, index }: Progress): Verdict => {
  addAll(faults, commands.take(grouper.end(), index))
  faults.add(hashes.end(endOfLog(index)))
  return {
    events: index,
    streams: ends.size,
    decisions: commands.decisions(),
    faults: faults.kept,
    faultCount: faults.count(),
  }
}

const endOfLog = (index: number): LeafPlace => ({ index, stream: "", revision: -1 })

const unreadable = (error: ReadError, index: number): LogFault => {
  const reason = "reason" in error ? error.reason : error._tag
  const says = "says" in error ? error.says : undefined
  const place = error._tag === "Corrupt" ? placeIn(error.where, index) : endOfLog(index)
  return logFault(
    "Unreadable",
    place,
    bilingual("事件", "an event"),
    bilingual(says?.zh ?? "存储报告内容损坏或不能读取", reason),
  )
}

/** The place that a store reports as corrupt: a stream and a revision, or something else. */
const placeIn = (where: string, index: number): LeafPlace => {
  const [, stream, revision] = /^(.+)@(\d+)$/.exec(where) ?? []
  return stream === undefined ? endOfLog(index) : { index, stream, revision: Number(revision) }
}
