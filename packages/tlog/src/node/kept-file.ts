/** Files of a head folder. Each names its generation and the hash of the previous file, so removals and replacements show. */
import { hash as digest } from "node:crypto"
import { fromBase64, concatBytes, encodeUtf8, toBase64 } from "../encoding.js"

export interface KeptFile {
  readonly generation: number
  /** Hash of the whole previous file; `undefined` for the first. */
  readonly before: Uint8Array | undefined
  /** Whether a count file was in use when this head was stored. */
  readonly isCounted: boolean
  readonly content: Uint8Array
}

export const hashOfFile = (file: Uint8Array): Uint8Array => digest("sha256", file, "buffer")

const heading = "kept-head/v1"
const headingLine = /^kept-head\/v1 (\d{1,10}) (-|[A-Za-z0-9+/]{43}=)( counted)?$/
const longestHeading = 100

export const printKeptFile = ({ generation, before, isCounted, content }: KeptFile): Uint8Array => {
  const hash = before === undefined ? "-" : toBase64(before)
  return concatBytes([encodeUtf8(`${heading} ${generation} ${hash}${isCounted ? " counted" : ""}\n`), content])
}

/** `undefined` for a file without a heading. */
export const parseKeptFile = (file: Uint8Array): KeptFile | undefined => {
  const start = new TextDecoder("latin1").decode(file.subarray(0, longestHeading))
  const end = start.indexOf("\n")
  const [, generation, hash = "", counted] = headingLine.exec(start.slice(0, Math.max(0, end))) ?? []
  if (generation === undefined) return undefined
  return {
    generation: Number(generation),
    before: hash === "-" ? undefined : fromBase64(hash),
    isCounted: counted !== undefined,
    content: file.subarray(end + 1),
  }
}

/** Number of stored heads and the hash of the newest file. Stored in a separate file as a cross-check. */
export interface HeadCount {
  readonly generation: number
  /** `undefined` while no head is stored. */
  readonly newest: Uint8Array | undefined
}

const countLine = /^kept-heads\/v1 (\d{1,10}) (-|[A-Za-z0-9+/]{43}=)\n$/

export const printCount = ({ generation, newest }: HeadCount): Uint8Array =>
  encodeUtf8(`kept-heads/v1 ${generation} ${newest === undefined ? "-" : toBase64(newest)}\n`)

export const parseCount = (file: Uint8Array): HeadCount | undefined => {
  const [, generation, hash = ""] = countLine.exec(new TextDecoder("latin1").decode(file)) ?? []
  if (generation === undefined) return undefined
  return { generation: Number(generation), newest: hash === "-" ? undefined : fromBase64(hash) }
}
