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

// The suite projects a log of test events into a journal, a line for each event, and compares its lines with what the
// log has. Nothing here loads vitest, so a worker process can use it too.

/** What the suite needs of an engine. `M` is what the engine lets a projection write to. */
export interface ReadModelAdapter<M> {
  /** Opens new, empty data. Called before each case. */
  readonly open: () => Promise<OpenedReadModels<M>>
  /** Opens the data of the last `open` once more, whether it was closed or not. */
  readonly reopen: () => Promise<OpenedReadModels<M>>
  /** Removes the data of the last `open`. Called after each case, when everything is closed. */
  readonly destroy: () => Promise<void>
  /** Sets up an empty journal. */
  readonly prepare: (model: M) => void
  /** Adds a line at its end. Must not guard against duplicates: whether there are any is what the suite finds out. */
  readonly write: (model: M, line: string) => void
  /** `false` for an engine without: steps before one that failed may then stay done. */
  readonly transactions?: boolean
}

/** Read models under test, with a way to read what the suite wrote. */
export interface OpenedReadModels<M> {
  readonly models: ReadModels<M>
  /** The lines of the live journal of that name; `undefined` before one is built. */
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

/** The projection of a log into a journal. */
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

/** What the suite's projection writes of an event: `stream@revision`. */
export const journalLine = ({ stream, revision }: { readonly stream: string; readonly revision: number }): string =>
  `${stream}@${revision}`

/** The lines a journal has to have: of every event that matches, once, in the order of the log. */
export const expectedLines = async (store: EventStore, filter: Filter = {}): Promise<ReadonlyArray<string>> =>
  (await eventsIn(store)).filter(matchesFilter(filter)).map(journalLine)

const eventsIn = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => right(await collect(store.readAll()))

/** An event that can be read, with no data. */
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

/** How many events of a stream the suite writes. */
export interface TestEvents {
  readonly stream: string
  readonly count: number
  /** Default: `CallOpened`. */
  readonly type?: string
}

/** Appends them behind what the stream has. */
export const appendTestEvents = async (
  store: EventStore,
  { stream, count, type = "CallOpened" }: TestEvents,
): Promise<void> => {
  const before = (await eventsIn(store)).filter((event) => event.stream === stream).length
  const events = RNEA.map((i: number) => testEvent(stream, before + i, type))(RNEA.range(0, count - 1))
  right(await store.append(stream, "any", events)())
}

/** Any number of events of any of a few streams, types that nobody projects included. */
export const anyTestEvents: fc.Arbitrary<TestEvents> = fc.record({
  stream: fc.constantFrom("a-1", "a-2", "b-1"),
  type: fc.constantFrom("CallOpened", "Enacted", "Applied"),
  count: fc.integer({ min: 1, max: 5 }),
})

/** Filters that let some of those pass. */
export const anyFilter: fc.Arbitrary<Filter> = fc.constantFrom<Filter>(
  {},
  { streamPrefixes: ["a-"] },
  { types: ["CallOpened", "Applied"] },
  { streamPrefixes: ["a-1"], types: ["Enacted"] },
)
