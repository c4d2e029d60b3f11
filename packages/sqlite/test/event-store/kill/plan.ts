/** What a writer appends until it is killed. It follows from a seed, so that the test can check and repeat each append. */
import { createHash } from "node:crypto"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { NewEvent } from "@shifan/event-store"

/** Streams written to at once. */
export const lanes = 8

/** Appends to one stream under way at once. */
export const depth = 3

/** A revision no stream reaches. */
const unreachable = 1_000_000

export interface PlannedAppend {
  readonly stream: string
  readonly expected: number | "noStream"
  readonly events: RNEA.ReadonlyNonEmptyArray<NewEvent>
  /** Whether the expectation is right. A wrong one is refused in the midst of a transaction that others share. */
  readonly isRight: boolean
}

/** Pseudo-random bytes, the same for the same words. */
export const digestOf = (...words: ReadonlyArray<string | number>): Buffer =>
  createHash("sha256").update(words.join(" ")).digest()

/** Usually some hundred bytes; now and then so many that SQLite needs several pages. */
const eventOf = (seed: string, id: string): NewEvent => {
  const digest = digestOf(seed, id)
  const size = 1 + (digest.readUInt16BE(0) % 900) + (digest.readUInt8(2) < 4 ? 20_000 : 0)
  return { id, type: "Happened", leaf: new Uint8Array(Buffer.alloc(size, digest)) }
}

/** The appends of a lane in order, without end. */
export function* planOf(seed: string, run: number, lane: number): Generator<PlannedAppend> {
  const stream = `run-${run}-${lane}`
  for (let n = 0, length = 0; ; n++) {
    const digest = digestOf(seed, stream, n)
    const count = 1 + (digest.readUInt8(0) % 5)
    const isRight = digest.readUInt8(1) >= 32
    const events = RNEA.map((part: number) => eventOf(seed, `${stream}-${n}-${part}`))(RNEA.range(1, count))
    const actual = length === 0 ? "noStream" : length - 1
    yield { stream, expected: isRight ? actual : unreachable, events, isRight }
    if (isRight) length += count
  }
}
