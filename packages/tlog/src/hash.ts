/** Hashing of the Merkle tree (RFC 6962, section 2.1; RFC 9162, section 2.1.1). A prefix keeps leaves and nodes apart. */
import { sha256 as pureSha256 } from "@noble/hashes/sha2.js"
import { longestEntry } from "./entry-bundle.js"

/**
 * SHA-256 of the bytes. Injected, so that a server may bring a native one. It answers with an array of its own and does
 * not keep the one it is given.
 */
export type HashFunction = (bytes: Uint8Array) => Uint8Array

/** Runs in a browser, and without waiting. */
export const sha256: HashFunction = pureSha256

/** In bytes. */
export const hashLength = 32

export interface TreeHasher {
  /** The root of the tree without leaves. */
  readonly empty: Uint8Array
  readonly leaf: (entry: Uint8Array) => Uint8Array
  readonly node: (left: Uint8Array, right: Uint8Array) => Uint8Array
}

const leafPrefix = 0x00
const nodePrefix = 0x01

export const treeHasher = (hash: HashFunction): TreeHasher => {
  // Allocating each input costs half as much as hashing it natively: all share one, which no hash may keep.
  const shared = new Uint8Array(1 + longestEntry)
  const input = (prefix: number, length: number): Uint8Array => {
    const bytes = 1 + length <= shared.length ? shared.subarray(0, 1 + length) : new Uint8Array(1 + length)
    bytes[0] = prefix
    return bytes
  }
  return {
    empty: hash(new Uint8Array(0)),
    leaf: (entry) => {
      const bytes = input(leafPrefix, entry.length)
      bytes.set(entry, 1)
      return hash(bytes)
    },
    node: (left, right) => {
      const bytes = input(nodePrefix, left.length + right.length)
      bytes.set(left, 1)
      bytes.set(right, 1 + left.length)
      return hash(bytes)
    },
  }
}

/** The default everywhere. */
export const rfc6962: TreeHasher = treeHasher(sha256)
