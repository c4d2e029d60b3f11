/** Makes cosignatures of checkpoints (C2SP tlog-cosignature) and adds returned cosignatures to the checkpoint file. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { parseCheckpoint, type MalformedCheckpoint } from "./checkpoint.js"
import { concatBytes, countFault, encodeUtf8, type NotACount } from "./encoding.js"
import { encodeNote, isNoteText, parseNote, type NoteFault, type NoteSignature } from "./note.js"
import {
  cosignedMessage,
  parseTimestamped,
  printTimestamped,
  verifyNote,
  type NoteRefusal,
  type UnsignableText,
} from "./note-signature.js"
import { signEd25519, type CryptoUnavailable } from "./signature-algorithm.js"
import type { SignerKey } from "./signer-key.js"
import type { VerifierKey } from "./verifier-key.js"

/**
 * Signs a witness's statement: at `time` this was the largest checkpoint it had seen of the log, and it is consistent
 * with all earlier ones. This function checks none of that; `witnessCheckpoint` does.
 *
 * @param time in seconds since 1970-01-01T00:00:00Z
 */
export const cosign = (
  { verifier: { name, id }, seed }: SignerKey<"Cosignature">,
  text: string,
  time: number,
): TE.TaskEither<UnsignableText | MalformedCheckpoint | NotACount | CryptoUnavailable, NoteSignature> => {
  const fault = countFault(time)
  if (fault !== undefined) return TE.left(fault)
  if (!isNoteText(text)) return TE.left({ _tag: "UnsignableText" })
  const checkpoint = parseCheckpoint(text)
  if (E.isLeft(checkpoint)) return TE.left(checkpoint.left)
  return pipe(
    signEd25519(seed, encodeUtf8(cosignedMessage(time, text))),
    TE.map((signature) => ({ name, id, signature: printTimestamped({ time, signature }) })),
  )
}

/** The returned file is for a different checkpoint. */
export interface OtherCheckpoint {
  readonly _tag: "OtherCheckpoint"
}

/** A checkpoint with the witnesses' signatures added. */
export interface CosignedCheckpoint {
  /** The file with the new signature lines. */
  readonly note: Uint8Array
  /** Keys whose cosignatures were added or replaced. */
  readonly by: ReadonlyArray<VerifierKey>
}

/**
 * Adds cosignatures to a checkpoint file. Lines by keys outside `witnesses` are skipped. If a line by one of `witnesses`
 * does not verify, everything is refused. A newer line of a witness replaces its older one.
 *
 * @param cosigned signature lines, as a witness returns them over HTTP, or the whole file including them
 */
export const addCosignatures =
  (
    checkpoint: Uint8Array,
    cosigned: Uint8Array,
    witnesses: ReadonlyArray<VerifierKey>,
  ): TE.TaskEither<NoteFault | OtherCheckpoint | NoteRefusal, CosignedCheckpoint> =>
  async () => {
    const note = parseNote(checkpoint)
    if (E.isLeft(note)) return note
    const { text, signatures } = note.right
    const received = parseNote(isLines(cosigned) ? concatBytes([encodeUtf8(`${text}\n`), cosigned]) : cosigned)
    if (E.isLeft(received)) return received
    if (received.right.text !== text) return E.left({ _tag: "OtherCheckpoint" })
    const verification = await verifyNote(witnesses, received.right)()
    if (E.isLeft(verification)) return verification
    const by = verification.right.verified.flatMap((line) => (line._tag === "Cosigned" ? [line.key] : []))
    if (by.length === 0) return E.left({ _tag: "NoKnownSignature" })
    const added = newestOfEach(received.right.signatures.filter((line) => isBy(by, line)))
    const unchanged = signatures.filter((line) => !isBy(by, line))
    return E.right({ note: encodeNote({ text, signatures: [...unchanged, ...added] }), by })
  }

const isLines = (file: Uint8Array): boolean => new TextDecoder().decode(file.subarray(0, 4)).startsWith("— ")

const isBy = (keys: ReadonlyArray<VerifierKey>, { name, id }: NoteSignature): boolean =>
  keys.some((key) => key.name === name && key.id === id)

/** The newest cosignature of each key. */
const newestOfEach = (signatures: ReadonlyArray<NoteSignature>): ReadonlyArray<NoteSignature> => {
  const byTime = signatures.toSorted((a, b) => timeOf(a) - timeOf(b))
  return [...new Map(byTime.map((line) => [`${line.name} ${line.id}`, line])).values()]
}

const timeOf = ({ signature }: NoteSignature): number => parseTimestamped(signature)?.time ?? 0
