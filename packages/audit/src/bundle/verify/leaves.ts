/** One walk over the leaves: hashed, set into the tree, projected, observed, and handed on to be decided again. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { examineLeaf } from "@shifan/event-store"
import type { Replayed } from "../../replay.js"
import type { TreeHasher } from "../../tlog/index.js"
import { entriesPath } from "../contents.js"
import type { Folder, FolderFault } from "../folder.js"
import { leavesOf, storedAs, type EntriesFault } from "../leaves.js"
import type { Observing } from "../observing.js"
import type { Projection } from "../projection.js"
import { entriesSaid, folderSaid } from "../wording.js"
import { aFile, type Findings } from "./findings.js"
import { intake, type Excess } from "./intake.js"
import type { OpeningsCheck } from "./openings.js"
import type { Tree } from "./tree.js"

export interface Walk {
  readonly folder: Folder
  /** In leaves: what the checkpoint says. */
  readonly size: number
  readonly hasher: TreeHasher
  readonly tree: Tree
  readonly projection: Projection
  readonly observing: Observing
  readonly openings: OpeningsCheck
  readonly progress: (leaves: number, size: number) => void
}

/**
 * Ends at the first entry bundle that cannot be read; where a leaf stands in its stream is its own word. Past what an
 * audit takes on, leaves are still hashed, and `undefined` comes out for each.
 */
export async function* walk(
  { folder, size, hasher, tree, projection, observing, openings, progress }: Walk,
  findings: Findings,
): AsyncGenerator<Replayed | undefined> {
  const take = intake()
  let excess: Excess | undefined
  let index = 0
  for await (const next of leavesOf(folder, size)) {
    if (E.isLeft(next)) {
      return unreadable(next.left, index, size, findings)
    }
    const leaf = next.right
    const hash = hasher.leaf(leaf)
    const examined = examineLeaf(leaf)
    const stored = { ...storedAs(leaf, index, examined.said), examined }
    const place = { index, stream: stored.stream, revision: stored.revision }
    const comparing = tree.grow([hash], [() => place])
    if (comparing !== undefined) await comparing
    const envelope = excess === undefined ? E.getOrElseW(() => undefined)(examined.envelope) : undefined
    if (envelope !== undefined) {
      excess = take(envelope)
      if (excess !== undefined)
        findings.fault("TooMuch", entriesPath(index, size), excess.expected, excess.found, place)
      findings.observe(observing.see(place, envelope))
      projected(projection, { index, hash, leaf, envelope })
    }
    openings.see(index, envelope)
    index++
    progress(index, size)
    yield excess === undefined ? stored : undefined
  }
}

/** Where the leaves end before the checkpoint does. */
export const unreadable = (left: FolderFault | EntriesFault, index: number, size: number, { fault }: Findings): void =>
  left._tag === "EntriesFault"
    ? fault("EntriesMalformed", left.path, entriesExpected, entriesSaid(left.reason))
    : fault("FileRefused", entriesPath(index, size), aFile, folderSaid(left))

const entriesExpected = bilingual("完整的条目包（C2SP tlog-tiles）", "a whole entry bundle (C2SP tlog-tiles)")

/** Data of another shape than their type's are no news to a projection: replay says that they are malformed. */
const projected = (projection: Projection, leaf: Parameters<Projection["apply"]>[0]): void => {
  try {
    projection.apply(leaf)
  } catch {
    return
  }
}
