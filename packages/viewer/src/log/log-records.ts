/** Collects the records of a log during verification, in order and by unit. */
import type { Actor, Uscc } from "@shifan/core"
import { parseStream, sha256Hex, type Envelope } from "@shifan/event-store"
import { EventCodec } from "@shifan/schema"

/** A record of the log, as far as it can be read. */
export interface LogRecord {
  /** Index of its leaf, from 0. */
  readonly index: number
  /** As stated in the leaf; untrusted. */
  readonly stream: string
  readonly revision: number
  readonly type: string
  /** SHA-256 of the leaf in hex. The next record in its stream has to name it. */
  readonly hash: string
  /** Hash of the previous record in its stream, as this record names it; `null` for a first record. */
  readonly previous: string | null
  /** `null` if the record does not match its type; then none of it is used. */
  readonly event: Envelope | null
}

/** A unit's own records, in log order. */
export interface History {
  readonly division: string
  readonly unit: Uscc
  readonly records: ReadonlyArray<LogRecord>
}

/** Everything readable in a log. */
export interface ViewedLog {
  /** In log order, without leaves that cannot be read at all. */
  readonly records: ReadonlyArray<LogRecord>
  readonly byIndex: ReadonlyMap<number, LogRecord>
  /** By page name, `130300-91130302…`, sorted by code. */
  readonly histories: ReadonlyMap<string, History>
  /** Everybody who acted in the log. */
  readonly actors: ReadonlyArray<Actor>
}

/** Receives the records during their verification. */
export interface RecordCollector {
  /** Takes every readable record, in log order. */
  readonly take: (envelope: Envelope, index: number, leaf: Uint8Array) => void
  readonly all: () => ViewedLog
}

/** Pass its `take` as `each` to `verifyBundle` or `replay`. */
export const recordCollector = (): RecordCollector => {
  const records: Array<LogRecord> = []
  return {
    take: (envelope, index, leaf) => records.push(recordOf(envelope, index, sha256Hex(leaf))),
    all: () => ({
      records,
      byIndex: new Map(records.map((record) => [record.index, record])),
      histories: historiesIn(records),
      actors: actorsIn(records),
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

const actorsIn = (records: ReadonlyArray<LogRecord>): ReadonlyArray<Actor> => [
  ...new Map(
    records.flatMap(({ event }) =>
      event === null ? [] : [[`${event.actor.role}:${event.actor.code}:${event.actor.officer}`, event.actor] as const],
    ),
  ).values(),
]

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
