/** Timestamped Ed25519 cosignatures of checkpoints (C2SP tlog-cosignature). */
import { concatBytes } from "./bytes.js"

/** What a witness signs: the note text under its own heading, so that it is never mistaken for a log's signature. */
export const cosignedMessage = (time: number, text: string): string => `cosignature/v1\ntime ${time}\n${text}`

interface TimestampedSignature {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly time: number
  readonly signature: Uint8Array
}

const timeLength = 8

export const printTimestamped = ({ time, signature }: TimestampedSignature): Uint8Array => {
  const bytes = new Uint8Array(timeLength)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time))
  return concatBytes([bytes, signature])
}

/** Nothing for a time beyond 2^53 − 1, which lies in the future whenever it is read. */
export const parseTimestamped = (bytes: Uint8Array): TimestampedSignature | undefined => {
  if (bytes.length < timeLength) return undefined
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
  return Number.isSafeInteger(time) ? { time, signature: bytes.subarray(timeLength) } : undefined
}
