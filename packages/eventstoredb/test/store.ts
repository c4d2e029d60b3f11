/** Opens stores on fake nodes, closed after the test. */
import { readFileSync } from "node:fs"
import type * as E from "fp-ts/lib/Either.js"
import type { Appended, AppendError, EventStore, ExpectedRevision, NewEvent } from "@shifan/event-store"
import * as events from "@shifan/testkit/events"
import { expect, onTestFinished, vi } from "vitest"
import { clientDriver } from "../src/client-driver.js"
import type { Connection } from "../src/client-pool.js"
import type { Endpoint } from "../src/endpoint.js"
import { storeOver, type EventStoreDbStore, type Timing } from "../src/index.js"
import { authorityFile } from "./fake/certificates.js"
import { FakeLog } from "./fake/log.js"
import { startNode, type FakeNode, type NodeOptions } from "./fake/server.js"

interface Ports {
  readonly port: number
}

export const newNode = async (options: Partial<NodeOptions> = {}): Promise<FakeNode & { readonly log: FakeLog }> => {
  const log = options.log ?? new FakeLog()
  const node = await startNode({ ...options, log })
  onTestFinished(() => node.stop())
  return { ...node, log }
}

export const urlOf = (nodes: ReadonlyArray<Ports>, options = ""): string =>
  `eventstoredb://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}?tls=false${options}`

/** Long enough for a busy machine. A test in which a call stays unanswered sets a shorter timeout. */
const defaultTiming: Timing = { timeout: 10_000, patience: 60_000, interval: 200, staleness: 0 }

export const connectionTo = (nodes: ReadonlyArray<Ports>, timeout = defaultTiming.timeout): Connection => {
  const [first = { port: 1 }, ...others] = nodes
  const endpoint = ({ port }: Ports): Endpoint => ({ address: "127.0.0.1", port })
  return {
    endpoints: [endpoint(first), ...others.map(endpoint)],
    tls: { insecure: true },
    credentials: undefined,
    name: "test",
    timeout,
  }
}

/** A TLS connection to a node with the test certificate. */
export const secureConnectionTo = (node: Ports, address = "localhost"): Connection => ({
  ...connectionTo([node]),
  endpoints: [{ address, port: node.port }],
  tls: { insecure: false, authority: readFileSync(authorityFile) },
})

export type StoreAt = EventStoreDbStore

/** A store that has not connected yet, closed after the test. */
export const storeAt = (nodes: ReadonlyArray<Ports>, timing: Partial<Timing> = {}): EventStoreDbStore => {
  const all = { ...defaultTiming, ...timing }
  const store = storeOver(clientDriver(connectionTo(nodes, all.timeout)), all)
  onTestFinished(() => store.close())
  return store
}

/** Appends these events, or a new one. */
export const append = (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  ...[first = events.newEvent(), ...rest]: ReadonlyArray<NewEvent>
): Promise<E.Either<AppendError, Appended>> => events.append(store, stream, expected, [first, ...rest])

export interface Follower {
  readonly ids: ReadonlyArray<string>
  readonly ended: Promise<string>
}

/** Subscribes from the beginning and collects the ids of the events. */
export const follow = (store: EventStore): Follower => {
  const ids: Array<string> = []
  const { ended } = store.subscribe({}, async (batch) => void ids.push(...events.idsOf(batch.events)))
  return { ids, ended: ended.then(events.outcomeOf) }
}

export const waitForIds = ({ ids }: Pick<Follower, "ids">, expected: ReadonlyArray<string>): Promise<void> =>
  vi.waitFor(() => expect(ids).toEqual(expected), { timeout: 20_000, interval: 5 })

/** Appends until the store's subscription delivers what was written, so that nothing is read back. */
export const untilFollowed = (node: FakeNode, store: EventStore, stream: string): Promise<void> =>
  vi.waitFor(
    async () => {
      const before = node.faults.calls.length
      await append(store, stream, "any")
      expect(node.faults.calls.slice(before).map(({ method }) => method)).toEqual(["read", "append"])
    },
    { timeout: 20_000, interval: 20 },
  )
