export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The number of bits in some byte strings together. */
export const bitCount = (parts: ReadonlyArray<Uint8Array>): number =>
  parts.reduce((bits, part) => bits + part.length * 8, 0)

/** The same byte strings with one bit inverted; `at` counts the bits of all of them, laid end to end. */
export const flipBit = (parts: ReadonlyArray<Uint8Array>, at: number): ReadonlyArray<Uint8Array> => {
  let before = 0
  return parts.map((part) => {
    const bit = at - before
    before += part.length * 8
    if (bit < 0 || bit >= part.length * 8) return part
    return part.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
  })
}
