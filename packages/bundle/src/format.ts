import canonicalize from "canonicalize"
import { hashLength, longestEntry, tilePath, tileWidth, type TileName } from "@shifan/tlog"

/** `schemaVersion` of the JSON files of a bundle. */
export const bundleVersion = 1

/** The files in the root of a bundle. Tiles are below `tile/`, as C2SP tlog-tiles places them. */
export const fileNames = {
  checkpoint: "checkpoint",
  policy: "policy",
  roster: "roster.json",
  instrument: "instrument.json",
  openings: "openings.json",
  readme: "README.md",
  timestamp: "checkpoint.tsr",
  timestampRequest: "checkpoint.tsq",
} as const

/** Paths of further timestamps, counted from 1. The checkpoint file exists only if it is not the bundle's own. */
export const timestampPaths = (number: number) => ({
  response: `timestamp/${number}.tsr`,
  request: `timestamp/${number}.tsq`,
  checkpoint: `timestamp/${number}.checkpoint`,
})

/** @param uscc a valid unified social credit code: eighteen letters and digits. */
export const proofPath = (uscc: string): string => `proof/${uscc}.tlog-proof`

/** In bytes. Notes, policies and proofs take kilobytes; a list of 100 000 units is below the second limit. */
export const fileLimits = { note: 1_000_000, list: 64 * 1024 * 1024 } as const

/** Maximum length in bytes of a tile or entry bundle of that width. */
export const tileLimit = ({ level, width }: TileName): number =>
  level === "entries" ? width * (2 + longestEntry) : width * hashLength

/** The tile at that index in a tree of `size` leaves; `undefined` beyond its edge. */
export const tileOf = (level: TileName["level"], index: number, size: number): TileName | undefined => {
  const leavesPerHash = level === "entries" ? 1 : tileWidth ** level
  const width = Math.min(tileWidth, Math.floor(size / leavesPerHash) - index * tileWidth)
  return width > 0 ? { level, index, width } : undefined
}

/** Path of the entry bundle that contains the leaf. */
export const entriesPath = (leaf: number, size: number): string => {
  const tile = tileOf("entries", Math.floor(leaf / tileWidth), size)
  return tile === undefined ? "tile/entries" : tilePath(tile)
}

/**
 * Whether a path is valid in a bundle: plain ASCII segments, none of only dots. The formats need no other names, and
 * these mean the same on every system.
 */
export const isBundlePath = (path: string): boolean =>
  /^[A-Za-z0-9_.-]{1,255}(?:\/[A-Za-z0-9_.-]{1,255})*$/.test(path) &&
  !path.split("/").some((segment) => /^\.+$/.test(segment))

export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

const encoder = new TextEncoder()

/** Canonical JSON (RFC 8785). */
export const canonicalBytes = (value: unknown): Uint8Array => encoder.encode(canonicalize(value))

/** `undefined` if the bytes are not JSON in UTF-8. */
export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
