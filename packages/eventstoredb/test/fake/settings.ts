/** Settings of a stream on the server, and the events they hide. */
import type { LogRecord } from "./records.js"

export interface Settings {
  readonly truncateBefore?: bigint
  readonly maxCount?: number
  /** In seconds. */
  readonly maxAge?: number
}

/** The `$tb` that the server writes for a soft deletion: 2^63 - 1. */
export const truncateAll = 9_223_372_036_854_775_807n

export const settingsIn = (data: Uint8Array | undefined): Settings => {
  const text = data === undefined ? "" : new TextDecoder().decode(data)
  const numberOf = (name: string): string | undefined => new RegExp(`"\\${name}":\\s*(\\d+)`).exec(text)?.[1]
  const truncateBefore = numberOf("$tb")
  const maxCount = numberOf("$maxCount")
  const maxAge = numberOf("$maxAge")
  return {
    ...(truncateBefore === undefined ? {} : { truncateBefore: BigInt(truncateBefore) }),
    ...(maxCount === undefined ? {} : { maxCount: Number(maxCount) }),
    ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
  }
}

export const isHidden = (
  { truncateBefore = 0n, maxCount = Infinity, maxAge = Infinity }: Settings,
  there: ReadonlyArray<LogRecord>,
  now: number,
  { revision, created }: LogRecord,
): boolean => BigInt(revision) < truncateBefore || revision < there.length - maxCount || created + maxAge * 1000 <= now

export const hiddenBy =
  (settings: Settings, there: ReadonlyArray<LogRecord>, now: number) =>
  (record: LogRecord): boolean =>
    isHidden(settings, there, now, record)
