import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { memoryStore, type EventStore, type Filter } from "@shifan/event-store"
import {
  documentReadModels,
  memoryReadModels,
  rebuild,
  runProjections,
  type Projection,
  type ReadModels,
} from "../../src/index.js"
import { append, batch, choppy, documentJournal, expected, filter, journal, until, type Some } from "./log.js"
import { engineInMemory, mortal, mortalEngine, type Fate, type Mortal } from "./mortal.js"

const fate = (calls: number): fc.Arbitrary<Fate> =>
  fc.record({ calls: fc.integer({ min: 0, max: calls }), dies: fc.constantFrom("before", "behind") })

/** A life of the runner: it may die of `fate` at any call, and new events come while it lives. */
const lives = (calls: number) =>
  fc.array(fc.record({ fate: fate(calls), before: fc.array(batch, { maxLength: 3 }), during: batch }), { maxLength: 6 })

interface Life {
  readonly fate: Fate
  readonly before: ReadonlyArray<Some>
  readonly during: Some
}

interface Scene<M> {
  readonly store: EventStore
  readonly projection: Projection<M>
  readonly filter: Filter
  readonly modelsUnder: (fate: Fate) => Mortal<ReadModels<M>>
  readonly models: ReadModels<M>
  readonly read: () => ReadonlyArray<string> | undefined
}

const same = (a: ReadonlyArray<string> | undefined, b: ReadonlyArray<string>): boolean => a?.join() === b.join()

/** Lives and dies, then runs in good health to the end. */
const play = async <M>(scene: Scene<M>, all: ReadonlyArray<Life>): Promise<void> => {
  const { store, projection } = scene
  for (const life of all) {
    for (const some of life.before) await append(store, some)
    const { one, isDead } = scene.modelsUnder(life.fate)
    const runner = runProjections(choppy(store, 2, 2), one, [projection], { pause: 1 })
    await append(store, life.during)
    const goal = await expected(store, scene.filter)
    await until(() => isDead() || same(scene.read(), goal))
    expect(await runner.close()).toEqual([])
  }
  const runner = runProjections(choppy(store, 3, 2), scene.models, [projection], { pause: 1 })
  const goal = await expected(store, scene.filter)
  await until(() => same(scene.read(), goal)).catch(() => expect(scene.read()).toEqual(goal))
  await runner.close()
  expect(scene.read()).toEqual(goal)
}

describe("whatever dies when, each event is applied once, in order, and none is missed", () => {
  test.prop([filter, lives(8)])("by read models with transactions", async (wanted, all) => {
    const models = memoryReadModels<ReadonlyArray<string>>()
    await play(
      {
        store: memoryStore(),
        filter: wanted,
        models,
        projection: journal(wanted),
        modelsUnder: (one) => mortal(models, one),
        read: () => models.read("journal"),
      },
      all,
    )
  })

  test.prop([filter, lives(40)])("by documents without transactions, by their positions", async (wanted, all) => {
    const engine = engineInMemory<ReadonlyArray<string>>()
    const models = documentReadModels(engine)
    const store = memoryStore()
    await play(
      {
        store,
        filter: wanted,
        models,
        projection: documentJournal(wanted),
        modelsUnder: (one) => {
          const { one: dying, isDead } = mortalEngine(engine, one)
          return { one: documentReadModels(dying), isDead }
        },
        read: () => engine.read("journal", "all"),
      },
      all,
    )
    for (const stream of ["a-1", "a-2", "b-1"])
      expect(engine.read("journal", stream) ?? []).toEqual(
        (await expected(store, wanted)).filter((line) => line.startsWith(stream)),
      )
  })

  test.prop([fc.array(batch, { minLength: 1, maxLength: 8 }), fc.array(fate(6), { maxLength: 4 }), filter, filter])(
    "by a rebuild under another filter, the old one serving until the new one is whole",
    async (some, fates, before, after) => {
      const store = memoryStore()
      const models = memoryReadModels<ReadonlyArray<string>>()
      for (const one of some) await append(store, one)
      expect(await rebuild(store, models, journal(before, 1))).toEqual(E.right(undefined))
      const [old, next] = [await expected(store, before), await expected(store, after)]
      for (const one of fates) {
        await rebuild(store, mortal(models, one).one, journal(after, 2))
        expect([old.join(), next.join()]).toContain(models.read("journal")?.join())
      }
      expect(await rebuild(store, models, journal(after, 2))).toEqual(E.right(undefined))
      expect(models.read("journal")).toEqual(next)
    },
  )
})
