/** A log to project: small events, and what a journal of them has to be. */
import { randomUUID } from "node:crypto"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { civilDate, instantAt } from "@shifan/core"
import {
  collect,
  encode,
  matchesFilter,
  type EventBatch,
  type Envelope,
  type EventStore,
  type Filter,
  type NewEvent,
  type StoredEvent,
} from "@shifan/event-store"
import { right } from "../../outcomes.js"
import { journalLine } from "./journal.js"

export const testEvent = (stream: string, revision: number, type: string, schemaVersion = 1): NewEvent => {
  const id = randomUUID()
  const envelope: Envelope = {
    id,
    type,
    schemaVersion,
    stream,
    revision,
    previous: null,
    basis: [],
    data: {},
    commandId: id,
    correlationId: id,
    causationId: null,
    rule: null,
    readings: {},
    provisions: [],
    recordedAt: instantAt(Date.parse("2020-12-01T01:00:00.000Z")),
    effectiveOn: civilDate("2020-12-01"),
    actor: { role: "bureau", code: "130300", officer: "SJ-01" },
  }
  return { id, type, leaf: right(encode(envelope)) }
}

const all = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => right(await collect(store.readAll()))

/** Appends behind what the stream has. */
export const appendTestEvents = async (
  store: EventStore,
  stream: string,
  count: number,
  type = "CallOpened",
): Promise<void> => {
  const before = (await all(store)).filter((one) => one.stream === stream).length
  const events = RNEA.map((i: number) => testEvent(stream, before + i, type))(RNEA.range(0, count - 1))
  right(await store.append(stream, "any", events)())
}

/** Everything that passes, once, in the order of the log. */
export const expectedLines = async (store: EventStore, wanted: Filter = {}): Promise<ReadonlyArray<string>> =>
  (await all(store)).filter(matchesFilter(wanted)).map(journalLine)

/** A store that hands out small batches, each of them so many times. */
export const inSmallBatches = (store: EventStore, size: number, times: number): EventStore => ({
  ...store,
  subscribe: (options, handler) =>
    store.subscribe(options, async ({ events }) => {
      for (let i = 0; i < events.length; i += size) {
        const part = events.slice(i, i + size)
        const [first, ...rest] = part
        const checkpoint = part.at(-1)?.position ?? ""
        if (first === undefined) return
        const chopped: EventBatch = { events: [first, ...rest], checkpoint }
        for (let time = 0; time < times; time++) await handler(chopped)
      }
    }),
})

/** Waits, turn by turn of the event loop, for at most some seconds. */
export const waitUntil = async (met: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + 8000
  while (!(await met())) {
    if (performance.now() > end) throw new Error("it did not come about")
    await new Promise((resolve) => setImmediate(resolve))
  }
}
