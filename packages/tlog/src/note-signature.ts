/** Signs and verifies notes (C2SP signed-note, Signatures), including the cosignatures of witnesses. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { concatBytes, encodeUtf8 } from "./encoding.js"
import { encodeNote, isNoteText, printNoteSignature, type Note, type NoteSignature } from "./note.js"
import { signEd25519, signSm2, verifyEd25519, verifySm2, type CryptoUnavailable } from "./signature-algorithm.js"
import type { LogKey } from "./signer-key.js"
import type { VerifierKey } from "./verifier-key.js"

/** The text is not allowed in a note: it has control characters, unpaired surrogates, or no final newline. */
export interface UnsignableText {
  readonly _tag: "UnsignableText"
}

/** Deterministic: the same text and key always give the same signature. */
export const signText = (
  { verifier: { type, name, id }, seed }: LogKey,
  text: string,
): TE.TaskEither<UnsignableText | CryptoUnavailable, NoteSignature> => {
  if (!isNoteText(text)) return TE.left({ _tag: "UnsignableText" })
  const sign = type === "Sm2" ? signSm2 : signEd25519
  return pipe(
    sign(seed, encodeUtf8(text)),
    TE.map((signature) => ({ name, id, signature })),
  )
}

/** The note file: the text with one signature line per key, in their order. */
export const signNote = (
  keys: ReadonlyNonEmptyArray<LogKey>,
  text: string,
): TE.TaskEither<UnsignableText | CryptoUnavailable, Uint8Array> =>
  pipe(
    keys,
    TE.traverseSeqArray((key) => signText(key, text)),
    TE.map((signatures) => encodeNote({ text, signatures })),
  )

/** `time`: seconds since 1970-01-01T00:00:00Z, as the witness states it. */
export type VerifiedSignature =
  | { readonly _tag: "Signed"; readonly key: VerifierKey }
  | { readonly _tag: "Cosigned"; readonly key: VerifierKey; readonly time: number }

/** A note with at least one signature that verifies and none by a known key that does not. */
export interface VerifiedNote {
  readonly text: string
  /** At least one. A key may appear more than once, with cosignatures at different times. */
  readonly verified: ReadonlyArray<VerifiedSignature>
  /** Signatures by unknown keys or with an algorithm that is not verified here. They prove nothing. */
  readonly unverified: ReadonlyArray<NoteSignature>
}

/** Two of the keys have this name and id, so it is unclear which of them signed. */
export interface AmbiguousKey {
  readonly _tag: "AmbiguousKey"
  readonly name: string
  readonly id: number
}

/** The signature of a known key does not verify, which invalidates the whole note. */
export interface InvalidSignature {
  readonly _tag: "InvalidSignature"
  readonly name: string
  readonly id: number
}

/** None of the signatures is by a known key. That says nothing against the note. */
export interface NoKnownSignature {
  readonly _tag: "NoKnownSignature"
}

/** Why a note is not verified. A single wrong signature by a known key refuses the whole note. */
export type NoteRefusal = AmbiguousKey | InvalidSignature | NoKnownSignature | CryptoUnavailable

/** `keys`: the keys you trust. Never get them from the source of the note. */
export const verifyNote =
  (keys: ReadonlyArray<VerifierKey>, { text, signatures }: Note): TE.TaskEither<NoteRefusal, VerifiedNote> =>
  async () => {
    const verified: Array<VerifiedSignature> = []
    const unverified: Array<NoteSignature> = []
    for (const signature of distinct(signatures)) {
      const result = await verifySignature(keys, text, signature)
      if (E.isLeft(result)) return result
      if (result.right === undefined) unverified.push(signature)
      else verified.push(result.right)
    }
    return verified.length === 0 ? E.left({ _tag: "NoKnownSignature" }) : E.right({ text, verified, unverified })
  }

/** Removes repeated signature lines. */
const distinct = (signatures: ReadonlyArray<NoteSignature>): ReadonlyArray<NoteSignature> => [
  ...new Map(signatures.map((signature) => [printNoteSignature(signature), signature])).values(),
]

/** `undefined` for a signature that is ignored. */
const verifySignature = async (
  keys: ReadonlyArray<VerifierKey>,
  text: string,
  { name, id, signature }: NoteSignature,
): Promise<E.Either<NoteRefusal, VerifiedSignature | undefined>> => {
  const [key, ...others] = keys.filter((candidate) => candidate.name === name && candidate.id === id)
  if (key === undefined) return E.right(undefined)
  if (others.length > 0) return E.left({ _tag: "AmbiguousKey", name, id })
  const signed = signedBy(key, text, signature)
  if (signed === "ignored") return E.right(undefined)
  if (signed === "malformed") return E.left({ _tag: "InvalidSignature", name, id })
  const verify = key.type === "Sm2" ? verifySm2 : verifyEd25519
  const holds = await verify(key.publicKey, encodeUtf8(signed.message), signed.signature)()
  if (E.isLeft(holds)) return holds
  return holds.right ? E.right(signed.verified) : E.left({ _tag: "InvalidSignature", name, id })
}

/** The message that a key's algorithm verifies, and the result if it does. */
interface Signed {
  readonly message: string
  readonly signature: Uint8Array
  readonly verified: VerifiedSignature
}

const signedBy = (key: VerifierKey, text: string, signature: Uint8Array): Signed | "ignored" | "malformed" => {
  switch (key.type) {
    case "Ed25519":
    case "Sm2":
      return { message: text, signature, verified: { _tag: "Signed", key } }
    case "Cosignature": {
      const timestamped = parseTimestamped(signature)
      if (timestamped === undefined) return "malformed"
      const { time, signature: bare } = timestamped
      return { message: cosignedMessage(time, text), signature: bare, verified: { _tag: "Cosigned", key, time } }
    }
    case "MlDsa44Cosignature":
      return "ignored"
  }
}

/** The message a witness signs (C2SP tlog-cosignature). Its heading keeps it from passing for a log's signature. */
export const cosignedMessage = (time: number, text: string): string => `cosignature/v1\ntime ${time}\n${text}`

interface TimestampedSignature {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly time: number
  readonly signature: Uint8Array
}

const timeLength = 8

/** Eight bytes of time, big-endian, then the signature (C2SP tlog-cosignature). */
export const printTimestamped = ({ time, signature }: TimestampedSignature): Uint8Array => {
  const bytes = new Uint8Array(timeLength)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time))
  return concatBytes([bytes, signature])
}

/** `undefined` if too short, or if the time is beyond 2^53 − 1, hundreds of millions of years from now. */
export const parseTimestamped = (bytes: Uint8Array): TimestampedSignature | undefined => {
  if (bytes.length < timeLength) return undefined
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
  return Number.isSafeInteger(time) ? { time, signature: bytes.subarray(timeLength) } : undefined
}
