/** Private keys of logs and witnesses, singly or in a file, in the text format of golang.org/x/mod/sumdb/note. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import {
  ed25519PublicKey,
  isSm2Scalar,
  seedLength,
  sm2PublicKey,
  type CryptoUnavailable,
} from "./signature-algorithm.js"
import {
  expectId,
  parseKeyText,
  printKeyText,
  printVerifierKey,
  verifierKey,
  type KeyFault,
  type KeyType,
  type MalformedKey,
  type VerifierKey,
} from "./verifier-key.js"

/** A log signs notes with `Ed25519`, optionally with `Sm2` too; a witness signs with `Cosignature`. */
export type SigningType = "Ed25519" | "Cosignature" | "Sm2"

/** A secret key with its public half. A log signs with Ed25519 and SM2, a witness with `Cosignature`. */
export interface SignerKey<T extends SigningType = SigningType> {
  /** The public half. */
  readonly verifier: VerifierKey<T>
  /** Secret. */
  readonly seed: Uint8Array
}

/** A key that signs notes. */
export type LogKey = SignerKey<"Ed25519"> | SignerKey<"Sm2">

/** The key is for another use than the required one. */
export interface WrongKeyType {
  readonly _tag: "WrongKeyType"
  readonly expected: SigningType
  readonly found: KeyType
}

/** `seed`: 32 random bytes. For SM2 about one in 2^32 seeds is `MalformedKey`: draw again. */
export const signerKey = <T extends SigningType>(
  type: T,
  name: string,
  seed: Uint8Array,
): TE.TaskEither<MalformedKey | CryptoUnavailable, SignerKey<T>> => {
  if (seed.length !== seedLength || (type === "Sm2" && !isSm2Scalar(seed)))
    return TE.left({ _tag: "MalformedKey", part: "key" })
  return pipe(
    type === "Sm2" ? sm2PublicKey(seed) : ed25519PublicKey(seed),
    TE.chainEitherKW((publicKey) => verifierKey(type, name, publicKey)),
    TE.map((verifier) => ({ verifier, seed })),
  )
}

const prefix = "PRIVATE+KEY+"

/** Parses `PRIVATE+KEY+<name>+<id>+<type and seed>`. Faults never quote the text, which is secret. */
export const parseSignerKey =
  <T extends SigningType>(
    type: T,
    text: string,
  ): TE.TaskEither<KeyFault | WrongKeyType | CryptoUnavailable, SignerKey<T>> =>
  async () => {
    if (!text.startsWith(prefix)) return E.left({ _tag: "MalformedKey", part: "form" })
    const parsed = parseKeyText(text.slice(prefix.length))
    if (E.isLeft(parsed)) return parsed
    const { name, id, type: found, key } = parsed.right
    if (found !== type) return E.left({ _tag: "WrongKeyType", expected: type, found })
    const signer = await signerKey(type, name, key)()
    if (E.isLeft(signer)) return signer
    const verifier = expectId(signer.right.verifier, id)
    return E.isLeft(verifier) ? verifier : signer
  }

/** Secret: write it to the key's own file and nowhere else. */
export const printSignerKey = ({ verifier, seed }: SignerKey): string => prefix + printKeyText(verifier, seed)

/** The keys a log signs with, all under its name: two while a key is being replaced. */
export type Keyring = ReadonlyNonEmptyArray<LogKey>

/** `line` counts from 1. Faults never quote the line, which is secret. */
export interface MalformedKeyring {
  readonly _tag: "MalformedKeyring"
  readonly line: number
  readonly reason: KeyFault | WrongKeyType | "duplicate" | "otherName"
}

/** The key file is well-formed but contains no key. */
export interface NoKeys {
  readonly _tag: "NoKeys"
}

/** Why a file of secret keys cannot be used. */
export type KeyringFault = MalformedKeyring | NoKeys | CryptoUnavailable

/** Parses a signer key from each line. Skips empty lines and lines that begin with #. */
export const parseKeyring =
  (text: string): TE.TaskEither<KeyringFault, Keyring> =>
  async () => {
    const keys: Array<LogKey> = []
    for (const [i, line] of text.split("\n").entries()) {
      if (line.trim() === "" || line.startsWith("#")) continue
      const malformed = (reason: MalformedKeyring["reason"]): E.Either<MalformedKeyring, never> =>
        E.left({ _tag: "MalformedKeyring", line: i + 1, reason })
      const key = await parseLogKey(line.trim())()
      if (E.isLeft(key)) return key.left._tag === "CryptoUnavailable" ? E.left(key.left) : malformed(key.left)
      const { verifier } = key.right
      if (keys.some((other) => other.verifier.name !== verifier.name)) return malformed("otherName")
      if (keys.some((other) => printVerifierKey(other.verifier) === printVerifierKey(verifier)))
        return malformed("duplicate")
      keys.push(key.right)
    }
    return RA.isNonEmpty(keys) ? E.right(keys) : E.left({ _tag: "NoKeys" })
  }

/** Secret: one signer key per line. */
export const printKeyring = (keys: Keyring): string => keys.map((key) => `${printSignerKey(key)}\n`).join("")

const parseLogKey =
  (line: string): TE.TaskEither<KeyFault | WrongKeyType | CryptoUnavailable, LogKey> =>
  async () => {
    const key = await parseSignerKey("Ed25519", line)()
    const isSm2 = E.isLeft(key) && key.left._tag === "WrongKeyType" && key.left.found === "Sm2"
    return isSm2 ? parseSignerKey("Sm2", line)() : key
  }
