import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { LeafLog } from "@shifan/event-store"
import {
  type CryptoUnavailable,
  type HeadMoved,
  type HeadStore,
  type LogKey,
  type MalformedCheckpoint,
  printCheckpoint,
  printResumableHead,
  rangeRoot,
  type ResumableHead,
  rfc6962,
  signNote,
  type TreeHasher,
  type TreeHead,
  type UnsignableText,
} from "@shifan/tlog"
import { type KeptHeadFault, latestHead } from "./kept-heads.js"
import {
  type BehindKeptHead,
  emptyLogRange,
  extendTo,
  type Forked,
  type LeafFault,
  type LogRange,
  type RangeBuilder,
  resumeFrom,
} from "./range-builder.js"

/** Arguments of signing. */
export interface SigningOptions {
  readonly log: LeafLog
  /** Stored outside the event store, so that restoring a backup of the store does not roll them back. */
  readonly heads: HeadStore
  /** All have the origin as their name, and all sign. There are two while a key is being replaced. */
  readonly keys: ReadonlyNonEmptyArray<LogKey>
  /** Name of the log. */
  readonly origin: string
  /** Read every leaf again, not only the new ones and the last one that the kept head covers. */
  readonly whole?: boolean
  readonly hasher?: TreeHasher
  /** Called after each leaf, with the number of leaves read and their total. */
  readonly progress?: (leaves: number, size: number) => void
}

/** The signed head, now stored, with the file to publish. */
export interface SignedCheckpoint {
  readonly checkpoint: TreeHead
  /** The file, with one signature line per key. */
  readonly note: Uint8Array
  /** Size of the previous head, in leaves; 0 if there was none. */
  readonly previousSize: number
}

/** A key or the kept head belongs to another log. */
export interface OtherOrigin {
  readonly _tag: "OtherOrigin"
  readonly expected: string
  readonly found: string
}

/**
 * Why no checkpoint was signed. `BehindKeptHead` and `Forked` mean that the store was rolled back or changed: investigate,
 * do not retry.
 */
export type SigningFault =
  | OtherOrigin
  | KeptHeadFault
  | HeadMoved
  | BehindKeptHead
  | Forked
  | LeafFault
  | MalformedCheckpoint
  | UnsignableText
  | CryptoUnavailable

/**
 * Signs the current log. The head is stored before it is signed, so a killed process leaves at most an unsigned head, which
 * the next call signs. For the same size the text is the same. `HeadMoved` means that another signer was faster: call
 * again.
 */
export const signCheckpoint =
  (options: SigningOptions): TE.TaskEither<SigningFault, SignedCheckpoint> =>
  async () => {
    const { log, heads, keys, origin } = options
    const otherKey = keys.find(({ verifier }) => verifier.name !== origin)
    if (otherKey !== undefined) return otherOrigin(origin, otherKey.verifier.name)
    const kept = await latestHead(heads)()
    if (E.isLeft(kept)) return kept
    const { generation, head } = kept.right
    if (head !== undefined && head.origin !== origin) return otherOrigin(origin, head.origin)
    const size = await log.size()
    if (E.isLeft(size)) return size
    const range = await rangeOver(options, head, size.right)
    if (E.isLeft(range)) return range
    const checkpoint = headOf(options, range.right)
    if (head?.size !== checkpoint.size) {
      const content = printResumableHead({ ...checkpoint, rangeBeforeLast: range.right.beforeLast })
      if (E.isLeft(content)) return content
      const stored = await heads.keep({ generation: generation + 1, content: content.right })()
      if (E.isLeft(stored)) return stored
    }
    const note = await signHead(keys, checkpoint)
    return E.isLeft(note) ? note : E.right({ checkpoint, note: note.right, previousSize: head?.size ?? 0 })
  }

const otherOrigin = (expected: string, found: string): E.Either<OtherOrigin, never> =>
  E.left({ _tag: "OtherOrigin", expected, found })

const rangeOver = async (
  { log, hasher = rfc6962, whole = false, progress = () => {} }: SigningOptions,
  head: ResumableHead | undefined,
  size: number,
): Promise<E.Either<BehindKeptHead | Forked | LeafFault, LogRange>> => {
  const builder: RangeBuilder = { log, hasher, progress: (leaves) => progress(leaves, size) }
  if (head === undefined) return extendTo(builder, emptyLogRange, size)
  const resumed = await resumeFrom(builder, head, size, whole)
  return E.isLeft(resumed) ? resumed : extendTo(builder, resumed.right, size)
}

const headOf = ({ origin, hasher = rfc6962 }: SigningOptions, { range }: LogRange): TreeHead => ({
  origin,
  size: range.size,
  root: rangeRoot(range, hasher),
})

const signHead = async (
  keys: ReadonlyNonEmptyArray<LogKey>,
  head: TreeHead,
): Promise<E.Either<MalformedCheckpoint | UnsignableText | CryptoUnavailable, Uint8Array>> => {
  const text = printCheckpoint(head)
  if (E.isLeft(text)) return text
  return signNote(keys, text.right)()
}

/**
 * Signs at each tick, and continues after a fault. A tick during signing is handled afterwards.
 *
 * @example
 * import { setInterval } from "node:timers/promises"
 * for await (const signed of signEvery(setInterval(600_000), { log, heads, keys, origin })) publish(signed)
 */
export async function* signEvery(
  ticks: AsyncIterable<unknown>,
  options: SigningOptions,
): AsyncIterable<E.Either<SigningFault, SignedCheckpoint>> {
  for await (const _ of ticks) yield await signCheckpoint(options)()
}
