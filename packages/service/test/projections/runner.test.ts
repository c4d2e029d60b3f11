import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { memoryStore, positionOf, type EventStore } from "@shifan/event-store"
import { must, right } from "@shifan/testkit/basics"
import { appendTestEvents, expectedLines, testEvent, waitUntil } from "@shifan/testkit/read-models"
import {
  documentReadModels,
  explainStopped,
  memoryReadModels,
  rebuild,
  runProjections,
  type Cell,
  type MemoryReadModels,
  type Projection,
  type ProjectionStopped,
  type ReadModels,
  type Runner,
} from "../../src/index.js"
import { memoryEngine } from "./document-engine.js"
import { documentJournal, journal, type Journal } from "./journal.js"

/** A store with three events in each stream. */
const storeWith = async (...streams: ReadonlyArray<string>): Promise<EventStore> => {
  const store = memoryStore()
  for (const stream of streams) await appendTestEvents(store, { stream, type: "CallOpened", count: 3 })
  return store
}

const builtFrom = async (store: EventStore, version = 1): Promise<MemoryReadModels<Journal>> => {
  const models = memoryReadModels<Journal>()
  right(await rebuild(store, models, journal({}, version)))
  return models
}

/** Why the only projection of a runner stopped. */
const stopOf = async ({ running: [only] }: Runner): Promise<ProjectionStopped> => {
  const ended = await only?.ended
  if (ended === undefined || E.isRight(ended)) throw new Error("it has not stopped by itself")
  return ended.left
}

/** A projection that fails at the event at this position. */
const failingAt = (position: number): Projection<Cell<Journal>> => {
  const sound = journal()
  return {
    ...sound,
    apply: (cell, envelope) => {
      if ((cell.get() ?? []).length === position - 1) throw new Error("not this one")
      sound.apply(cell, envelope)
    },
  }
}

describe("a projection that fails", () => {
  it("because it returns a promise is stopped before the event", async () => {
    const apply = (): unknown => Promise.reject(new Error("late"))
    const runner = runProjections(await storeWith("s"), memoryReadModels<Journal>(), [{ ...journal(), apply }])
    expect(await stopOf(runner)).toMatchObject({
      _tag: "ProjectionFailed",
      stream: "s",
      revision: 0,
      reason: expect.stringContaining("synchronous"),
    })
  })

  it("is explained in both languages, with the place of the event and the reason", async () => {
    const runner = runProjections(await storeWith("s"), memoryReadModels<Journal>(), [failingAt(2)])
    expect(explainStopped(await stopOf(runner))).toEqual({
      zh: "投影journal第1版停于事件s@1 (CallOpened, 0000000000000002)：not this one",
      en: "projection journal of version 1 stopped before s@1 (CallOpened, 0000000000000002): not this one",
    })
  })

  it("while it changes a document leaves all documents as they were before the event", async () => {
    const engine = memoryEngine<Journal>()
    const store = await storeWith("s")
    const sound = documentJournal()
    right(await rebuild(store, documentReadModels(engine), sound))
    await appendTestEvents(store, { stream: "t", type: "Applied", count: 2 })
    const failing: typeof sound = {
      ...sound,
      apply: (documents, envelope) => {
        documents.update("all", (lines = []) => {
          if (lines.length === 4) throw new Error("four is enough")
          return lines
        })
        sound.apply(documents, envelope)
      },
    }
    const stopped = await stopOf(runProjections(store, documentReadModels(engine), [failing]))
    expect(stopped).toMatchObject({ _tag: "ProjectionFailed", stream: "t", revision: 1, reason: "four is enough" })
    expect(engine.read("journal", "all")).toEqual((await expectedLines(store)).slice(0, 4))
  })
})

describe("an event that cannot be read", () => {
  it("stops the projection before it, with the reason", async () => {
    const store = await storeWith("s")
    await must(store.append("s", "any", [testEvent("s", 3, "CallOpened", 2)]))
    expect(await stopOf(runProjections(store, memoryReadModels<Journal>(), [journal()]))).toMatchObject({
      _tag: "ProjectionFailed",
      revision: 3,
      reason: "CallOpened of version 2 is newer than 1",
    })
  })
})

describe("a checkpoint", () => {
  it("that a store moves back stops the projection", async () => {
    const store = await storeWith("s")
    const models = await builtFrom(store)
    const backwards: EventStore = {
      ...store,
      subscribe: (options, handler) =>
        store.subscribe(options, (batch) => handler({ ...batch, checkpoint: positionOf(2) })),
    }
    const runner = runProjections(backwards, models, [journal()])
    await appendTestEvents(store, { stream: "s", type: "Applied", count: 1 })
    const stopped = await stopOf(runner)
    expect(stopped).toMatchObject({ _tag: "CheckpointWentBack", stands: positionOf(3), asked: positionOf(2) })
    expect(explainStopped(stopped).en).toContain(`go back from ${positionOf(3)} to ${positionOf(2)}`)
  })

  it("ahead of a store that was restored from a backup stops the projection", async () => {
    const models = await builtFrom(await storeWith("s"))
    const stopped = await stopOf(runProjections(memoryStore(), models, [journal()]))
    expect(stopped).toMatchObject({ _tag: "StoreFailed", error: { _tag: "Corrupt" } })
    expect(explainStopped(stopped).en).toMatch(
      /^projection journal cannot read the store: Corrupt: .* is ahead of the store/,
    )
  })
})

describe("a build", () => {
  it("applies all events, even more than one batch holds", async () => {
    const store = memoryStore()
    for (let i = 0; i < 3; i++) await appendTestEvents(store, { stream: "s", type: "Applied", count: 700 })
    expect((await builtFrom(store)).read("journal")).toEqual(await expectedLines(store))
  })

  it("removes the documents of the version it replaces", async () => {
    const engine = memoryEngine<Journal>()
    const store = await storeWith("s")
    for (const version of [1, 2, 3])
      right(await rebuild(store, documentReadModels(engine), documentJournal({}, version)))
    expect(engine.collections()).toEqual(["journal-a"])
    expect(engine.read("journal", "all")).toEqual(await expectedLines(store))
  })

  it("ends with the reason when the store cannot be read, and leaves the read model of before", async () => {
    const store = await storeWith("s")
    const models = await builtFrom(store)
    const before = models.read("journal")
    await store.close()
    expect(await rebuild(store, models, journal({}, 2))).toEqual(
      E.left({ _tag: "ReadFailed", error: { _tag: "Closed" } }),
    )
    expect(models.read("journal")).toEqual(before)
  })

  it("ends when its signal aborts", async () => {
    const signal = AbortSignal.abort()
    expect(await rebuild(await storeWith("s"), memoryReadModels<Journal>(), journal(), { signal })).toEqual(
      E.left({ _tag: "Aborted" }),
    )
  })
})

describe("the runner", () => {
  it("stops with a reason when a read model cannot be written", async () => {
    const models = memoryReadModels<Journal>()
    const full = () => Promise.resolve(E.left({ _tag: "NotAcceptable" as const, reason: "the disk is full" }))
    const runner = runProjections(await storeWith("s"), { ...models, advance: () => full }, [journal()])
    expect(explainStopped(await stopOf(runner))).toEqual({
      zh: "投影journal的读模型出错：NotAcceptable: the disk is full",
      en: "the read model of projection journal failed: NotAcceptable: the disk is full",
    })
  })

  it("retries while read models are unavailable", async () => {
    const store = await storeWith("s")
    const models = memoryReadModels<Journal>()
    let calls = 0
    const failsEverySecondTime = (): boolean => calls++ < 6 && calls % 2 === 0
    const unavailable = () => Promise.resolve(E.left({ _tag: "Unavailable" as const, reason: "down" }))
    const flaky: ReadModels<Cell<Journal>> = {
      ...models,
      advance: (...asked) => (failsEverySecondTime() ? unavailable : models.advance(...asked)),
      status: (name) => (failsEverySecondTime() ? unavailable : models.status(name)),
    }
    const runner = runProjections(store, flaky, [journal()], { pause: 1 })
    await waitUntil(() => models.read("journal")?.length === 3)
    await appendTestEvents(store, { stream: "t", type: "Applied", count: 1 })
    await waitUntil(() => models.read("journal")?.length === 4)
    expect(await runner.close()).toEqual([])
    expect(calls).toBeGreaterThanOrEqual(6)
  })

  it("stops with a reason when the store is closed", async () => {
    const store = await storeWith("s")
    const runner = runProjections(store, await builtFrom(store), [journal()])
    await new Promise((resolve) => setImmediate(resolve))
    await store.close()
    expect(await stopOf(runner)).toMatchObject({ _tag: "StoreFailed", error: { _tag: "Closed" } })
  })

  it("can be followed by another runner after it was closed at once", async () => {
    const store = await storeWith("s")
    const models = memoryReadModels<Journal>()
    expect(await runProjections(store, models, [journal()]).close()).toEqual([])
    const runner = runProjections(store, models, [journal()])
    await waitUntil(() => models.read("journal")?.length === 3)
    expect(await runner.close()).toEqual([])
  })
})
