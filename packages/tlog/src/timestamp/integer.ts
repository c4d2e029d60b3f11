/** Whole numbers without a sign, as the bytes that DER writes them in. */
import { concatBytes } from "../bytes.js"

/** The shortest, with a zero byte before a first bit that is set. */
export const derInteger = (bytes: Uint8Array): Uint8Array => {
  const first = bytes.findIndex((byte) => byte !== 0)
  const bare = first < 0 ? Uint8Array.of(0) : bytes.subarray(first)
  return (bare[0] ?? 0) > 0x7f ? concatBytes([Uint8Array.of(0), bare]) : bare
}
