import { randomUUID } from "node:crypto"
import { civilDate, instantAt } from "@shifan/core"
import {
  collect,
  encode,
  matchesFilter,
  type Envelope,
  type EventStore,
  type Filter,
  type NewEvent,
  type StoredEvent,
} from "@shifan/event-store"
import type { Projection, ReadModels } from "@shifan/service"
import * as fc from "fast-check"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { right } from "../../values.js"

// The suite projects a log of test events into a journal, one line per event, and compares its lines with the log. Nothing
// here loads vitest, so a worker process can use it too.

/** The interface that an engine provides to the suite. `M` is what a projection writes to. */
export interface ReadModelAdapter<M> {
  /** Opens new, empty data. Called before each case. */
  readonly open: () => Promise<OpenedReadModels<M>>
  /** Reopens the data of the last `open`, whether or not it was closed. */
  readonly reopen: () => Promise<OpenedReadModels<M>>
  /** Removes the data of the last `open`. Called after each case, when everything is closed. */
  readonly destroy: () => Promise<void>
  /** Sets up an empty journal. */
  readonly prepare: (model: M) => void
  /** Appends a line. Must not guard against duplicates: the suite checks whether there are any. */
  readonly write: (model: M, line: string) => void
  /** `false` for an engine without transactions: steps before a failed one may then remain applied. */
  readonly transactions?: boolean
}

/** Read models under test, with a way to read what the suite wrote. */
export interface OpenedReadModels<M> {
  readonly models: ReadModels<M>
  /** The lines of the live journal with that name; `undefined` before one is built. */
  readonly read: (name: string) => Promise<ReadonlyArray<string> | undefined>
}

/** The read models of one case, and an empty log. */
export interface ReadModelCase<M> {
  readonly adapter: ReadModelAdapter<M>
  readonly opened: () => OpenedReadModels<M>
  /** Opens the same data again. */
  readonly another: () => Promise<OpenedReadModels<M>>
  readonly store: () => EventStore
}

/** Projects a log into a journal. */
export const journalOf = <M>(
  { prepare, write }: Pick<ReadModelAdapter<M>, "prepare" | "write">,
  change: Partial<Projection<M>> = {},
): Projection<M> => ({
  name: "journal",
  version: 1,
  filter: {},
  prepare,
  apply: (model, envelope) => write(model, journalLine(envelope)),
  ...change,
})

/** The journal line for an event: `stream@revision`. */
export const journalLine = ({ stream, revision }: { readonly stream: string; readonly revision: number }): string =>
  `${stream}@${revision}`

/** The expected lines of a journal: one for every matching event, in log order. */
export const expectedLines = async (store: EventStore, filter: Filter = {}): Promise<ReadonlyArray<string>> =>
  (await eventsIn(store)).filter(matchesFilter(filter)).map(journalLine)

const eventsIn = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => right(await collect(store.readAll()))

/** A readable event without data. */
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

/** A number of events to append to a stream. */
export interface TestEvents {
  readonly stream: string
  readonly count: number
  /** Default: `CallOpened`. */
  readonly type?: string
}

/** Appends the events at the end of their stream. */
export const appendTestEvents = async (
  store: EventStore,
  { stream, count, type = "CallOpened" }: TestEvents,
): Promise<void> => {
  const before = (await eventsIn(store)).filter((event) => event.stream === stream).length
  const events = RNEA.map((i: number) => testEvent(stream, before + i, type))(RNEA.range(0, count - 1))
  right(await store.append(stream, "any", events)())
}

/** Any number of events in one of a few streams, including types that nobody projects. */
export const anyTestEvents: fc.Arbitrary<TestEvents> = fc.record({
  stream: fc.constantFrom("a-1", "a-2", "b-1"),
  type: fc.constantFrom("CallOpened", "Enacted", "Applied"),
  count: fc.integer({ min: 1, max: 5 }),
})

/** Filters that accept some of those events. */
export const anyFilter: fc.Arbitrary<Filter> = fc.constantFrom<Filter>(
  {},
  { streamPrefixes: ["a-"] },
  { types: ["CallOpened", "Applied"] },
  { streamPrefixes: ["a-1"], types: ["Enacted"] },
)
