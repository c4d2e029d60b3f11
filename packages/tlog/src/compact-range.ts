/** A tree growing leaf by leaf in memory of its height: only the roots of its complete subtrees are kept. */
import { rfc6962, type TreeHasher } from "./hash.js"

export interface CompactRange {
  /** Leaves so far. */
  readonly size: number
  /** The roots of the complete subtrees, largest and leftmost first: one for each bit set in `size`. */
  readonly hashes: ReadonlyArray<Uint8Array>
}

export const emptyRange: CompactRange = { size: 0, hashes: [] }

/** Two subtrees of one size become one of the next, as a carry does in binary counting. */
export const extendRange = (
  { size, hashes }: CompactRange,
  leafHash: Uint8Array,
  hasher: TreeHasher = rfc6962,
): CompactRange => {
  const grown = hashes.slice()
  let last = leafHash
  for (let n = size; n % 2 === 1; n = Math.floor(n / 2)) last = hasher.node(grown.pop() ?? hasher.empty, last)
  grown.push(last)
  return { size: size + 1, hashes: grown }
}

/** The Merkle tree hash of the leaves so far. */
export const rangeRoot = ({ hashes }: CompactRange, hasher: TreeHasher = rfc6962): Uint8Array =>
  rootOfSubtrees(hashes, hasher)

/** The root over neighbouring complete subtrees, larger ones to the left. */
export const rootOfSubtrees = (hashes: ReadonlyArray<Uint8Array>, hasher: TreeHasher): Uint8Array =>
  hashes.length === 0 ? hasher.empty : hashes.reduceRight((right, left) => hasher.node(left, right))

/** The compact range over the hashes of a row, such as those of one tile. */
export const rangeOf = (row: ReadonlyArray<Uint8Array>, hasher: TreeHasher): CompactRange =>
  row.reduce((range, hash) => extendRange(range, hash, hasher), emptyRange)
