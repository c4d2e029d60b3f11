/** How much is taken in at most; each file has a limit of its own, which the reader of the bundle sets. */

export const limits = {
  /** A log of forty million events with a roster of a hundred thousand rows has fewer. */
  files: 500_000,
  /** In bytes, unpacked. */
  total: 16 * 1024 ** 3,
  /** Bytes from one: canonical JSON packs some twenty times, hashes not at all. */
  ratio: 200,
  /** In bytes: what is shorter than this may pack as well as it likes. */
  dense: 1024 * 1024,
} as const
