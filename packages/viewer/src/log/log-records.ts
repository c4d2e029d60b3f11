/** The records of a log as a verification hands them on, one by one, and by what they are about. */
import type { Uscc } from "@shifan/core"
import { parseStream, sha256Hex, type Envelope } from "@shifan/event-store"
import { EventCodec } from "@shifan/schema"

/** One record of the log, as far as it can be read. */
export interface LogRecord {
  /** Of its leaf, from 0. */
  readonly index: number
  /** As the leaf says, which anybody may have written. */
  readonly stream: string
  readonly revision: number
  readonly type: string
  /** SHA-256 of the leaf in hex: what the next record of its stream has to name. */
  readonly hash: string
  /** The hash it names itself: of the record before it in its stream. `null` for a first one. */
  readonly previous: string | null
  /** `null` where the record is not what its type says it is: then nothing in it is read. */
  readonly event: Envelope | null
}

/** A unit's own records, in the order of the log. */
export interface History {
  readonly division: string
  readonly unit: Uscc
  readonly records: ReadonlyArray<LogRecord>
}

/** All that could be read of a log. */
export interface ViewedLog {
  /** In the order of the log. A leaf that could not be read at all is not among them. */
  readonly records: ReadonlyArray<LogRecord>
  readonly byIndex: ReadonlyMap<number, LogRecord>
  /** By the name of the page: `130300-91130302…`, in the order of their codes. */
  readonly histories: ReadonlyMap<string, History>
}

/** Is handed the records by the pass that verifies them. */
export interface RecordCollector {
  /** Takes every record that can be read, in the order of the log. */
  readonly take: (envelope: Envelope, index: number, leaf: Uint8Array) => void
  readonly all: () => ViewedLog
}

/** Its `take` is the `each` of `verifyBundle` and of `replay`. */
export const recordCollector = (): RecordCollector => {
  const records: Array<LogRecord> = []
  return {
    take: (envelope, index, leaf) => records.push(recordOf(envelope, index, sha256Hex(leaf))),
    all: () => ({
      records,
      byIndex: new Map(records.map((record) => [record.index, record])),
      histories: historiesIn(records),
    }),
  }
}

const recordOf = (envelope: Envelope, index: number, hash: string): LogRecord => ({
  index,
  stream: envelope.stream,
  revision: envelope.revision,
  type: envelope.type,
  hash,
  previous: typeof envelope.previous === "string" ? envelope.previous : null,
  event: EventCodec.is(envelope) ? envelope : null,
})

export const historyName = (division: string, unit: string): string => `${division}-${unit}`

const historiesIn = (records: ReadonlyArray<LogRecord>): ReadonlyMap<string, History> => {
  const histories = new Map<string, { division: string; unit: Uscc; records: Array<LogRecord> }>()
  for (const record of records) {
    const name = parseStream(record.stream)
    if (name?.aggregate !== "designation") continue
    const key = historyName(name.division, name.key)
    const history = histories.get(key) ?? { division: name.division, unit: name.key, records: [] }
    histories.set(key, history)
    history.records.push(record)
  }
  return new Map([...histories].toSorted(([, a], [, b]) => (a.unit < b.unit ? -1 : 1)))
}
