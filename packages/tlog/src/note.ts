/** Signed notes (C2SP signed-note): a text, a blank line, and one line for each signature. */
import * as E from "fp-ts/lib/Either.js"
import { concatBytes, encodeUtf8, fileTooLong, fromBase64, toBase64, type FileTooLong } from "./encoding.js"

/** A signature line, without the leading dash. */
export interface NoteSignature {
  /** Name of the key: not empty, without spaces or pluses. */
  readonly name: string
  /** Id of the key: an unsigned 32-bit number. */
  readonly id: number
  /** Output of the key's algorithm, without the four bytes of the id; at least one byte. */
  readonly signature: Uint8Array
}

/** A parsed signed note (C2SP signed-note). Nothing in it is verified. */
export interface Note {
  /** Ends in a newline, which is signed with the rest. */
  readonly text: string
  /** In the order of the file. `verifyNote` deals with repeated and unknown signatures. */
  readonly signatures: ReadonlyArray<NoteSignature>
}

/** In order: not UTF-8, a control character other than newline, no blank line followed by signatures, no final newline. */
export interface MalformedNote {
  readonly _tag: "MalformedNote"
  readonly reason: "encoding" | "controlCharacter" | "noSignatures" | "unterminated"
}

/** `line` counts from 1, after the blank line. */
export interface MalformedSignature {
  readonly _tag: "MalformedSignature"
  readonly line: number
}

/** More signature lines than the limit, which keeps a file from stalling the verifier. */
export interface TooManySignatures {
  readonly _tag: "TooManySignatures"
  readonly found: number
  readonly limit: number
}

/** Why bytes are not a signed note. */
export type NoteFault = FileTooLong | MalformedNote | MalformedSignature | TooManySignatures

/** The specification asks verifiers to accept at least 16. */
const mostSignatures = 100

/** Parses the signatures without verifying them: do not use the text before `verifyNote` accepts the note. */
export const parseNote = (file: Uint8Array): E.Either<NoteFault, Note> => {
  const tooLong = fileTooLong(file)
  if (tooLong !== undefined) return E.left(tooLong)
  const whole = decodeUtf8(file)
  if (whole === undefined) return malformed("encoding")
  if (!isPlainText(whole)) return malformed("controlCharacter")
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

/** Keeps a byte order mark, because it is part of the signed text. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** Allows no control character below U+0020 except newline, and no unpaired surrogate, which UTF-8 cannot encode. */
const isPlainText = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\n\x7f-\x9f]/u.test(text)

/** Whether this is allowed as the text of a note. */
export const isNoteText = (text: string): boolean => isPlainText(text) && text.endsWith("\n")

/** Whether this is allowed as a key name. The specification recommends a URL without scheme, such as `example.com/log`. */
export const isKeyName = (name: string): boolean => /^[^+\p{White_Space}]+$/u.test(name) && isPlainText(name)

const lineStart = "— "

const parseSignature = (line: string): NoteSignature | undefined => {
  if (!line.startsWith(lineStart)) return undefined
  const space = line.indexOf(" ", lineStart.length)
  const name = line.slice(lineStart.length, Math.max(space, lineStart.length))
  const bytes = fromBase64(line.slice(space + 1))
  if (!isKeyName(name) || bytes === undefined || bytes.length <= 4) return undefined
  return { name, id: new DataView(bytes.buffer).getUint32(0), signature: bytes.subarray(4) }
}

/** The four bytes of a key id, big-endian. */
export const keyIdBytes = (id: number): Uint8Array => Uint8Array.of(id >>> 24, id >>> 16, id >>> 8, id)

/** The file as text. `parseNote` reads it back if `isNoteText` and `isKeyName` hold for its parts. */
export const printNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map((signature) => `${printNoteSignature(signature)}\n`).join("")}`

/** The file in UTF-8. */
export const encodeNote = (note: Note): Uint8Array => encodeUtf8(printNote(note))

/** A signature line without its newline. */
export const printNoteSignature = ({ name, id, signature }: NoteSignature): string =>
  `${lineStart}${name} ${toBase64(concatBytes([keyIdBytes(id), signature]))}`
