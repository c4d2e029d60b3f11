/** A list in the form it is published and digested in: canonical JSON (RFC 8785), so that anybody's SHA-256 gives the same. */
import { sha256Hex } from "@shifan/event-store"
import canonicalize from "canonicalize"
import type { RosterEntry } from "./roster.js"

/** The bytes of the file: an array of entries in UTF-8, no line feed after it. */
export const canonicalList = (list: ReadonlyArray<RosterEntry>): Uint8Array =>
  new TextEncoder().encode(canonicalize(list) ?? "[]")

/** What a publication records of a list. */
export interface RosterDigest {
  readonly rows: number
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string
}

export const rosterDigest = (list: ReadonlyArray<RosterEntry>): RosterDigest => ({
  rows: list.length,
  digest: `sha256:${sha256Hex(canonicalList(list))}`,
})
