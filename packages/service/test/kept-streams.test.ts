import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { aggregates } from "@shifan/core/registry"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { right } from "@shifan/testkit/basics"
import type { Request } from "../src/index.js"
import { keptStreams } from "../src/kept-streams.js"
import { accepted, enact, interpretation, openCall, serviceOver } from "./fixtures.js"

const { instrument, call } = aggregates
const key = qinhuangdao2020.id
const stream = `instrument-130300-${key}`

/** A store that can be swapped for another, and records from which revision its streams are read. */
const tellingStore = () => {
  let inner: EventStore = memoryStore()
  const readFrom: Array<number | undefined> = []
  const store: EventStore = {
    ...inner,
    readStream: (name, options) => {
      readFrom.push(options?.from)
      return inner.readStream(name, options)
    },
  }
  const write = async (...requests: ReadonlyArray<Request>): Promise<void> => {
    const { handle } = serviceOver(inner)
    for (const request of requests) await accepted(handle, request)
  }
  const swap = (): void => {
    inner = memoryStore()
  }
  return { store, readFrom, write, swap }
}

describe("a stream that was loaded before", () => {
  it("is read from its last event on, and includes what others have appended", async () => {
    const { store, readFrom, write } = tellingStore()
    const streams = keptStreams(store, aggregates)
    await write(enact, interpretation(1))
    const first = right(await streams.load(stream, instrument, key))
    await write(interpretation(2))
    const second = right(await streams.load(stream, instrument, key))
    expect(readFrom).toEqual([0, 1])
    expect([first, second].map(({ history }) => history.map(({ type }) => type))).toEqual([
      ["Enacted", "InterpretationIssued"],
      ["Enacted", "InterpretationIssued", "InterpretationIssued"],
    ])
    expect(second).toEqual(right(await keptStreams(store, aggregates).load(stream, instrument, key)))
  })

  it("is read from the start if its last event has changed", async () => {
    const { store, readFrom, write, swap } = tellingStore()
    const streams = keptStreams(store, aggregates)
    await write(enact, interpretation(1))
    await streams.load(stream, instrument, key)
    swap()
    await write(enact, interpretation(2), interpretation(3))
    const other = right(await streams.load(stream, instrument, key))
    expect(readFrom).toEqual([0, 1, 0])
    expect(other).toEqual(right(await keptStreams(store, aggregates).load(stream, instrument, key)))
  })

  it("is empty if the store has lost it", async () => {
    const { store, write, swap } = tellingStore()
    const streams = keptStreams(store, aggregates)
    await write(enact)
    await streams.load(stream, instrument, key)
    swap()
    expect(right(await streams.load(stream, instrument, key))).toMatchObject({
      history: [],
      state: instrument.initial(key),
      lastLeafHash: null,
    })
  })

  it("is forgotten when other streams take its room", async () => {
    const { store, readFrom, write } = tellingStore()
    await write(enact, interpretation(1))
    let bytes = 0
    for await (const event of store.readAll()) bytes += right(event).leaf.length
    await write(openCall)
    const streams = keptStreams(store, aggregates, bytes)
    await streams.load(stream, instrument, key)
    await streams.load(stream, instrument, key)
    await streams.load("call-130300-2020", call, "2020")
    await streams.load(stream, instrument, key)
    expect(readFrom).toEqual([0, 1, 0, 0])
  })
})

const steps = fc.array(fc.constantFrom("load", "append"), { minLength: 1, maxLength: 12 })

test.prop([steps, fc.constantFrom(0, 3000, 1_000_000)], { numRuns: 30 })(
  "a stream loaded repeatedly equals a single reading of it",
  async (todo, most) => {
    const { store, write } = tellingStore()
    const streams = keptStreams(store, aggregates, most)
    await write(enact)
    for (const [n, step] of todo.entries()) {
      if (step === "append") await write(interpretation(n))
      else
        expect(right(await streams.load(stream, instrument, key))).toEqual(
          right(await keptStreams(store, aggregates).load(stream, instrument, key)),
        )
    }
  },
)
