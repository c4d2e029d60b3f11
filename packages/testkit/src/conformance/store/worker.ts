import { randomUUID } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import type { EventStore, NewEvent } from "@shifan/event-store"
import type { OpenInWorker } from "./adapter.js"

// Runs in a separate process: opens a store with the adapter's module, does one task and writes a line for each outcome.

/** A stream to create, and whether this process created it. */
export interface Raced {
  readonly stream: string
  readonly id: string
  readonly outcome: string
}

/** An append that was acknowledged. */
export interface Acknowledged {
  readonly stream: string
  /** Revision of the first of these events. */
  readonly revision: number
  readonly ids: ReadonlyArray<string>
}

const write = (line: Raced | Acknowledged | "ready"): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

const eventOf = (text: string): NewEvent => ({
  id: randomUUID(),
  type: "Happened",
  leaf: new TextEncoder().encode(text),
})

/** Creates each stream unless another process was first. */
const race = async (store: EventStore, streams: number): Promise<void> => {
  for (let i = 0; i < streams; i++) {
    const event = eventOf(`{"by":${process.pid}}`)
    const answer = await store.append(`race-${i}`, "noStream", [event])()
    write({ stream: `race-${i}`, id: event.id, outcome: E.isLeft(answer) ? answer.left._tag : "made" })
  }
}

/** Until killed, appends three events at a time to its own streams, with several appends in progress. */
const load = (store: EventStore, lanes: number): Promise<unknown> => {
  const run = randomUUID()
  return Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const stream = `load-${run}-${lane}`
      for (let revision = 0; ; revision += 3) {
        const events = [0, 1, 2].map((part) => eventOf(`{"stream":"${stream}","revision":${revision + part}}`))
        const [first, ...rest] = events
        if (first === undefined) return
        const answer = await store.append(stream, revision === 0 ? "noStream" : revision - 1, [first, ...rest])()
        if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
        write({ stream, revision, ids: events.map(({ id }) => id) })
      }
    }),
  )
}

const [task, module = "", argument = "", times = "0"] = process.argv.slice(2)
const { open }: { readonly open: OpenInWorker } = await import(module)
const store = await open(argument)
write("ready")
await new Promise((resolve) => process.stdin.once("data", resolve))
await (task === "race" ? race : load)(store, Number(times))
await store.close()
process.stdin.destroy()
