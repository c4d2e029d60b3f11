/** SHA-256 and SHA-1 for browsers, which lack `node:crypto`. Not WebCrypto, since that is asynchronous. */
import { sha1 } from "@noble/hashes/legacy.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex } from "@noble/hashes/utils.js"

/** SHA-256 in lower-case hex. */
export const sha256Hex = (bytes: Uint8Array): string => bytesToHex(sha256(bytes))

/** SHA-1 in lower-case hex. Only for UUIDs of version 5 (RFC 9562), never where a collision would matter. */
export const sha1Hex = (bytes: Uint8Array): string => bytesToHex(sha1(bytes))

/** Hash of a Merkle tree leaf (RFC 6962, section 2.1): SHA-256 over a zero byte and the leaf. */
export const leafHash = (leaf: Uint8Array): Uint8Array => sha256.create().update(leafPrefix).update(leaf).digest()

/** `leafHash` in lower-case hex. */
export const leafHashHex = (leaf: Uint8Array): string => bytesToHex(leafHash(leaf))

const leafPrefix = new Uint8Array(1)
