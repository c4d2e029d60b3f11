/** Which parts of a tree a proof is made of. Proving and verifying walk the same path, so they cannot disagree. */

/** Leaves from `start` up to, not including, `end`. */
export interface LeafRange {
  readonly start: number
  readonly end: number
}

/** A complete subtree: the 2^level leaves from `index` · 2^level on. */
export interface Subtree {
  readonly level: number
  readonly index: number
}

/** The largest power of two below `n`, for n ≥ 2: how many leaves the left side of a tree has. */
const leftSize = (n: number): number => {
  let k = 1
  while (k < n - k) k *= 2
  return k
}

/** PATH of RFC 6962, section 2.1.1: the siblings on the way from leaf `index` up to the root, lowest first. */
export const inclusionPath = (index: number, size: number): ReadonlyArray<LeafRange> => {
  const path: Array<LeafRange> = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + leftSize(end - start)
    if (index < middle) {
      path.push({ start: middle, end })
      end = middle
    } else {
      path.push({ start, end: middle })
      start = middle
    }
  }
  return path.toReversed()
}

/**
 * PROOF of RFC 6962, section 2.1.2, for 0 < first ≤ second, lowest first. When the first tree is a complete subtree of
 * the second its root is not listed: whoever verifies has it.
 */
export const consistencyPath = (first: number, second: number): ReadonlyArray<LeafRange> => {
  const path: Array<LeafRange> = []
  let [start, end] = [0, second]
  while (first < end) {
    const middle = start + leftSize(end - start)
    if (first <= middle) {
      path.push({ start: middle, end })
      end = middle
    } else {
      path.push({ start, end: middle })
      start = middle
    }
  }
  if (start > 0) path.push({ start, end })
  return path.toReversed()
}

/** The complete subtrees of a range that a path or a whole tree names, leftmost and largest first. */
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
