/** Each event has its effect once, in order, and none is missed: over deaths, repeated batches and restarts. */
import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { type EventStore, type Filter, memoryStore } from "@shifan/event-store"
import { rebuild, runProjections } from "@shifan/service"
import { journalOf, type OpenedReadModels, type ReadModelCase } from "./journal.js"
import { appendTestEvents, inSmallBatches, expectedLines, waitUntil } from "./test-log.js"
import { crashing, type CrashPoint } from "./crashing.js"

interface Some {
  readonly stream: string
  readonly type: string
  readonly count: number
}

/** A runner's life: it dies of `fate`, unless it has nothing left to do, and new events come before and meanwhile. */
interface Life {
  readonly fate: CrashPoint
  readonly before: ReadonlyArray<Some>
  readonly during: Some
}

const some: fc.Arbitrary<Some> = fc.record({
  stream: fc.constantFrom("a-1", "a-2", "b-1"),
  type: fc.constantFrom("CallOpened", "Enacted", "Applied"),
  count: fc.integer({ min: 1, max: 5 }),
})

const fate: fc.Arbitrary<CrashPoint> = fc.record({
  calls: fc.integer({ min: 0, max: 8 }),
  dies: fc.constantFrom("before" as const, "behind" as const),
})

const lives = fc.array(fc.record({ fate, before: fc.array(some, { maxLength: 3 }), during: some }), { maxLength: 5 })

const filter: fc.Arbitrary<Filter> = fc.constantFrom<Filter>(
  {},
  { streamPrefixes: ["a-"] },
  { types: ["CallOpened", "Applied"] },
  { streamPrefixes: ["a-1"], types: ["Enacted"] },
)

const numRuns = 25

const add = (store: EventStore, { stream, count, type }: Some): Promise<void> =>
  appendTestEvents(store, stream, count, type)

let runs = 0

export const once = <M>({ adapter, opened, another, store }: ReadModelCase<M>): void => {
  /** Lives and dies, then runs in good health to the end. */
  const play = async (
    { models, read }: OpenedReadModels<M>,
    wanted: Filter,
    all: ReadonlyArray<Life>,
  ): Promise<void> => {
    const log = memoryStore()
    const projection = journalOf(adapter, { name: `journal${runs++}`, filter: wanted })
    const isWhole = async () => (await read(projection.name))?.join() === (await expectedLines(log, wanted)).join()
    for (const life of all) {
      for (const one of life.before) await add(log, one)
      const { one, isDead } = crashing(models, life.fate)
      const runner = runProjections(inSmallBatches(log, 2, 2), one, [projection], { pause: 1 })
      await add(log, life.during)
      await waitUntil(async () => isDead() || isWhole())
      expect(await runner.close()).toEqual([])
    }
    const runner = runProjections(inSmallBatches(log, 3, 2), models, [projection], { pause: 1 })
    await waitUntil(isWhole).catch(() => undefined)
    await runner.close()
    expect(await read(projection.name)).toEqual(await expectedLines(log, wanted))
  }

  it("whatever dies when", { timeout: 60_000 }, async () => {
    const law = fc.asyncProperty(filter, lives, (wanted, all) => play(opened(), wanted, all))
    await fc.assert(law, { numRuns })
  })

  it("whatever dies in a rebuild, the old one serving until the new one is whole", { timeout: 60_000 }, async () => {
    const { models, read } = opened()
    const batches = fc.array(some, { minLength: 1, maxLength: 8 })
    const law = fc.asyncProperty(batches, fc.array(fate, { maxLength: 4 }), filter, async (all, fates, wanted) => {
      const log = memoryStore()
      const name = `journal${runs++}`
      for (const one of all) await add(log, one)
      expect(await rebuild(log, models, journalOf(adapter, { name }))).toEqual(E.right(undefined))
      const [old, next] = [await expectedLines(log), await expectedLines(log, wanted)]
      const newer = journalOf(adapter, { name, version: 2, filter: wanted })
      for (const one of fates) {
        await rebuild(log, crashing(models, one).one, newer)
        expect([old, next]).toContainEqual(await read(name))
      }
      expect(await rebuild(log, models, newer)).toEqual(E.right(undefined))
      expect(await read(name)).toEqual(next)
    })
    await fc.assert(law, { numRuns })
  })

  it("after a restart it goes on from its checkpoint", async () => {
    let { models, read } = opened()
    await appendTestEvents(store(), "s", 3)
    for (const stream of ["t", "u"]) {
      const runner = runProjections(store(), models, [journalOf(adapter)])
      await appendTestEvents(store(), stream, 4)
      const goal = await expectedLines(store())
      await waitUntil(async () => (await read("journal"))?.length === goal.length)
      expect(await runner.close()).toEqual([])
      expect(await read("journal")).toEqual(goal)
      await models.close()
      ;({ models, read } = await another())
    }
  })
}
