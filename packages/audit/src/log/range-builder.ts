import * as E from "fp-ts/lib/Either.js"
import type { LeafLog, ReadError } from "@shifan/event-store"
import {
  type CompactRange,
  emptyRange,
  extendRange,
  rangeRoot,
  type ResumableHead,
  sameBytes,
  type TreeHasher,
} from "@shifan/tlog"

/** The hash of a leaf differs from the one recorded when it got its position. */
export interface LeafDiffers {
  readonly _tag: "LeafDiffers"
  readonly index: number
  readonly stream: string
  readonly revision: number
}

/** The log ends before its own size, or skips a leaf. */
export interface LogBroken {
  readonly _tag: "LogBroken"
  /** The expected next index. */
  readonly index: number
}

/** Why leaves cannot be hashed: the store failed, a leaf does not match its recorded hash, or the log has a gap. */
export type LeafFault = ReadError | LeafDiffers | LogBroken

/** The log is shorter than its kept head: the store was restored from a backup, and continuing would be a fork. */
export interface BehindKeptHead {
  readonly _tag: "BehindKeptHead"
  /** In leaves, like `log`. */
  readonly kept: number
  readonly log: number
}

/** The leaves that the kept head covers give another root. */
export interface Forked {
  readonly _tag: "Forked"
  readonly size: number
  readonly kept: Uint8Array
  readonly found: Uint8Array
}

/** The compact range over the first leaves of a log, and the same without its last leaf. */
export interface LogRange {
  readonly range: CompactRange
  /** `undefined` if the range is empty or was not built leaf by leaf. */
  readonly beforeLast: CompactRange | undefined
}

export const emptyLogRange: LogRange = { range: emptyRange, beforeLast: undefined }

/** What is needed to read a log and build ranges over it. */
export interface RangeBuilder {
  readonly log: LeafLog
  readonly hasher: TreeHasher
  /** Called after each leaf, with the number of leaves in the range. */
  readonly progress: (leaves: number) => void
}

/** Extends a range to the first `size` leaves of the log. Compares each new leaf with its recorded hash. */
export const extendTo = async (
  { log, hasher, progress }: RangeBuilder,
  start: LogRange,
  size: number,
): Promise<E.Either<LeafFault, LogRange>> => {
  let { range, beforeLast } = start
  if (range.size >= size) return E.right(start)
  for await (const next of log.read(range.size, size)) {
    if (E.isLeft(next)) return next
    const { index, event, leafHash } = next.right
    if (index !== range.size) break
    const { leaf, stream, revision } = event
    if (!sameBytes(hasher.leaf(leaf), leafHash)) return E.left({ _tag: "LeafDiffers", index, stream, revision })
    beforeLast = range
    range = extendRange(range, leafHash, hasher)
    progress(range.size)
  }
  return range.size === size ? E.right({ range, beforeLast }) : E.left({ _tag: "LogBroken", index: range.size })
}

/**
 * The range of a kept head, checked against the log. Usually only the last leaf that the head covers is read: added to the
 * range stored with the head, it must give the head's root. If it does not, or with `whole`, every leaf is read.
 *
 * @param size current size of the log
 */
export const resumeFrom = async (
  builder: RangeBuilder,
  head: ResumableHead,
  size: number,
  whole: boolean,
): Promise<E.Either<BehindKeptHead | Forked | LeafFault, LogRange>> => {
  if (size < head.size) return E.left({ _tag: "BehindKeptHead", kept: head.size, log: size })
  const isOfHead = ({ range }: LogRange): boolean => sameBytes(rangeRoot(range, builder.hasher), head.root)
  if (!whole && head.rangeBeforeLast !== undefined) {
    const start = { range: head.rangeBeforeLast, beforeLast: undefined }
    const resumed = await extendTo({ ...builder, progress: () => {} }, start, head.size)
    if (E.isLeft(resumed) || isOfHead(resumed.right)) return resumed
  }
  const rebuilt = await extendTo(builder, emptyLogRange, head.size)
  if (E.isLeft(rebuilt) || isOfHead(rebuilt.right)) return rebuilt
  const found = rangeRoot(rebuilt.right.range, builder.hasher)
  return E.left({ _tag: "Forked", size: head.size, kept: head.root, found })
}
