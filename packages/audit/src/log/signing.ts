/** The checkpoint of a log as it stands, signed once its head is kept where a restored store cannot take it back. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { LeafLog } from "@shifan/event-store"
import {
  type CryptoUnavailable,
  type DamagedHead,
  type HeadMoved,
  type HeadStore,
  type HeadsUnavailable,
  type ResumableHead,
  type LogKey,
  type MalformedCheckpoint,
  parseResumableHead,
  printCheckpoint,
  printResumableHead,
  printNote,
  rangeRoot,
  rfc6962,
  signText,
  type TreeHasher,
  type TreeHead,
  type UnsignableText,
} from "@shifan/tlog"
import { grow, nothingGrown } from "./range-builder.js"
import { resume, type ResumingFault } from "./resume.js"

export interface Signing {
  readonly log: LeafLog
  readonly heads: HeadStore
  /** Each of the origin's name, and each signs: the old and the new one while a key is being replaced. */
  readonly keys: ReadonlyNonEmptyArray<LogKey>
  /** The name of the log. */
  readonly origin: string
  /** Reads every leaf again, where the new ones and the last kept one would do. */
  readonly whole?: boolean
  readonly hasher?: TreeHasher
  /** Told after each leaf how many of how many were read. */
  readonly progress?: (leaves: number, size: number) => void
}

export interface SignedCheckpoint {
  readonly checkpoint: TreeHead
  /** The file, with a signature line for each key. */
  readonly note: Uint8Array
  /** Leaves in the head that was kept before; 0 where there was none. */
  readonly before: number
}

/** A key, or the head that was kept, is of another log. */
export interface OtherOrigin {
  readonly _tag: "OtherOrigin"
  readonly expected: string
  readonly found: string
}

export type SigningFault =
  | OtherOrigin
  | HeadsUnavailable
  | HeadMoved
  | DamagedHead
  | ResumingFault
  | MalformedCheckpoint
  | UnsignableText
  | CryptoUnavailable

/**
 * Nothing is signed that is not kept, so a kill at any point leaves at most a head without signatures, which the next
 * call signs. At the same size the checkpoint's text is the same. After `HeadMoved` another signer was first: call again.
 */
export const signCheckpoint = (signing: Signing): TE.TaskEither<SigningFault, SignedCheckpoint> =>
  pipe(
    TE.fromEither(ofOneLog(signing)),
    TE.chainW(() => headOf(signing)),
    TE.chainW(({ checkpoint, before }) =>
      pipe(
        signHead(signing.keys, checkpoint),
        TE.map((note) => ({ checkpoint, note, before })),
      ),
    ),
  )

const ofOneLog = ({ keys, origin }: Signing): E.Either<OtherOrigin, void> => {
  const stray = keys.find(({ verifier }) => verifier.name !== origin)
  return stray === undefined
    ? E.right(undefined)
    : E.left({ _tag: "OtherOrigin", expected: origin, found: stray.verifier.name })
}

const headOf =
  (signing: Signing): TE.TaskEither<SigningFault, Omit<SignedCheckpoint, "note">> =>
  async () => {
    const { log, heads, origin, hasher = rfc6962, whole = false } = signing
    const newest = await newestHead(heads)()
    if (E.isLeft(newest)) return newest
    const { generation, head: kept } = newest.right
    if (kept !== undefined && kept.origin !== origin)
      return E.left({ _tag: "OtherOrigin", expected: origin, found: kept.origin })
    const size = await log.size()
    if (E.isLeft(size)) return size
    const each = (leaves: number): void => signing.progress?.(leaves, size.right)
    const from = kept === undefined ? E.right(nothingGrown) : await resume(log, kept, size.right, hasher, whole, each)
    if (E.isLeft(from)) return from
    const grown = await grow(log, from.right, size.right, hasher, each)
    if (E.isLeft(grown)) return grown
    const { range, before } = grown.right
    const checkpoint: TreeHead = { origin, size: range.size, root: rangeRoot(range, hasher) }
    const answer = { checkpoint, before: kept?.size ?? 0 }
    if (kept?.size === range.size) return E.right(answer)
    const content = printResumableHead({ ...checkpoint, rangeBeforeLast: before })
    if (E.isLeft(content)) return content
    const done = await heads.keep({ generation: generation + 1, content: content.right })()
    return E.isLeft(done) ? done : E.right(answer)
  }

/** `generation` 0 and no head where nothing was kept yet. */
interface NewestHead {
  readonly generation: number
  readonly head: ResumableHead | undefined
}

export const newestHead = (heads: HeadStore): TE.TaskEither<HeadsUnavailable | DamagedHead, NewestHead> =>
  pipe(
    heads.latest,
    TE.chainEitherKW((newest): E.Either<DamagedHead, NewestHead> => {
      if (newest === undefined) return E.right({ generation: 0, head: undefined })
      const { generation, content } = newest
      return pipe(
        parseResumableHead(content),
        E.bimap(
          () => ({ _tag: "DamagedHead", generation }),
          (head) => ({ generation, head }),
        ),
      )
    }),
  )

const signHead = (
  keys: ReadonlyNonEmptyArray<LogKey>,
  head: TreeHead,
): TE.TaskEither<MalformedCheckpoint | UnsignableText | CryptoUnavailable, Uint8Array> =>
  pipe(
    TE.fromEither(printCheckpoint(head)),
    TE.chainW((text) =>
      pipe(
        keys,
        TE.traverseSeqArray((key) => signText(key, text)),
        TE.map((signatures) => new TextEncoder().encode(printNote({ text, signatures }))),
      ),
    ),
  )
