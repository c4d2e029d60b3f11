/** Models how the server recognises a repeated append by the ids of its events. */
import type { LogRecord, Proposal } from "./records.js"

/** Revision of the last event of the append; `undefined` if it has to be made. */
export type Known = number | "wrong" | "unanswered" | undefined

/** For an append with an exact revision: all ids must match at their places. */
export const idempotentAt = (
  there: ReadonlyArray<LogRecord>,
  first: number,
  events: ReadonlyArray<Proposal>,
): Known => {
  if (there[first]?.id !== events[0]?.id) return undefined
  return events.every(({ id }, i) => there[first + i]?.id === id) ? first + events.length - 1 : "wrong"
}

export interface IdIndex {
  readonly add: (record: LogRecord) => void
  /** For an append without an exact revision. Only the latest place of each id is remembered, and order is ignored. */
  readonly known: (stream: string, events: ReadonlyArray<Proposal>) => Known
}

export const idIndex = (): IdIndex => {
  const latest = new Map<string, LogRecord>()
  return {
    add: (record) => latest.set(record.id, record),
    known: (stream, events) => {
      const found = events.map(({ id }) => latest.get(id))
      const [first] = found
      const last = found.at(-1)
      if (first === undefined || first.stream !== stream) return undefined
      if (last === undefined || found.some((record) => record?.stream !== stream)) return "wrong"
      return last.revision < first.revision - 1 ? "unanswered" : last.revision
    },
  }
}
