/** No file read here has reason to be long: notes, policies and proofs are a few kilobytes. */

/** In bytes. */
export interface FileTooLong {
  readonly _tag: "FileTooLong"
  readonly length: number
  readonly limit: number
}

/** A hundred signatures of 5 kB each and a policy of 256 ML-DSA-44 keys fit. */
const limit = 1_000_000

export const tooLong = ({ length }: Uint8Array): FileTooLong | undefined =>
  length > limit ? { _tag: "FileTooLong", length, limit } : undefined
