import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { civilDate, type AnyAggregate } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { aggregates } from "@shifan/core/registry"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { samplesFor } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import type { Request, Target } from "../src/index.js"
import { keptStreams } from "../src/kept-streams.js"
import { accepted, apply, enact, interpretation, openCall, request, serviceOver, unit } from "./fixtures.js"

const { designation, instrument, call } = aggregates
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
    for (const next of requests) await accepted(handle, next)
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
    expect([first, second].map(({ size }) => size)).toEqual([2, 3])
    expect(second.commandIds.slice(0, 2)).toEqual(first.commandIds)
    expect(new Set(second.commandIds).size).toBe(3)
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
      size: 0,
      state: instrument.initial(key),
      lastLeafHash: null,
    })
  })

  it("is forgotten when other streams take its room", async () => {
    const { store, readFrom, write } = tellingStore()
    await write(enact, interpretation(1), openCall)
    const streams = keptStreams(store, aggregates, 2000)
    await streams.load(stream, instrument, key)
    await streams.load(stream, instrument, key)
    await streams.load("call-130300-2020", call, "2020")
    await streams.load(stream, instrument, key)
    expect(readFrom).toEqual([0, 1, 0, 0])
  })
})

describe("the room of a stream", () => {
  it("is that of its state, however much its events hold", async () => {
    const { store, readFrom, write } = tellingStore()
    const { recommend, certify } = samplesFor(qinhuangdao2020, unit)
    await write(enact, openCall, apply())
    for (const { command, effectiveOn, actor } of [
      recommend(civilDate("2020-12-08")),
      certify(civilDate("2020-12-29")),
    ])
      await write(request({ aggregate: "designation", key: unit, command } as Target, effectiveOn, actor))
    const streams = keptStreams(store, aggregates, 3000)
    const before = readFrom.length
    for (let n = 0; n < 3; n++) await streams.load(`designation-130300-${unit}`, designation, unit)
    expect(readFrom.slice(before)).toEqual([0, 2, 2])
  })

  it("is not given to a state that is too large, or of unknown size", async () => {
    const { store, readFrom, write } = tellingStore()
    await write(enact, interpretation(1), openCall)
    const evolveTo = (state: unknown): AnyAggregate => ({ ...call, initial: () => state, evolve: () => state })
    const streams = keptStreams(store, aggregates, 2000)
    await streams.load(stream, instrument, key)
    for (const state of ["0".repeat(2000), 1n]) {
      const loaded = right(await streams.load("call-130300-2020", evolveTo(state), "2020"))
      expect(loaded.state).toBe(state)
    }
    await streams.load(stream, instrument, key)
    expect(readFrom).toEqual([0, 0, 0, 1])
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
