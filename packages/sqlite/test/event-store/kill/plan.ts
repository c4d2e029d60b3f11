/** What a writer appends until it is killed. All of it follows from a seed, so that it can be looked for and asked again. */
import { createHash } from "node:crypto"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { NewEvent } from "@shifan/event-store"

/** Streams written to at once. */
export const lanes = 8

/** Appends to one stream under way at once. */
export const depth = 3

/** A revision no stream comes to. */
const never = 1_000_000

/** One append of a plan. */
export interface Asked {
  readonly stream: string
  readonly expected: number | "noStream"
  readonly events: RNEA.ReadonlyNonEmptyArray<NewEvent>
  /** It expects what it will find. Those that do not are refused in the midst of a transaction that others share. */
  readonly sound: boolean
}

/** Numbers nobody chose, the same for the same words. */
export const digestOf = (...words: ReadonlyArray<string | number>): Buffer =>
  createHash("sha256").update(words.join(" ")).digest()

/** Some hundred bytes as a rule; now and then more than SQLite puts on several pages. */
const eventOf = (seed: string, id: string): NewEvent => {
  const digest = digestOf(seed, id)
  const size = 1 + (digest.readUInt16BE(0) % 900) + (digest.readUInt8(2) < 4 ? 20_000 : 0)
  return { id, type: "Happened", leaf: new Uint8Array(Buffer.alloc(size, digest)) }
}

/** A lane's appends in their order, without end. */
export function* planOf(seed: string, run: number, lane: number): Generator<Asked> {
  const stream = `run-${run}-${lane}`
  for (let n = 0, length = 0; ; n++) {
    const digest = digestOf(seed, stream, n)
    const count = 1 + (digest.readUInt8(0) % 5)
    const sound = digest.readUInt8(1) >= 32
    const events = RNEA.map((part: number) => eventOf(seed, `${stream}-${n}-${part}`))(RNEA.range(1, count))
    yield { stream, expected: !sound ? never : length === 0 ? "noStream" : length - 1, events, sound }
    if (sound) length += count
  }
}
