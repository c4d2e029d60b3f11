/** Public keys of logs and witnesses, and their one-line form, the vkey (C2SP signed-note, Verifier keys). */
import * as E from "fp-ts/lib/Either.js"
import { fromBase64, toBase64 } from "./base64.js"
import { concatBytes, sameBytes } from "./bytes.js"
import { sha256 } from "./hash.js"
import { toHex } from "./hex.js"
import { idBytes, isKeyName } from "./note.js"

/**
 * "MlDsa44Cosignature" is known so that a policy may name such a witness; its signatures are not verified here. "Sm2" is
 * a type of this program's own, which others ignore.
 */
export type KeyType = "Ed25519" | "Cosignature" | "MlDsa44Cosignature" | "Sm2"

export interface VerifierKey<T extends KeyType = KeyType> {
  readonly type: T
  readonly name: string
  /** Unsigned, 32 bits: tells keys apart, proves nothing. */
  readonly id: number
  readonly publicKey: Uint8Array
}

/** `part`: which part of the text is not as it must be. */
export interface MalformedKey {
  readonly _tag: "MalformedKey"
  readonly part: "form" | "name" | "key"
}

/** `byte`: the signature type identifier, one of those this program has no use for, or 0xff and another's identifier. */
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

export type KeyFault = MalformedKey | UnknownKeyType | WrongKeyId

/** 0xff is for types that have no byte assigned, and a longer identifier follows it (C2SP signed-note, Signature types). */
const unassigned = (identifier: string): Uint8Array =>
  concatBytes([Uint8Array.of(0xff), new TextEncoder().encode(identifier)])

/** Signature type identifiers of C2SP signed-note; lengths of public keys in bytes. */
const algorithms: { readonly [T in KeyType]: { readonly identifier: Uint8Array; readonly length: number } } = {
  Ed25519: { identifier: Uint8Array.of(0x01), length: 32 },
  Cosignature: { identifier: Uint8Array.of(0x04), length: 32 },
  MlDsa44Cosignature: { identifier: Uint8Array.of(0x06), length: 1312 },
  Sm2: { identifier: unassigned("shifan/sm2-with-sm3/v1"), length: 65 },
}

const keyTypes: ReadonlyArray<KeyType> = ["Ed25519", "Cosignature", "MlDsa44Cosignature", "Sm2"]

/** The identifier and the key behind it, as vkeys and signer keys hold them. */
const typedKey = (type: KeyType, key: Uint8Array): Uint8Array => concatBytes([algorithms[type].identifier, key])

const typeOf = (typed: Uint8Array): KeyType | undefined =>
  keyTypes.find((type) => {
    const { identifier } = algorithms[type]
    return sameBytes(identifier, typed.subarray(0, identifier.length))
  })

/** `publicKey`: 32 bytes, 1312 for ML-DSA-44, 65 for SM2. The id is computed as C2SP signed-note and tlog-cosignature say. */
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
  const hash = sha256(concatBytes([new TextEncoder().encode(`${name}\n`), typedKey(type, publicKey)]))
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0)
}

/** The parts of `<name>+<id in hex>+<base64 of type and key>`, the form signer keys share. */
interface KeyText {
  readonly name: string
  readonly id: number
  readonly type: KeyType
  readonly key: Uint8Array
}

const shape = /^([^+]+)\+([0-9a-f]{8})\+([^ ]+)$/

export const parseKeyText = (text: string): E.Either<MalformedKey | UnknownKeyType, KeyText> => {
  const [, name, id, encoded] = shape.exec(text) ?? []
  if (name === undefined || encoded === undefined) return E.left({ _tag: "MalformedKey", part: "form" })
  const typed = fromBase64(encoded)
  const byte = typed?.[0]
  if (typed === undefined || byte === undefined) return E.left({ _tag: "MalformedKey", part: "key" })
  const type = typeOf(typed)
  return type === undefined
    ? E.left({ _tag: "UnknownKeyType", byte })
    : E.right({ name, id: Number(`0x${id}`), type, key: typed.subarray(algorithms[type].identifier.length) })
}

export const printKeyText = (key: VerifierKey, secretOrPublic: Uint8Array): string =>
  `${key.name}+${printKeyId(key.id)}+${toBase64(typedKey(key.type, secretOrPublic))}`

/** Eight digits of lower-case hex. */
export const printKeyId = (id: number): string => toHex(idBytes(id))

/** Reads `<name>+<id>+<type and public key>`. */
export const parseVerifierKey = (text: string): E.Either<KeyFault, VerifierKey> => {
  const parsed = parseKeyText(text)
  if (E.isLeft(parsed)) return parsed
  const { name, id, type, key } = parsed.right
  return E.chainW((made: VerifierKey) => withId(made, id))(verifierKey(type, name, key))
}

export const withId = <T extends KeyType>(key: VerifierKey<T>, id: number): E.Either<WrongKeyId, VerifierKey<T>> =>
  key.id === id ? E.right(key) : E.left({ _tag: "WrongKeyId", expected: key.id, found: id })

export const printVerifierKey = (key: VerifierKey): string => printKeyText(key, key.publicKey)
