/**
 * A log's promise to a person who submitted something, as a signed note: the record's leaf is at this index in every head
 * with more leaves, and such a head will exist by a certain time. The log's key signs it. A receipt cannot be mistaken for
 * a checkpoint, whose second line is a number.
 */
import * as E from "fp-ts/lib/Either.js"
import { type CivilDate, type Instant, isCivilDate, isInstant } from "@shifan/core"
import { parseStream } from "@shifan/event-store"
import { fromBase64, hashLength, isKeyName, type Note, type NoteFault, parseNote, toBase64 } from "@shifan/tlog"

/**
 * The promise of the log's keys: the record is the leaf at `index` of every head with more leaves than that, and such a
 * head exists by `by`.
 */
export interface Receipt {
  /** Name of the log. */
  readonly origin: string
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly effectiveOn: CivilDate
  readonly recordedAt: Instant
  /** Index of the leaf, from 0. */
  readonly index: number
  readonly leafHash: Uint8Array
  /** By then a head has more leaves than `index`, and every witness of the log has cosigned such a head. */
  readonly by: Instant
}

/** `line` counts from 1. */
export interface MalformedReceipt {
  readonly _tag: "MalformedReceipt"
  readonly line: number
}

const heading = "shifan/receipt/v1"

/** The text to sign: lines in a fixed order, ending in a newline. `readReceipt` reads the same receipt back. */
export const printReceipt = (receipt: Receipt): string => {
  const { origin, stream, revision, type, effectiveOn, recordedAt, index, leafHash, by } = receipt
  return [
    heading,
    `log ${origin}`,
    `event ${stream}@${revision} ${type}`,
    `effective ${effectiveOn}`,
    `recorded ${recordedAt}`,
    `leaf ${index} ${toBase64(leafHash)}`,
    `by ${by}`,
    "",
  ].join("\n")
}

/** Recognises a receipt by its first line. */
export const isReceipt = (start: Uint8Array): boolean =>
  new TextDecoder().decode(start.subarray(0, heading.length + 1)) === `${heading}\n`

const eventLine = /^event (\S+)@(0|[1-9]\d{0,8}) ([A-Za-z]{1,60})$/
const leafLine = /^leaf (0|[1-9]\d{0,14}) ([A-Za-z0-9+/]{43}=)$/

/** Parses the text of a note. Does not check who signed it. */
export const parseReceipt = (text: string): E.Either<MalformedReceipt, Receipt> => {
  const lines = text.split("\n")
  const after = (line: number, word: string): string => {
    const found = lines[line - 1] ?? ""
    return found.startsWith(`${word} `) ? found.slice(word.length + 1) : ""
  }
  const [, stream = "", revision, type = ""] = eventLine.exec(lines[2] ?? "") ?? []
  const [, index, hash = ""] = leafLine.exec(lines[5] ?? "") ?? []
  const origin = after(2, "log")
  const [effectiveOn, recordedAt, by] = [after(4, "effective"), after(5, "recorded"), after(7, "by")]
  const leafHash = fromBase64(hash)
  if (lines[0] !== heading) return malformed(1)
  if (!isKeyName(origin)) return malformed(2)
  if (parseStream(stream) === undefined) return malformed(3)
  if (!isCivilDate(effectiveOn)) return malformed(4)
  if (!isInstant(recordedAt)) return malformed(5)
  if (leafHash?.length !== hashLength) return malformed(6)
  if (!isInstant(by)) return malformed(7)
  const receipt = { origin, stream, revision: Number(revision), type, effectiveOn, recordedAt, index: Number(index) }
  const whole: Receipt = { ...receipt, leafHash, by }
  // Each receipt has exactly one text: no extra lines, no other notation.
  return printReceipt(whole) === text ? E.right(whole) : malformed(8)
}

const malformed = (line: number): E.Either<MalformedReceipt, never> => E.left({ _tag: "MalformedReceipt", line })

/** A parsed receipt with the signed note that contains it. Its signatures are not yet verified. */
export interface ReceiptNote {
  readonly receipt: Receipt
  readonly note: Note
}

/** Parses a receipt file without verifying its signatures: `verifyReceipt` does that. */
export const readReceipt = (file: Uint8Array): E.Either<NoteFault | MalformedReceipt, ReceiptNote> => {
  const note = parseNote(file)
  if (E.isLeft(note)) return note
  const receipt = parseReceipt(note.right.text)
  return E.isLeft(receipt) ? receipt : E.right({ receipt: receipt.right, note: note.right })
}
