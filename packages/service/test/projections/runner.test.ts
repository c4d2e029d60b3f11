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
import { append, documentJournal, eventOf, expected, journal, until } from "./log.js"
import { engineInMemory } from "./mortal.js"

type Journal = ReadonlyArray<string>

const filled = async (...streams: ReadonlyArray<string>): Promise<EventStore> => {
  const store = memoryStore()
  for (const stream of streams) await append(store, { stream, type: "CallOpened", count: 3 })
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
  it.each([1, 2, 4, 6])("stops before event %i, which it names, while the others go on", async (position) => {
    const store = await filled("s", "t")
    const models = memoryReadModels<Journal>()
    const runner = runProjections(store, models, [failingAt(position, "failing"), journal()])
    const [failing] = runner.running
    const stream = position <= 3 ? "s" : "t"
    expect(await failing?.ended).toEqual(
      E.left({
        _tag: "ProjectionFailed",
        name: "failing",
        version: 1,
        type: "CallOpened",
        reason: "this one not",
        stream,
        revision: (position - 1) % 3,
        position: positionOf(position),
      }),
    )
    await append(store, { stream: "u", type: "Applied", count: 2 })
    const goal = await expected(store)
    await until(() => models.read("journal")?.length === goal.length)
    expect(models.read("journal")).toEqual(goal)
    expect((await runner.close()).map(({ _tag }) => _tag)).toEqual(["ProjectionFailed"])
  })

  it("while it follows keeps what came before, and goes on from there once it is mended", async () => {
    const store = await filled("s")
    const models = memoryReadModels<Journal>()
    const runner = runProjections(store, models, [failingAt(5, "journal")])
    await until(() => models.read("journal")?.length === 3)
    await append(store, { stream: "t", type: "Applied", count: 4 })
    expect(await runner.running[0]?.ended).toMatchObject({ left: { stream: "t", revision: 1, type: "Applied" } })
    expect(models.read("journal")).toEqual((await expected(store)).slice(0, 4))
    const mended = runProjections(store, models, [journal()])
    await until(() => models.read("journal")?.length === 7)
    expect(await mended.close()).toEqual([])
    expect(models.read("journal")).toEqual(await expected(store))
  })

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

  it("when it is made ready never begins", async () => {
    const prepare = (): void => {
      throw new Error("no room")
    }
    const never = { left: { _tag: "ReadModelFailed", error: { _tag: "NotAcceptable", reason: "no room" } } }
    const cell = runProjections(await filled("s"), memoryReadModels<Journal>(), [{ ...journal(), prepare }])
    expect(await cell.running[0]?.ended).toMatchObject(never)
    const documents = documentReadModels<Journal>(engineInMemory())
    const kept = runProjections(await filled("s"), documents, [{ ...documentJournal(), prepare }])
    expect(await kept.running[0]?.ended).toMatchObject(never)
  })

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
    await append(store, { stream: "u", type: "Applied", count: 1 })
    const runner = runProjections(store, documentReadModels(engineInMemory<Journal>()), [projection])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ProjectionFailed", stream: "s", revision: 2, reason: "three is enough" },
    })
  })
})

describe("an event that cannot be read", () => {
  it.each([
    ["of an unknown type", eventOf("s", 3, "Imagined"), "unknown event type Imagined"],
    ["of a newer version", eventOf("s", 3, "CallOpened", 2), "CallOpened of version 2 is newer than 1"],
    ["that is no JSON", { id: "x", type: "CallOpened", leaf: new Uint8Array([1]) }, "not JSON in UTF-8"],
  ])("%s stops the projection before it", async (_, event, reason) => {
    const store = await filled("s")
    await store.append("s", "any", [event])()
    const models = memoryReadModels<Journal>()
    const runner = runProjections(store, models, [journal()])
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "ProjectionFailed", stream: "s", revision: 3, type: event.type, reason },
    })
    expect(await models.standings("journal")()).toMatchObject({ right: { next: { checkpoint: positionOf(3) } } })
  })
})

describe("a checkpoint", () => {
  it("that goes back is refused by every adapter, as is one that stands still", async () => {
    const store = await filled("s")
    const memory = await built(store)
    const engine = engineInMemory<Journal>()
    await rebuild(store, documentReadModels(engine), documentJournal())
    const place = { name: "journal", version: 1, slot: "live" } as const
    const goesBackIn = async <M>({ advance, standings }: ReadModels<M>): Promise<void> => {
      for (const to of [1, 2, 3].map(positionOf)) {
        expect(await advance(place, { from: positionOf(3), to, steps: [] })()).toEqual(
          E.left({ _tag: "CheckpointWentBack", place, stands: positionOf(3), asked: to }),
        )
        expect(await standings("journal")()).toMatchObject({ right: { live: { checkpoint: positionOf(3) } } })
      }
    }
    await goesBackIn(memory)
    await goesBackIn(documentReadModels(engine))
    expect(await memory.advance(place, { from: positionOf(3), to: positionOf(4), steps: [] })()).toEqual(
      E.right(undefined),
    )
  })

  it("of a store that goes back stops the projection", async () => {
    const store = await filled("s")
    const backwards: EventStore = {
      ...store,
      subscribe: (options, handler) =>
        store.subscribe(options, (batch) => handler({ ...batch, checkpoint: positionOf(2) })),
    }
    const runner = runProjections(backwards, await built(store), [journal()])
    await append(store, { stream: "s", type: "Applied", count: 1 })
    expect(await runner.running[0]?.ended).toMatchObject({
      left: { _tag: "CheckpointWentBack", stands: positionOf(3), asked: positionOf(2) },
    })
  })

  it("ahead of a store brought back from a backup stops the projection", async () => {
    const models = await built(await filled("s"))
    const runner = runProjections(memoryStore(), models, [journal()])
    expect(await runner.running[0]?.ended).toMatchObject({ left: { _tag: "StoreFailed", error: { _tag: "Corrupt" } } })
  })

  it("moved by another runner is followed: two runners on one read model apply each event once", async () => {
    const store = await filled("s")
    const models = memoryReadModels<Journal>()
    const runners = [1, 2].map(() => runProjections(store, models, [journal()], { pause: 1 }))
    for (let i = 0; i < 20; i++) await append(store, { stream: "t", type: "Applied", count: 1 })
    const goal = await expected(store)
    await until(() => (models.read("journal")?.length ?? 0) >= goal.length)
    for (const runner of runners) expect(await runner.close()).toEqual([])
    expect(models.read("journal")).toEqual(goal)
  })
})

describe("versions", () => {
  it("a newer one is built beside and then takes over; the older one stops as superseded", async () => {
    const store = await filled("a-1", "b-1")
    const models = memoryReadModels<Journal>()
    const older = runProjections(store, models, [journal({}, 1)])
    await until(() => models.read("journal")?.length === 6)
    const newer = runProjections(store, models, [journal({ streamPrefixes: ["a-"] }, 2)])
    await until(() => models.read("journal")?.length === 3)
    await append(store, { stream: "a-1", type: "Applied", count: 1 })
    expect(await older.running[0]?.ended).toMatchObject({ left: { _tag: "Superseded", by: 2 } })
    await until(() => models.read("journal")?.length === 4)
    expect(await newer.close()).toEqual([])
    expect(models.read("journal")).toEqual(await expected(store, { streamPrefixes: ["a-"] }))
  })

  it("an older one does not replace a newer one", async () => {
    const store = await filled("s")
    const models = await built(store, 2)
    const runner = runProjections(store, models, [journal({}, 1)])
    expect(await runner.running[0]?.ended).toMatchObject({ left: { _tag: "Superseded", by: 2 } })
    expect(await models.standings("journal")()).toMatchObject({ right: { live: { version: 2 } } })
  })

  it("one that is behind the live one cannot take its place", async () => {
    const store = await filled("s")
    const models = await built(store)
    await models.begin("journal", 2, () => E.right(undefined))()
    expect(await models.swap("journal", 2)()).toMatchObject({ left: { _tag: "Behind", live: positionOf(3) } })
    expect(await models.swap("journal", 3)()).toMatchObject({ left: { _tag: "Superseded", by: 2 } })
  })

  it("what is appended while one is built is in it, however much that is", async () => {
    const store = await filled("s")
    const models = memoryReadModels<Journal>()
    const live = runProjections(store, models, [journal()])
    await until(() => models.read("journal")?.length === 3)
    let more = 3
    const busy: ReadModels<Cell<Journal>> = {
      ...models,
      swap: (name, version) => async () => {
        if (more-- > 0) {
          await append(store, { stream: "t", type: "Applied", count: 2 })
          const goal = (await expected(store)).length
          await until(() => models.read("journal")?.length === goal)
        }
        return models.swap(name, version)()
      },
    }
    expect(await rebuild(store, busy, journal({}, 2))).toEqual(E.right(undefined))
    expect(models.read("journal")).toEqual(await expected(store))
    await live.close()
  })

  it("a build of more events than are taken at once has them all", async () => {
    const store = memoryStore()
    for (let i = 0; i < 3; i++) await append(store, { stream: "s", type: "Applied", count: 700 })
    expect((await built(store)).read("journal")).toEqual(await expected(store))
  })

  it("documents of the version that was are removed", async () => {
    const engine = engineInMemory<Journal>()
    const store = await filled("s")
    for (const version of [1, 2, 3]) await rebuild(store, documentReadModels(engine), documentJournal({}, version))
    expect(engine.collections()).toEqual(["journal-a"])
    expect(engine.read("journal", "all")).toEqual(await expected(store))
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
      standings: (name) =>
        failing() ? () => Promise.resolve(E.left({ _tag: "Unavailable", reason: "ill" })) : models.standings(name),
    }
    const runner = runProjections(store, ill, [journal()], { pause: 1 })
    await until(() => models.read("journal")?.length === 3)
    await append(store, { stream: "t", type: "Applied", count: 1 })
    await until(() => models.read("journal")?.length === 4)
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
    await until(() => models.read("journal")?.length === 3)
    await runner.close()
  })
})
