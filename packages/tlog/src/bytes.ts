/** Bytes side by side and compared. Nothing compared here is secret, so nothing need take constant time. */

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

export const concatBytes = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Views, not copies, of the hashes or other records of one width that lie end to end. */
export const splitRecords = (bytes: Uint8Array, width: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.floor(bytes.length / width) }, (_, i) => bytes.subarray(i * width, (i + 1) * width))
