/** The stream of the log: at revision n the entry of leaf n, which says whose leaf it is and how it hashes. */
import { createHash } from "node:crypto"
import canonicalize from "canonicalize"
import * as E from "fp-ts/lib/Either.js"
import { leafHash, type Corrupt, type NewEvent, type StoredEvent } from "@shifan/event-store"
import type { Recorded } from "./driver.js"

export const logStream = "tlog"

export interface Entry {
  readonly stream: string
  readonly revision: number
  readonly id: string
  /** In lower-case hex. */
  readonly hash: string
}

/** The id follows from the entry, so the server's comparison of ids is one of content: the same again adds nothing. */
export const entryFor = ({ stream, revision, id, leaf }: StoredEvent): NewEvent => {
  const hash = Buffer.from(leafHash(leaf)).toString("hex")
  const text = new TextEncoder().encode(canonicalize({ hash, id, revision, stream }))
  return { id: uuidOver(text), type: "Leaf", leaf: text }
}

/** Version 8 of RFC 9562: digits of our own making, here the hash's. */
const uuidOver = (bytes: Uint8Array): string => {
  const digits = createHash("sha256").update(bytes).digest("hex")
  const [, a = "", b = "", c = "", d = "", e = ""] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(digits) ?? []
  return `${a}-${b}-8${c}-8${d}-${e}`
}

export const entryIn = ({ revision, leaf }: Pick<Recorded, "revision" | "leaf">): E.Either<Corrupt, Entry> => {
  const parsed = leaf === undefined ? undefined : parse(leaf)
  return isEntry(parsed) ? E.right(parsed) : E.left(misplaced(revision, "it is no entry of a log"))
}

/** What is wrong at a place in the log. */
export const misplaced = (index: number, reason: string): Corrupt => ({
  _tag: "Corrupt",
  where: `${logStream}@${index}`,
  reason,
})

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

const isEntry = (u: unknown): u is Entry =>
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
