import { createHash } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import {
  parsePolicy,
  signerKey,
  verifierKey,
  type StoredHead,
  type HashReader,
  type HeadStore,
  type Policy,
  type SignerKey,
  type SigningType,
  type VerifierKey,
} from "@shifan/tlog"
import { must, right, utf8 } from "./values.js"

/** A key whose seed is one repeated byte, so signatures are reproducible. Only for tests. */
export const testSigner = <T extends SigningType>(type: T, name: string, byte: number): Promise<SignerKey<T>> =>
  must(signerKey(type, name, new Uint8Array(32).fill(byte)))

/** A public key of the type that policies may name but nothing here can verify. */
export const mlDsaKey = (name: string, byte: number): VerifierKey =>
  right(verifierKey("MlDsa44Cosignature", name, new Uint8Array(1312).fill(byte)))

/** Parses a policy that must be well-formed. */
export const policyOf = (text: string): Policy => right(parsePolicy(utf8(text)))

/** Heads stored in memory. Pass an array to inspect them. */
export const memoryHeadStore = (kept: Array<StoredHead> = []): HeadStore => ({
  latest: async () => E.right(kept.at(-1)),
  read: (generation) => TE.right(kept[generation - 1]),
  keep: (next) => {
    if (next.generation !== kept.length + 1) return TE.left({ _tag: "HeadMoved", generation: next.generation })
    kept.push(next)
    return TE.right(undefined)
  },
})

// The tree as RFC 6962, section 2.1, defines it: recursive, over the whole list, with Node's own SHA-256. It is slow and
// obviously right, as a reference for the implementation.

/** SHA-256 from Node's own crypto, as a reference for other implementations. */
export const nodeSha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(bytes).digest())

/** The hash of a leaf (RFC 6962), by Node's own SHA-256. */
export const leafHashOf = (entry: Uint8Array): Uint8Array => nodeSha256(Uint8Array.of(0, ...entry))

const nodeHashOf = (left: Uint8Array, rightHash: Uint8Array): Uint8Array =>
  nodeSha256(Uint8Array.of(1, ...left, ...rightHash))

/** The largest power of two smaller than n. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1)

/** MTH, over already hashed leaves. */
export const treeHash = (leaves: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [first] = leaves
  if (first === undefined) return nodeSha256(new Uint8Array())
  if (leaves.length === 1) return first
  const k = split(leaves.length)
  return nodeHashOf(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)))
}

/** PATH(m, D). */
export const inclusionProofOf = (m: number, leaves: ReadonlyArray<Uint8Array>): ReadonlyArray<Uint8Array> => {
  if (leaves.length <= 1) return []
  const k = split(leaves.length)
  const older = leaves.slice(0, k)
  const newer = leaves.slice(k)
  return m < k ? [...inclusionProofOf(m, older), treeHash(newer)] : [...inclusionProofOf(m - k, newer), treeHash(older)]
}

/** PROOF(m, D) = SUBPROOF(m, D, true). */
export const consistencyProofOf = (
  m: number,
  leaves: ReadonlyArray<Uint8Array>,
  whole = true,
): ReadonlyArray<Uint8Array> => {
  if (m === leaves.length) return whole ? [] : [treeHash(leaves)]
  const k = split(leaves.length)
  const older = leaves.slice(0, k)
  const newer = leaves.slice(k)
  return m <= k
    ? [...consistencyProofOf(m, older, whole), treeHash(newer)]
    : [...consistencyProofOf(m - k, newer, false), treeHash(older)]
}

/** Hashes of `count` distinct leaves: the entry of leaf i is i in decimal. */
export const numberedLeaves = (count: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: count }, (_, i) => leafHashOf(utf8(String(i))))

/** Computes each stored hash from the leaves. */
export const readerOver =
  (leaves: ReadonlyArray<Uint8Array>): HashReader<never> =>
  (subtrees) =>
    TE.right(subtrees.map(({ level, index }) => treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))))
