/** The files of a head folder: each names its generation and the hash of the file before it, so that none can be taken out or replaced unnoticed. */
import { hash as digest } from "node:crypto"
import { fromBase64, concatBytes, encodeUtf8, toBase64 } from "../encoding.js"

export interface KeptFile {
  readonly generation: number
  /** Of the whole file before; `undefined` for the first. */
  readonly before: Uint8Array | undefined
  /** Whether the heads were counted elsewhere when this one was kept. */
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

/** How many heads were kept, and the hash of the newest file: a second memory, in a file elsewhere. */
export interface HeadCount {
  readonly generation: number
  /** `undefined` while there is none. */
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
