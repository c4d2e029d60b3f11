import * as E from "fp-ts/lib/Either.js"
import type { LeafLog } from "@shifan/event-store"
import { utf8 } from "@shifan/testkit/basics"
import { leafHashOf, treeHash } from "@shifan/testkit/tlog"

export const hashesOf = (leaves: ReadonlyArray<string>): ReadonlyArray<Uint8Array> =>
  leaves.map((leaf) => leafHashOf(utf8(leaf)))

export const rootOf = (leaves: ReadonlyArray<string>): Uint8Array => treeHash(hashesOf(leaves))

/** Texts numbered from 0, as leaves. */
export const numbered = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, i) => String(i))

/**
 * A log whose leaves are texts. `leaves` is called for each read, so a test can change things that a store never would.
 *
 * @param recordedAt recorded leaf hash at an index, if it differs from the hash of the bytes
 */
export const logOf = (
  leaves: () => ReadonlyArray<string>,
  recordedAt: (index: number) => Uint8Array | undefined = () => undefined,
): LeafLog & { readonly reads: () => number } => {
  let reads = 0
  return {
    reads: () => reads,
    size: async () => E.right(leaves().length),
    read: async function* (from, to) {
      for (const [i, text] of leaves().slice(from, to).entries()) {
        const index = from + i
        const leaf = utf8(text)
        reads++
        const event = { id: String(index), type: "Happened", stream: "s", revision: index, position: "", leaf }
        yield E.right({ index, event, leafHash: recordedAt(index) ?? leafHashOf(leaf) })
      }
    },
  }
}
