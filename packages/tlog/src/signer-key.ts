/** Private keys of logs and witnesses, in the text form that goes with vkeys: `PRIVATE+KEY+<name>+<id>+<type and seed>`. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { publicKeyOf, seedLength, type CryptoUnavailable } from "./ed25519.js"
import { isSm2Scalar, sm2PublicKeyOf } from "./sm2.js"
import {
  parseKeyText,
  printKeyText,
  verifierKey,
  withId,
  type KeyFault,
  type KeyType,
  type MalformedKey,
  type VerifierKey,
} from "./verifier-key.js"

/** A log signs notes, with SM2 as well if it likes; a witness cosigns checkpoints. */
export type SigningType = "Ed25519" | "Cosignature" | "Sm2"

export interface SignerKey<T extends SigningType = SigningType> {
  /** May be published; the rest may not. */
  readonly verifier: VerifierKey<T>
  readonly seed: Uint8Array
}

/** The key is of another use than the one asked for. */
export interface WrongKeyType {
  readonly _tag: "WrongKeyType"
  readonly expected: SigningType
  readonly found: KeyType
}

/** `seed`: 32 bytes from a good source of randomness; of SM2 one in 2^32 is `MalformedKey`: take others. */
export const signerKey = <T extends SigningType>(
  type: T,
  name: string,
  seed: Uint8Array,
): TE.TaskEither<MalformedKey | CryptoUnavailable, SignerKey<T>> =>
  seed.length === seedLength && (type !== "Sm2" || isSm2Scalar(seed))
    ? pipe(
        type === "Sm2" ? sm2PublicKeyOf(seed) : publicKeyOf(seed),
        TE.chainEitherKW((publicKey) => verifierKey(type, name, publicKey)),
        TE.map((verifier) => ({ verifier, seed })),
      )
    : TE.left({ _tag: "MalformedKey", part: "key" })

const prefix = "PRIVATE+KEY+"

/** No fault repeats the text, which is secret. */
export const parseSignerKey = <T extends SigningType>(
  type: T,
  text: string,
): TE.TaskEither<KeyFault | WrongKeyType | CryptoUnavailable, SignerKey<T>> => {
  if (!text.startsWith(prefix)) return TE.left({ _tag: "MalformedKey", part: "form" })
  const parsed = parseKeyText(text.slice(prefix.length))
  if (E.isLeft(parsed)) return TE.left(parsed.left)
  const { name, id, type: found, key } = parsed.right
  if (found !== type) return TE.left({ _tag: "WrongKeyType", expected: type, found })
  return pipe(
    signerKey(type, name, key),
    TE.chainEitherKW(({ verifier, seed }) =>
      pipe(
        withId(verifier, id),
        E.map((checked) => ({ verifier: checked, seed })),
      ),
    ),
  )
}

/** Secret: for the key's own file and nothing else. */
export const printSignerKey = ({ verifier, seed }: SignerKey): string => prefix + printKeyText(verifier, seed)
