import { memoryStore } from "@shifan/event-store"
import { rebuild, runProjections } from "@shifan/service"
import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { anyCrashingRuns, anyCrashPoint, crashing, runThroughCrashes, waitUntil } from "./crashing.js"
import { anyFilter, anyTestEvents, appendTestEvents, expectedLines, journalOf, type ReadModelCase } from "./journal.js"

/** More than any case of a few projections takes before it is through. */
const maxCalls = 8

const numRuns = 25

const timeout = 60_000

let journals = 0

/** A name that no earlier case has used on the same data. */
const freshName = (): string => `journal${journals++}`

export const exactlyOnce = <M>({ adapter, opened, another, store }: ReadModelCase<M>): void => {
  it("whenever a runner dies, and however batches are delivered", { timeout }, async () => {
    const { models, read } = opened()
    const law = fc.asyncProperty(anyFilter, anyCrashingRuns(maxCalls), async (filter, runs) => {
      const log = memoryStore()
      const projection = journalOf(adapter, { name: freshName(), filter })
      const isWhole = async () => (await read(projection.name))?.join() === (await expectedLines(log, filter)).join()
      await runThroughCrashes(log, projection, runs, (point) => crashing(models, point), isWhole)
      expect(await read(projection.name)).toEqual(await expectedLines(log, filter))
    })
    await fc.assert(law, { numRuns })
  })

  it("whenever a rebuild dies, and the old version serves until the new one is whole", { timeout }, async () => {
    const { models, read } = opened()
    const logs = fc.array(anyTestEvents, { minLength: 1, maxLength: 8 })
    const crashPoints = fc.array(anyCrashPoint(maxCalls), { maxLength: 4 })
    const law = fc.asyncProperty(logs, crashPoints, anyFilter, async (appends, points, filter) => {
      const log = memoryStore()
      const name = freshName()
      for (const events of appends) await appendTestEvents(log, events)
      expect(await rebuild(log, models, journalOf(adapter, { name }))).toEqual(E.right(undefined))
      const oldLines = await expectedLines(log)
      const newLines = await expectedLines(log, filter)
      const newer = journalOf(adapter, { name, version: 2, filter })
      for (const point of points) {
        await rebuild(log, crashing(models, point).port, newer)
        expect([oldLines, newLines]).toContainEqual(await read(name))
      }
      expect(await rebuild(log, models, newer)).toEqual(E.right(undefined))
      expect(await read(name)).toEqual(newLines)
    })
    await fc.assert(law, { numRuns })
  })

  it("over restarts, each of which continues from the checkpoint", async () => {
    let { models, read } = opened()
    await appendTestEvents(store(), { stream: "s", count: 3 })
    for (const stream of ["t", "u"]) {
      const runner = runProjections(store(), models, [journalOf(adapter)])
      await appendTestEvents(store(), { stream, count: 4 })
      const lines = await expectedLines(store())
      await waitUntil(async () => (await read("journal"))?.length === lines.length)
      expect(await runner.close()).toEqual([])
      expect(await read("journal")).toEqual(lines)
      await models.close()
      ;({ models, read } = await another())
    }
  })
}
