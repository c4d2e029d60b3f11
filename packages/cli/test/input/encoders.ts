/** Encodes texts other than in UTF-8; Node itself has only decoders for these encodings. */

/** All two-byte characters, found by decoding every pair of bytes. */
const pairs: ReadonlyMap<string, ReadonlyArray<number>> = (() => {
  const decoder = new TextDecoder("gb18030")
  const all = Array.from({ length: 126 * 191 }, (_, i) => [0x81 + Math.floor(i / 191), 0x40 + (i % 191)])
  return new Map(all.map((pair) => [decoder.decode(Uint8Array.from(pair)), pair]))
})()

export const isInGb18030 = (character: string): boolean => character < "\u0080" || pairs.has(character)

/** Characters of four bytes become `?`. */
export const inGb18030 = (text: string): Uint8Array =>
  Uint8Array.from(Array.from(text).flatMap((c) => (c < "\u0080" ? [c.charCodeAt(0)] : (pairs.get(c) ?? [0x3f]))))

export const inUtf16 = (text: string, endian: "LE" | "BE"): Uint8Array => {
  const bytes = Buffer.from(text, "utf16le")
  return endian === "LE" ? bytes : bytes.swap16()
}

export const inUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export const after = (mark: ReadonlyArray<number>, bytes: Uint8Array): Uint8Array =>
  Uint8Array.from([...mark, ...bytes])
