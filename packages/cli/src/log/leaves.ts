/** Reads the leaves of a log in order, from a store or a bundle. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import {
  formatCheckpointRefusal,
  formatEntriesFault,
  formatFolderFault,
  leavesOf,
  type EntriesFault,
  type FolderFault,
} from "@shifan/bundle"
import { eventsInLog, type LeafLog } from "@shifan/event-store"
import { parseCheckpoint, parseNote } from "@shifan/tlog"
import { storeFailure } from "../failures.js"
import { exits, failure, type Failure } from "../result.js"
import { openBundle } from "./bundle-folder.js"

export type Leaves = AsyncGenerator<E.Either<Failure, Uint8Array>>

export async function* leavesOfLog(log: LeafLog): Leaves {
  for await (const event of eventsInLog(log))
    yield E.isLeft(event) ? E.left(storeFailure(event.left)) : E.right(event.right.leaf)
}

export interface BundleLeaves {
  readonly leaves: () => Leaves
  readonly checkpoint: Uint8Array
}

/** Reads as many leaves as the bundle's own checkpoint states. */
export const leavesOfBundle = async (bundle: string): Promise<E.Either<Failure, BundleLeaves>> => {
  const folder = await openBundle(bundle)
  if (E.isLeft(folder)) return folder
  const checkpoint = await folder.right.read("checkpoint", 1_000_000)()
  if (E.isLeft(checkpoint)) return E.left(bundleFailure(checkpoint.left))
  const head = pipe(
    parseNote(checkpoint.right),
    E.chainW(({ text }) => parseCheckpoint(text)),
  )
  if (E.isLeft(head)) {
    const { zh, en } = formatCheckpointRefusal(head.left)
    return E.left(failure(exits.verificationFailed, head.left._tag, `checkpoint：${zh}`, `checkpoint: ${en}`))
  }
  const { size } = head.right
  return E.right({ leaves: () => withFailures(leavesOf(folder.right, size)), checkpoint: checkpoint.right })
}

async function* withFailures(leaves: ReturnType<typeof leavesOf>): Leaves {
  for await (const leaf of leaves) yield E.isLeft(leaf) ? E.left(bundleFailure(leaf.left)) : leaf
}

const bundleFailure = (fault: FolderFault | EntriesFault): Failure => {
  const reason = fault._tag === "EntriesFault" ? formatEntriesFault(fault.reason) : formatFolderFault(fault)
  return failure(
    fault._tag === "FileMissing" ? exits.notFound : exits.verificationFailed,
    fault._tag,
    `${fault.path}：${reason.zh}`,
    `${fault.path}: ${reason.en}`,
  )
}
