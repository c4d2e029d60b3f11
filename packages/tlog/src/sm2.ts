/**
 * SM2 signatures with SM3 (GB/T 32918.2, GB/T 32905), user id 1234567812345678 (GM/T 0009), r and s side by side. The
 * library is loaded when the first such key is met: most never meet one.
 */
import { hmac } from "@noble/hashes/hmac.js"
import { sha512 } from "@noble/hashes/sha2.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { CryptoUnavailable } from "./ed25519.js"
import { fromHex, toHex } from "./hex.js"

const signatureLength = 64

/** Order of the group (GB/T 32918.5). */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

/** A private key lies between 1 and two below the order. */
export const isSm2Scalar = (scalar: Uint8Array): boolean => {
  const value = numberOf(scalar)
  return value >= 1n && value <= order - 2n
}

/** Uncompressed: 65 bytes, the first of them 4. */
export const sm2PublicKeyOf = (scalar: Uint8Array): TE.TaskEither<CryptoUnavailable, Uint8Array> =>
  withSm2((sm2) => fromHex(sm2.getPublicKeyFromPrivateKey(toHex(scalar))))

/** The same message and key give the same signature: the nonce is drawn from both, as Ed25519 does it. */
export const signSm2 = (scalar: Uint8Array, message: Uint8Array): TE.TaskEither<CryptoUnavailable, Uint8Array> =>
  withSm2((sm2) => {
    const k = (numberOf(hmac(sha512, scalar, message)) % (order - 1n)) + 1n
    const x1 = numberOf(fromHex(sm2.getPublicKeyFromPrivateKey(k.toString(16).padStart(64, "0"))).subarray(1, 33))
    return fromHex(sm2.doSignature(message, toHex(scalar), { hash: true, pointPool: [{ k, x1 }] }))
  })

/** `false` also for a public key that is no point of the curve. */
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
          // It throws at points off the curve and at r or s outside the group.
          return false
        }
      })

type Sm2 = (typeof import("sm-crypto-v2"))["sm2"]

const withSm2 = <A>(use: (sm2: Sm2) => A): TE.TaskEither<CryptoUnavailable, A> =>
  TE.tryCatch(
    async () => use((await import("sm-crypto-v2")).sm2),
    (reason) => ({ _tag: "CryptoUnavailable", reason: String(reason) }),
  )

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes) || "0"}`)
