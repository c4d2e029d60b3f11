import * as E from "fp-ts/lib/Either.js"
import { setImmediate } from "node:timers/promises"
import { expect, it } from "vitest"
import type { EventStore } from "@shifan/event-store"
import { itGiven, type StoreCase } from "./adapter.js"
import { answersOf, append, newEvent, newEvents, idsOf, readAll, readStream, outcomeOf } from "./events.js"

const numbers = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => i)

/** All stores try to create every stream: one succeeds, the others get the existing revision. */
const createOnce = async (stores: ReadonlyArray<EventStore>, streams: number): Promise<void> => {
  const race = async (i: number): Promise<void> => {
    const entries = stores.map((store) => ({ store, event: newEvent() }))
    const answers = await Promise.all(
      entries.map((entry) => append(entry.store, `race-${i}`, "noStream", [entry.event])),
    )
    const lost = Array.from({ length: stores.length - 1 }, () => "WrongExpectedRevision")
    expect(answers.map(outcomeOf).toSorted()).toEqual([...lost, "made"])
    const winner = entries[answers.findIndex(E.isRight)]
    for (const store of stores.slice(0, 2))
      expect(idsOf(await readStream(store, `race-${i}`))).toEqual([winner?.event.id])
  }
  await Promise.all(numbers(streams).map(race))
}

/** An attempt fails only if another succeeded, so four writers with ten steps each never need this many. */
const mostTries = 100

/** Reads the end of the stream and appends there, until this has succeeded `times` times. */
const climb = async (store: EventStore, times: number): Promise<ReadonlyArray<string>> => {
  const made: Array<string> = []
  for (let tries = 0; made.length < times; tries++) {
    if (tries > mostTries)
      throw new Error("nobody makes progress: either reading or appending is wrong about where the stream ends")
    const [last] = await readStream(store, "ladder", { direction: "backwards", maxCount: 1 })
    const step = newEvent()
    const answer = await append(store, "ladder", last?.revision ?? 0, [step])
    if (E.isRight(answer)) made.push(step.id)
    else expect(answer.left._tag).toBe("WrongExpectedRevision")
  }
  return made
}

const climbTogether = async (stores: ReadonlyArray<EventStore>): Promise<void> => {
  for (const store of stores.slice(0, 1)) await append(store, "ladder", "noStream", newEvents(1))
  const made = await Promise.all(stores.map((store) => climb(store, 10)))
  for (const store of stores)
    expect(idsOf(await readStream(store, "ladder", { from: 1 })).toSorted()).toEqual(made.flat().toSorted())
}

/** Concurrent appends of three events each; a concurrent reader sees each append whole or not at all. */
const appendTogether = async (writers: ReadonlyArray<EventStore>, reader: EventStore): Promise<void> => {
  const batches = numbers(24).map(() => newEvents(3))
  const written = new AbortController()
  const all = Promise.all(
    batches.map((batch, i) => append(writers[i % writers.length] ?? reader, `lane-${i % 3}`, "any", batch)),
  ).finally(() => written.abort())
  const whole = (ids: ReadonlyArray<string>): void => {
    const found = ids.flatMap((_, i) => (i % 3 === 0 ? [ids.slice(i, i + 3).join()] : []))
    expect(found.filter((three) => !batches.some((batch) => idsOf(batch).join() === three))).toEqual([])
  }
  while (!written.signal.aborted) {
    for (const lane of [0, 1, 2]) whole(await idsIn(reader, `lane-${lane}`))
    await setImmediate()
  }
  expect((await all).map(outcomeOf)).toEqual(batches.map(() => "made"))
  for (const lane of [0, 1, 2]) whole(await idsIn(reader, `lane-${lane}`))
}

/** Works for a stream that may not exist yet. */
const idsIn = async (store: EventStore, stream: string): Promise<ReadonlyArray<string>> =>
  (await answersOf(store.readStream(stream))).flatMap((answer) => (E.isRight(answer) ? [answer.right.id] : []))

/** @param streams number of streams to race for */
export const races = ({ adapter, store, another }: StoreCase, streams: number): void => {
  const timeout = 10_000 + 300 * streams

  it(
    `of four writers that create the same stream through one store exactly one succeeds, over ${streams} streams`,
    { timeout },
    async () => {
      await createOnce([store(), store(), store(), store()], streams)
      expect(await readAll(store())).toHaveLength(streams)
    },
  )

  it("no append is lost when four writers extend the same stream through one store", { timeout }, async () => {
    await climbTogether([store(), store(), store(), store()])
  })

  it("simultaneous appends of several events are stored and seen only as a whole", { timeout }, async () => {
    await appendTogether([store()], store())
  })

  it("an append of hundreds of events is stored and seen only as a whole", { timeout }, async () => {
    const batches = [newEvents(600), newEvents(600)]
    const seen = new Set<number>()
    const written = new AbortController()
    const all = Promise.all(batches.map((batch, i) => append(store(), `long-${i}`, "noStream", batch))).finally(() =>
      written.abort(),
    )
    while (!written.signal.aborted) {
      for (const i of [0, 1]) seen.add((await idsIn(store(), `long-${i}`)).length)
      await setImmediate()
    }
    expect((await all).map(outcomeOf)).toEqual(["made", "made"])
    expect([...seen].filter((length) => length !== 0 && length !== 600)).toEqual([])
    for (const [i, batch] of batches.entries()) expect(await idsIn(store(), `long-${i}`)).toEqual(idsOf(batch))
  })

  const itWithTwo = itGiven(adapter.reopen, "reopen")

  itWithTwo(
    `of four writers that create the same stream, each through its own store, exactly one succeeds, over ${streams} streams`,
    async () => {
      await createOnce([store(), await another(), await another(), await another()], streams)
      expect(await readAll(store())).toHaveLength(streams)
    },
    { timeout },
  )

  itWithTwo(
    "no append is lost when four writers extend the same stream, each through its own store",
    async () => {
      await climbTogether([store(), await another(), await another(), await another()])
    },
    { timeout },
  )

  itWithTwo(
    "appends of several events, each through its own store, are stored and seen only as a whole",
    async () => {
      await appendTogether([store(), await another(), await another()], await another())
    },
    { timeout },
  )
}
