/** What a log goes on from: its kept head, found again in its leaves. */
import * as E from "fp-ts/lib/Either.js"
import type { LeafLog } from "@shifan/event-store"
import { type ResumableHead, rangeRoot, sameBytes, type TreeHasher } from "@shifan/tlog"
import { grow, nothingGrown, type Grown, type LeafFault } from "./range-builder.js"

/** The log is shorter than the newest head kept of it: it was brought back from a backup, and to go on would be a fork. */
export interface BehindKeptHead {
  readonly _tag: "BehindKeptHead"
  /** In leaves. */
  readonly kept: number
  readonly log: number
}

/** The leaves up to the size of the kept head have another root than it. */
export interface Forked {
  readonly _tag: "Forked"
  readonly size: number
  readonly kept: Uint8Array
  readonly found: Uint8Array
}

export type ResumingFault = BehindKeptHead | Forked | LeafFault

/**
 * From the range kept with the head if, with the last leaf as the log has it now, that gives the head's root; otherwise,
 * and always with `whole`, from the first leaf on.
 */
export const resume = async (
  log: LeafLog,
  kept: ResumableHead,
  size: number,
  hasher: TreeHasher,
  whole: boolean,
  each: (leaves: number) => void,
): Promise<E.Either<ResumingFault, Grown>> => {
  if (size < kept.size) return E.left({ _tag: "BehindKeptHead", kept: kept.size, log: size })
  const isKept = ({ range }: Grown): boolean => sameBytes(rangeRoot(range, hasher), kept.root)
  if (!whole && kept.rangeBeforeLast !== undefined) {
    const last = await grow(log, { range: kept.rangeBeforeLast, before: undefined }, kept.size, hasher)
    if (E.isLeft(last) || isKept(last.right)) return last
  }
  const all = await grow(log, nothingGrown, kept.size, hasher, each)
  if (E.isLeft(all) || isKept(all.right)) return all
  return E.left({ _tag: "Forked", size: kept.size, kept: kept.root, found: rangeRoot(all.right.range, hasher) })
}
