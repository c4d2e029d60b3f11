/** The tree as RFC 6962, section 2.1, defines it: recursive, on the whole list, with Node's own SHA-256. */
import { createHash } from "node:crypto"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { HashReader } from "../src/index.js"

export const nodeSha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest())

export const leafHashOf = (entry: Uint8Array): Uint8Array => nodeSha256(Uint8Array.of(0, ...entry))

const nodeHashOf = (left: Uint8Array, right: Uint8Array): Uint8Array => nodeSha256(Uint8Array.of(1, ...left, ...right))

/** The largest power of two smaller than n. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1)

/** MTH, with the leaves hashed already. */
export const treeHash = (leaves: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [first] = leaves
  if (first === undefined) return nodeSha256(new Uint8Array())
  if (leaves.length === 1) return first
  const k = split(leaves.length)
  return nodeHashOf(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)))
}

/** PATH(m, D). */
export const path = (m: number, leaves: ReadonlyArray<Uint8Array>): ReadonlyArray<Uint8Array> => {
  if (leaves.length <= 1) return []
  const k = split(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return m < k ? [...path(m, left), treeHash(right)] : [...path(m - k, right), treeHash(left)]
}

/** PROOF(m, D) = SUBPROOF(m, D, true). */
export const proof = (m: number, leaves: ReadonlyArray<Uint8Array>, whole = true): ReadonlyArray<Uint8Array> => {
  if (m === leaves.length) return whole ? [] : [treeHash(leaves)]
  const k = split(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return m <= k ? [...proof(m, left, whole), treeHash(right)] : [...proof(m - k, right, false), treeHash(left)]
}

/** Hashes of `count` distinct leaves: the leaf numbered i is its number in decimal. */
export const numberedLeaves = (count: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: count }, (_, i) => leafHashOf(new TextEncoder().encode(String(i))))

export const readerOver =
  (leaves: ReadonlyArray<Uint8Array>): HashReader<never> =>
  (subtrees) =>
    TE.right(subtrees.map(({ level, index }) => treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))))
