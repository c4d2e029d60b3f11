import { type LeafPlace, type ListProjector, auditPublications, type RecordedPublication } from "@shifan/audit"
import { bilingual, type Registry } from "@shifan/core"
import { type Envelope, examineLeaf, type Events } from "@shifan/event-store"
import type { TreeHasher } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { entriesPath, parseJson } from "../format.js"
import { entriesOf, storedEventOf, leavesOf } from "../leaves.js"
import { formatEntriesFault } from "../messages.js"
import type { Observer } from "../observations.js"
import type { DiscretionObserver } from "../discretion.js"
import type { Projection } from "../projection.js"
import type { DecisionsCheck } from "./decisions.js"
import { fileFault, fileRefused, type FindingsCollector } from "./findings.js"
import { limitsCheck } from "./limits.js"
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
  /** `undefined` if no decision is repeated. */
  readonly decisions: DecisionsCheck | undefined
  readonly each: (envelope: Envelope, index: number, leaf: Uint8Array) => void
  readonly progress: (leaves: number, size: number) => void
}

/**
 * One pass over the leaves for all readers: tree, projection, observer, openings, and the check of the decisions. Beyond
 * the limits of an audit, leaves are only hashed.
 */
export const readLeaves = async (
  { projection, observer, discretion, openings, times, signers, decisions, each, progress, ...hashing }: LeafReaders,
  findings: FindingsCollector,
): Promise<void> => {
  const { size, registry } = hashing
  const checkLimits = limitsCheck()
  let exceeded = false

  const read = (leaf: Uint8Array, hash: Uint8Array, index: number): void => {
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
    if (!exceeded) decisions?.take(stored)
  }

  for await (const { from, leaves, hashes } of hashedLeaves(hashing, findings))
    for (const [i, leaf] of leaves.entries()) {
      if (exceeded) openings.check(from + i, undefined)
      else read(leaf, hashes[i] ?? hashing.hasher.empty, from + i)
      progress(from + i + 1, size)
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
