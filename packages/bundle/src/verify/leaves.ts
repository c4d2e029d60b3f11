import type { LeafPlace } from "@shifan/audit"
import { bilingual, type Registry } from "@shifan/core"
import { type Envelope, examineLeaf } from "@shifan/event-store"
import { edgeRoot, emptyEdge, extendEdge, type TreeHasher } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { entriesPath, parseJson } from "../format.js"
import { entriesOf, storedEventOf } from "../leaves.js"
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
 * the limits of an audit, leaves are only hashed. Returns the root of each entry bundle, to recognize the same leaves when
 * they are read again.
 */
export const readLeaves = async (
  { projection, observer, discretion, openings, times, signers, decisions, each, progress, ...hashing }: LeafReaders,
  findings: FindingsCollector,
): Promise<ReadonlyArray<Uint8Array>> => {
  const { size, registry, hasher } = hashing
  const entriesRoots: Array<Uint8Array> = []
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

  for await (const { from, leaves, hashes } of hashedLeaves(hashing, findings)) {
    entriesRoots.push(entriesRoot(hashes, hasher))
    for (const [i, leaf] of leaves.entries()) {
      if (exceeded) openings.check(from + i, undefined)
      else read(leaf, hashes[i] ?? hasher.empty, from + i)
      progress(from + i + 1, size)
    }
  }
  return entriesRoots
}

/** Root of the tree over the leaves of one entry bundle alone. */
export const entriesRoot = (leafHashes: ReadonlyArray<Uint8Array>, hasher: TreeHasher): Uint8Array =>
  edgeRoot(extendEdge(emptyEdge, leafHashes, hasher).edge, hasher)
