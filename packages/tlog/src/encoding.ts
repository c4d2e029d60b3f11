/** How the formats write bytes and numbers, and the limits they share. */

/** Base64 with padding (RFC 4648, section 4). */
export const toBase64 = (bytes: Uint8Array): string =>
  btoa(bytes.reduce((binary, byte) => binary + String.fromCharCode(byte), ""))

/** Strict: `undefined` for anything but the one canonical spelling of some bytes. */
export const fromBase64 = (text: string): Uint8Array | undefined => {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const binary = atob(text)
  return btoa(binary) === text ? fromBinary(binary) : undefined
}

/** The bytes of a binary string, such as `atob` gives: one byte for each character. */
export const fromBinary = (binary: string): Uint8Array => {
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

/** Lower case. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")

/** `digits`: an even number of hex digits, which is not checked. */
export const fromHex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Not in constant time: what is compared here is public. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

/** The parts one after the other, in an array of their own. */
export const concatBytes = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Records of equal width, such as hashes, that lie end to end. Gives views, not copies. */
export const splitRecords = (bytes: Uint8Array, width: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.floor(bytes.length / width) }, (_, i) => bytes.subarray(i * width, (i + 1) * width))

/** The lines before the first blank line and the bytes after it; without a blank line all lines, and no `rest`. */
export const splitAtBlankLine = (
  file: Uint8Array,
): { readonly lines: ReadonlyArray<string>; readonly rest: Uint8Array | undefined } => {
  const blank = file.findIndex((byte, i) => byte === newline && file[i + 1] === newline)
  const head = blank < 0 ? file : file.subarray(0, blank)
  return { lines: utf8.decode(head).split("\n"), rest: blank < 0 ? undefined : file.subarray(blank + 2) }
}

const newline = 0x0a
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true })

/** A size or an index that is a fraction, negative, or beyond 2^53 − 1, where a number would no longer be exact. */
export interface NotACount {
  readonly _tag: "NotACount"
  readonly value: number
}

/** The first of the values that is no count, if any. */
export const countFault = (...values: ReadonlyArray<number>): NotACount | undefined => {
  const value = values.find((candidate) => !Number.isSafeInteger(candidate) || candidate < 0)
  return value === undefined ? undefined : { _tag: "NotACount", value }
}

/** A count in ASCII decimal without leading zeroes. More than 2^53 − 1 is refused, never rounded. */
export const parseDecimal = (text: string): number | undefined => {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** In bytes. */
export interface FileTooLong {
  readonly _tag: "FileTooLong"
  readonly length: number
  readonly limit: number
}

/** Notes, policies, proofs and requests take kilobytes; 256 ML-DSA-44 keys or 100 signatures of 5 kB still fit. */
const longestFile = 1_000_000

export const fileTooLong = ({ length }: Uint8Array): FileTooLong | undefined =>
  length > longestFile ? { _tag: "FileTooLong", length, limit: longestFile } : undefined
