/** SHA-256 and SHA-1 by `node:crypto`, several times as fast as the portable ones. */
import { createHash, hash, type Hash } from "node:crypto"

/** SHA-256 in lower-case hex. */
export const sha256Hex = (bytes: Uint8Array): string => hash("sha256", bytes, "hex")

/** SHA-1 in lower-case hex. Only for UUIDs of version 5 (RFC 9562), never where a collision would matter. */
export const sha1Hex = (bytes: Uint8Array): string => hash("sha1", bytes, "hex")

/** Hash of a Merkle tree leaf (RFC 6962, section 2.1): SHA-256 over a zero byte and the leaf. */
export const leafHash = (leaf: Uint8Array): Uint8Array => new Uint8Array(leafHasher(leaf).digest())

/** `leafHash` in lower-case hex. */
export const leafHashHex = (leaf: Uint8Array): string => leafHasher(leaf).digest("hex")

const leafHasher = (leaf: Uint8Array): Hash => createHash("sha256").update(leafPrefix).update(leaf)

const leafPrefix = new Uint8Array(1)
