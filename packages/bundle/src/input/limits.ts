/** Upper limits on input. The bundle reader also limits each file. */
export interface Limits {
  readonly files: number
  /** In bytes, unpacked. */
  readonly total: number
  /** Unpacked bytes per packed byte. */
  readonly ratio: number
  /** In bytes, unpacked. `ratio` does not apply to shorter files. */
  readonly ratioFrom: number
  /** The same for all files of an archive together. */
  readonly overall: number
  readonly overallFrom: number
  /** Minimum bytes of an archive per file in it; the first `fewFiles` may be smaller. */
  readonly bytesPerFile: number
  readonly fewFiles: number
}

/**
 * A log of forty million events and a roster of 100 000 rows have fewer files. Their JSON compresses about 15 : 1, a whole
 * entry bundle 60 : 1. A proof, the smallest numerous file, takes 700 bytes of an archive, an empty file 90.
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
