/** The data of a fake cluster, with the real server's rules for appends, deletions and reads. */
import type { LogPosition } from "../../src/index.js"

export interface Proposal {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

export interface LogRecord extends Proposal {
  readonly stream: string
  readonly revision: number
  readonly position: LogPosition
}

export type Expectation = number | "any" | "noStream" | "streamExists"

export type Outcome =
  | { readonly _tag: "Written"; readonly revision: number; readonly position: LogPosition }
  | { readonly _tag: "WrongExpectedVersion"; readonly actual: number }
  | { readonly _tag: "StreamDeleted" }
  | { readonly _tag: "TooLarge"; readonly limit: number }

/** What the server writes into the settings of a stream that was deleted softly. */
const everything = 9_223_372_036_854_775_807n

export class FakeLog {
  readonly records: Array<LogRecord> = []
  private readonly streams = new Map<string, Array<LogRecord>>()
  private readonly softlyDeleted = new Set<string>()
  private readonly tombstones = new Set<string>()
  private readonly truncated = new Map<string, number>()
  private readonly listeners = new Set<(record: LogRecord) => void>()
  private end = 0n
  largestAppend = 1024 * 1024

  /** As the server's index writer checks a commit: docs/eventstoredb.md, hazards 10 to 13. */
  append(stream: string, expected: Expectation, events: ReadonlyArray<Proposal>): Outcome {
    const size = events.reduce((sum, { data }) => sum + data.length, 0)
    if (size > this.largestAppend) return { _tag: "TooLarge", limit: this.largestAppend }
    if (this.tombstones.has(stream)) return { _tag: "StreamDeleted" }
    const there = this.streams.get(stream) ?? []
    const current = there.length - 1
    const soft = this.softlyDeleted.has(stream)
    if (expected === "streamExists" && soft) return { _tag: "StreamDeleted" }
    if (expected === "streamExists" && current < 0) return { _tag: "WrongExpectedVersion", actual: current }
    const known = this.alreadyThere(there, expected, events)
    if (known === "corrupted") return { _tag: "WrongExpectedVersion", actual: current }
    if (known !== undefined) return { _tag: "Written", revision: known.revision, position: known.position }
    const wanted = expected === "noStream" ? -1 : expected
    if (typeof wanted === "number" && wanted !== current && !(wanted === -1 && soft))
      return { _tag: "WrongExpectedVersion", actual: current }
    return this.write(stream, events)
  }

  /** Below the end all ids must match in place; at the end none is looked at; bytes never are. */
  private alreadyThere(
    there: ReadonlyArray<LogRecord>,
    expected: Expectation,
    events: ReadonlyArray<Proposal>,
  ): LogRecord | "corrupted" | undefined {
    const anywhere = expected === "any" || expected === "streamExists"
    const first = anywhere
      ? there.findIndex(({ id }) => id === events[0]?.id)
      : expected === "noStream"
        ? 0
        : expected + 1
    if (first < 0 || there[first]?.id !== events[0]?.id) return undefined
    const matching = events.filter(({ id }, i) => there[first + i]?.id === id).length
    return matching === events.length ? there[first + matching - 1] : "corrupted"
  }

  private write(stream: string, events: ReadonlyArray<Proposal>): Outcome {
    const there = this.streams.get(stream) ?? []
    this.streams.set(stream, there)
    const prepare = this.end
    const written = events.map((event): LogRecord => {
      const record = { ...event, stream, revision: there.length, position: { commit: this.end, prepare } }
      this.end += BigInt(100 + stream.length + event.data.length)
      there.push(record)
      this.records.push(record)
      return record
    })
    this.softlyDeleted.delete(stream)
    for (const record of written) for (const listener of this.listeners) listener(record)
    const last = written.at(-1) ?? there.at(-1)
    return last === undefined
      ? { _tag: "WrongExpectedVersion", actual: -1 }
      : { _tag: "Written", revision: last.revision, position: last.position }
  }

  /** Its old events stay, unread, and the next goes behind them. */
  deleteSoftly(stream: string): void {
    const text = `{"$tb":${everything}}`
    const settings = { id: crypto.randomUUID(), type: "$metadata", contentType: "application/json" }
    this.write(`$$${stream}`, [{ ...settings, data: new TextEncoder().encode(text), metadata: new Uint8Array() }])
    this.softlyDeleted.add(stream)
  }

  /** For good: nothing can ever be appended there again. */
  tombstone(stream: string): void {
    this.tombstones.add(stream)
  }

  /** As an operator's setting of the stream does: what is before the revision is no longer read. */
  truncateBefore(stream: string, revision: number): void {
    const there = this.streams.get(stream)
    if (there !== undefined) this.truncated.set(stream, revision)
  }

  /** As somebody with the server's files might. */
  overwrite(stream: string, revision: number, data: Uint8Array): void {
    const changed = (record: LogRecord): LogRecord =>
      record.stream === stream && record.revision === revision ? { ...record, data } : record
    this.streams.set(stream, (this.streams.get(stream) ?? []).map(changed))
    this.records.splice(0, Infinity, ...this.records.map(changed))
  }

  /** As a restore from an older backup does. */
  forgetAllBut(count: number): void {
    for (const { stream } of this.records.splice(count)) this.streams.get(stream)?.pop()
  }

  stream(name: string): ReadonlyArray<LogRecord> | "missing" | "deleted" {
    if (this.tombstones.has(name)) return "deleted"
    const there = this.streams.get(name)
    if (there === undefined || there.length === 0 || this.softlyDeleted.has(name)) return "missing"
    return there.filter(({ revision }) => revision >= (this.truncated.get(name) ?? 0))
  }

  listen(listener: (record: LogRecord) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
