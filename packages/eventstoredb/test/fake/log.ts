/**
 * The data of a fake cluster, with the measured rules of the real server for appends, settings, deletions and scavenges.
 * `facts.test.ts` checks both against the same table.
 */
import { idIndex, idempotentAt, type Known } from "./id-index.js"
import { tombstoneRevision, type Expectation, type LogRecord, type Outcome, type Proposal } from "./records.js"
import { hiddenBy, isHidden, settingsIn, truncateAll, type Settings } from "./settings.js"

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const nil = "00000000-0000-0000-0000-000000000000"

export class FakeLog {
  /** All records in order, without scavenged ones. */
  readonly records: Array<LogRecord> = []
  /** Every event a stream ever had, visible or not. */
  private readonly streams = new Map<string, Array<LogRecord>>()
  private readonly tombstones = new Set<string>()
  private readonly scavenged = new Set<LogRecord>()
  private readonly listeners = new Set<(record: LogRecord) => void>()
  /** Positions of all records, including scavenged ones. */
  private starts = new Set<bigint>()
  private ids = idIndex()
  private end = 0n
  /** Streams revived after a soft deletion whose new settings are not written yet. */
  private readonly reviving = new Map<string, number>()
  largestAppend = 1024 * 1024
  /** The server writes the settings of a revived stream after the event; a read in between finds no stream. */
  isSlowToRevive = false
  now: () => number = Date.now

  append(stream: string, expected: Expectation, events: ReadonlyArray<Proposal>): Outcome {
    if (stream === "$$") return { _tag: "Exit" }
    const isValid = stream !== "" && events.every(({ id, type }) => uuid.test(id) && id !== nil && type !== "")
    if (!isValid) return { _tag: "Thrown" }
    const size = events.reduce((sum, { data }) => sum + data.length, 0)
    if (size > this.largestAppend) return { _tag: "TooLarge", limit: this.largestAppend }
    if (this.isTombstoned(stream)) return { _tag: "StreamDeleted" }
    const proposals = events.map((event) => ({ ...event, id: event.id.toLowerCase() }))
    const actual = this.all(stream).length - 1
    const wrong: Outcome = { _tag: "WrongExpectedVersion", actual, expected }
    const isSoft = this.settingsOf(stream).truncateBefore === truncateAll
    const wanted = expected === "noStream" ? -1 : expected
    if (proposals.length === 0) return this.appendNothing(stream, wanted, wrong)
    if (expected === "streamExists" && isSoft) return { _tag: "StreamDeleted" }
    if (expected === "streamExists" && actual < 0 && this.all(`$$${stream}`).length === 0) return wrong
    const known =
      typeof wanted === "number" ? this.knownAt(stream, wanted, proposals) : this.ids.known(stream, proposals)
    if (known === "wrong") return wrong
    if (known === "unanswered") return { _tag: "NoAnswer" }
    if (known !== undefined) return this.made(stream, known)
    if (typeof wanted === "number" && wanted !== actual && !(wanted === -1 && isSoft)) return wrong
    const outcome = this.write(stream, proposals)
    if (isSoft) this.revive(stream, actual + 1)
    return outcome
  }

  private appendNothing(stream: string, wanted: number | "any" | "streamExists", wrong: Outcome): Outcome {
    const actual = this.all(stream).length - 1
    const fits = wanted === "any" || (wanted === "streamExists" ? actual >= 0 : wanted === actual)
    if (!fits) return wrong
    return { _tag: "Written", revision: actual < 0 ? undefined : actual, position: undefined }
  }

  /** Compares ids with the events after the exact revision; at the end of the stream there are none. Ignores bytes. */
  private knownAt(stream: string, wanted: number, proposals: ReadonlyArray<Proposal>): Known {
    return idempotentAt(this.all(stream), wanted + 1, proposals)
  }

  private made(stream: string, revision: number): Outcome {
    const record = this.all(stream)[revision]
    const isRead = record !== undefined && this.visible(stream).includes(record)
    return { _tag: "Written", revision, position: isRead ? record.position : undefined }
  }

  private write(stream: string, events: ReadonlyArray<Proposal>): Outcome {
    const there = this.streams.get(stream) ?? []
    this.streams.set(stream, there)
    for (const event of events) {
      const record = this.record(stream, there.length, event)
      there.push(record)
      this.ids.add(record)
      this.tell(record)
    }
    const last = there.at(-1)
    return { _tag: "Written", revision: last?.revision, position: last?.position }
  }

  private record(stream: string, revision: number, event: Proposal): LogRecord {
    const position = { commit: this.end, prepare: this.end }
    this.starts.add(this.end)
    this.end += BigInt(100 + stream.length + event.data.length)
    return { ...event, stream, revision, position, created: this.now() }
  }

  private tell(record: LogRecord): void {
    this.records.push(record)
    for (const listener of this.listeners) listener(record)
  }

  private revive(stream: string, revision: number): void {
    if (this.isSlowToRevive) this.reviving.set(stream, revision)
    else this.set(stream, { $tb: revision })
  }

  /** Every event ever written to a stream, except those lost by a restore. */
  all(stream: string): ReadonlyArray<LogRecord> {
    return this.streams.get(stream) ?? []
  }

  private isTombstoned(stream: string): boolean {
    return this.tombstones.has(stream) || (stream.startsWith("$$") && this.tombstones.has(stream.slice(2)))
  }

  private settingsOf(stream: string): Settings {
    // A settings stream keeps only its last event.
    return stream.startsWith("$$") ? { maxCount: 1 } : settingsIn(this.all(`$$${stream}`).at(-1)?.data)
  }

  /** Sets a stream's settings, as `setStreamMetadata` does. */
  set(stream: string, settings: object): void {
    const event = { id: crypto.randomUUID(), type: "$metadata", contentType: "application/json" }
    // JavaScript cannot represent the greatest revision.
    const text = JSON.stringify(settings).replace("9223372036854776000", String(truncateAll))
    this.write(`$$${stream}`, [{ ...event, data: new TextEncoder().encode(text), metadata: new Uint8Array() }])
  }

  /** Hides the events of a stream; the next one is appended after them. `false` if there is nothing to delete. */
  deleteSoftly(stream: string): boolean {
    if (this.all(stream).length === 0) return false
    this.set(stream, { $tb: Number(truncateAll) })
    return true
  }

  /** Deletes a stream for good: nothing can ever be appended to it again. */
  tombstone(stream: string): void {
    this.tombstones.add(stream)
    const event = { id: crypto.randomUUID(), type: "$streamDeleted", contentType: "application/octet-stream" }
    this.tell(this.record(stream, tombstoneRevision, { ...event, data: new Uint8Array(), metadata: new Uint8Array() }))
  }

  truncateBefore(stream: string, revision: number): void {
    this.set(stream, { $tb: revision })
  }

  /** Removes hidden events for good, except a stream's last event and tombstones. */
  scavenge(): void {
    for (const [stream, there] of this.streams) {
      const hidden = hiddenBy(this.settingsOf(stream), there, this.now())
      const isDeleted = this.isTombstoned(stream)
      for (const record of there)
        if (isDeleted || (hidden(record) && record !== there.at(-1))) this.scavenged.add(record)
    }
    this.records.splice(0, Infinity, ...this.records.filter((record) => !this.scavenged.has(record)))
  }

  /** A copy with the same data, for a test to damage. */
  copy(): FakeLog {
    const other = new FakeLog()
    other.records.push(...this.records)
    for (const [name, there] of this.streams) other.streams.set(name, [...there])
    for (const name of this.tombstones) other.tombstones.add(name)
    for (const record of this.scavenged) other.scavenged.add(record)
    other.starts = new Set(this.starts)
    other.end = this.end
    return other
  }

  /** Drops an event silently, as a damaged file might. */
  lose(stream: string, revision: number): void {
    const lost = this.all(stream)[revision]
    if (lost === undefined) return
    this.scavenged.add(lost)
    this.records.splice(this.records.indexOf(lost), 1)
  }

  /** Changes an event, as somebody with access to the server's files could. */
  overwrite(stream: string, revision: number, data: Uint8Array): void {
    const changed = (record: LogRecord): LogRecord =>
      record.stream === stream && record.revision === revision ? { ...record, data } : record
    this.streams.set(stream, (this.streams.get(stream) ?? []).map(changed))
    this.records.splice(0, Infinity, ...this.records.map(changed))
  }

  /** Drops all but the first records, like a restore from an older backup. */
  forgetAllBut(count: number): void {
    for (const { stream } of this.records.splice(count)) this.streams.get(stream)?.pop()
    this.starts = new Set(this.records.map(({ position }) => position.commit))
    const last = this.records.at(-1)
    this.end = last === undefined ? 0n : last.position.commit + BigInt(100 + last.stream.length + last.data.length)
    this.restart()
  }

  /** Forgets recent ids, which the server remembers only while it runs. */
  restart(): void {
    this.ids = idIndex()
  }

  /** The result of reading a stream: its events in order, without hidden ones. */
  stream(name: string): ReadonlyArray<LogRecord> | "missing" | "deleted" {
    if (this.isTombstoned(name)) return "deleted"
    const revived = this.reviving.get(name)
    if (revived !== undefined) {
      this.reviving.delete(name)
      this.set(name, { $tb: revived })
      return "missing"
    }
    if (this.all(name).length === 0 || this.settingsOf(name).truncateBefore === truncateAll) return "missing"
    return this.visible(name)
  }

  private visible(name: string): ReadonlyArray<LogRecord> {
    const there = this.all(name)
    const settings = this.settingsOf(name)
    return there.filter((record) => !this.scavenged.has(record) && !isHidden(settings, there, this.now(), record))
  }

  /** Whether a record begins at this position. */
  isStart(commit: bigint): boolean {
    return this.starts.has(commit)
  }

  endOfAll(): bigint {
    return this.end
  }

  listen(listener: (record: LogRecord) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
