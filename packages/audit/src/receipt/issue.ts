import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { type Instant, instantAt, isCivilDate, isInstant } from "@shifan/core"
import { type Envelope, type LeafLog, readEnvelope } from "@shifan/event-store"
import {
  type CryptoUnavailable,
  emptyRange,
  extendRange,
  type HeadStore,
  type LogKey,
  rangeRoot,
  rfc6962,
  sameBytes,
  signNote,
  type TreeHasher,
  type UnsignableText,
} from "@shifan/tlog"
import { type KeptHeadFault, latestHead } from "../log/kept-heads.js"
import type { BehindKeptHead, Forked, LeafFault } from "../log/range-builder.js"
import type { OtherOrigin } from "../log/signing.js"
import { printReceipt, type Receipt } from "./receipt.js"

/** Arguments of issuing a receipt: the log, its signed heads, the keys, and the event. */
export interface ReceiptOptions {
  readonly log: LeafLog
  /** Signed heads of the log. No promise is made about a log that does not match them. */
  readonly heads: HeadStore
  readonly keys: ReadonlyNonEmptyArray<LogKey>
  readonly origin: string
  /** The receipt is for the last matching event. */
  readonly isWanted: (envelope: Envelope) => boolean
  /** In milliseconds from when the event was recorded. */
  readonly within: number
  /** No promise is made that would already be due at this time. */
  readonly now: Instant
  readonly hasher?: TreeHasher
}

/** The receipt and the file to hand to the unit. */
export interface IssuedReceipt {
  readonly receipt: Receipt
  /** The file, with one signature line per key. */
  readonly note: Uint8Array
}

/** The log has no such event, or the event has no position yet. */
export interface NothingToReceipt {
  readonly _tag: "NothingToReceipt"
}

/** The promised instant `by` has already passed, by the issuer's clock. */
export interface AlreadyDue {
  readonly _tag: "AlreadyDue"
  readonly by: Instant
}

/** Why no receipt is issued. Nothing was signed and no head was stored. */
export type ReceiptIssueFault =
  | NothingToReceipt
  | AlreadyDue
  | OtherOrigin
  | KeptHeadFault
  | BehindKeptHead
  | Forked
  | LeafFault
  | UnsignableText
  | CryptoUnavailable

/** Deterministic: the same event and keys give the same receipt at any time. */
export const issueReceipt =
  (options: ReceiptOptions): TaskEither<ReceiptIssueFault, IssuedReceipt> =>
  async () => {
    const { keys, origin, within, now } = options
    const other = keys.find(({ verifier }) => verifier.name !== origin)
    if (other !== undefined) return E.left({ _tag: "OtherOrigin", expected: origin, found: other.verifier.name })
    const found = await findLeaf(options)
    if (E.isLeft(found)) return found
    const { index, leafHash, envelope } = found.right
    const { stream, revision, type, effectiveOn, recordedAt } = envelope
    // An event with invalid times is not an event.
    if (!isInstant(recordedAt) || !isCivilDate(effectiveOn)) return E.left({ _tag: "NothingToReceipt" })
    const by = instantAt(Date.parse(recordedAt) + within)
    if (by <= now) return E.left({ _tag: "AlreadyDue", by })
    const receipt: Receipt = { origin, stream, revision, type, effectiveOn, recordedAt, index, leafHash, by }
    const note = await signNote(keys, printReceipt(receipt))()
    return E.isLeft(note) ? note : E.right({ receipt, note: note.right })
  }

interface FoundLeaf {
  readonly index: number
  readonly leafHash: Uint8Array
  readonly envelope: Envelope
}

/** Reads the whole log and compares it with the last kept head. */
const findLeaf = async ({
  log,
  heads,
  isWanted,
  hasher = rfc6962,
}: ReceiptOptions): Promise<E.Either<Exclude<ReceiptIssueFault, AlreadyDue | OtherOrigin>, FoundLeaf>> => {
  const kept = await latestHead(heads)()
  if (E.isLeft(kept)) return kept
  const { head } = kept.right
  let range = emptyRange
  let found: FoundLeaf | undefined
  for await (const next of log.read(0, Number.MAX_SAFE_INTEGER)) {
    if (E.isLeft(next)) return next
    const { index, event, leafHash } = next.right
    if (index !== range.size) return E.left({ _tag: "LogBroken", index: range.size })
    const { leaf, stream, revision } = event
    if (!sameBytes(hasher.leaf(leaf), leafHash)) return E.left({ _tag: "LeafDiffers", index, stream, revision })
    range = extendRange(range, leafHash, hasher)
    const root = head?.size === range.size ? rangeRoot(range, hasher) : undefined
    if (head !== undefined && root !== undefined && !sameBytes(root, head.root))
      return E.left({ _tag: "Forked", size: head.size, kept: head.root, found: root })
    const envelope = readEnvelope(leaf)
    if (E.isRight(envelope) && isWanted(envelope.right)) found = { index, leafHash, envelope: envelope.right }
  }
  if (head !== undefined && head.size > range.size)
    return E.left({ _tag: "BehindKeptHead", kept: head.size, log: range.size })
  return found === undefined ? E.left({ _tag: "NothingToReceipt" }) : E.right(found)
}
