/** A checkpoint file with the cosignatures that came back from witnesses. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { concatBytes } from "./bytes.js"
import { parseTimestamped } from "./cosignature.js"
import { parseNote, printNote, type Note, type NoteFault, type NoteSignature } from "./note.js"
import { verifyNote, type NoteRefusal } from "./note-verification.js"
import type { VerifierKey } from "./verifier-key.js"

/** The file that came back is of another checkpoint. */
export interface OtherCheckpoint {
  readonly _tag: "OtherCheckpoint"
}

export interface CosignedCheckpoint {
  readonly note: Uint8Array
  /** Whose cosignatures were added or renewed. */
  readonly by: ReadonlyArray<VerifierKey>
}

/**
 * `cosigned`: signature lines, as a witness answers over HTTP, or the whole file with them. Those of keys that are not
 * among `witnesses` are left out; one of theirs that fails refuses all. A witness's older line gives way to its newer.
 */
export const addCosignatures = (
  checkpoint: Uint8Array,
  cosigned: Uint8Array,
  witnesses: ReadonlyArray<VerifierKey>,
): TE.TaskEither<NoteFault | OtherCheckpoint | NoteRefusal, CosignedCheckpoint> =>
  pipe(
    TE.fromEither(bothNotes(checkpoint, cosigned)),
    TE.chainW(({ note, brought }) =>
      pipe(
        verifyNote(witnesses, brought),
        TE.map(({ verified }) => {
          const by = verified.flatMap((one) => (one._tag === "Cosigned" ? [one.key] : []))
          const added = brought.signatures.filter((one) => isBy(by, one))
          const staying = note.signatures.filter((one) => !isBy(by, one))
          return {
            note: new TextEncoder().encode(printNote({ ...note, signatures: [...staying, ...newest(added)] })),
            by,
          }
        }),
      ),
    ),
    TE.filterOrElseW(
      ({ by }) => by.length > 0,
      () => ({ _tag: "NoKnownSignature" as const }),
    ),
  )

const bothNotes = (
  checkpoint: Uint8Array,
  cosigned: Uint8Array,
): E.Either<NoteFault | OtherCheckpoint, { readonly note: Note; readonly brought: Note }> =>
  pipe(
    E.Do,
    E.bindW("note", () => parseNote(checkpoint)),
    E.bindW("brought", ({ note: { text } }) =>
      parseNote(isLines(cosigned) ? concatBytes([new TextEncoder().encode(`${text}\n`), cosigned]) : cosigned),
    ),
    E.filterOrElseW(
      ({ note, brought }) => note.text === brought.text,
      () => ({ _tag: "OtherCheckpoint" as const }),
    ),
  )

const isLines = (file: Uint8Array): boolean => new TextDecoder().decode(file.subarray(0, 4)).startsWith("— ")

const isBy = (keys: ReadonlyArray<VerifierKey>, { name, id }: NoteSignature): boolean =>
  keys.some((key) => key.name === name && key.id === id)

/** The last of each key: a cosignature begins with its time, eight bytes, the largest being the newest. */
const newest = (signatures: ReadonlyArray<NoteSignature>): ReadonlyArray<NoteSignature> => [
  ...new Map(
    signatures.toSorted((a, b) => timeOf(a) - timeOf(b)).map((one) => [`${one.name} ${one.id}`, one]),
  ).values(),
]

const timeOf = ({ signature }: NoteSignature): number => parseTimestamped(signature)?.time ?? 0
