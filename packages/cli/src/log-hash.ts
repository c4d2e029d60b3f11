/** The root of the Merkle tree over a log's leaves (RFC 6962), taken as they come. */
import { emptyRange, extendRange, rangeRoot } from "@shifan/audit"
import { nodeHasher } from "@shifan/audit/node"
import type { LogHash } from "@shifan/event-store"

export const logHash = (): LogHash => {
  let range = emptyRange
  return {
    add: (leaf) => {
      range = extendRange(range, nodeHasher.leaf(leaf), nodeHasher)
    },
    root: () => rangeRoot(range, nodeHasher),
  }
}
