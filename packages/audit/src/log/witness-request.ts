/** The request to a witness, its proof computed from the leaves. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { LeafLog, LoggedEvent } from "@shifan/event-store"
import {
  type HashReader,
  type MalformedCheckpoint,
  type NoteFault,
  parseCheckpoint,
  parseNote,
  printAddCheckpoint,
  type Proof,
  type ProofFault,
  proveConsistency,
  rangeRoot,
  rfc6962,
  type TreeHasher,
} from "@shifan/tlog"
import { grow, nothingGrown, type Grown, type LeafFault } from "./range-builder.js"

export interface Asking {
  readonly log: LeafLog
  /** The signed checkpoint, as a file. */
  readonly note: Uint8Array
  /** Leaves in the checkpoint this witness cosigned last; 0 where it never did, or to learn it from its refusal. */
  readonly old: number
  readonly hasher?: TreeHasher
}

/** The file, or the body of the HTTP request. */
export const witnessRequest = ({
  log,
  note,
  old,
  hasher = rfc6962,
}: Asking): TE.TaskEither<NoteFault | MalformedCheckpoint | ProofFault | LeafFault, Uint8Array> =>
  pipe(
    TE.fromEither(
      pipe(
        parseNote(note),
        E.chainW(({ text }) => parseCheckpoint(text)),
      ),
    ),
    TE.chainW(({ size }) =>
      old === 0
        ? TE.right<ProofFault | LeafFault, Proof>([])
        : proveConsistency(leafReader(log, hasher), { first: old, second: size }, hasher),
    ),
    TE.map((proof) => printAddCheckpoint({ old, proof, checkpoint: note })),
  )

/** Reads the leaves of each subtree anew: for a proof now and then, without any tiles. */
const leafReader =
  (log: LeafLog, hasher: TreeHasher): HashReader<LeafFault> =>
  (subtrees) =>
    pipe(
      subtrees,
      TE.traverseSeqArray(
        ({ level, index }) =>
          () =>
            rootBetween(log, index * 2 ** level, 2 ** level, hasher),
      ),
    )

const rootBetween = async (
  log: LeafLog,
  start: number,
  count: number,
  hasher: TreeHasher,
): Promise<E.Either<LeafFault, Uint8Array>> => {
  const grown = await grow(shifted(log, start), nothingGrown, count, hasher)
  return E.map(({ range }: Grown) => rangeRoot(range, hasher))(grown)
}

/** The log from a leaf on, as if it began there. */
const shifted = (log: LeafLog, start: number): LeafLog => ({
  size: pipe(
    log.size,
    TE.map((size) => Math.max(0, size - start)),
  ),
  read: async function* (from, to) {
    for await (const one of log.read(start + from, start + to))
      yield E.map((leaf: LoggedEvent) => ({ ...leaf, index: leaf.index - start }))(one)
  },
})
