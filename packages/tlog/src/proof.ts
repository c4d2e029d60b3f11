/** Inclusion and consistency proofs (RFC 6962, section 2.1; RFC 9162, sections 2.1.3 and 2.1.4). */
import * as E from "fp-ts/lib/Either.js"
import { zip } from "fp-ts/lib/ReadonlyArray.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { countFault, sameBytes, type NotACount } from "./encoding.js"
import { hashLength, readRanges, rfc6962, type HashReader, type LeafRange, type TreeHasher } from "./merkle-tree.js"

/** Sibling hashes, lowest first. */
export type Proof = ReadonlyArray<Uint8Array>

/** There is no such leaf: indices run from 0 to `size` - 1. */
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

/** Every tree extends the empty one, so a proof of that would say nothing; RFC 6962 defines none. */
export interface FromEmptyTree {
  readonly _tag: "FromEmptyTree"
}

/** In hashes. */
export interface WrongProofLength {
  readonly _tag: "WrongProofLength"
  readonly expected: number
  readonly found: number
}

/** `found` in bytes. As a number, `hash` is an index into the proof. */
export interface WrongHashLength {
  readonly _tag: "WrongHashLength"
  readonly hash: "leaf" | "firstRoot" | number
  readonly found: number
}

/** `expected` was claimed, `found` follows from the proof. */
export interface RootMismatch {
  readonly _tag: "RootMismatch"
  readonly tree: "root" | "firstRoot"
  readonly expected: Uint8Array
  readonly found: Uint8Array
}

/** Why a proof does not show what it claims. `RootMismatch` is a wrong proof; the others are no proof at all. */
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

/** That a leaf stands at its index of the tree of `root` (RFC 6962, 2.1.1). */
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
 * Whether the leaf is in the tree with this root. Take root and size from one signed checkpoint: a root does not reveal
 * the size it belongs to.
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

/** Leaves in the older tree and in the newer. */
export interface TreeSizes {
  readonly first: number
  readonly second: number
}

/** That the tree of `firstRoot` is the beginning of the tree of `root` (RFC 6962, 2.1.2). */
export interface ConsistencyClaim extends TreeSizes {
  readonly firstRoot: Uint8Array
  /** Of the newer tree. */
  readonly root: Uint8Array
  readonly proof: Proof
}

/** The proof between a tree and itself is empty. */
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
 * Whether the newer tree begins with all leaves of the older. Both roots come from signed checkpoints. A claim from the
 * empty tree is refused as `FromEmptyTree`: there is nothing to verify.
 */
export const verifyConsistency = (
  claim: ConsistencyClaim,
  hasher: TreeHasher = rfc6962,
): E.Either<ProofFault, void> => {
  const { first, second, firstRoot, root, proof } = claim
  const unprovable = sizesFault(claim)
  if (unprovable !== undefined) return E.left(unprovable)
  const path = consistencyPath(first, second)
  // Between a tree and itself the roots are only compared, and a published vector has roots of 12 bytes there.
  if (path.length > 0 && firstRoot.length !== hashLength)
    return E.left({ _tag: "WrongHashLength", hash: "firstRoot", found: firstRoot.length })
  const misshapen = shapeFault(proof, path.length)
  if (misshapen !== undefined) return E.left(misshapen)
  const computed = rootsFrom(claim, path, hasher)
  const older = expectRoot("firstRoot", firstRoot, computed.older)
  return E.isLeft(older) ? older : expectRoot("root", root, computed.newer)
}

/** The roots of both trees, as they follow from the proof. */
const rootsFrom = (
  { first, firstRoot, proof }: ConsistencyClaim,
  path: ReadonlyArray<LeafRange>,
  hasher: TreeHasher,
): { readonly older: Uint8Array; readonly newer: Uint8Array } => {
  const steps = zip(path, proof)
  const [lowest, ...above] = steps
  // Where the older tree is a complete subtree of the newer, its root is where the path starts and is not in the proof.
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
 * PROOF of RFC 6962, section 2.1.2, for 0 < first ≤ second, lowest first. Where the first tree is a complete subtree of
 * the second, its root is left out: the verifier has it.
 */
const consistencyPath = (first: number, second: number): ReadonlyArray<LeafRange> => {
  const endsWithFirst = ({ end }: LeafRange): boolean => end <= first
  const { last, siblings } = descend(second, endsWithFirst, (middle) => first <= middle)
  return last.start > 0 ? [last, ...siblings] : siblings
}

/** Walks down from the root, into one half after the other, and collects the halves passed by, lowest first. */
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

/** The largest power of two below `n`, for n ≥ 2: how many leaves the left half of a tree has. */
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

/** Checked before anything is hashed. */
const shapeFault = (proof: Proof, expected: number): WrongProofLength | WrongHashLength | undefined => {
  if (proof.length !== expected) return { _tag: "WrongProofLength", expected, found: proof.length }
  const index = proof.findIndex(({ length }) => length !== hashLength)
  const wrong = proof[index]
  return wrong && { _tag: "WrongHashLength", hash: index, found: wrong.length }
}

/** Roots are compared whatever their length: a root of another length is a mismatch. */
const expectRoot = (
  tree: "root" | "firstRoot",
  expected: Uint8Array,
  found: Uint8Array,
): E.Either<RootMismatch, void> =>
  sameBytes(expected, found) ? E.right(undefined) : E.left({ _tag: "RootMismatch", tree, expected, found })
