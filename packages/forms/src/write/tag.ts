/** Tag of a blank in a file: short enough for a bookmark, plain enough for a spreadsheet, and permanent. */

const offset = 0xcbf29ce484222325n
const prime = 0x100000001b3n

/** FNV-1a, 64 bits. A test checks that all blanks of a sheet have different tags. */
export const tagOf = (key: string): string => {
  let hash = offset
  for (const byte of new TextEncoder().encode(key)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime)
  return `sf_${hash.toString(16).padStart(16, "0")}`
}
