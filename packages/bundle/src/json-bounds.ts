/** What a file of JSON would cost to parse, told in one pass over its bytes: brackets alone take a parser minutes and gigabytes. */
export interface JsonBounds {
  /** How deep objects and arrays may lie in each other. */
  readonly depth: number
  /** Of the file's bytes, how many there are at least for each value. */
  readonly bytesPerValue: number
}

/** Small files may have more values. */
const fewValues = 1000

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b])
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d])

/** Counts what opens an object or array, and commas: every value but the first of its parent has one of them before it. */
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
