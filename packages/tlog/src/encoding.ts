/** Encodes bytes and numbers for all formats of this package, and holds the limits they share. */

/** Base64 with padding (RFC 4648, section 4). */
export const toBase64 = (bytes: Uint8Array): string =>
  btoa(bytes.reduce((binary, byte) => binary + String.fromCharCode(byte), ""))

/** Strict: `undefined` unless the text is the canonical encoding of some bytes. */
export const fromBase64 = (text: string): Uint8Array | undefined => {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const binary = atob(text)
  return btoa(binary) === text ? fromBinary(binary) : undefined
}

/** Converts a binary string, such as `atob` returns, to bytes: one byte per character. */
export const fromBinary = (binary: string): Uint8Array => {
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

/** Lower-case hex. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")

/** `digits`: an even number of hex digits; not checked. */
export const fromHex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Not constant-time: only public data is compared here. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

/** Concatenates the parts into a new array. */
export const concatBytes = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Splits concatenated records of equal width, such as hashes. Returns views, not copies. */
export const splitRecords = (bytes: Uint8Array, width: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.floor(bytes.length / width) }, (_, i) => bytes.subarray(i * width, (i + 1) * width))

/** The lines before the first blank line and the bytes after it. Without a blank line: all lines, and no `rest`. */
export const splitAtBlankLine = (
  file: Uint8Array,
): { readonly lines: ReadonlyArray<string>; readonly rest: Uint8Array | undefined } => {
  const blank = file.findIndex((byte, i) => byte === newline && file[i + 1] === newline)
  const head = blank < 0 ? file : file.subarray(0, blank)
  return { lines: utf8.decode(head).split("\n"), rest: blank < 0 ? undefined : file.subarray(blank + 2) }
}

const newline = 0x0a
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true })

/** A size or index that is a fraction, negative, or beyond 2^53 − 1, where a number is no longer exact. */
export interface NotACount {
  readonly _tag: "NotACount"
  readonly value: number
}

/** Reports the first value that is not a count, if any. */
export const countFault = (...values: ReadonlyArray<number>): NotACount | undefined => {
  const value = values.find((candidate) => !Number.isSafeInteger(candidate) || candidate < 0)
  return value === undefined ? undefined : { _tag: "NotACount", value }
}

/** Parses a count in ASCII decimal without leading zeroes. Values beyond 2^53 − 1 are refused, never rounded. */
export const parseDecimal = (text: string): number | undefined => {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** Lengths in bytes. */
export interface FileTooLong {
  readonly _tag: "FileTooLong"
  readonly length: number
  readonly limit: number
}

/** In bytes. Notes, policies, proofs and requests are kilobytes; 256 ML-DSA-44 keys or 100 signatures of 5 kB still fit. */
const longestFile = 1_000_000

export const fileTooLong = ({ length }: Uint8Array): FileTooLong | undefined =>
  length > longestFile ? { _tag: "FileTooLong", length, limit: longestFile } : undefined
