/** Cosignatures of checkpoints (C2SP tlog-cosignature): making one, and adding those that came back to the checkpoint. */
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
 * States that at `time` this was the largest checkpoint the witness had seen of the log, and consistent with all before
 * it. Nothing of that is checked here: `witnessCheckpoint` does.
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

/** The file that came back is of another checkpoint. */
export interface OtherCheckpoint {
  readonly _tag: "OtherCheckpoint"
}

/** A checkpoint to which witnesses' signatures were added. */
export interface CosignedCheckpoint {
  /** The file with the new signature lines. */
  readonly note: Uint8Array
  /** Whose cosignatures were added or replaced. */
  readonly by: ReadonlyArray<VerifierKey>
}

/**
 * Adds cosignatures to a checkpoint file. Lines by keys that are not among `witnesses` are left out; one by theirs that
 * does not verify refuses all. An older line of a witness is replaced by its newer one.
 *
 * @param cosigned signature lines, as a witness answers over HTTP, or the whole file with them
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
