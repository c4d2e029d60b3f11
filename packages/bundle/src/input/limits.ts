/** How much is taken in at most. The bundle's reader limits each file besides. */
export interface Limits {
  readonly files: number
  /** In bytes, unpacked. */
  readonly total: number
  /** Unpacked bytes per packed byte. */
  readonly ratio: number
  /** In bytes, unpacked. Shorter files may pack as well as they like. */
  readonly ratioFrom: number
  /** The same, of all files of an archive together. */
  readonly overall: number
  readonly overallFrom: number
  /** Of an archive, in bytes for each file in it; as many as `fewFiles` may be smaller. */
  readonly bytesPerFile: number
  readonly fewFiles: number
}

/**
 * A log of forty million events and a roster of 100 000 rows make fewer files; their JSON packs about 15 : 1, a whole entry
 * bundle 60 : 1. A proof, the smallest file there are many of, takes 700 bytes of an archive, an empty file 90.
 */
export const limits: Limits = {
  files: 500_000,
  total: 16 * 1024 ** 3,
  ratio: 200,
  ratioFrom: 1024 * 1024,
  overall: 40,
  overallFrom: 64 * 1024 ** 2,
  bytesPerFile: 300,
  fewFiles: 1000,
}
