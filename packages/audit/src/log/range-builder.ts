/** Ranges of a log computed from its leaves, each leaf's recorded hash compared with its bytes. */
import * as E from "fp-ts/lib/Either.js"
import type { LeafLog, ReadError } from "@shifan/event-store"
import { type CompactRange, emptyRange, extendRange, sameBytes, type TreeHasher } from "@shifan/tlog"

/** The bytes of a leaf are not those whose hash was recorded when it got its place. */
export interface LeafDiffers {
  readonly _tag: "LeafDiffers"
  readonly index: number
  readonly stream: string
  readonly revision: number
}

/** The log ended before the size it gave, or gave another leaf than the next. */
export interface LogBroken {
  readonly _tag: "LogBroken"
  /** The index that was wanted. */
  readonly index: number
}

export type LeafFault = ReadError | LeafDiffers | LogBroken

/** A range, and the one before its last leaf. */
export interface Grown {
  readonly range: CompactRange
  readonly before: CompactRange | undefined
}

export const nothingGrown: Grown = { range: emptyRange, before: undefined }

/** The range over the leaves up to `size`, of which `from` are in already. `each` is told how many are in by now. */
export const grow = async (
  log: LeafLog,
  from: Grown,
  size: number,
  hasher: TreeHasher,
  each: (leaves: number) => void = () => {},
): Promise<E.Either<LeafFault, Grown>> => {
  let { range, before } = from
  if (range.size >= size) return E.right(from)
  for await (const next of log.read(range.size, size)) {
    if (E.isLeft(next)) return next
    const { index, event, leafHash } = next.right
    if (index !== range.size) break
    const { leaf, stream, revision } = event
    if (!sameBytes(hasher.leaf(leaf), leafHash)) return E.left({ _tag: "LeafDiffers", index, stream, revision })
    before = range
    range = extendRange(range, leafHash, hasher)
    each(range.size)
  }
  return range.size === size ? E.right({ range, before }) : E.left({ _tag: "LogBroken", index: range.size })
}
