/** Who signed a note, of those whose keys the reader holds (C2SP signed-note, Signatures). */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { cosignedMessage, parseTimestamped } from "./cosignature.js"
import { verifyEd25519, type CryptoUnavailable } from "./ed25519.js"
import { printNoteSignature, type Note, type NoteSignature } from "./note.js"
import { verifySm2 } from "./sm2.js"
import type { VerifierKey } from "./verifier-key.js"

/** `time`, of a cosignature only: seconds since 1970-01-01T00:00:00Z, as the witness says. */
export type VerifiedSignature =
  | { readonly _tag: "Signed"; readonly key: VerifierKey }
  | { readonly _tag: "Cosigned"; readonly key: VerifierKey; readonly time: number }

export interface VerifiedNote {
  readonly text: string
  /** At least one. A key may appear more than once, with cosignatures of different times. */
  readonly verified: ReadonlyArray<VerifiedSignature>
  /** By keys the reader does not hold, or of an algorithm not verified here: they show nothing. */
  readonly unverified: ReadonlyArray<NoteSignature>
}

/** Two of the reader's keys have this name and id, so it cannot be told which made the signature. */
export interface AmbiguousKey {
  readonly _tag: "AmbiguousKey"
  readonly name: string
  readonly id: number
}

/** One signature of a known key that fails condemns the whole note. */
export interface InvalidSignature {
  readonly _tag: "InvalidSignature"
  readonly name: string
  readonly id: number
}

export interface NoKnownSignature {
  readonly _tag: "NoKnownSignature"
}

export type NoteRefusal = AmbiguousKey | InvalidSignature | NoKnownSignature | CryptoUnavailable

type Judged = { readonly _tag: "Unverified"; readonly signature: NoteSignature } | VerifiedSignature

/** `keys`: those the reader trusts, had from elsewhere. */
export const verifyNote = (
  keys: ReadonlyArray<VerifierKey>,
  { text, signatures }: Note,
): TE.TaskEither<NoteRefusal, VerifiedNote> =>
  pipe(
    distinct(signatures),
    TE.traverseSeqArray((signature) => judge(keys, text, signature)),
    TE.chainEitherKW((judged) => {
      const verified = judged.filter((one) => one._tag !== "Unverified")
      const unverified = judged.flatMap((one) => (one._tag === "Unverified" ? [one.signature] : []))
      return verified.length === 0
        ? E.left({ _tag: "NoKnownSignature" as const })
        : E.right({ text, verified, unverified })
    }),
  )

/** A line repeated says nothing more. */
const distinct = (signatures: ReadonlyArray<NoteSignature>): ReadonlyArray<NoteSignature> => [
  ...new Map(signatures.map((one) => [printNoteSignature(one), one])).values(),
]

const judge = (
  keys: ReadonlyArray<VerifierKey>,
  text: string,
  signature: NoteSignature,
): TE.TaskEither<NoteRefusal, Judged> => {
  const { name, id } = signature
  const [key, ...others] = keys.filter((one) => one.name === name && one.id === id)
  if (key === undefined) return TE.right({ _tag: "Unverified", signature })
  if (others.length > 0) return TE.left({ _tag: "AmbiguousKey", name, id })
  switch (key.type) {
    case "Ed25519":
    case "Sm2":
      return accepted({ _tag: "Signed", key }, text, signature.signature)
    case "Cosignature": {
      const timestamped = parseTimestamped(signature.signature)
      if (timestamped === undefined) return TE.left({ _tag: "InvalidSignature", name, id })
      const { time, signature: bare } = timestamped
      return accepted({ _tag: "Cosigned", key, time }, cosignedMessage(time, text), bare)
    }
    case "MlDsa44Cosignature":
      return TE.right({ _tag: "Unverified", signature })
  }
}

const accepted = (
  verified: VerifiedSignature,
  message: string,
  signature: Uint8Array,
): TE.TaskEither<NoteRefusal, Judged> => {
  const { type, name, id, publicKey } = verified.key
  return pipe(
    (type === "Sm2" ? verifySm2 : verifyEd25519)(publicKey, new TextEncoder().encode(message), signature),
    TE.chainEitherKW((holds) => (holds ? E.right(verified) : E.left({ _tag: "InvalidSignature" as const, name, id }))),
  )
}
