/** That a tree only grew since it was smaller (RFC 9162, section 2.1.4). */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { zip } from "fp-ts/lib/ReadonlyArray.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { hashLength, rfc6962, type TreeHasher } from "./hash.js"
import { readRanges, type HashReader } from "./hash-reader.js"
import { consistencyPath } from "./path.js"
import { expectRoot, misshapen, notACount, type Proof, type ProofFault } from "./proof-fault.js"

/** Sizes in leaves, of the older tree and of the newer. */
export interface TreeSizes {
  readonly first: number
  readonly second: number
}

const impossible = ({ first, second }: TreeSizes): ProofFault | undefined => {
  const fault = notACount(first, second)
  if (fault !== undefined) return fault
  if (first > second) return { _tag: "SizesReversed", first, second }
  return first === 0 ? { _tag: "FromEmptyTree" } : undefined
}

/** Between a tree and itself the proof is empty. */
export const proveConsistency = <Fault>(
  read: HashReader<Fault>,
  growth: TreeSizes,
  hasher: TreeHasher = rfc6962,
): TE.TaskEither<ProofFault | Fault, Proof> => {
  const fault = impossible(growth)
  return fault === undefined
    ? readRanges<ProofFault | Fault>(read, consistencyPath(growth.first, growth.second), hasher)
    : TE.left(fault)
}

export interface ConsistencyClaim extends TreeSizes {
  readonly firstRoot: Uint8Array
  /** Of the newer tree. */
  readonly root: Uint8Array
  readonly proof: Proof
}

/** Both roots are taken on trust. From the empty tree nothing is to be proved, and a claim of it is refused: do not ask. */
export const verifyConsistency = (
  claim: ConsistencyClaim,
  hasher: TreeHasher = rfc6962,
): E.Either<ProofFault, void> => {
  const { first, second, firstRoot, root, proof } = claim
  const senseless = impossible(claim)
  if (senseless !== undefined) return E.left(senseless)
  const path = consistencyPath(first, second)
  // Of a tree and itself the roots are only compared, and the published vectors have one of 12 bytes there.
  if (path.length > 0 && firstRoot.length !== hashLength)
    return E.left({ _tag: "WrongHashLength", hash: "firstRoot", found: firstRoot.length })
  const fault = misshapen(proof, path.length)
  if (fault !== undefined) return E.left(fault)
  const steps = zip(path, proof)
  const [lowest] = steps
  const listed = lowest !== undefined && lowest[0].end === first
  let [older, newer] = listed ? [lowest[1], lowest[1]] : [firstRoot, firstRoot]
  for (const [{ end }, sibling] of listed ? steps.slice(1) : steps) {
    if (end <= first) older = hasher.node(sibling, older)
    newer = end <= first ? hasher.node(sibling, newer) : hasher.node(newer, sibling)
  }
  return pipe(
    expectRoot("firstRoot", firstRoot, older),
    E.chain(() => expectRoot("root", root, newer)),
  )
}
