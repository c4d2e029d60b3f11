/**
 * Stores the latest tree head that a log or a witness signed. Keep it outside the database that the head describes: a
 * database restored from a backup is then detected, and no second history gets signed.
 */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { parseCheckpoint, printCheckpoint, type MalformedCheckpoint, type TreeHead } from "./checkpoint.js"
import { encodeUtf8, fromBase64, toBase64 } from "./encoding.js"
import { hashLength, type CompactRange } from "./merkle-tree.js"

/** Generations are numbered from 1, without gaps. */
export interface StoredHead {
  readonly generation: number
  readonly content: Uint8Array
}

/** Another process stored a head of this generation first. */
export interface HeadMoved {
  readonly _tag: "HeadMoved"
  readonly generation: number
}

/** The store cannot be read or written. A failed write may nevertheless have succeeded. */
export interface HeadsUnavailable {
  readonly _tag: "HeadsUnavailable"
  readonly reason: string
  /** The code of the system's error, such as `ENOSPC`, and the path that it names. */
  readonly system?: { readonly code: string; readonly path: string }
}

/** The stored content does not parse as a head. */
export interface DamagedHead {
  readonly _tag: "DamagedHead"
  readonly generation: number
}

/** Stored heads are missing: `kept` are left of the `counted` that the remaining files or the count say were stored. */
export interface HeadsLost {
  readonly _tag: "HeadsLost"
  readonly kept: number
  readonly counted: number
}

/** The head stored under this generation was replaced: the next head, or the count, names a different one. */
export interface HeadReplaced {
  readonly _tag: "HeadReplaced"
  readonly generation: number
}

/** The count of heads, which is stored separately, is missing. */
export interface CountLost {
  readonly _tag: "CountLost"
  readonly kept: number
}

/** The stored heads contradict themselves or their count. Continuing from them might sign a fork. */
export type HeadMemoryFault = HeadsLost | HeadReplaced | CountLost

/** Stores every signed head, separately from the log itself, so that a log that was rolled back is detected. */
export interface HeadStore {
  /** `undefined` if nothing was ever stored. */
  readonly latest: TaskEither<HeadsUnavailable | HeadMemoryFault, StoredHead | undefined>
  /** Reads any generation; `undefined` beyond the latest. Heads are never removed. */
  readonly read: (generation: number) => TaskEither<HeadsUnavailable | HeadMemoryFault, StoredHead | undefined>
  /** Stores the next generation, durably. If several processes try at once, exactly one succeeds. */
  readonly keep: (next: StoredHead) => TaskEither<HeadsUnavailable | HeadMoved, void>
}

/** A tree head with the hashes needed to compute the next head without reading all leaves again. */
export interface ResumableHead extends TreeHead {
  /** Compact range over all leaves but the last; `undefined` if unreadable or if the log is empty. */
  readonly rangeBeforeLast: CompactRange | undefined
}

/** Prints the lines of a checkpoint, a blank line, and the hashes of the range. */
export const printResumableHead = (head: ResumableHead): E.Either<MalformedCheckpoint, Uint8Array> => {
  const text = printCheckpoint(head)
  if (E.isLeft(text)) return text
  const hashes = (head.rangeBeforeLast?.hashes ?? []).map((hash) => `${toBase64(hash)}\n`)
  return E.right(encodeUtf8(`${text.right}\n${hashes.join("")}`))
}

/** Parses the file. The range is only a hint: verify it against `root`. */
export const parseResumableHead = (content: Uint8Array): E.Either<MalformedCheckpoint, ResumableHead> => {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content)
  const blank = text.indexOf("\n\n")
  const head = parseCheckpoint(blank < 0 ? text : text.slice(0, blank + 1))
  if (E.isLeft(head)) return head
  const { origin, size, root } = head.right
  const hashLines = blank < 0 ? "" : text.slice(blank + 2)
  return E.right({ origin, size, root, rangeBeforeLast: parseRange(hashLines, size - 1) })
}

/** Requires one hash for each bit set in the size. */
const parseRange = (text: string, size: number): CompactRange | undefined => {
  if (size < 0) return undefined
  const hashes = text
    .split("\n")
    .slice(0, -1)
    .map((line) => fromBase64(line))
    .filter((hash) => hash !== undefined)
    .filter((hash) => hash.length === hashLength)
  return hashes.length === size.toString(2).replaceAll("0", "").length ? { size, hashes } : undefined
}
