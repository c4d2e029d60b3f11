/** Ed25519 through WebCrypto, available in browsers and Node, and SM2 with SM3 through a library. */
import { hmac } from "@noble/hashes/hmac.js"
import { sha512 } from "@noble/hashes/sha2.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { concatBytes, fromBinary, fromHex, toHex } from "./encoding.js"

/** WebCrypto lacks Ed25519, or the SM2 library does not load. Signatures can be neither accepted nor refused. */
export interface CryptoUnavailable {
  readonly _tag: "CryptoUnavailable"
  readonly reason: string
}

const unavailable = (reason: unknown): CryptoUnavailable => ({ _tag: "CryptoUnavailable", reason: String(reason) })

/** In bytes. RFC 8032 calls the seed the private key. */
export const seedLength = 32
const ed25519KeyLength = 32

/** For both algorithms, in bytes. */
const signatureLength = 64

/** Verifies Ed25519 (RFC 8032). Also `false` if the public key is not a point of the curve. */
export const verifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): TE.TaskEither<CryptoUnavailable, boolean> =>
  publicKey.length !== ed25519KeyLength || signature.length !== signatureLength
    ? TE.right(false)
    : TE.tryCatch(async () => {
        const key = await importPublicKey(publicKey)
        return key !== undefined && crypto.subtle.verify("Ed25519", key, signature, message)
      }, unavailable)

/** `undefined` for a key off the curve. Some runtimes refuse it here, others only on use. */
const importPublicKey = (publicKey: Uint8Array) =>
  crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]).catch((reason: unknown) => {
    if (reason instanceof DOMException && reason.name === "DataError") return undefined
    throw reason
  })

export const signEd25519 = (seed: Uint8Array, message: Uint8Array): TE.TaskEither<CryptoUnavailable, Uint8Array> =>
  TE.tryCatch(
    async () => new Uint8Array(await crypto.subtle.sign("Ed25519", await importSeed(seed, false), message)),
    unavailable,
  )

export const ed25519PublicKey = (seed: Uint8Array): TE.TaskEither<CryptoUnavailable, Uint8Array> =>
  TE.tryCatch(async () => {
    const { x = "" } = await crypto.subtle.exportKey("jwk", await importSeed(seed, true))
    return fromBinary(atob(x.replaceAll("-", "+").replaceAll("_", "/")))
  }, unavailable)

/** PrivateKeyInfo up to the seed (RFC 8410, section 7): WebCrypto imports a bare seed in no other form. */
const pkcs8Prefix = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
])

const importSeed = (seed: Uint8Array, extractable: boolean) =>
  crypto.subtle.importKey("pkcs8", concatBytes([pkcs8Prefix, seed]), "Ed25519", extractable, ["sign"])

// SM2 (GB/T 32918.2) over SM3 (GB/T 32905), with the user id 1234567812345678 of GM/T 0009. A signature consists of r
// and s, 32 bytes each.

/** Order of the SM2 group (GB/T 32918.5). */
const sm2Order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

/** Whether 32 bytes are an SM2 private key: a number from 1 to the order minus 2. */
export const isSm2Scalar = (scalar: Uint8Array): boolean => {
  const value = integerOf(scalar)
  return value >= 1n && value <= sm2Order - 2n
}

/** Uncompressed: 65 bytes, beginning with 4. */
export const sm2PublicKey = (scalar: Uint8Array): TE.TaskEither<CryptoUnavailable, Uint8Array> =>
  withSm2((sm2) => fromHex(sm2.getPublicKeyFromPrivateKey(toHex(scalar))))

/** Deterministic: the nonce is derived from key and message, as in Ed25519, so bad randomness cannot leak the key. */
export const signSm2 = (scalar: Uint8Array, message: Uint8Array): TE.TaskEither<CryptoUnavailable, Uint8Array> =>
  withSm2((sm2) => {
    const k = (integerOf(hmac(sha512, scalar, message)) % (sm2Order - 1n)) + 1n
    const x1 = integerOf(fromHex(sm2.getPublicKeyFromPrivateKey(k.toString(16).padStart(64, "0"))).subarray(1, 33))
    return fromHex(sm2.doSignature(message, toHex(scalar), { hash: true, pointPool: [{ k, x1 }] }))
  })

/** Also `false` if the public key is not a point of the curve. */
export const verifySm2 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): TE.TaskEither<CryptoUnavailable, boolean> =>
  signature.length !== signatureLength
    ? TE.right(false)
    : withSm2((sm2) => {
        try {
          return sm2.doVerifySignature(message, toHex(signature), toHex(publicKey), { hash: true })
        } catch {
          // The library throws for points off the curve, and for r or s outside the group.
          return false
        }
      })

type Sm2 = (typeof import("sm-crypto-v2"))["sm2"]

/** Loads the library for the first SM2 key: most programs never see one. */
const withSm2 = <A>(use: (sm2: Sm2) => A): TE.TaskEither<CryptoUnavailable, A> =>
  TE.tryCatch(async () => use((await import("sm-crypto-v2")).sm2), unavailable)

const integerOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes) || "0"}`)
