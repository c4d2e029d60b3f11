/** The tree head of a log as the text of a note (C2SP tlog-checkpoint): origin, size and root hash, a line each. */
import * as E from "fp-ts/lib/Either.js"
import { fromBase64, parseDecimal, toBase64 } from "./encoding.js"
import { hashLength } from "./merkle-tree.js"
import { isNoteText } from "./note.js"

/** What a signature of a log is about: its name, size and root. */
export interface TreeHead {
  /** The identity of the log. */
  readonly origin: string
  /** In leaves. */
  readonly size: number
  readonly root: Uint8Array
}

/** The head of a tree as C2SP tlog-checkpoint writes it. */
export interface Checkpoint extends TreeHead {
  /** Opaque lines that a log may append. `printCheckpoint` never writes any, since monitors cannot audit them. */
  readonly extensions: ReadonlyArray<string>
}

/** `line` counts from 1. A missing line is the same fault as an empty one. */
export interface MalformedCheckpoint {
  readonly _tag: "MalformedCheckpoint"
  readonly line: number
  readonly part: "origin" | "size" | "root" | "extension"
}

/** Reads the text of a note, final newline included. A size beyond 2^53 − 1 is refused, never rounded. */
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

/** The text to sign. A head that could not be read back is refused. */
export const printCheckpoint = ({ origin, size, root }: TreeHead): E.Either<MalformedCheckpoint, string> => {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`
  if (origin.includes("\n") || !isNoteText(text)) return malformed(1, "origin")
  const parsed = parseCheckpoint(text)
  return E.isLeft(parsed) ? parsed : E.right(text)
}
