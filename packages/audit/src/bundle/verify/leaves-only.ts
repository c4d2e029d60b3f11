/** The log's bytes and nothing of what they say: every leaf hashed, the whole tree built, the signed root compared. */
import * as E from "fp-ts/lib/Either.js"
import type { TreeHasher } from "../../tlog/index.js"
import { parseJson } from "../contents.js"
import type { LeafPlace } from "../finding.js"
import type { Folder } from "../folder.js"
import { entriesOf, storedAs } from "../leaves.js"
import type { Findings } from "./findings.js"
import type { Head } from "./head.js"
import { unreadable } from "./leaves.js"
import { factsOf, nothing, type Facts } from "./report.js"
import { treeOf } from "./tree.js"

export interface Hashing {
  readonly folder: Folder
  readonly head: Head
  readonly hasher: TreeHasher
  readonly progress: (leaves: number, size: number) => void
}

export const leavesOnly = async ({ folder, head, hasher, progress }: Hashing, gathered: Findings): Promise<Facts> => {
  const { size } = head.checkpoint
  const tree = treeOf(folder, head, hasher, gathered)
  gathered.observe([{ code: "LeavesOnly" }])
  let index = 0
  for await (const entries of entriesOf(folder, size)) {
    if (E.isLeft(entries)) {
      unreadable(entries.left, index, size, gathered)
      break
    }
    const from = index
    index += entries.right.length
    const places = entries.right.map((leaf, i) => () => placeOf(leaf, from + i))
    await tree.grow(entries.right.map(hasher.leaf), places)
    progress(index, size)
  }
  if (tree.size() === size) await tree.complete()
  return { ...nothing, ...factsOf(head), leaves: tree.size() }
}

const placeOf = (leaf: Uint8Array, index: number): LeafPlace => {
  const { stream, revision } = storedAs(leaf, index, parseJson(leaf))
  return { index, stream, revision }
}
