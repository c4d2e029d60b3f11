/** Signatures for notes: a log signs a text, a witness cosigns a checkpoint at a time it states. */
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { parseCheckpoint, type MalformedCheckpoint } from "./checkpoint.js"
import { cosignedMessage, printTimestamped } from "./cosignature.js"
import { signEd25519, type CryptoUnavailable } from "./ed25519.js"
import { isNoteText, type NoteSignature } from "./note.js"
import { notACount, type NotACount } from "./proof-fault.js"
import type { SignerKey } from "./signer-key.js"
import { signSm2 } from "./sm2.js"

/** A text that no note can hold: control characters, unpaired surrogates, or no newline at its end. */
export interface UnsignableText {
  readonly _tag: "UnsignableText"
}

/** A key that signs notes. */
export type LogKey = SignerKey<"Ed25519"> | SignerKey<"Sm2">

/** The same text and key give the same signature, as RFC 8032 has it. */
export const signText = (
  { verifier: { type, name, id }, seed }: LogKey,
  text: string,
): TE.TaskEither<UnsignableText | CryptoUnavailable, NoteSignature> =>
  isNoteText(text)
    ? pipe(
        (type === "Sm2" ? signSm2 : signEd25519)(seed, new TextEncoder().encode(text)),
        TE.map((signature) => ({ name, id, signature })),
      )
    : TE.left({ _tag: "UnsignableText" })

/**
 * `time` in seconds since 1970-01-01T00:00:00Z. It states that the checkpoint is the largest the witness has seen of
 * the log, consistent with all before it: check that first.
 */
export const cosign = (
  { verifier: { name, id }, seed }: SignerKey<"Cosignature">,
  text: string,
  time: number,
): TE.TaskEither<UnsignableText | MalformedCheckpoint | NotACount | CryptoUnavailable, NoteSignature> => {
  const fault = notACount(time)
  if (fault !== undefined) return TE.left(fault)
  if (!isNoteText(text)) return TE.left({ _tag: "UnsignableText" })
  return pipe(
    TE.fromEither(parseCheckpoint(text)),
    TE.chainW(() => signEd25519(seed, new TextEncoder().encode(cosignedMessage(time, text)))),
    TE.map((signature) => ({ name, id, signature: printTimestamped({ time, signature }) })),
  )
}
