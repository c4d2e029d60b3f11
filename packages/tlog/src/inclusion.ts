/** That a leaf is in a tree (RFC 9162, section 2.1.3). */
import * as E from "fp-ts/lib/Either.js"
import { zip } from "fp-ts/lib/ReadonlyArray.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { hashLength, rfc6962, type TreeHasher } from "./hash.js"
import { readRanges, type HashReader } from "./hash-reader.js"
import { inclusionPath } from "./path.js"
import { expectRoot, misshapen, notACount, type Proof, type ProofFault } from "./proof-fault.js"

/** The place of a leaf, counted from 0, in the tree of the first `size` leaves. */
export interface LeafPosition {
  readonly index: number
  readonly size: number
}

const outside = ({ index, size }: LeafPosition): ProofFault | undefined =>
  notACount(index, size) ?? (index < size ? undefined : { _tag: "IndexOutsideTree", index, size })

/** Reads log₂ of the size many hashes, lowest sibling first in the answer. */
export const proveInclusion = <Fault>(
  read: HashReader<Fault>,
  place: LeafPosition,
  hasher: TreeHasher = rfc6962,
): TE.TaskEither<ProofFault | Fault, Proof> => {
  const fault = outside(place)
  return fault === undefined
    ? readRanges<ProofFault | Fault>(read, inclusionPath(place.index, place.size), hasher)
    : TE.left(fault)
}

export interface InclusionClaim extends LeafPosition {
  readonly leafHash: Uint8Array
  readonly root: Uint8Array
  readonly proof: Proof
}

/** `root` is taken on trust: have it from a signed checkpoint of that size, which a root does not reveal. */
export const verifyInclusion = (claim: InclusionClaim, hasher: TreeHasher = rfc6962): E.Either<ProofFault, void> => {
  const { index, size, leafHash, root, proof } = claim
  const astray = outside(claim)
  if (astray !== undefined) return E.left(astray)
  if (leafHash.length !== hashLength) return E.left({ _tag: "WrongHashLength", hash: "leaf", found: leafHash.length })
  const path = inclusionPath(index, size)
  const fault = misshapen(proof, path.length)
  if (fault !== undefined) return E.left(fault)
  const reached = zip(path, proof).reduce(
    (hash, [{ start }, sibling]) => (start > index ? hasher.node(hash, sibling) : hasher.node(sibling, hash)),
    leafHash,
  )
  return expectRoot("root", root, reached)
}
