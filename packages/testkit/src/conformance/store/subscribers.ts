import * as fc from "fast-check"
import { setImmediate } from "node:timers/promises"
import { expect, it, vi } from "vitest"
import type { EventBatch, EventStore, Position, SubscribeOptions, Subscription } from "@shifan/event-store"
import { itGiven, patience, type StoreCase } from "./adapter.js"
import { append, mustAppend, newEvent, newEvents, idsOf, onceEach, outcomeOf, readAll } from "./events.js"

interface Follower {
  readonly ids: ReadonlyArray<string>
  readonly batches: ReadonlyArray<EventBatch>
  readonly subscription: Subscription
}

const follow = (store: EventStore, options: SubscribeOptions = {}): Follower => {
  const ids: Array<string> = []
  const batches: Array<EventBatch> = []
  const once = onceEach()
  const subscription = store.subscribe(options, async (batch) => {
    batches.push(batch)
    ids.push(...idsOf(batch.events))
    // Lets timeouts fire if a store delivers the same events for ever.
    await setImmediate()
    batch.events.forEach(once)
  })
  return { ids, batches, subscription }
}

const waitForIds = (follower: Follower, ids: ReadonlyArray<string>): Promise<void> =>
  vi.waitFor(() => expect(follower.ids).toEqual(ids), { timeout: patience, interval: 5 })

/** Runs everything that is ready: a subscriber that has received everything is then waiting. */
const untilIdle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await setImmediate()
}

/** A projection that stores its checkpoint with its effect. It dies after some batches, before or after storing. */
const dyingProjection = () => {
  const ids: Array<string> = []
  let checkpoint: Position | undefined
  const run = (store: EventStore, batches: number, dies: "before" | "after"): Subscription => {
    let left = batches
    return store.subscribe(checkpoint === undefined ? {} : { after: checkpoint }, async (batch) => {
      left--
      if (left < 0 && dies === "before") throw new Error("killed")
      checkpoint = batch.checkpoint
      ids.push(...idsOf(batch.events))
      if (left < 0) throw new Error("killed")
    })
  }
  return { ids, run }
}

/** Several concurrent writers, each in a shared stream and in its own. */
const writeTogether = (stores: ReadonlyArray<EventStore>, rounds: number): Promise<unknown> =>
  Promise.all(
    stores.flatMap((store, i) =>
      ["shared", `own-${i}`].map(async (stream) => {
        for (let round = 0; round < rounds; round++) await append(store, stream, "any", newEvents(1 + (round % 3)))
      }),
    ),
  )

export const subscribers = ({ adapter, store, another }: StoreCase): void => {
  it("a subscriber gets the existing events and then new ones, in order and once", async () => {
    await mustAppend(store(), "s", "any", newEvents(600))
    const follower = follow(store())
    for (const stream of ["s", "t", "s"]) await mustAppend(store(), stream, "any", newEvents(2))
    const all = await readAll(store())
    await waitForIds(follower, idsOf(all))
    expect(follower.batches.flatMap((batch) => batch.events)).toEqual(all)
  })

  it("a waiting subscriber is woken by the next append", async () => {
    const follower = follow(store())
    for (const stream of ["s", "t", "u"]) {
      await untilIdle()
      await mustAppend(store(), stream, "any", newEvents(1))
      await waitForIds(follower, idsOf(await readAll(store())))
    }
  })

  it("a subscription from any checkpoint delivers exactly the events after it", async () => {
    await mustAppend(store(), "s", "any", newEvents(20))
    const all = await readAll(store())
    const law = fc.asyncProperty(fc.nat({ max: 18 }), async (i) => {
      const follower = follow(store(), { after: all[i]?.position ?? "" })
      await waitForIds(follower, idsOf(all.slice(i + 1)))
      await follower.subscription.close()
    })
    await fc.assert(law, { numRuns: 10 })
  })

  it("a subscription delivers only what matches its filter, and its checkpoint passes all other events", async () => {
    const filter = { streamPrefixes: ["s-"], types: ["Kept"] }
    const follower = follow(store(), { filter })
    await mustAppend(store(), "s-1", "any", [newEvent("1", "Kept"), newEvent("2", "Dropped")])
    await mustAppend(store(), "t-1", "any", newEvents(600, "Kept"))
    await mustAppend(store(), "s-2", "any", [newEvent("3", "Kept")])
    const kept = await readAll(store(), { filter })
    await waitForIds(follower, idsOf(kept))
    const after = follower.batches.at(-1)?.checkpoint ?? ""
    expect(idsOf(await readAll(store(), { after, filter }))).toEqual([])
  })

  it("a batch is handled only after the previous batch", async () => {
    let handling = 0
    const written = Promise.withResolvers<void>()
    const overlaps: Array<number> = []
    const ids: Array<string> = []
    const subscription = store().subscribe({}, async (batch) => {
      overlaps.push(handling++)
      await written.promise
      await untilIdle()
      ids.push(...idsOf(batch.events))
      handling--
    })
    for (let i = 0; i < 10; i++) await mustAppend(store(), "s", "any", newEvents(1))
    written.resolve()
    const all = await readAll(store())
    await waitForIds({ ids, batches: [], subscription }, idsOf(all))
    expect(new Set(overlaps)).toEqual(new Set([0]))
  })

  it("closing a subscription waits for the batch being handled, and no batch is handled afterwards", async () => {
    const steps: Array<string> = []
    const handled = Promise.withResolvers<void>()
    await mustAppend(store(), "s", "any", newEvents(1))
    const subscription = store().subscribe({}, async () => {
      steps.push("begun")
      await handled.promise
      steps.push("done")
    })
    await vi.waitFor(() => expect(steps).toEqual(["begun"]), { timeout: patience })
    const closing = subscription.close().then(() => steps.push("closed"))
    await untilIdle()
    expect(steps).toEqual(["begun"])
    handled.resolve()
    await closing
    expect(steps).toEqual(["begun", "done", "closed"])
    await mustAppend(store(), "s", "any", newEvents(1))
    // The closed subscriber would have received by now what another subscriber has received.
    const follower = follow(store())
    await waitForIds(follower, idsOf(await readAll(store())))
    expect(steps).toEqual(["begun", "done", "closed"])
    expect(outcomeOf(await subscription.ended)).toBe("made")
  })

  it("across a restart no event is missed or delivered twice", async () => {
    await mustAppend(store(), "s", "any", newEvents(3))
    const first = follow(store())
    await waitForIds(first, idsOf(await readAll(store())))
    await first.subscription.close()
    await mustAppend(store(), "s", "any", newEvents(3))
    const second = follow(store(), { after: first.batches.at(-1)?.checkpoint ?? "" })
    await waitForIds(second, idsOf(await readAll(store())).slice(3))
    expect([...first.ids, ...second.ids]).toEqual(idsOf(await readAll(store())))
  })

  it.each(["before", "after"] as const)(
    "a projection killed %s its checkpoint is stored has each event once after a restart",
    async (dies) => {
      await mustAppend(store(), "s", "any", newEvents(900))
      const { ids, run } = dyingProjection()
      for (const batches of [1, 0]) expect(outcomeOf(await run(store(), batches, dies).ended)).toBe("Unavailable")
      const last = run(store(), Infinity, dies)
      await waitForIds({ ids, batches: [], subscription: last }, idsOf(await readAll(store())))
    },
  )

  it("a handler that fails, by rejecting or by throwing, ends its own subscription only", async () => {
    await mustAppend(store(), "s", "any", newEvents(1))
    const rejecting = store().subscribe({}, () => Promise.reject(new Error("no")))
    const throwing = store().subscribe({}, () => {
      throw new Error("no")
    })
    expect([outcomeOf(await rejecting.ended), outcomeOf(await throwing.ended)]).toEqual(["Unavailable", "Unavailable"])
    const follower = follow(store())
    await waitForIds(follower, idsOf(await readAll(store())))
  })

  it("a checkpoint that is not a position of this store ends the subscription as Corrupt", async () => {
    await mustAppend(store(), "s", "any", newEvents(1))
    expect(outcomeOf(await follow(store(), { after: "yesterday" }).subscription.ended)).toBe("Corrupt")
  })

  const itWithTwo = itGiven(adapter.reopen, "reopen")

  itWithTwo("two stores see each other's appends and wake each other's subscribers", async () => {
    const [here, there] = [store(), await another()]
    const followers = [follow(here), follow(there)]
    for (const writer of [here, there, here]) {
      await untilIdle()
      await mustAppend(writer, "s", "any", newEvents(2))
      expect(await readAll(here)).toEqual(await readAll(there))
    }
    for (const follower of followers) await waitForIds(follower, idsOf(await readAll(here)))
  })

  itWithTwo("while writers race on several stores a subscriber sees every event in order and once", async () => {
    const stores = [store(), await another(), await another()]
    const follower = follow(await another())
    await writeTogether(stores, 15)
    await waitForIds(follower, idsOf(await readAll(store())))
  })

  itWithTwo("while writers race a reader that continues from the last position misses no event", async () => {
    const stores = [store(), await another(), await another()]
    const reader = await another()
    let racing = true
    const race = writeTogether(stores, 15).then(() => (racing = false))
    const ids: Array<string> = []
    let after: Position | undefined
    for (let again = true; again;) {
      again = racing
      const more = await readAll(reader, after === undefined ? {} : { after })
      ids.push(...idsOf(more))
      after = more.at(-1)?.position ?? after
      await setImmediate()
    }
    await race
    expect(ids).toEqual(idsOf(await readAll(store())))
  })
}
