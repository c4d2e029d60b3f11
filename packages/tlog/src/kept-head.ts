/**
 * A kept head as text: the checkpoint's lines, a blank one, and the compact range before the last leaf, from which the
 * next head is computed without reading all leaves again. Only the head is believed.
 */
import * as E from "fp-ts/lib/Either.js"
import { fromBase64, toBase64 } from "./base64.js"
import { parseCheckpoint, printCheckpoint, type MalformedCheckpoint, type TreeHead } from "./checkpoint.js"
import type { CompactRange } from "./compact-range.js"
import { hashLength } from "./hash.js"

export interface ResumableHead extends TreeHead {
  /** Of all leaves but the last; `undefined` where it cannot be read, and in the head of an empty log. */
  readonly rangeBeforeLast: CompactRange | undefined
}

/** What is kept is no head. */
export interface DamagedHead {
  readonly _tag: "DamagedHead"
  readonly generation: number
}

export const printResumableHead = (head: ResumableHead): E.Either<MalformedCheckpoint, Uint8Array> =>
  E.map((text: string) => {
    const hashes = (head.rangeBeforeLast?.hashes ?? []).map((hash) => `${toBase64(hash)}\n`)
    return new TextEncoder().encode(`${text}\n${hashes.join("")}`)
  })(printCheckpoint(head))

export const parseResumableHead = (content: Uint8Array): E.Either<MalformedCheckpoint, ResumableHead> => {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content)
  const blank = text.indexOf("\n\n")
  const [lines, rest] = blank < 0 ? [text, ""] : [text.slice(0, blank + 1), text.slice(blank + 2)]
  return E.map(({ origin, size, root }: TreeHead) => ({
    origin,
    size,
    root,
    rangeBeforeLast: rangeIn(rest, size - 1),
  }))(parseCheckpoint(lines))
}

/** One hash for each bit set in the size. */
const rangeIn = (text: string, size: number): CompactRange | undefined => {
  if (size < 0) return undefined
  const hashes = text
    .split("\n")
    .slice(0, -1)
    .map((line) => fromBase64(line))
    .filter((hash) => hash?.length === hashLength)
    .filter((hash) => hash !== undefined)
  return hashes.length === size.toString(2).replaceAll("0", "").length ? { size, hashes } : undefined
}
