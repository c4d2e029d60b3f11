/** The root of the Merkle tree over a log's leaves (RFC 6962), taken as they come. */
import type { LogHash } from "@shifan/event-store"
import { emptyRange, extendRange, rangeRoot } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"

export const logHash = (): LogHash => {
  let range = emptyRange
  return {
    add: (leaf) => {
      range = extendRange(range, nodeHasher.leaf(leaf), nodeHasher)
    },
    root: () => rangeRoot(range, nodeHasher),
  }
}
