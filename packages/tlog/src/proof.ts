/** Inclusion and consistency proofs (RFC 6962, section 2.1; RFC 9162, sections 2.1.3 and 2.1.4). */
import * as E from "fp-ts/lib/Either.js"
import { zip } from "fp-ts/lib/ReadonlyArray.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { countFault, sameBytes, type NotACount } from "./encoding.js"
import { hashLength, readRanges, rfc6962, type HashReader, type LeafRange, type TreeHasher } from "./merkle-tree.js"

/** Sibling hashes, lowest first. */
export type Proof = ReadonlyArray<Uint8Array>

/** There is no such leaf: indices go from 0 to `size` - 1. */
export interface IndexOutsideTree {
  readonly _tag: "IndexOutsideTree"
  readonly index: number
  readonly size: number
}

/** The first tree of a consistency proof is the larger one. */
export interface SizesReversed {
  readonly _tag: "SizesReversed"
  readonly first: number
  readonly second: number
}

/** Every tree extends the empty one, so such a proof would say nothing; RFC 6962 defines none. */
export interface FromEmptyTree {
  readonly _tag: "FromEmptyTree"
}

/** Lengths in hashes. */
export interface WrongProofLength {
  readonly _tag: "WrongProofLength"
  readonly expected: number
  readonly found: number
}

/** `found` in bytes. If `hash` is a number, it is an index into the proof. */
export interface WrongHashLength {
  readonly _tag: "WrongHashLength"
  readonly hash: "leaf" | "firstRoot" | number
  readonly found: number
}

/** `expected` was claimed; `found` was computed from the proof. */
export interface RootMismatch {
  readonly _tag: "RootMismatch"
  readonly tree: "root" | "firstRoot"
  readonly expected: Uint8Array
  readonly found: Uint8Array
}

/** Why a proof fails. `RootMismatch` means a wrong proof; all others mean that the input is not a proof at all. */
export type ProofFault =
  | NotACount
  | IndexOutsideTree
  | SizesReversed
  | FromEmptyTree
  | WrongProofLength
  | WrongHashLength
  | RootMismatch

/** A leaf, counted from 0, in the tree of the first `size` leaves. */
export interface LeafPosition {
  readonly index: number
  readonly size: number
}

/** Claims that the tree with this root has the leaf at this index (RFC 6962, 2.1.1). */
export interface InclusionClaim extends LeafPosition {
  readonly leafHash: Uint8Array
  readonly root: Uint8Array
  readonly proof: Proof
}

/** Reads about log₂(size) hashes. */
export const proveInclusion = <Fault>(
  read: HashReader<Fault>,
  position: LeafPosition,
  hasher: TreeHasher = rfc6962,
): TE.TaskEither<ProofFault | Fault, Proof> => {
  const fault = positionFault(position)
  if (fault !== undefined) return TE.left(fault)
  return readRanges<ProofFault | Fault>(read, inclusionPath(position.index, position.size), hasher)
}

/**
 * Verifies that the leaf is in the tree with this root. Take root and size from the same signed checkpoint: a root does
 * not reveal its size.
 */
export const verifyInclusion = (claim: InclusionClaim, hasher: TreeHasher = rfc6962): E.Either<ProofFault, void> => {
  const { index, size, leafHash, root, proof } = claim
  const outside = positionFault(claim)
  if (outside !== undefined) return E.left(outside)
  if (leafHash.length !== hashLength) return E.left({ _tag: "WrongHashLength", hash: "leaf", found: leafHash.length })
  const path = inclusionPath(index, size)
  const misshapen = shapeFault(proof, path.length)
  if (misshapen !== undefined) return E.left(misshapen)
  const computed = zip(path, proof).reduce(
    (hash, [{ start }, sibling]) => (start > index ? hasher.node(hash, sibling) : hasher.node(sibling, hash)),
    leafHash,
  )
  return expectRoot("root", root, computed)
}

/** Numbers of leaves in the older and the newer tree. */
export interface TreeSizes {
  readonly first: number
  readonly second: number
}

/** Claims that the tree with `firstRoot` is the beginning of the tree with `root` (RFC 6962, 2.1.2). */
export interface ConsistencyClaim extends TreeSizes {
  readonly firstRoot: Uint8Array
  /** Root of the newer tree. */
  readonly root: Uint8Array
  readonly proof: Proof
}

/**
 * Proves that the tree of the first `sizes.first` leaves is the beginning of that of `sizes.second` (RFC 6962, 2.1.2): about
 * 2·log₂(size) hashes, read at once. The proof between a tree and itself is empty. `ProofFault` if the sizes make no pair.
 */
export const proveConsistency = <Fault>(
  read: HashReader<Fault>,
  sizes: TreeSizes,
  hasher: TreeHasher = rfc6962,
): TE.TaskEither<ProofFault | Fault, Proof> => {
  const fault = sizesFault(sizes)
  if (fault !== undefined) return TE.left(fault)
  return readRanges<ProofFault | Fault>(read, consistencyPath(sizes.first, sizes.second), hasher)
}

/**
 * Verifies that the newer tree begins with all leaves of the older. Both roots come from signed checkpoints. A claim from
 * the empty tree is refused as `FromEmptyTree`: there is nothing to verify.
 */
export const verifyConsistency = (
  claim: ConsistencyClaim,
  hasher: TreeHasher = rfc6962,
): E.Either<ProofFault, void> => {
  const { first, second, firstRoot, root, proof } = claim
  const unprovable = sizesFault(claim)
  if (unprovable !== undefined) return E.left(unprovable)
  const path = consistencyPath(first, second)
  // Between a tree and itself only the roots are compared, and a published vector has 12-byte roots there.
  if (path.length > 0 && firstRoot.length !== hashLength)
    return E.left({ _tag: "WrongHashLength", hash: "firstRoot", found: firstRoot.length })
  const misshapen = shapeFault(proof, path.length)
  if (misshapen !== undefined) return E.left(misshapen)
  const computed = rootsFrom(claim, path, hasher)
  const older = expectRoot("firstRoot", firstRoot, computed.older)
  return E.isLeft(older) ? older : expectRoot("root", root, computed.newer)
}

/** Computes both roots from the proof. */
const rootsFrom = (
  { first, firstRoot, proof }: ConsistencyClaim,
  path: ReadonlyArray<LeafRange>,
  hasher: TreeHasher,
): { readonly older: Uint8Array; readonly newer: Uint8Array } => {
  const steps = zip(path, proof)
  const [lowest, ...above] = steps
  // If the older tree is a complete subtree of the newer, the path starts from its root, which the proof omits.
  const startsInProof = lowest !== undefined && lowest[0].end === first
  let older = startsInProof ? lowest[1] : firstRoot
  let newer = older
  for (const [{ end }, sibling] of startsInProof ? above : steps) {
    const isInBoth = end <= first
    if (isInBoth) older = hasher.node(sibling, older)
    newer = isInBoth ? hasher.node(sibling, newer) : hasher.node(newer, sibling)
  }
  return { older, newer }
}

/** PATH of RFC 6962, section 2.1.1: the siblings on the way from leaf `index` up to the root, lowest first. */
export const inclusionPath = (index: number, size: number): ReadonlyArray<LeafRange> => {
  const { siblings } = descend(size, isLeaf, (middle) => index < middle)
  return siblings
}

const isLeaf = ({ start, end }: LeafRange): boolean => end - start <= 1

/**
 * PROOF of RFC 6962, section 2.1.2, for 0 < first ≤ second, lowest first. If the first tree is a complete subtree of the
 * second, its root is omitted: the verifier has it.
 */
const consistencyPath = (first: number, second: number): ReadonlyArray<LeafRange> => {
  const endsWithFirst = ({ end }: LeafRange): boolean => end <= first
  const { last, siblings } = descend(second, endsWithFirst, (middle) => first <= middle)
  return last.start > 0 ? [last, ...siblings] : siblings
}

/** Walks down from the root, halving the tree at each step, and collects the halves not taken, lowest first. */
const descend = (
  size: number,
  isLast: (range: LeafRange) => boolean,
  goesLeft: (middle: number) => boolean,
): { readonly last: LeafRange; readonly siblings: ReadonlyArray<LeafRange> } => {
  const siblings: Array<LeafRange> = []
  let range: LeafRange = { start: 0, end: size }
  while (!isLast(range)) {
    const middle = range.start + leftSize(range.end - range.start)
    const left = { start: range.start, end: middle }
    const right = { start: middle, end: range.end }
    const isLeft = goesLeft(middle)
    siblings.push(isLeft ? right : left)
    range = isLeft ? left : right
  }
  return { last: range, siblings: siblings.toReversed() }
}

/** The largest power of two below `n`, for n ≥ 2: the number of leaves in the left half of a tree. */
const leftSize = (n: number): number => {
  let k = 1
  while (k < n - k) k *= 2
  return k
}

const positionFault = ({ index, size }: LeafPosition): ProofFault | undefined =>
  countFault(index, size) ?? (index < size ? undefined : { _tag: "IndexOutsideTree", index, size })

const sizesFault = ({ first, second }: TreeSizes): ProofFault | undefined => {
  const fault = countFault(first, second)
  if (fault !== undefined) return fault
  if (first > second) return { _tag: "SizesReversed", first, second }
  return first === 0 ? { _tag: "FromEmptyTree" } : undefined
}

/** Runs before anything is hashed. */
const shapeFault = (proof: Proof, expected: number): WrongProofLength | WrongHashLength | undefined => {
  if (proof.length !== expected) return { _tag: "WrongProofLength", expected, found: proof.length }
  const index = proof.findIndex(({ length }) => length !== hashLength)
  const wrong = proof[index]
  return wrong && { _tag: "WrongHashLength", hash: index, found: wrong.length }
}

/** Roots of any length are compared: a root of the wrong length is a mismatch. */
const expectRoot = (
  tree: "root" | "firstRoot",
  expected: Uint8Array,
  found: Uint8Array,
): E.Either<RootMismatch, void> =>
  sameBytes(expected, found) ? E.right(undefined) : E.left({ _tag: "RootMismatch", tree, expected, found })
