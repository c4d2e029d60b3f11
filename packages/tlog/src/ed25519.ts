/** Ed25519 (RFC 8032) through WebCrypto, which browsers and Node share. */
import * as TE from "fp-ts/lib/TaskEither.js"
import { fromBinary } from "./base64.js"
import { concatBytes } from "./bytes.js"

/** This environment has no WebCrypto with Ed25519: nothing has been shown about any signature. */
export interface CryptoUnavailable {
  readonly _tag: "CryptoUnavailable"
  readonly reason: string
}

/** Lengths in bytes; a seed is what RFC 8032 calls the private key. */
export const seedLength = 32
const publicKeyLength = 32
const signatureLength = 64

const unavailable = (reason: unknown): CryptoUnavailable => ({ _tag: "CryptoUnavailable", reason: String(reason) })

/** `false` also for a public key that is no point of the curve. */
export const verifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): TE.TaskEither<CryptoUnavailable, boolean> =>
  publicKey.length !== publicKeyLength || signature.length !== signatureLength
    ? TE.right(false)
    : TE.tryCatch(async () => {
        const key = await imported(publicKey)
        return key !== undefined && crypto.subtle.verify("Ed25519", key, signature, message)
      }, unavailable)

/** Runtimes disagree whether a key off the curve fails here or when it is used. */
const imported = (publicKey: Uint8Array) =>
  crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]).catch((reason: unknown) => {
    if (reason instanceof DOMException && reason.name === "DataError") return undefined
    throw reason
  })

export const signEd25519 = (seed: Uint8Array, message: Uint8Array): TE.TaskEither<CryptoUnavailable, Uint8Array> =>
  TE.tryCatch(
    async () => new Uint8Array(await crypto.subtle.sign("Ed25519", await privateKey(seed, false), message)),
    unavailable,
  )

export const publicKeyOf = (seed: Uint8Array): TE.TaskEither<CryptoUnavailable, Uint8Array> =>
  TE.tryCatch(async () => {
    const { x = "" } = await crypto.subtle.exportKey("jwk", await privateKey(seed, true))
    return fromBinary(atob(x.replaceAll("-", "+").replaceAll("_", "/")))
  }, unavailable)

/** PrivateKeyInfo of RFC 8410, section 7, up to the seed: the only private form WebCrypto takes without the public key. */
const pkcs8Prefix = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
])

const privateKey = (seed: Uint8Array, extractable: boolean) =>
  crypto.subtle.importKey("pkcs8", concatBytes([pkcs8Prefix, seed]), "Ed25519", extractable, ["sign"])
