/** Signed notes (C2SP signed-note): a text, a blank line, and one line for each signature. */
import * as E from "fp-ts/lib/Either.js"
import { fromBase64, toBase64 } from "./base64.js"
import { concatBytes } from "./bytes.js"
import { tooLong, type FileTooLong } from "./file-size.js"

export interface NoteSignature {
  /** Of the key; not empty, without spaces or pluses. */
  readonly name: string
  /** Of the key, an unsigned 32-bit number. */
  readonly id: number
  /** What the key's algorithm makes, after the four bytes of the id; at least one byte. */
  readonly signature: Uint8Array
}

export interface Note {
  /** Ends in a newline, which is signed with the rest. */
  readonly text: string
  /** As they stand in the file: repeated and unknown ones are dealt with when the note is verified. */
  readonly signatures: ReadonlyArray<NoteSignature>
}

/** The specification asks for sixteen at least. */
const mostSignatures = 100

/** Not UTF-8, a control character other than newline, no final newline, or no blank line with signatures after it. */
export interface MalformedNote {
  readonly _tag: "MalformedNote"
  readonly reason: "encoding" | "controlCharacter" | "noSignatures" | "unterminated"
}

/** `line` counts from 1 after the blank line. */
export interface MalformedSignature {
  readonly _tag: "MalformedSignature"
  readonly line: number
}

export interface TooManySignatures {
  readonly _tag: "TooManySignatures"
  readonly found: number
  readonly limit: number
}

export type NoteFault = FileTooLong | MalformedNote | MalformedSignature | TooManySignatures

/** `file`: UTF-8. Signatures are read, not verified: believe nothing of the text before `verifyNote` does. */
export const parseNote = (file: Uint8Array): E.Either<NoteFault, Note> => {
  const long = tooLong(file)
  if (long !== undefined) return E.left(long)
  const whole = decoded(file)
  if (whole === undefined) return malformed("encoding")
  if (!isPlain(whole)) return malformed("controlCharacter")
  const blank = whole.lastIndexOf("\n\n")
  if (blank < 0 || blank + 2 === whole.length) return malformed("noSignatures")
  if (!whole.endsWith("\n")) return malformed("unterminated")
  const lines = whole.slice(blank + 2, -1).split("\n")
  if (lines.length > mostSignatures)
    return E.left({ _tag: "TooManySignatures", found: lines.length, limit: mostSignatures })
  const signatures: Array<NoteSignature> = []
  for (const line of lines) {
    const signature = parseSignature(line)
    if (signature === undefined) return E.left({ _tag: "MalformedSignature", line: signatures.length + 1 })
    signatures.push(signature)
  }
  return E.right({ text: whole.slice(0, blank + 1), signatures })
}

const malformed = (reason: MalformedNote["reason"]): E.Either<NoteFault, never> =>
  E.left({ _tag: "MalformedNote", reason })

/** A byte order mark is kept: it was signed. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** No control character below U+0020 but newline, and nothing that UTF-8 cannot hold. */
const isPlain = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\n\x7f-\x9f]/u.test(text)

/** What may be signed: see `MalformedNote`. */
export const isNoteText = (text: string): boolean => isPlain(text) && text.endsWith("\n")

export const isKeyName = (name: string): boolean => /^[^+\p{White_Space}]+$/u.test(name) && isPlain(name)

const dash = "— "

const parseSignature = (line: string): NoteSignature | undefined => {
  if (!line.startsWith(dash)) return undefined
  const space = line.indexOf(" ", dash.length)
  const name = line.slice(dash.length, Math.max(space, dash.length))
  const bytes = fromBase64(line.slice(space + 1))
  if (!isKeyName(name) || bytes === undefined || bytes.length <= 4) return undefined
  return { name, id: new DataView(bytes.buffer).getUint32(0), signature: bytes.subarray(4) }
}

/** Big-endian. */
export const idBytes = (id: number): Uint8Array => Uint8Array.of(id >>> 24, id >>> 16, id >>> 8, id)

/** The file, which `parseNote` reads back if text and names are fit for a note. */
export const printNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map((one) => `${printNoteSignature(one)}\n`).join("")}`

/** One signature line without its newline. */
export const printNoteSignature = ({ name, id, signature }: NoteSignature): string =>
  `${dash}${name} ${toBase64(concatBytes([idBytes(id), signature]))}`
