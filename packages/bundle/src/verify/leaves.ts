import {
  type LeafPlace,
  type ReplayedEvent,
  type ListProjector,
  auditPublications,
  type RecordedPublication,
  replay,
  type ReplayOptions,
  sameInBoth,
} from "@shifan/audit"
import { bilingual, type Bilingual, type Registry } from "@shifan/core"
import { type Envelope, examineLeaf, isCallEvent, isInstrumentEvent, type Events } from "@shifan/event-store"
import type { TreeHasher } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { entriesPath, parseJson, messageOf } from "../format.js"
import { entriesOf, storedEventOf, leavesOf } from "../leaves.js"
import { formatEntriesFault } from "../messages.js"
import type { Observer } from "../observations.js"
import type { DiscretionObserver } from "../discretion.js"
import type { Projection } from "../projection.js"
import { fileFault, fileRefused, type FindingsCollector, type AuditReport } from "./findings.js"
import type { OpeningsCheck } from "./openings.js"
import type { SignerCheck } from "./signers.js"
import type { TimeCheck } from "./times.js"
import type { Tree } from "./tree.js"

export interface HashingOptions {
  readonly folder: Folder
  /** Number of leaves that the checkpoint states. */
  readonly size: number
  readonly hasher: TreeHasher
  readonly tree: Tree
}

/** The leaves of one entry bundle. */
interface HashedLeaves {
  /** Index of the first. */
  readonly from: number
  readonly leaves: ReadonlyArray<Uint8Array>
  readonly hashes: ReadonlyArray<Uint8Array>
}

/** Hashes the leaves and adds them to the tree. Ends at the first entry bundle that cannot be read. */
export async function* hashedLeaves(
  { folder, size, hasher, tree }: HashingOptions,
  findings: FindingsCollector,
): AsyncGenerator<HashedLeaves> {
  let next = 0
  for await (const entries of entriesOf(folder, size)) {
    if (E.isLeft(entries)) {
      findings.addFault(
        entries.left._tag === "EntriesFault"
          ? fileFault("EntriesMalformed", entries.left.path, wholeBundle, formatEntriesFault(entries.left.reason))
          : fileRefused(entriesPath(next, size), entries.left),
      )
      return
    }
    const from = next
    const leaves = entries.right
    const hashes = leaves.map(hasher.leaf)
    next += leaves.length
    await tree.extend(
      hashes,
      leaves.map((leaf, i) => () => placeOf(leaf, from + i)),
    )
    yield { from, leaves, hashes }
  }
}

const wholeBundle = bilingual("完整的条目包（C2SP tlog-tiles）", "a whole entry bundle (C2SP tlog-tiles)")

/** Stream and revision are taken from the leaf itself. */
const placeOf = (leaf: Uint8Array, index: number): LeafPlace => {
  const { stream, revision } = storedEventOf(leaf, index, parseJson(leaf))
  return { index, stream, revision }
}

interface LeafReaders extends HashingOptions {
  readonly registry: Registry | undefined
  readonly projection: Projection
  readonly observer: Observer
  readonly discretion: DiscretionObserver
  readonly openings: OpeningsCheck
  readonly times: TimeCheck
  readonly signers: SignerCheck
  readonly each: (envelope: Envelope, index: number, leaf: Uint8Array) => void
  readonly progress: (leaves: number, size: number) => void
}

/**
 * One pass over the leaves for all readers: tree, projection, observer, openings, and the consumer, which repeats the
 * decisions on the yielded events. Beyond the limits of an audit, leaves are only hashed and `undefined` is yielded.
 */
export async function* readLeaves(
  { projection, observer, discretion, openings, times, signers, each, progress, registry, ...hashing }: LeafReaders,
  findings: FindingsCollector,
): AsyncGenerator<ReplayedEvent | undefined> {
  const { size } = hashing
  const checkLimits = limitsCheck()
  let exceeded = false

  const read = (leaf: Uint8Array, hash: Uint8Array, index: number): ReplayedEvent | undefined => {
    if (exceeded) {
      openings.check(index, undefined)
      return undefined
    }
    const examined = examineLeaf(leaf, registry)
    const stored = { ...storedEventOf(leaf, index, examined.json), examined }
    const place = { index, stream: stored.stream, revision: stored.revision }
    const envelope = E.isRight(examined.envelope) ? examined.envelope.right : undefined
    if (envelope !== undefined) {
      const limit = checkLimits(envelope)
      if (limit !== undefined) {
        exceeded = true
        findings.addFault(fileFault("TooMuch", entriesPath(index, size), limit, bilingual("更多", "more"), place))
      }
      findings.observe(observer.observe(place, envelope))
      findings.observe(discretion.observe(place, envelope))
      times.take(place, envelope)
      signers.take(index, envelope)
      each(envelope, index, leaf)
      // Replay reports data that does not match its type.
      projection.apply({ index, hash, leaf, envelope })
    }
    openings.check(index, envelope)
    return exceeded ? undefined : stored
  }

  for await (const { from, leaves, hashes } of hashedLeaves(hashing, findings))
    for (const [i, hash] of hashes.entries()) {
      const stored = read(leaves[i] ?? new Uint8Array(), hash, from + i)
      progress(from + i + 1, size)
      yield stored
    }
}

/**
 * Limits on the events of an audit: of instruments and calls together, of one command, of one stream. These events are
 * kept, or copied as they grow. No bureau comes near the limits; only a log made to exhaust its auditor exceeds them.
 */
const limits = { law: 500, command: 100, stream: 2000 } as const

/** Takes the events in order; returns the limit that the event exceeds. */
const limitsCheck = (): ((envelope: Envelope) => Bilingual | undefined) => {
  const streamLengths = new Map<string, number>()
  let lawEvents = 0
  let commandEvents = 0
  let lastCommand = ""
  return (envelope) => {
    const { stream, commandId } = envelope
    const streamLength = (streamLengths.get(stream) ?? 0) + 1
    streamLengths.set(stream, streamLength)
    if (isInstrumentEvent(envelope) || isCallEvent(envelope)) lawEvents++
    const command = JSON.stringify([stream, commandId])
    commandEvents = command === lastCommand ? commandEvents + 1 : 1
    lastCommand = command
    if (lawEvents > limits.law) return formatLimit("规定和年度申报的事件", "of instruments and calls", limits.law)
    if (commandEvents > limits.command) return formatLimit("一项命令的事件", "of one command", limits.command)
    return streamLength > limits.stream ? formatLimit("一个流的事件", "of one stream", limits.stream) : undefined
  }
}

const formatLimit = (zh: string, en: string, limit: number): Bilingual =>
  bilingual(`${zh}不超过${limit}条`, `at most ${limit} events ${en}`)

/**
 * Replays the leaves: checks hash chains and repeats every decision. Stops at the first `undefined` without closing the
 * generator, because the remaining leaves still have to be hashed.
 */
export const redecideLeaves = async (
  leaves: AsyncGenerator<ReplayedEvent | undefined>,
  options: ReplayOptions,
  findings: FindingsCollector,
): Promise<AuditReport["decided"]> => {
  let read = 0
  const events: AsyncIterable<E.Either<never, ReplayedEvent>> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const { value } = await leaves.next()
        if (value === undefined) return { done: true, value }
        read++
        return { done: false, value: E.right(value) }
      },
    }),
  }
  try {
    const { faults, faultCount, streams, decisions } = await replay(events, options)
    for (const fault of faults) findings.addFault(fault)
    findings.countFaults(faultCount - faults.length)
    return { streams, decisions }
  } catch (thrown) {
    findings.addFault({
      code: "Malformed",
      place: { index: Math.max(0, read - 1), stream: "", revision: -1 },
      expected: bilingual("可重放的事件", "an event that can be replayed"),
      found: sameInBoth(messageOf(thrown)),
    })
    return null
  }
}

/**
 * Limits the work for published lists: each is computed from all units so far, so many lists of many units cost more than
 * the leaves. A bureau of 800 units that publishes weekly for ten years is below the limit, and so is a bureau of any size
 * that publishes every month or two.
 */
const [fewListedUnits, listedUnitsPerLeaf] = [300_000, 6]

/** Art. 11: recomputes the published lists that the log records, and their maps of all units. */
export const checkPublications = async (
  { folder, size, hasher }: Pick<HashingOptions, "folder" | "size" | "hasher">,
  publications: ReadonlyArray<RecordedPublication>,
  rosterDigestsAt: ListProjector,
  units: number,
  findings: FindingsCollector,
): Promise<void> => {
  const most = Math.max(1, Math.floor((fewListedUnits + size * listedUnitsPerLeaf) / Math.max(1, units)))
  const checked = publications.slice(-most)
  const [first] = checked
  if (first !== undefined && checked.length < publications.length)
    findings.addFault(
      fileFault(
        "TooMuch",
        entriesPath(first.place.index, size),
        bilingual(`至多${most}份名单，其前的未核对`, `${most} lists at most; those before were not checked`),
        bilingual(`${publications.length}份`, `${publications.length} lists`),
        first.place,
      ),
    )
  const faults = await auditPublications(() => eventsOf(folder, size), checked, rosterDigestsAt, hasher)
  for (const fault of faults) findings.addFault(fault)
}

/** Reads the leaves again; unreadable ones were reported the first time. */
async function* eventsOf(folder: Folder, size: number): Events {
  let index = 0
  for await (const leaf of leavesOf(folder, size)) {
    if (E.isLeft(leaf)) return
    yield E.right(storedEventOf(leaf.right, index++, parseJson(leaf.right)))
  }
}
