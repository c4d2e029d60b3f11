/** How much is taken in at most; each file has a limit of its own, which the reader of the bundle sets. */

export interface Limits {
  readonly files: number
  /** In bytes, unpacked. */
  readonly total: number
  /** Bytes from one. */
  readonly ratio: number
  /** In bytes: what is shorter than this may pack as well as it likes. */
  readonly dense: number
}

/** A log of forty million events with a roster of a hundred thousand rows has fewer files; its JSON packs some twenty times. */
export const limits: Limits = { files: 500_000, total: 16 * 1024 ** 3, ratio: 200, dense: 1024 * 1024 }
