/**
 * Where a log or a witness keeps the latest tree head it signed. Keep it outside the database it is the head of: a
 * database restored from a backup is then recognised, and no second history is signed.
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

/** Nothing can be read or stored. An attempt to store may have succeeded all the same. */
export interface HeadsUnavailable {
  readonly _tag: "HeadsUnavailable"
  readonly reason: string
}

/** What is stored cannot be read as a head. */
export interface DamagedHead {
  readonly _tag: "DamagedHead"
  readonly generation: number
}

/** Heads that were kept are gone: `kept` are there, and `counted` were kept by what the others or another memory tell. */
export interface HeadsLost {
  readonly _tag: "HeadsLost"
  readonly kept: number
  readonly counted: number
}

/** What is there under this generation is not what was kept: the next head, or another memory, names another. */
export interface HeadReplaced {
  readonly _tag: "HeadReplaced"
  readonly generation: number
}

/** The second memory, in which the heads were counted, is gone. */
export interface CountLost {
  readonly _tag: "CountLost"
  readonly kept: number
}

/** A memory of heads contradicts itself or another one: to go on from it might be a fork. */
export type HeadMemoryFault = HeadsLost | HeadReplaced | CountLost

/** Remembers every head that was signed, apart from the log itself, so that a log which went back is noticed. */
export interface HeadStore {
  /** `undefined` if nothing was ever stored. */
  readonly latest: TaskEither<HeadsUnavailable | HeadMemoryFault, StoredHead | undefined>
  /** An earlier one; `undefined` beyond the latest. None is ever removed: they are all heads that were ever signed. */
  readonly read: (generation: number) => TaskEither<HeadsUnavailable | HeadMemoryFault, StoredHead | undefined>
  /** Stores the next generation. Of all who try the same one succeeds, and once it has, no power cut undoes it. */
  readonly keep: (next: StoredHead) => TaskEither<HeadsUnavailable | HeadMoved, void>
}

/** A tree head with what a log needs to compute the next one without reading all its leaves again. */
export interface ResumableHead extends TreeHead {
  /** Over all leaves but the last; `undefined` if it cannot be read, and in the head of an empty log. */
  readonly rangeBeforeLast: CompactRange | undefined
}

/** The lines of a checkpoint, a blank line, and the hashes of the range. */
export const printResumableHead = (head: ResumableHead): E.Either<MalformedCheckpoint, Uint8Array> => {
  const text = printCheckpoint(head)
  if (E.isLeft(text)) return text
  const hashes = (head.rangeBeforeLast?.hashes ?? []).map((hash) => `${toBase64(hash)}\n`)
  return E.right(encodeUtf8(`${text.right}\n${hashes.join("")}`))
}

/** The range is only a hint: verify it against `root`. */
export const parseResumableHead = (content: Uint8Array): E.Either<MalformedCheckpoint, ResumableHead> => {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content)
  const blank = text.indexOf("\n\n")
  const head = parseCheckpoint(blank < 0 ? text : text.slice(0, blank + 1))
  if (E.isLeft(head)) return head
  const { origin, size, root } = head.right
  const hashLines = blank < 0 ? "" : text.slice(blank + 2)
  return E.right({ origin, size, root, rangeBeforeLast: parseRange(hashLines, size - 1) })
}

/** There must be one hash for each bit set in the size. */
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
