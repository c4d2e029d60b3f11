/** The tree head of a log as the text of a note (C2SP tlog-checkpoint): origin, size and root hash, a line each. */
import * as E from "fp-ts/lib/Either.js"
import { fromBase64, parseDecimal, toBase64 } from "./encoding.js"
import { hashLength } from "./merkle-tree.js"
import { isNoteText } from "./note.js"

/** The content of a log's signature: name, size and root. */
export interface TreeHead {
  /** The identity of the log. */
  readonly origin: string
  /** Number of leaves. */
  readonly size: number
  readonly root: Uint8Array
}

/** A parsed checkpoint (C2SP tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  /** Opaque lines that a log may append. `printCheckpoint` never writes any, since monitors cannot audit them. */
  readonly extensions: ReadonlyArray<string>
}

/** `line` counts from 1. A missing line is reported like an empty one. */
export interface MalformedCheckpoint {
  readonly _tag: "MalformedCheckpoint"
  readonly line: number
  readonly part: "origin" | "size" | "root" | "extension"
}

/** Parses the text of a note, final newline included. A size beyond 2^53 − 1 is refused, never rounded. */
export const parseCheckpoint = (text: string): E.Either<MalformedCheckpoint, Checkpoint> => {
  const lines = text.split("\n")
  const isTerminated = lines.pop() === ""
  const [origin = "", sizeLine = "", rootLine = "", ...extensions] = lines
  const size = parseDecimal(sizeLine)
  const root = fromBase64(rootLine)
  if (origin === "") return malformed(1, "origin")
  if (size === undefined) return malformed(2, "size")
  if (root?.length !== hashLength) return malformed(3, "root")
  const empty = extensions.indexOf("")
  if (empty >= 0) return malformed(4 + empty, "extension")
  return isTerminated ? E.right({ origin, size, root, extensions }) : malformed(lines.length + 1, "extension")
}

const malformed = (line: number, part: MalformedCheckpoint["part"]): E.Either<MalformedCheckpoint, never> =>
  E.left({ _tag: "MalformedCheckpoint", line, part })

/** Prints the text to sign. Refuses a head that `parseCheckpoint` could not read back. */
export const printCheckpoint = ({ origin, size, root }: TreeHead): E.Either<MalformedCheckpoint, string> => {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`
  if (origin.includes("\n") || !isNoteText(text)) return malformed(1, "origin")
  const parsed = parseCheckpoint(text)
  return E.isLeft(parsed) ? parsed : E.right(text)
}
