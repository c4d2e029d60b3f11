/** The leaves of a bundle, an entry bundle at a time, each hashed and set into the tree. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import type { TreeHasher } from "@shifan/tlog"
import { entriesPath, parseJson } from "../contents.js"
import type { LeafPlace } from "../finding.js"
import type { Folder, FolderFault } from "../folder.js"
import { entriesOf, storedAs, type EntriesFault } from "../leaves.js"
import { entriesSaid, folderSaid } from "../wording.js"
import { aFile, type Findings } from "./findings.js"
import type { Tree } from "./tree.js"

export interface Hashing {
  readonly folder: Folder
  /** In leaves: what the checkpoint says. */
  readonly size: number
  readonly hasher: TreeHasher
  readonly tree: Tree
}

export interface Hashed {
  /** The index of the first. */
  readonly from: number
  readonly leaves: ReadonlyArray<Uint8Array>
  readonly hashes: ReadonlyArray<Uint8Array>
}

/** Ends at the first entry bundle that cannot be read. */
export async function* hashedLeaves(
  { folder, size, hasher, tree }: Hashing,
  findings: Findings,
): AsyncGenerator<Hashed> {
  let from = 0
  for await (const entries of entriesOf(folder, size)) {
    if (E.isLeft(entries)) return unreadable(entries.left, from, size, findings)
    const leaves = entries.right
    const [first, hashes] = [from, leaves.map(hasher.leaf)]
    await tree.grow(
      hashes,
      leaves.map((leaf, i) => () => placeOf(leaf, first + i)),
    )
    from += leaves.length
    yield { from: first, leaves, hashes }
  }
}

/** By its own word, where a leaf stands in its stream. */
const placeOf = (leaf: Uint8Array, index: number): LeafPlace => {
  const { stream, revision } = storedAs(leaf, index, parseJson(leaf))
  return { index, stream, revision }
}

const unreadable = (left: FolderFault | EntriesFault, index: number, size: number, { fault }: Findings): void =>
  left._tag === "EntriesFault"
    ? fault("EntriesMalformed", left.path, entriesExpected, entriesSaid(left.reason))
    : fault("FileRefused", entriesPath(index, size), aFile, folderSaid(left))

const entriesExpected = bilingual("完整的条目包（C2SP tlog-tiles）", "a whole entry bundle (C2SP tlog-tiles)")
