/** Merkle tree hashing (RFC 6962, section 2.1; RFC 9162, section 2.1.1), from leaves or from stored hashes. */
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { countFault, type NotACount } from "./encoding.js"

/** SHA-256. Must return a new array and keep no reference to its input, which is reused. */
export type HashFunction = (bytes: Uint8Array) => Uint8Array

/** Portable and synchronous. In Node, `nodeHasher` of `@shifan/tlog/node` is several times as fast. */
export const sha256: HashFunction = nobleSha256

/** Length of a SHA-256 hash, in bytes. */
export const hashLength = 32

/** The three hashes of a Merkle tree. The formats here use `rfc6962`; other hashers are for tests. */
export interface TreeHasher {
  /** The root of the tree without leaves. */
  readonly empty: Uint8Array
  readonly leaf: (entry: Uint8Array) => Uint8Array
  readonly node: (left: Uint8Array, right: Uint8Array) => Uint8Array
}

/** The prefixes prevent an entry from being passed off as two child hashes. */
const leafPrefix = 0x00
const nodePrefix = 0x01

/** Room for a prefix and the longest entry of an entry bundle, 65,535 bytes. */
const sharedInputLength = 1 + 0xffff

/** Builds a tree hasher from a hash function, with the prefixes of RFC 6962: 0x00 before a leaf, 0x01 before a node. */
export const treeHasher = (hash: HashFunction): TreeHasher => {
  // Allocating an input costs half as much as hashing it natively, so all hashes share a buffer.
  const shared = new Uint8Array(sharedInputLength)
  const input = (prefix: number, length: number): Uint8Array => {
    const bytes = 1 + length <= shared.length ? shared.subarray(0, 1 + length) : new Uint8Array(1 + length)
    bytes[0] = prefix
    return bytes
  }
  return {
    empty: hash(new Uint8Array(0)),
    leaf: (entry) => {
      const bytes = input(leafPrefix, entry.length)
      bytes.set(entry, 1)
      return hash(bytes)
    },
    node: (left, right) => {
      const bytes = input(nodePrefix, left.length + right.length)
      bytes.set(left, 1)
      bytes.set(right, 1 + left.length)
      return hash(bytes)
    },
  }
}

/** SHA-256 in plain JavaScript: the default for every `hasher` parameter. */
export const rfc6962: TreeHasher = treeHasher(sha256)

/** A tree that grows leaf by leaf and keeps only the roots of its complete subtrees: log₂(size) hashes. */
export interface CompactRange {
  /** Number of leaves so far. */
  readonly size: number
  /** The roots of the complete subtrees, largest and leftmost first: one for each bit set in `size`. */
  readonly hashes: ReadonlyArray<Uint8Array>
}

/** The compact range without leaves: the start for hashing a tree leaf by leaf. */
export const emptyRange: CompactRange = { size: 0, hashes: [] }

/** Adds a leaf. Two subtrees of equal size merge into one of the next size, like a carry in binary counting. */
export const extendRange = (
  { size, hashes }: CompactRange,
  leafHash: Uint8Array,
  hasher: TreeHasher = rfc6962,
): CompactRange => {
  const extended = hashes.slice()
  let last = leafHash
  for (let n = size; n % 2 === 1; n = Math.floor(n / 2)) last = hasher.node(extended.pop() ?? hasher.empty, last)
  extended.push(last)
  return { size: size + 1, hashes: extended }
}

/** The Merkle tree hash of the leaves so far. */
export const rangeRoot = ({ hashes }: CompactRange, hasher: TreeHasher = rfc6962): Uint8Array =>
  rootOfSubtrees(hashes, hasher)

/** The compact range over a row of hashes, such as those of a tile. */
export const rangeOf = (row: ReadonlyArray<Uint8Array>, hasher: TreeHasher): CompactRange =>
  row.reduce((range, hash) => extendRange(range, hash, hasher), emptyRange)

/** The root over neighbouring complete subtrees, the larger ones to the left. */
export const rootOfSubtrees = (hashes: ReadonlyArray<Uint8Array>, hasher: TreeHasher): Uint8Array =>
  hashes.length === 0 ? hasher.empty : hashes.reduceRight((right, left) => hasher.node(left, right))

/** Leaves from `start` (inclusive) to `end` (exclusive). */
export interface LeafRange {
  readonly start: number
  readonly end: number
}

/** A complete subtree: 2^level leaves, starting at leaf `index` · 2^level. */
export interface Subtree {
  readonly level: number
  readonly index: number
}

/** Splits a range into complete subtrees, leftmost and largest first. The range is from a proof or is the whole tree. */
export const subtreesOf = ({ start, end }: LeafRange): ReadonlyArray<Subtree> => {
  const subtrees: Array<Subtree> = []
  for (let from = start; from < end;) {
    let level = 0
    while (2 ** (level + 1) <= end - from) level += 1
    subtrees.push({ level, index: from / 2 ** level })
    from += 2 ** level
  }
  return subtrees
}

/**
 * Reads stored hashes from any source: one per subtree, in the same order. The source need not be trusted, because a
 * proof made from the hashes is verified against a signed root.
 */
export type HashReader<Fault> = (subtrees: ReadonlyArray<Subtree>) => TE.TaskEither<Fault, ReadonlyArray<Uint8Array>>

/** The Merkle tree hash of each range. Calls the reader once. */
export const readRanges = <Fault>(
  read: HashReader<Fault>,
  ranges: ReadonlyArray<LeafRange>,
  hasher: TreeHasher,
): TE.TaskEither<Fault, ReadonlyArray<Uint8Array>> => {
  const parts = ranges.map(subtreesOf)
  return pipe(
    read(parts.flat()),
    TE.map((hashes) => {
      let used = 0
      return parts.map((part) => rootOfSubtrees(hashes.slice(used, (used += part.length)), hasher))
    }),
  )
}

/**
 * The root of the tree of the first `size` leaves (RFC 6962, MTH), from at most log₂(size) + 1 stored hashes. `NotACount` if `size`
 * is no whole number from 0 on.
 */
export const readRoot = <Fault>(
  read: HashReader<Fault>,
  size: number,
  hasher: TreeHasher = rfc6962,
): TE.TaskEither<Fault | NotACount, Uint8Array> => {
  const fault = countFault(size)
  if (fault !== undefined) return TE.left(fault)
  return pipe(
    readRanges<Fault | NotACount>(read, [{ start: 0, end: size }], hasher),
    TE.map(([root]) => root ?? hasher.empty),
  )
}
