/** A log to project: events of known types in a few streams, and a journal of them as the projection. */
import { randomUUID } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { fc } from "@fast-check/vitest"
import { civilDate, instantAt } from "@shifan/core"
import {
  collect,
  encode,
  passes,
  type Batch,
  type Envelope,
  type EventStore,
  type Filter,
  type NewEvent,
} from "@shifan/event-store"
import { folding, type Cell, type Documents, type Projection } from "../../src/index.js"

export const types = ["CallOpened", "Enacted", "Applied"] as const

export interface Some {
  readonly stream: string
  readonly type: (typeof types)[number]
  readonly count: number
}

export const batch: fc.Arbitrary<Some> = fc.record({
  stream: fc.constantFrom("a-1", "a-2", "b-1"),
  type: fc.constantFrom(...types),
  count: fc.integer({ min: 1, max: 5 }),
})

export const filter: fc.Arbitrary<Filter> = fc.constantFrom<Filter>(
  {},
  { streamPrefixes: ["a-"] },
  { types: ["CallOpened", "Applied"] },
  { streamPrefixes: ["a-1"], types: ["Enacted"] },
)

export const eventOf = (stream: string, revision: number, type: string, schemaVersion = 1): NewEvent => {
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
  const leaf = encode(envelope)
  if (E.isLeft(leaf)) throw new Error(leaf.left._tag)
  return { id, type, leaf: leaf.right }
}

/** Appends behind what the stream has. */
export const append = async (store: EventStore, { stream, type, count }: Some): Promise<void> => {
  const before = (await all(store)).filter((one) => one.stream === stream).length
  const events = RNEA.map((i: number) => eventOf(stream, before + i, type))(RNEA.range(0, count - 1))
  const appended = await store.append(stream, "any", events)()
  if (E.isLeft(appended)) throw new Error(appended.left._tag)
}

export const all = async (store: EventStore) => {
  const events = await collect(store.readAll())
  if (E.isLeft(events)) throw new Error(events.left._tag)
  return events.right
}

type Journal = ReadonlyArray<string>

const line = ({ stream, revision }: { readonly stream: string; readonly revision: number }): string =>
  `${stream}@${revision}`

/** What the journal has to be: everything that passes, once, in the order of the log. */
export const expected = async (store: EventStore, wanted: Filter = {}): Promise<Journal> =>
  (await all(store)).filter(passes(wanted)).map(line)

export const journal = (wanted: Filter = {}, version = 1, name = "journal"): Projection<Cell<Journal>> =>
  folding<Journal>({
    name,
    version,
    filter: wanted,
    initial: [],
    evolve: (lines, envelope) => [...lines, line(envelope)],
  })

/** The same in two documents an event, so that a crash may come between them. */
export const documentJournal = (wanted: Filter = {}, version = 1): Projection<Documents<Journal>> => ({
  name: "journal",
  version,
  filter: wanted,
  prepare: ({ update }) => update("all", () => []),
  apply: ({ update }, envelope) => {
    update(envelope.stream, (lines = []) => [...lines, line(envelope)])
    update("all", (lines = []) => [...lines, line(envelope)])
  },
})

/** A store that hands out small batches, each of them twice when it is told to. */
export const choppy = (store: EventStore, size: number, times: number): EventStore => ({
  ...store,
  subscribe: (options, handler) =>
    store.subscribe(options, async ({ events }) => {
      for (let i = 0; i < events.length; i += size) {
        const part = events.slice(i, i + size)
        const [first, ...rest] = part
        const checkpoint = part.at(-1)?.position ?? ""
        if (first === undefined) return
        const chopped: Batch = { events: [first, ...rest], checkpoint }
        for (let time = 0; time < times; time++) await handler(chopped)
      }
    }),
})

/** Waits, turn by turn of the event loop, for at most some seconds. */
export const until = async (met: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + 5000
  while (!(await met())) {
    if (performance.now() > end) throw new Error("it did not come about")
    await new Promise((resolve) => setImmediate(resolve))
  }
}
