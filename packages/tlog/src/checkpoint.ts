/** The head of a log as text (C2SP tlog-checkpoint): origin, size, root hash, each on a line of its own. */
import * as E from "fp-ts/lib/Either.js"
import { fromBase64, toBase64 } from "./base64.js"
import { parseDecimal } from "./decimal.js"
import { hashLength } from "./hash.js"
import { isNoteText } from "./note.js"

export interface TreeHead {
  /** Which log it is. */
  readonly origin: string
  /** In leaves. */
  readonly size: number
  readonly root: Uint8Array
}

export interface Checkpoint extends TreeHead {
  /** Opaque lines that others may append; none is ever written here, because monitors cannot audit them. */
  readonly extensions: ReadonlyArray<string>
}

/** `line` counts from 1; a missing line is at fault as an empty one is. */
export interface MalformedCheckpoint {
  readonly _tag: "MalformedCheckpoint"
  readonly line: number
  readonly part: "origin" | "size" | "root" | "extension"
}

/** `text`: a note's, so it ends in a newline. A size beyond 2^53 − 1 is refused, never rounded. */
export const parseCheckpoint = (text: string): E.Either<MalformedCheckpoint, Checkpoint> => {
  const lines = text.split("\n")
  const unterminated = lines.pop() !== ""
  const [origin = "", sizeLine = "", rootLine = "", ...extensions] = lines
  const size = parseDecimal(sizeLine)
  const root = fromBase64(rootLine)
  if (origin === "") return malformed(1, "origin")
  if (size === undefined) return malformed(2, "size")
  if (root?.length !== hashLength) return malformed(3, "root")
  const empty = extensions.indexOf("")
  if (empty >= 0) return malformed(4 + empty, "extension")
  return unterminated ? malformed(lines.length + 1, "extension") : E.right({ origin, size, root, extensions })
}

const malformed = (line: number, part: MalformedCheckpoint["part"]): E.Either<MalformedCheckpoint, never> =>
  E.left({ _tag: "MalformedCheckpoint", line, part })

/** The text to sign. What could not be read back is refused. */
export const printCheckpoint = ({ origin, size, root }: TreeHead): E.Either<MalformedCheckpoint, string> => {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`
  return origin.includes("\n") || !isNoteText(text) ? malformed(1, "origin") : E.map(() => text)(parseCheckpoint(text))
}
