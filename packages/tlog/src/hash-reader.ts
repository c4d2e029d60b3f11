/** Stored hashes, wherever they are kept, and the hashes of any part of the tree computed from them. */
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { rootOfSubtrees } from "./compact-range.js"
import { rfc6962, type TreeHasher } from "./hash.js"
import { notACount, type NotACount } from "./proof-fault.js"
import { subtreesOf, type LeafRange, type Subtree } from "./path.js"

/** Answers with one hash for each subtree, in the same order. What it answers is believed by nobody: proofs are verified. */
export type HashReader<Fault> = (subtrees: ReadonlyArray<Subtree>) => TE.TaskEither<Fault, ReadonlyArray<Uint8Array>>

/** The Merkle tree hash of each range, with one call of the reader. */
export const readRanges = <Fault>(
  read: HashReader<Fault>,
  ranges: ReadonlyArray<LeafRange>,
  hasher: TreeHasher,
): TE.TaskEither<Fault, ReadonlyArray<Uint8Array>> => {
  const parts = ranges.map(subtreesOf)
  return pipe(
    read(parts.flat()),
    TE.map((hashes) => {
      let taken = 0
      return parts.map((part) => rootOfSubtrees(hashes.slice(taken, (taken += part.length)), hasher))
    }),
  )
}

/** The root of the tree of the first `size` leaves. */
export const readRoot = <Fault>(
  read: HashReader<Fault>,
  size: number,
  hasher: TreeHasher = rfc6962,
): TE.TaskEither<Fault | NotACount, Uint8Array> => {
  const fault = notACount(size)
  return fault === undefined
    ? pipe(
        readRanges<Fault | NotACount>(read, [{ start: 0, end: size }], hasher),
        TE.map(([root]) => root ?? hasher.empty),
      )
    : TE.left(fault)
}
