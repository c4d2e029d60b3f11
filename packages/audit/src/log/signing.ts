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

/**
 * What signing takes. The heads live apart from the store, so that a store restored from a backup cannot hide what it
 * lost.
 */
export interface SigningOptions {
  readonly log: LeafLog
  /** Kept outside the store, so that restoring the store from a backup does not restore them. */
  readonly heads: HeadStore
  /** Each has the origin's name, and each signs. There are two while one key replaces another. */
  readonly keys: ReadonlyNonEmptyArray<LogKey>
  /** The name of the log. */
  readonly origin: string
  /** Reads every leaf again, not only the new ones and the last one that the kept head covers. */
  readonly whole?: boolean
  readonly hasher?: TreeHasher
  /** Called after each leaf: how many of how many are read. */
  readonly progress?: (leaves: number, size: number) => void
}

/** The head that was signed and is kept from now on, with the file to publish. */
export interface SignedCheckpoint {
  readonly checkpoint: TreeHead
  /** The file, with a signature line for each key. */
  readonly note: Uint8Array
  /** In leaves, of the head that was kept before; 0 if there was none. */
  readonly previousSize: number
}

/** A key, or the kept head, belongs to another log. */
export interface OtherOrigin {
  readonly _tag: "OtherOrigin"
  readonly expected: string
  readonly found: string
}

/**
 * Why no checkpoint was signed. `BehindKeptHead` and `Forked` mean that the store went back or was changed: to be
 * looked into, not retried.
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
 * Signs the log as it is now. The head is kept before it is signed, so a process that is killed leaves at most a head
 * without signatures, which the next call signs. At the same size the text is the same. `HeadMoved` means that another
 * signer came first: call again.
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
 * Signs at each tick, and carries on after a fault. A tick that comes while it is signing is served afterwards.
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
