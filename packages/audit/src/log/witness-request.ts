import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { LeafLog } from "@shifan/event-store"
import {
  type HashReader,
  type MalformedCheckpoint,
  type NoteFault,
  parseCheckpoint,
  parseNote,
  printAddCheckpoint,
  type ProofFault,
  proveConsistency,
  rangeRoot,
  rfc6962,
  type TreeHasher,
} from "@shifan/tlog"
import { emptyLogRange, extendTo, type LeafFault } from "./range-builder.js"

/** The checkpoint for a witness to cosign, and the size that the witness cosigned last. */
export interface WitnessRequestOptions {
  readonly log: LeafLog
  /** The signed checkpoint file. */
  readonly note: Uint8Array
  /**
   * Leaves in the checkpoint that this witness cosigned last; 0 if it never did, or if unknown: the witness then refuses and
   * names its size.
   */
  readonly old: number
  readonly hasher?: TreeHasher
}

/** The body of an add-checkpoint request (C2SP tlog-witness), to send or carry to the witness. */
export const witnessRequest =
  ({
    log,
    note,
    old,
    hasher = rfc6962,
  }: WitnessRequestOptions): TE.TaskEither<NoteFault | MalformedCheckpoint | ProofFault | LeafFault, Uint8Array> =>
  async () => {
    const parsed = parseNote(note)
    if (E.isLeft(parsed)) return parsed
    const checkpoint = parseCheckpoint(parsed.right.text)
    if (E.isLeft(checkpoint)) return checkpoint
    if (old === 0) return E.right(printAddCheckpoint({ old, proof: [], checkpoint: note }))
    const proof = await proveConsistency(
      leafReader(log, hasher),
      { first: old, second: checkpoint.right.size },
      hasher,
    )()
    return E.isLeft(proof) ? proof : E.right(printAddCheckpoint({ old, proof: proof.right, checkpoint: note }))
  }

/** Computes subtree hashes from the leaves each time. Good enough for an occasional proof without tiles. */
const leafReader = (log: LeafLog, hasher: TreeHasher): HashReader<LeafFault> =>
  TE.traverseSeqArray(({ level, index }) => async () => {
    const size = 2 ** level
    const start = index * size
    const builder = { log: logFrom(log, start), hasher, progress: () => {} }
    const subtree = await extendTo(builder, emptyLogRange, size)
    return E.isLeft(subtree) ? E.left(inWholeLog(subtree.left, start)) : E.right(rangeRoot(subtree.right.range, hasher))
  })

/** Converts the index in a fault of `logFrom` to that of the whole log. */
const inWholeLog = (fault: LeafFault, start: number): LeafFault =>
  "index" in fault ? { ...fault, index: fault.index + start } : fault

/** The log from `start` on, numbered from 0. */
const logFrom = (log: LeafLog, start: number): LeafLog => ({
  size: TE.map((size: number) => Math.max(0, size - start))(log.size),
  read: async function* (from, to) {
    for await (const next of log.read(start + from, start + to))
      yield E.isLeft(next) ? next : E.right({ ...next.right, index: next.right.index - start })
  },
})
