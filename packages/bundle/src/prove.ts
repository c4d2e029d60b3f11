import { bilingual, type Bilingual } from "@shifan/core"
import { type Envelope, readEnvelope } from "@shifan/event-store"
import {
  emptyRange,
  extendRange,
  inclusionPath,
  type MalformedCheckpoint,
  type NoteFault,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  printTlogProof,
  rangeRoot,
  rfc6962,
  type TreeHasher,
  type TreeHead,
  verifyInclusion,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { formatCheckpointRefusal } from "./messages.js"

/** What a proof of inclusion does not show; a warning for its recipient. */
export const inclusionCaveat: Bilingual = bilingual(
  "证明只说明该记录在日志中，不说明决定是否正确，其后的记录也可能已将其撤销或变更。核对决定，请核验整个核验包；了解单位的状况，请索取单位状况证明（audit statement）。",
  "A proof shows that this record is in the log, not that the decision is right, and a later record may have revoked or changed it. Verify the whole bundle for the decision; ask for a statement (audit statement) for the standing of the unit.",
)

/** Adds that caveat to the proof as extra data: unsigned, for people who open the file. */
export const withCaveat = (file: Uint8Array): Uint8Array => {
  const proof = parseTlogProof(file)
  const extra = new TextEncoder().encode(`${inclusionCaveat.zh}\n${inclusionCaveat.en}\n`)
  return E.isLeft(proof) ? file : printTlogProof({ ...proof.right, extra })
}

/** Starts a new pass over all leaves of a log. */
export type LeafSource<Fault> = () => AsyncIterable<E.Either<Fault, Uint8Array>>

/** Why no proof was made. */
export type ProveFault =
  | NoteFault
  | MalformedCheckpoint
  /** The event is not among the first `size` leaves. */
  | { readonly _tag: "EventNotFound"; readonly size: number }
  /** The leaves do not give the checkpoint's root, or there are too few of them. */
  | { readonly _tag: "NotTheLog"; readonly size: number }

/** The proof and the leaf it is for. */
export interface Proved {
  /** Index of the leaf. */
  readonly index: number
  readonly size: number
  /** C2SP tlog-proof. */
  readonly file: Uint8Array
}

/** The event to prove, its log and the head. */
export interface ProveOptions<Fault> {
  readonly leaves: LeafSource<Fault>
  /** A signed note. Its signatures are copied into the proof, not verified: the reader of the proof verifies them. */
  readonly checkpoint: Uint8Array
  readonly isWanted: (envelope: Envelope) => boolean
  readonly hasher?: TreeHasher
}

/**
 * Proves that an event is in the log, from its leaves alone, without tiles. Makes two passes: one to find the event, one
 * to hash the sibling subtrees of its path to the root.
 */
export const proveEvent =
  <Fault>({
    leaves,
    checkpoint,
    isWanted,
    hasher = rfc6962,
  }: ProveOptions<Fault>): TaskEither<Fault | ProveFault, Proved> =>
  async () => {
    const head = pipe(
      parseNote(checkpoint),
      E.chainW(({ text }) => parseCheckpoint(text)),
    )
    if (E.isLeft(head)) return head
    const index = await indexOf(leaves, head.right.size, isWanted)
    if (E.isLeft(index)) return index
    return prove(leaves, index.right, { head: head.right, checkpoint, hasher })
  }

const indexOf = async <Fault>(
  leaves: LeafSource<Fault>,
  size: number,
  isWanted: (envelope: Envelope) => boolean,
): Promise<E.Either<Fault | ProveFault, number>> => {
  let index = 0
  if (size > 0)
    for await (const next of leaves()) {
      if (E.isLeft(next)) return next
      const envelope = readEnvelope(next.right)
      if (E.isRight(envelope) && isWanted(envelope.right)) return E.right(index)
      if (++index === size) break
    }
  return E.left({ _tag: "EventNotFound", size })
}

interface SignedHead {
  readonly head: TreeHead
  readonly checkpoint: Uint8Array
  readonly hasher: TreeHasher
}

/** Collects the proof of a leaf in one pass. Call `take` once for each of the first `size` leaves, in order. */
export const proofOnTheWay = (index: number, size: number, hasher: TreeHasher) => {
  const siblings = inclusionPath(index, size).map(({ start, end }) => ({ start, end, range: emptyRange }))
  let leaf: Uint8Array | undefined
  return {
    take: (position: number, hash: Uint8Array): void => {
      if (position === index) leaf = hash
      const sibling = siblings.find(({ start, end }) => start <= position && position < end)
      if (sibling !== undefined) sibling.range = extendRange(sibling.range, hash, hasher)
    },
    /** `undefined` until the leaf itself has passed. */
    leafHash: (): Uint8Array | undefined => leaf,
    proof: (): ReadonlyArray<Uint8Array> => siblings.map(({ range }) => rangeRoot(range, hasher)),
  }
}

const prove = async <Fault>(
  leaves: LeafSource<Fault>,
  index: number,
  { head, checkpoint, hasher }: SignedHead,
): Promise<E.Either<Fault | ProveFault, Proved>> => {
  const { size, root } = head
  const passing = proofOnTheWay(index, size, hasher)
  let current = 0
  for await (const next of leaves()) {
    if (E.isLeft(next)) return next
    passing.take(current, hasher.leaf(next.right))
    if (++current === size) break
  }
  const proof = passing.proof()
  const verified = verifyInclusion({ index, size, leafHash: passing.leafHash() ?? hasher.empty, root, proof }, hasher)
  return E.isLeft(verified)
    ? E.left({ _tag: "NotTheLog", size })
    : E.right({ index, size, file: printTlogProof({ extra: undefined, index, proof, checkpoint }) })
}

/** One sentence for people, in both languages. */
export const formatProveFault = (fault: ProveFault): Bilingual => {
  switch (fault._tag) {
    case "EventNotFound":
      return bilingual(
        `检查点的${fault.size}条记录中没有该事件`,
        `it is not among the ${fault.size} leaves of the checkpoint`,
      )
    case "NotTheLog":
      return bilingual(
        `日志与检查点（${fault.size}条）不符`,
        `the log differs from the checkpoint (${fault.size} leaves)`,
      )
    default:
      return formatCheckpointRefusal(fault)
  }
}
