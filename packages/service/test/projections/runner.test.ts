import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { memoryStore, positionOf, type EventStore } from "@shifan/event-store"
import {
  documentReadModels,
  explainStopped,
  memoryReadModels,
  rebuild,
  runProjections,
  type Cell,
  type MemoryReadModels,
  type Projection,
  type ReadModels,
} from "../../src/index.js"
import { appendTestEvents, documentJournal, testEvent, expectedLines, journal, waitUntil } from "./journal.js"
import { engineInMemory } from "./crashing-engine.js"

type Journal = ReadonlyArray<string>

const filled = async (...streams: ReadonlyArray<string>): Promise<EventStore> => {
  const store = memoryStore()
  for (const stream of streams) await appendTestEvents(store, { stream, type: "CallOpened", count: 3 })
  return store
}

const built = async (store: EventStore, version = 1): Promise<MemoryReadModels<Journal>> => {
  const models = memoryReadModels<Journal>()
  await rebuild(store, models, journal({}, version))
  return models
}

/** Will not have the event of this position. */
const failingAt = (position: number, name: string): Projection<Cell<Journal>> => {
  const sound = journal({}, 1, name)
  return {
    ...sound,
    apply: (cell, envelope) => {
      if ((cell.get() ?? []).length === position - 1) throw new Error("this one not")
      sound.apply(cell, envelope)
    },
  }
}

describe("a projection that throws", () => {
  it.each([["gives a promise", (): unknown => Promise.reject(new Error("late")), "synchronous"]])(
    "or %s is stopped all the same",
    async (_, apply, reason) => {
      const store = await filled("s")
      const runner = runProjections(store, memoryReadModels<Journal>(), [{ ...journal(), apply }])
      expect(await runner.running[0]?.ended).toMatchObject({
        left: { _tag: "ProjectionFailed", stream: "s", reason: expect.stringContaining(reason) },
      })
    },
  )

  it("is told in both languages with the event's place", async () => {
    const runner = runProjections(await filled("s"), memoryReadModels<Journal>(), [failingAt(2, "journal")])
    const ended = await runner.running[0]?.ended
    const told = ended !== undefined && E.isLeft(ended) ? explainStopped(ended.left) : { zh: "", en: "" }
    for (const text of [told.zh, told.en]) expect(text).toContain("s@1 (CallOpened, 0000000000000002)")
  })

  it("in a document's change stops too, and the documents keep what came before", async () => {
    const engine = engineInMemory<Journal>()
    const sound = documentJournal()
    const projection: typeof sound = {
      ...sound,
      apply: (documents, envelope) => {
        sound.apply(documents, envelope)
        documents.update("all", (lines = []) => {
          if (lines.length === 3) throw new Error("three is enough")
          return lines
        })
      },
    }
    const store = await filled("s", "t")
    await rebuild(store, documentReadModels(engine), sound)
    await appendTestEvents(store, { stream: "u", type: "Applied", count: 1 })
    const runner = runProjections(store, documentReadModels(engineInMemory<Journal>()), [projection])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ProjectionFailed", stream: "s", revision: 2, reason: "three is enough" },
    })
  })
})

describe("an event that cannot be read", () => {
  it("of a newer version stops the projection before it", async () => {
    const store = await filled("s")
    await store.append("s", "any", [testEvent("s", 3, "CallOpened", 2)])()
    const runner = runProjections(store, memoryReadModels<Journal>(), [journal()])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ProjectionFailed", revision: 3, reason: "CallOpened of version 2 is newer than 1" },
    })
  })
})

describe("a checkpoint", () => {
  it("of a store that goes back stops the projection", async () => {
    const store = await filled("s")
    const backwards: EventStore = {
      ...store,
      subscribe: (options, handler) =>
        store.subscribe(options, (batch) => handler({ ...batch, checkpoint: positionOf(2) })),
    }
    const runner = runProjections(backwards, await built(store), [journal()])
    await appendTestEvents(store, { stream: "s", type: "Applied", count: 1 })
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "CheckpointWentBack", stands: positionOf(3), asked: positionOf(2) },
    })
  })

  it("ahead of a store brought back from a backup stops the projection", async () => {
    const models = await built(await filled("s"))
    const runner = runProjections(memoryStore(), models, [journal()])
    expect(await runner.running[0]?.ended).toMatchObject({ left: { _tag: "StoreFailed", error: { _tag: "Corrupt" } } })
  })
})

describe("versions", () => {
  it("a build of more events than are taken at once has them all", async () => {
    const store = memoryStore()
    for (let i = 0; i < 3; i++) await appendTestEvents(store, { stream: "s", type: "Applied", count: 700 })
    expect((await built(store)).read("journal")).toEqual(await expectedLines(store))
  })

  it("documents of the version that was are removed", async () => {
    const engine = engineInMemory<Journal>()
    const store = await filled("s")
    for (const version of [1, 2, 3]) await rebuild(store, documentReadModels(engine), documentJournal({}, version))
    expect(engine.collections()).toEqual(["journal-a"])
    expect(engine.read("journal", "all")).toEqual(await expectedLines(store))
  })
})

describe("the runner", () => {
  it("outlives read models and a store that are not available for a while", async () => {
    const store = await filled("s")
    const models = memoryReadModels<Journal>()
    let faults = 6
    const failing = (): boolean => faults > 0 && faults-- % 2 === 0
    const ill: ReadModels<Cell<Journal>> = {
      ...models,
      advance: (...asked) =>
        failing() ? () => Promise.resolve(E.left({ _tag: "Unavailable", reason: "ill" })) : models.advance(...asked),
      status: (name) =>
        failing() ? () => Promise.resolve(E.left({ _tag: "Unavailable", reason: "ill" })) : models.status(name),
    }
    const runner = runProjections(store, ill, [journal()], { pause: 1 })
    await waitUntil(() => models.read("journal")?.length === 3)
    await appendTestEvents(store, { stream: "t", type: "Applied", count: 1 })
    await waitUntil(() => models.read("journal")?.length === 4)
    expect(await runner.close()).toEqual([])
  })

  it("stops with the store, and says so", async () => {
    const store = await filled("s")
    const models = await built(store)
    const runner = runProjections(store, models, [journal()])
    await new Promise((resolve) => setImmediate(resolve))
    await store.close()
    expect(await runner.running[0]?.ended).toMatchObject({ left: { _tag: "StoreFailed", error: { _tag: "Closed" } } })
  })

  it("closed at once has done nothing it must regret", async () => {
    const store = await filled("s")
    const models = memoryReadModels<Journal>()
    expect(await runProjections(store, models, [journal()]).close()).toEqual([])
    const runner = runProjections(store, models, [journal()])
    await waitUntil(() => models.read("journal")?.length === 3)
    await runner.close()
  })
})
