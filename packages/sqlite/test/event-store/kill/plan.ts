/** The appends a writer makes until it is killed. Derived from a seed, so that the test can check and repeat each one. */
import { createHash } from "node:crypto"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { NewEvent } from "@shifan/event-store"

/** Number of streams written to concurrently. */
export const lanes = 8

/** Number of pending appends per stream. */
export const depth = 3

/** A revision no stream reaches. */
const unreachable = 1_000_000

export interface PlannedAppend {
  readonly stream: string
  readonly expected: number | "noStream"
  readonly events: RNEA.ReadonlyNonEmptyArray<NewEvent>
  /** Whether the expected revision is right. If not, the append is refused in the middle of a shared transaction. */
  readonly isRight: boolean
}

/** Pseudo-random bytes derived from the words. */
export const digestOf = (...words: ReadonlyArray<string | number>): Buffer =>
  createHash("sha256").update(words.join(" ")).digest()

/** An event of usually a few hundred bytes, sometimes so large that SQLite needs several pages. */
const eventOf = (seed: string, id: string): NewEvent => {
  const digest = digestOf(seed, id)
  const size = 1 + (digest.readUInt16BE(0) % 900) + (digest.readUInt8(2) < 4 ? 20_000 : 0)
  return { id, type: "Happened", leaf: new Uint8Array(Buffer.alloc(size, digest)) }
}

/** The endless sequence of a lane's appends. */
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
