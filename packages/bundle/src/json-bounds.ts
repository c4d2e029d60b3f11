/** Estimates the cost of parsing JSON in one pass over its bytes: brackets alone can cost a parser minutes and gigabytes. */
export interface JsonBounds {
  /** Maximum nesting of objects and arrays. */
  readonly depth: number
  /** Minimum number of bytes per value, on average over the file. */
  readonly bytesPerValue: number
}

/** Small files may contain more values. */
const fewValues = 1000

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b])
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d])

/** Counts opening brackets and commas: one precedes every value except the first of its parent. */
export const isWithinBounds = (bytes: Uint8Array, { depth: deepest, bytesPerValue }: JsonBounds): boolean => {
  const mostValues = fewValues + bytes.length / bytesPerValue
  let depth = 0
  let values = 0
  let isText = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === quote) isText = !isText
    else if (isText) at += byte === backslash ? 1 : 0
    else if (byte === comma) values++
    else if (closing.has(byte)) depth--
    else if (opening.has(byte)) {
      depth++
      values++
    }
    if (depth > deepest || values > mostValues) return false
  }
  return true
}
