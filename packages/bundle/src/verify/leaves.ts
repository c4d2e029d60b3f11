/**
 * How much of a kind an audit takes on. Law, a command's events and a unit's history are kept or copied as they grow; no
 * bureau comes near these numbers, and a log made to exhaust its auditor goes past them.
 */
import type { Replayed } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import { type Envelope, examineLeaf, isCallEvent, isInstrumentEvent } from "@shifan/event-store"
import type { TreeHasher } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { LeafPlace } from "@shifan/audit"
import type { Folder, FolderFault } from "../folder.js"
import { entriesPath, parseJson } from "../format.js"
import { type EntriesFault, entriesOf, storedAs } from "../leaves.js"
import { formatEntriesFault, formatFolderFault } from "../messages.js"
import type { Observing } from "../observations.js"
import type { Projection } from "../projection.js"
import { aFile, type Findings } from "./findings.js"
import type { OpeningsCheck } from "./openings.js"
import type { Tree } from "./tree.js"

/** In events: of instruments and calls together, of one command, of one stream. */
export const most = { law: 500, command: 100, stream: 2000 } as const

export interface Excess {
  readonly expected: Bilingual
  readonly found: Bilingual
}

const beyond = (zh: string, en: string, limit: number): Excess => ({
  expected: bilingual(`${zh}不超过${limit}条`, `at most ${limit} events ${en}`),
  found: bilingual("更多", "more"),
})

/** Takes the next event; answers with the first excess. */
export const intake = (): ((envelope: Envelope) => Excess | undefined) => {
  const lengths = new Map<string, number>()
  let [law, ofCommand, command] = [0, 0, ""]
  return (envelope) => {
    const { stream, commandId } = envelope
    const length = (lengths.get(stream) ?? 0) + 1
    const current = JSON.stringify([stream, commandId])
    lengths.set(stream, length)
    law += isInstrumentEvent(envelope) || isCallEvent(envelope) ? 1 : 0
    ofCommand = current === command ? ofCommand + 1 : 1
    command = current
    if (law > most.law) return beyond("规定和年度申报的事件", "of instruments and calls", most.law)
    if (ofCommand > most.command) return beyond("一项命令的事件", "of one command", most.command)
    return length > most.stream ? beyond("一个流的事件", "of one stream", most.stream) : undefined
  }
}

/** The leaves of a bundle, an entry bundle at a time, each hashed and set into the tree. */

export interface Hashing {
  readonly folder: Folder
  /** In leaves: what the checkpoint says. */
  readonly size: number
  readonly hasher: TreeHasher
  readonly tree: Tree
}

export interface Hashed {
  /** The index of the first. */
  readonly from: number
  readonly leaves: ReadonlyArray<Uint8Array>
  readonly hashes: ReadonlyArray<Uint8Array>
}

/** Ends at the first entry bundle that cannot be read. */
export async function* hashedLeaves(
  { folder, size, hasher, tree }: Hashing,
  findings: Findings,
): AsyncGenerator<Hashed> {
  let from = 0
  for await (const entries of entriesOf(folder, size)) {
    if (E.isLeft(entries)) return unreadable(entries.left, from, size, findings)
    const leaves = entries.right
    const [first, hashes] = [from, leaves.map(hasher.leaf)]
    await tree.grow(
      hashes,
      leaves.map((leaf, i) => () => placeOf(leaf, first + i)),
    )
    from += leaves.length
    yield { from: first, leaves, hashes }
  }
}

/** By its own word, where a leaf stands in its stream. */
const placeOf = (leaf: Uint8Array, index: number): LeafPlace => {
  const { stream, revision } = storedAs(leaf, index, parseJson(leaf))
  return { index, stream, revision }
}

const unreadable = (left: FolderFault | EntriesFault, index: number, size: number, { fault }: Findings): void =>
  left._tag === "EntriesFault"
    ? fault("EntriesMalformed", left.path, entriesExpected, formatEntriesFault(left.reason))
    : fault("FileRefused", entriesPath(index, size), aFile, formatFolderFault(left))

const entriesExpected = bilingual("完整的条目包（C2SP tlog-tiles）", "a whole entry bundle (C2SP tlog-tiles)")

/** One walk over the leaves: hashed, set into the tree, projected, observed, and handed on to be decided again. */

export interface Walk extends Hashing {
  readonly projection: Projection
  readonly observing: Observing
  readonly openings: OpeningsCheck
  readonly progress: (leaves: number, size: number) => void
}

/** Past what an audit takes on, leaves are still hashed, and `undefined` comes out for each. */
export async function* walk(
  { projection, observing, openings, progress, ...hashing }: Walk,
  findings: Findings,
): AsyncGenerator<Replayed | undefined> {
  const { size } = hashing
  const take = intake()
  let excess: Excess | undefined

  const see = (leaf: Uint8Array, hash: Uint8Array, index: number): Replayed | undefined => {
    if (excess !== undefined) {
      openings.see(index, undefined)
      return undefined
    }
    const examined = examineLeaf(leaf)
    const stored = { ...storedAs(leaf, index, examined.json), examined }
    const place = { index, stream: stored.stream, revision: stored.revision }
    const envelope = E.getOrElseW(() => undefined)(examined.envelope)
    if (envelope !== undefined) {
      excess = take(envelope)
      if (excess !== undefined)
        findings.fault("TooMuch", entriesPath(index, size), excess.expected, excess.found, place)
      findings.observe(observing.see(place, envelope))
      projected(projection, { index, hash, leaf, envelope })
    }
    openings.see(index, envelope)
    return excess === undefined ? stored : undefined
  }

  for await (const hashed of hashedLeaves(hashing, findings))
    for (const { index, leaf, hash } of each(hashed)) {
      const seen = see(leaf, hash, index)
      progress(index + 1, size)
      yield seen
    }
}

function* each({ from, leaves, hashes }: Hashed) {
  for (const [i, leaf] of leaves.entries()) {
    const hash = hashes[i]
    if (hash !== undefined) yield { index: from + i, leaf, hash }
  }
}

/** Data of another shape than their type's are no news to a projection: replay says that they are malformed. */
const projected = (projection: Projection, leaf: Parameters<Projection["apply"]>[0]): void => {
  try {
    projection.apply(leaf)
  } catch {
    return
  }
}
