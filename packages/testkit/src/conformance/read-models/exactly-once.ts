import { memoryStore, positionOf } from "@shifan/event-store"
import { rebuild, runProjections, type ReadModelPlace } from "@shifan/service"
import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { anyCrashingRuns, anyCrashPoint, crashing, runThroughCrashes, waitUntil } from "./crashing.js"
import { anyFilter, anyTestEvents, appendTestEvents, expectedLines, journalOf, type ReadModelCase } from "./journal.js"
import { right } from "../../values.js"

/** More than any case with a few projections needs to finish. */
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

  it("whenever a rebuild dies, and the old version serves until the new one is complete", { timeout }, async () => {
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

  it("across restarts, each of which continues from the checkpoint", async () => {
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

const place: ReadModelPlace = { name: "journal", version: 1, slot: "live" }

/** Batches of steps; the last step may fail at first. */
const batches = fc.array(fc.record({ count: fc.integer({ min: 1, max: 6 }), failsFirst: fc.boolean() }), {
  minLength: 1,
  maxLength: 8,
})

export const checkpoints = <M>({ adapter, opened, store }: ReadModelCase<M>): void => {
  /** Read models with a live journal of three events. */
  const built = async () => {
    await appendTestEvents(store(), { stream: "s", count: 3 })
    right(await rebuild(store(), opened().models, journalOf(adapter)))
    return opened().models
  }

  /** Steps that write these lines, one per position. With `fails`, the last step writes its line and fails. */
  const stepsFor = (lines: ReadonlyArray<string>, before: number, fails: boolean) =>
    lines.map((line, n) => ({
      position: positionOf(before + n + 1),
      step: (model: M): E.Either<string, void> => {
        adapter.write(model, line)
        return fails && n === lines.length - 1 ? E.left("no") : E.right(undefined)
      },
    }))

  it("moves together with what was written or not at all, and a repeated batch is written once", async () => {
    const { models, read } = opened()
    const law = fc.asyncProperty(batches, async (all) => {
      const name = `journal${journals++}`
      right(await models.begin(name, 1, (model) => E.right(adapter.prepare(model)))())
      right(await models.swap(name, 1)())
      const here = { ...place, name }
      const written: Array<string> = []
      let from: string | undefined
      for (const { count, failsFirst } of all) {
        const before = written.length
        const lines = Array.from({ length: count }, (_, n) => `${before + n}`)
        const to = positionOf(before + count)
        if (failsFirst) {
          const failing = { from, to, steps: stepsFor(lines, before, true) }
          const failed = { _tag: "StepFailed", index: count - 1, reason: "no" }
          expect(await models.advance(here, failing)()).toEqual(E.left(failed))
          if (adapter.transactions !== false) expect(await read(name)).toEqual(written)
          expect(right(await models.status(name)()).live?.checkpoint).toBe(from)
        }
        expect(await models.advance(here, { from, to, steps: stepsFor(lines, before, false) })()).toEqual(
          E.right(undefined),
        )
        written.push(...lines)
        from = to
        expect(await read(name)).toEqual(written)
        expect(right(await models.status(name)()).live?.checkpoint).toBe(to)
      }
    })
    await fc.assert(law, { numRuns: 30 })
  })

  it("that would go back or stay is refused, and nothing moves", async () => {
    const { advance, status } = await built()
    for (const to of [1, 2, 3].map(positionOf)) {
      expect(await advance(place, { from: positionOf(3), to, steps: [] })()).toEqual(
        E.left({ _tag: "CheckpointWentBack", place, stands: positionOf(3), asked: to }),
      )
      expect(await status("journal")()).toMatchObject({ right: { live: { checkpoint: positionOf(3) } } })
    }
    expect(await advance(place, { from: positionOf(3), to: positionOf(4), steps: [] })()).toEqual(E.right(undefined))
  })

  it("that is not where the caller left it, or is of another version, is refused", async () => {
    const { advance } = await built()
    const asked = { from: positionOf(2), to: positionOf(4), steps: [] }
    expect(await advance(place, asked)()).toEqual(
      E.left({ _tag: "CheckpointMoved", place, expected: positionOf(2), actual: positionOf(3) }),
    )
    const otherVersion = { ...place, version: 2 }
    expect(await advance(otherVersion, asked)()).toEqual(E.left({ _tag: "Superseded", place: otherVersion, by: 1 }))
    const otherSlot: ReadModelPlace = { ...place, slot: "next" }
    expect(await advance(otherSlot, asked)()).toEqual(E.left({ _tag: "Superseded", place: otherSlot, by: undefined }))
  })
}
