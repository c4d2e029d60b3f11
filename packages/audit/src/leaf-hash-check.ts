/** The leaf hashes recorded beside the events, taken one by one as the events come. */
import { sameBytes } from "@shifan/tlog"
import { logFault, type LeafPlace, type LogFault } from "./fault.js"

/** The hash of each leaf in the order of the log, and how a leaf is hashed. */
export interface Recorded {
  readonly hashes: Iterable<Uint8Array>
  readonly hash: (leaf: Uint8Array) => Uint8Array
}

export interface RecordedHashes {
  /** What is wrong with the next leaf. */
  readonly next: (leaf: Uint8Array, place: LeafPlace) => LogFault | undefined
  /** What is wrong where the events end. */
  readonly end: (place: LeafPlace) => LogFault | undefined
}

export const recordedHashes = (recorded: Recorded | undefined): RecordedHashes => {
  if (recorded === undefined) return { next: () => undefined, end: () => undefined }
  const hashes = recorded.hashes[Symbol.iterator]()
  const next = (leaf: Uint8Array, place: LeafPlace): LogFault | undefined => {
    const { value }: { readonly value?: Uint8Array } = hashes.next()
    const found = recorded.hash(leaf)
    return value !== undefined && sameBytes(value, found)
      ? undefined
      : logFault("HashDiffers", place, hex(value), hex(found))
  }
  const end = (place: LeafPlace): LogFault | undefined => {
    const beyond = hashes.next()
    return beyond.done === true ? undefined : logFault("HashDiffers", place, hex(beyond.value), "the end of the log")
  }
  return { next, end }
}

const hex = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? "none" : Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
