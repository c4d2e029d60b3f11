import { positionOf } from "@shifan/event-store"
import { rebuild, runProjections, type Projection, type ReadModels } from "@shifan/service"
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { must, right } from "../../values.js"
import { waitUntil } from "./crashing.js"
import { appendTestEvents, expectedLines, journalLine, journalOf, type ReadModelCase } from "./journal.js"

export const versions = <M>({ adapter, opened, another, store }: ReadModelCase<M>): void => {
  const prepareNothing = () => E.right(undefined)

  /** A journal with different lines, so that versions can be distinguished. */
  const upperCase = (version: number): Projection<M> =>
    journalOf(adapter, {
      version,
      apply: (model, envelope) => adapter.write(model, journalLine(envelope).toUpperCase()),
    })

  const built = async (projection = journalOf(adapter)) => {
    await appendTestEvents(store(), { stream: "s", count: 3 })
    right(await rebuild(store(), opened().models, projection))
    return opened()
  }

  it("a rebuild shows the old version until the new one is complete", async () => {
    const { models, read } = await built()
    let visible = await expectedLines(store())
    const checking: ReadModels<M> = {
      ...models,
      swap: (name, version) => async () => {
        expect(await read("journal")).toEqual(visible)
        return models.swap(name, version)()
      },
    }
    for (const version of [2, 2, 3]) {
      expect(await rebuild(store(), checking, upperCase(version))).toEqual(E.right(undefined))
      visible = visible.map((line) => line.toUpperCase())
      expect(await read("journal")).toEqual(visible)
    }
    expect(await models.status("journal")()).toMatchObject({ right: { live: { version: 3 } } })
  })

  it("a rebuild includes what is appended meanwhile", async () => {
    const { models, read } = await built()
    const live = runProjections(store(), models, [journalOf(adapter)])
    let appends = 3
    const busy: ReadModels<M> = {
      ...models,
      swap: (name, version) => async () => {
        if (appends-- > 0) {
          await appendTestEvents(store(), { stream: "t", count: 2 })
          const goal = (await expectedLines(store())).length
          await waitUntil(async () => (await read("journal"))?.length === goal)
        }
        return models.swap(name, version)()
      },
    }
    expect(await rebuild(store(), busy, journalOf(adapter, { version: 2 }))).toEqual(E.right(undefined))
    expect(await read("journal")).toEqual(await expectedLines(store()))
    await live.close()
  })

  it("a newer version takes over from a running version, which stops as superseded", async () => {
    for (const stream of ["a-1", "b-1"]) await appendTestEvents(store(), { stream, count: 3 })
    const { models, read } = opened()
    const older = runProjections(store(), models, [journalOf(adapter)])
    await waitUntil(async () => (await read("journal"))?.length === 6)
    const filter = { streamPrefixes: ["a-"] }
    const newer = runProjections(store(), models, [journalOf(adapter, { version: 2, filter })])
    await waitUntil(async () => (await read("journal"))?.length === 3)
    await appendTestEvents(store(), { stream: "a-1", count: 1 })
    expect(await older.running[0]?.ended).toMatchObject({ left: { _tag: "Superseded", by: 2 } })
    await waitUntil(async () => (await read("journal"))?.length === 4)
    expect(await newer.close()).toEqual([])
    expect(await read("journal")).toEqual(await expectedLines(store(), filter))
  })

  it("an older version does not replace a newer version", async () => {
    const { models } = await built(upperCase(2))
    const runner = runProjections(store(), models, [journalOf(adapter)])
    expect(await runner.running[0]?.ended).toMatchObject({ left: { _tag: "Superseded", by: 2 } })
    expect(await models.status("journal")()).toMatchObject({ right: { live: { version: 2 } } })
  })

  it("a version that is behind the live version, or was not begun, cannot replace it", async () => {
    const { models } = await built()
    await models.begin("journal", 2, prepareNothing)()
    expect(await models.swap("journal", 2)()).toMatchObject({ left: { _tag: "Behind", live: positionOf(3) } })
    expect(await models.swap("journal", 3)()).toMatchObject({ left: { _tag: "Superseded", by: 2 } })
  })

  it("a version begun again continues where it was, and is removed by beginning another version or by abandoning it", async () => {
    const { models } = await built()
    const next = { name: "journal", version: 2, slot: "next" } as const
    await models.begin("journal", 2, prepareNothing)()
    await models.advance(next, { from: undefined, to: positionOf(2), steps: [] })()
    expect(await models.begin("journal", 2, prepareNothing)()).toMatchObject({ right: { checkpoint: positionOf(2) } })
    expect(await models.begin("journal", 3, prepareNothing)()).toMatchObject({
      right: { version: 3, checkpoint: undefined },
    })
    await models.abandon("journal")()
    await models.abandon("journal")()
    const { live, next: abandoned } = await must(models.status("journal"))
    expect([live?.version, abandoned]).toEqual([1, undefined])
  })

  it("a rebuild leaves alone a projection whose name starts with the same text", async () => {
    const { models, read } = await built()
    right(await rebuild(store(), models, journalOf(adapter, { name: "journal1" })))
    right(await rebuild(store(), models, upperCase(2)))
    expect(await read("journal1")).toEqual(await expectedLines(store()))
  })

  if (adapter.transactions !== false)
    it("two runners on the same data apply each event once", async () => {
      await appendTestEvents(store(), { stream: "s", count: 20 })
      const both = [opened(), await another()]
      const runners = both.map(({ models }) => runProjections(store(), models, [journalOf(adapter)], { pause: 1 }))
      for (let i = 0; i < 20; i++) await appendTestEvents(store(), { stream: `t-${i}`, count: 3 })
      const goal = await expectedLines(store())
      await waitUntil(async () => ((await both[0]?.read("journal"))?.length ?? 0) >= goal.length)
      for (const runner of runners) expect(await runner.close()).toEqual([])
      expect(await both[1]?.read("journal")).toEqual(goal)
    })
}
