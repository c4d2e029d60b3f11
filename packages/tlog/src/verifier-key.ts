/** Public keys of logs and witnesses and their one-line format, the vkey (C2SP signed-note, Verifier keys). */
import * as E from "fp-ts/lib/Either.js"
import { concatBytes, encodeUtf8, fromBase64, sameBytes, toBase64, toHex } from "./encoding.js"
import { sha256 } from "./merkle-tree.js"
import { isKeyName, keyIdBytes } from "./note.js"

/**
 * `Ed25519` signs notes and `Cosignature` cosigns checkpoints. A policy may name `MlDsa44Cosignature`, but its signatures
 * are not verified here. `Sm2` is an extension of this package; other implementations ignore it.
 */
export type KeyType = "Ed25519" | "Cosignature" | "MlDsa44Cosignature" | "Sm2"

/** A public key with its name, as in a `vkey` line (C2SP signed-note). */
export interface VerifierKey<T extends KeyType = KeyType> {
  readonly type: T
  readonly name: string
  /** Unsigned, 32 bits. It distinguishes keys but proves nothing: collisions are easy to make. */
  readonly id: number
  readonly publicKey: Uint8Array
}

/** `part`: the first wrong part of the text. */
export interface MalformedKey {
  readonly _tag: "MalformedKey"
  readonly part: "form" | "name" | "key"
}

/** `byte`: an unknown signature type identifier; 0xff introduces longer identifiers. */
export interface UnknownKeyType {
  readonly _tag: "UnknownKeyType"
  readonly byte: number
}

/** The id does not follow from name, type and public key. */
export interface WrongKeyId {
  readonly _tag: "WrongKeyId"
  readonly expected: number
  readonly found: number
}

/** Why a text is not a verifier key (C2SP signed-note): bad syntax, unknown algorithm, or an id that does not match the key. */
export type KeyFault = MalformedKey | UnknownKeyType | WrongKeyId

/** Types without an assigned byte start with 0xff and a longer identifier (C2SP signed-note, Signature types). */
const unassigned = (identifier: string): Uint8Array => concatBytes([Uint8Array.of(0xff), encodeUtf8(identifier)])

/** Signature type identifiers (C2SP signed-note), and lengths of public keys in bytes. */
const algorithms: { readonly [T in KeyType]: { readonly identifier: Uint8Array; readonly length: number } } = {
  Ed25519: { identifier: Uint8Array.of(0x01), length: 32 },
  Cosignature: { identifier: Uint8Array.of(0x04), length: 32 },
  MlDsa44Cosignature: { identifier: Uint8Array.of(0x06), length: 1312 },
  Sm2: { identifier: unassigned("shifan/sm2-with-sm3/v1"), length: 65 },
}

const keyTypes: ReadonlyArray<KeyType> = ["Ed25519", "Cosignature", "MlDsa44Cosignature", "Sm2"]

/** Type identifier followed by the key, as encoded in vkeys and signer keys. */
const typedKey = (type: KeyType, key: Uint8Array): Uint8Array => concatBytes([algorithms[type].identifier, key])

const typeOf = (typed: Uint8Array): KeyType | undefined =>
  keyTypes.find((type) => {
    const { identifier } = algorithms[type]
    return sameBytes(identifier, typed.subarray(0, identifier.length))
  })

/**
 * Makes a key with its id, computed as in C2SP signed-note and tlog-cosignature.
 *
 * @param publicKey 32 bytes; 1,312 for ML-DSA-44; 65, uncompressed, for SM2
 */
export const verifierKey = <T extends KeyType>(
  type: T,
  name: string,
  publicKey: Uint8Array,
): E.Either<MalformedKey, VerifierKey<T>> => {
  if (!isKeyName(name)) return E.left({ _tag: "MalformedKey", part: "name" })
  if (publicKey.length !== algorithms[type].length) return E.left({ _tag: "MalformedKey", part: "key" })
  return E.right({ type, name, id: keyId(type, name, publicKey), publicKey })
}

const keyId = (type: KeyType, name: string, publicKey: Uint8Array): number => {
  const hash = sha256(concatBytes([encodeUtf8(`${name}\n`), typedKey(type, publicKey)]))
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0)
}

/** Eight lower-case hex digits. */
export const printKeyId = (id: number): string => toHex(keyIdBytes(id))

/** Parses `<name>+<id>+<type and public key>`. */
export const parseVerifierKey = (text: string): E.Either<KeyFault, VerifierKey> => {
  const parsed = parseKeyText(text)
  if (E.isLeft(parsed)) return parsed
  const { name, id, type, key } = parsed.right
  const verifier = verifierKey(type, name, key)
  return E.isLeft(verifier) ? verifier : expectId(verifier.right, id)
}

/** The `vkey` line: name, id in hexadecimal, algorithm and key in base64, joined by pluses. */
export const printVerifierKey = (key: VerifierKey): string => printKeyText(key, key.publicKey)

/** The parts of `<name>+<id in hex>+<base64 of type and key>`, the syntax of vkeys and signer keys. */
interface KeyText {
  readonly name: string
  readonly id: number
  readonly type: KeyType
  readonly key: Uint8Array
}

const keyTextShape = /^([^+]+)\+([0-9a-f]{8})\+([^ ]+)$/

export const parseKeyText = (text: string): E.Either<MalformedKey | UnknownKeyType, KeyText> => {
  const [, name, id, encoded] = keyTextShape.exec(text) ?? []
  if (name === undefined || encoded === undefined) return E.left({ _tag: "MalformedKey", part: "form" })
  const typed = fromBase64(encoded)
  const byte = typed?.[0]
  if (typed === undefined || byte === undefined) return E.left({ _tag: "MalformedKey", part: "key" })
  const type = typeOf(typed)
  if (type === undefined) return E.left({ _tag: "UnknownKeyType", byte })
  return E.right({ name, id: Number(`0x${id}`), type, key: typed.subarray(algorithms[type].identifier.length) })
}

export const printKeyText = (key: VerifierKey, secretOrPublic: Uint8Array): string =>
  `${key.name}+${printKeyId(key.id)}+${toBase64(typedKey(key.type, secretOrPublic))}`

export const expectId = <T extends KeyType>(key: VerifierKey<T>, id: number): E.Either<WrongKeyId, VerifierKey<T>> =>
  key.id === id ? E.right(key) : E.left({ _tag: "WrongKeyId", expected: key.id, found: id })
