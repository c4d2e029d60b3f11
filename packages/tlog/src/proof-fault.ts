/** Why a proof shows nothing. */
import * as E from "fp-ts/lib/Either.js"
import { sameBytes } from "./bytes.js"
import { hashLength } from "./hash.js"

/** Neither is a size or an index a fraction, negative, or beyond 2^53 − 1, where counting would no longer be exact. */
export interface NotACount {
  readonly _tag: "NotACount"
  readonly value: number
}

export interface IndexOutsideTree {
  readonly _tag: "IndexOutsideTree"
  readonly index: number
  readonly size: number
}

export interface SizesReversed {
  readonly _tag: "SizesReversed"
  readonly first: number
  readonly second: number
}

/** Every tree extends the empty one: a proof of it would say nothing (RFC 6962 defines none). */
export interface FromEmptyTree {
  readonly _tag: "FromEmptyTree"
}

/** In hashes. */
export interface WrongProofLength {
  readonly _tag: "WrongProofLength"
  readonly expected: number
  readonly found: number
}

/** In bytes; a number is the place in the proof, from 0. */
export interface WrongHashLength {
  readonly _tag: "WrongHashLength"
  readonly hash: "leaf" | "firstRoot" | number
  readonly found: number
}

/** `expected` was claimed, `found` follows from the proof; `tree` says of which tree. */
export interface RootMismatch {
  readonly _tag: "RootMismatch"
  readonly tree: "root" | "firstRoot"
  readonly expected: Uint8Array
  readonly found: Uint8Array
}

export type ProofFault =
  | NotACount
  | IndexOutsideTree
  | SizesReversed
  | FromEmptyTree
  | WrongProofLength
  | WrongHashLength
  | RootMismatch

/** Sibling hashes, lowest first. */
export type Proof = ReadonlyArray<Uint8Array>

export const notACount = (...values: ReadonlyArray<number>): NotACount | undefined => {
  const value = values.find((one) => !Number.isSafeInteger(one) || one < 0)
  return value === undefined ? undefined : { _tag: "NotACount", value }
}

/** A proof's form, before anything is hashed. A root that is only compared needs no look: another length is a mismatch. */
export const misshapen = (proof: Proof, expected: number): WrongProofLength | WrongHashLength | undefined => {
  if (proof.length !== expected) return { _tag: "WrongProofLength", expected, found: proof.length }
  const at = proof.findIndex(({ length }) => length !== hashLength)
  const wrong = proof[at]
  return wrong && { _tag: "WrongHashLength", hash: at, found: wrong.length }
}

export const expectRoot = (
  tree: "root" | "firstRoot",
  expected: Uint8Array,
  found: Uint8Array,
): E.Either<RootMismatch, void> =>
  sameBytes(expected, found) ? E.right(undefined) : E.left({ _tag: "RootMismatch", tree, expected, found })
