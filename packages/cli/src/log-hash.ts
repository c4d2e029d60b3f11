/** The root of the Merkle tree over a log's leaves (RFC 6962), taken as they come. */
import { hash as digest } from "node:crypto"
import { emptyRange, extendRange, rangeRoot, treeHasher } from "@shifan/audit"
import type { LogHash } from "@shifan/event-store"

/** Several times as fast as the portable one. */
export const nodeHasher = treeHasher((bytes) => digest("sha256", bytes, "buffer"))

export const logHash = (): LogHash => {
  let range = emptyRange
  return {
    add: (leaf) => {
      range = extendRange(range, nodeHasher.leaf(leaf), nodeHasher)
    },
    root: () => rangeRoot(range, nodeHasher),
  }
}
