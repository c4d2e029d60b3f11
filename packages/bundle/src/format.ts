/** What lies where in a bundle, and how long it may be. Tiles lie as C2SP tlog-tiles has them. */
import { hashLength, longestEntry, type TileName, tilePath, tileWidth } from "@shifan/tlog"
import canonicalize from "canonicalize"

/** Of the JSON files, which others may come to rely on. */
export const bundleVersion = 1

export const names = {
  checkpoint: "checkpoint",
  policy: "policy",
  roster: "roster.json",
  instrument: "instrument.json",
  openings: "openings.json",
  readme: "README.md",
} as const

/** `uscc` is a valid code: eighteen letters and digits. */
export const proofPath = (uscc: string): string => `proof/${uscc}.tlog-proof`

/** In bytes. Notes, policies and proofs are some kilobytes; a list of a hundred thousand units is under the second. */
export const limits = { note: 1_000_000, list: 64 * 1024 * 1024 } as const

/** The longest a tile or entry bundle of that width can be. */
export const tileLimit = ({ level, width }: TileName): number =>
  level === "entries" ? width * (2 + longestEntry) : width * hashLength

/** The tile that a tree of `size` leaves has in that place; `undefined` when it has none there. */
export const tileOf = (level: TileName["level"], index: number, size: number): TileName | undefined => {
  const width = Math.min(
    tileWidth,
    Math.floor(size / tileWidth ** (level === "entries" ? 0 : level)) - index * tileWidth,
  )
  return width > 0 ? { level, index, width } : undefined
}

/** The entry bundle in which a leaf lies. */
export const entriesPath = (leaf: number, size: number): string => {
  const tile = tileOf("entries", Math.floor(leaf / tileWidth), size)
  return tile === undefined ? "tile/entries" : tilePath(tile)
}

const encoder = new TextEncoder()

/** RFC 8785. */
export const canonicalBytes = (value: unknown): Uint8Array => encoder.encode(canonicalize(value))

/** The value of a JSON text in UTF-8; `undefined` when it is none. */
export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
