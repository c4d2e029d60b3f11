/** Encodes entries of the audit log, kept in a stream of their own. Entry n names the event of leaf n and its leaf hash. */
import canonicalize from "canonicalize"
import * as E from "fp-ts/lib/Either.js"
import { leafHash, sha256Hex, type Corrupt, type NewEvent, type StoredEvent } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { corrupt } from "./faults.js"
import { logStream } from "./stored-events.js"

export interface LogEntry {
  readonly stream: string
  readonly revision: number
  readonly id: string
  /** Leaf hash in lower-case hex. */
  readonly hash: string
}

/** The id is derived from the content. The server compares ids, so appending the same entry twice adds nothing. */
export const entryFor = ({ stream, revision, id, leaf }: StoredEvent): NewEvent => {
  const hash = hexOf(leafHash(leaf))
  const text = new TextEncoder().encode(canonicalize({ hash, id, revision, stream }))
  return { id: uuidOver(text), type: "Leaf", leaf: text }
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")

/** A UUID of version 8 (RFC 9562), which leaves the bits to the application: they are taken from a hash. */
const uuidOver = (bytes: Uint8Array): string => {
  const [, a = "", b = "", c = "", d = "", e = ""] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(sha256Hex(bytes)) ?? []
  return `${a}-${b}-8${c}-8${d}-${e}`
}

export const entryIn = ({ revision, leaf }: Pick<Recorded, "revision" | "leaf">): E.Either<Corrupt, LogEntry> => {
  const parsed = leaf === undefined ? undefined : parse(leaf)
  return isEntry(parsed) ? E.right(parsed) : E.left(corruptEntry(revision, "不是日志条目", "it is no entry of a log"))
}

export const corruptEntry = (index: number, zh: string, en: string): Corrupt => corrupt(`${logStream}@${index}`, zh, en)

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

const isEntry = (u: unknown): u is LogEntry =>
  typeof u === "object" &&
  u !== null &&
  "stream" in u &&
  typeof u.stream === "string" &&
  "revision" in u &&
  Number.isSafeInteger(u.revision) &&
  "id" in u &&
  typeof u.id === "string" &&
  "hash" in u &&
  typeof u.hash === "string"
