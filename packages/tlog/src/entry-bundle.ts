/** Log entries end to end, each after its length in two bytes, big-endian (C2SP tlog-tiles, Log entries). */
import * as E from "fp-ts/lib/Either.js"
import { tileWidth } from "./tile-name.js"

/** In bytes: what a two-byte length can say. */
export const longestEntry = 0xffff

/** In entries: a bundle has 1 to 256. */
export interface WrongBundleWidth {
  readonly _tag: "WrongBundleWidth"
  readonly found: number
}

/** In bytes; `entry` counts from 0 within the bundle. */
export interface EntryTooLong {
  readonly _tag: "EntryTooLong"
  readonly entry: number
  readonly length: number
}

/** The bundle ends before `entry` does. */
export interface TruncatedBundle {
  readonly _tag: "TruncatedBundle"
  readonly entry: number
}

/** In bytes: what follows the last entry. */
export interface OverlongBundle {
  readonly _tag: "OverlongBundle"
  readonly surplus: number
}

export type BundleFault = WrongBundleWidth | TruncatedBundle | OverlongBundle

const wrongWidth = (found: number): WrongBundleWidth | undefined =>
  Number.isInteger(found) && found >= 1 && found <= tileWidth ? undefined : { _tag: "WrongBundleWidth", found }

/** 1 to 256 entries. */
export const printBundle = (
  entries: ReadonlyArray<Uint8Array>,
): E.Either<WrongBundleWidth | EntryTooLong, Uint8Array> => {
  const fault = wrongWidth(entries.length)
  if (fault !== undefined) return E.left(fault)
  const entry = entries.findIndex(({ length }) => length > longestEntry)
  const long = entries[entry]
  if (long !== undefined) return E.left({ _tag: "EntryTooLong", entry, length: long.length })
  const bundle = new Uint8Array(entries.reduce((length, one) => length + 2 + one.length, 0))
  let at = 0
  for (const one of entries) {
    bundle.set([one.length >> 8, one.length & 0xff], at)
    bundle.set(one, at + 2)
    at += 2 + one.length
  }
  return E.right(bundle)
}

/** The `width` entries of a bundle, as views of its bytes. */
export const parseBundle = (bundle: Uint8Array, width: number): E.Either<BundleFault, ReadonlyArray<Uint8Array>> => {
  const fault = wrongWidth(width)
  if (fault !== undefined) return E.left(fault)
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength)
  const entries: Array<Uint8Array> = []
  let at = 0
  while (entries.length < width) {
    const start = at + 2
    const end = start <= bundle.length ? start + view.getUint16(at) : Infinity
    if (end > bundle.length) return E.left({ _tag: "TruncatedBundle", entry: entries.length })
    entries.push(bundle.subarray(start, end))
    at = end
  }
  return at === bundle.length ? E.right(entries) : E.left({ _tag: "OverlongBundle", surplus: bundle.length - at })
}
