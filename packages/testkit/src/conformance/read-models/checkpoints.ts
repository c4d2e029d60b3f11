/** A read model and its checkpoint belong together, and the checkpoint goes forward only. */
import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { positionOf } from "@shifan/event-store"
import { rebuild } from "@shifan/service"
import { journalOf, type ReadModelCase } from "./journal.js"
import { appendTestEvents } from "./test-log.js"

const place = { name: "journal", version: 1, slot: "live" } as const

const parts = fc.array(fc.record({ count: fc.integer({ min: 1, max: 6 }), fails: fc.boolean() }), {
  minLength: 1,
  maxLength: 8,
})

let runs = 0

export const checkpoints = <M>({ adapter, opened, store }: ReadModelCase<M>): void => {
  const built = async () => {
    await appendTestEvents(store(), "s", 3)
    await rebuild(store(), opened().models, journalOf(adapter))
    return opened().models
  }

  it("moves with what was written or not at all, and what is asked again is there once", async () => {
    const { models, read } = opened()
    const law = fc.asyncProperty(parts, async (all) => {
      const name = `journal${runs++}`
      await models.begin(name, 1, (model) => E.right(adapter.prepare(model)))()
      await models.swap(name, 1)()
      const here = { ...place, name }
      const goal: Array<string> = []
      let from: string | undefined
      let last = 0
      for (const { count, fails } of all) {
        const texts = Array.from({ length: count }, (_, n) => `${last + n}`)
        const asked = (ailing: boolean) => ({
          from,
          to: positionOf(last + count),
          steps: texts.map((text, n) => ({
            position: positionOf(last + n + 1),
            step: (model: M) => {
              adapter.write(model, text)
              return ailing && n === count - 1 ? E.left("no") : E.right(undefined)
            },
          })),
        })
        if (fails) {
          const failed = { _tag: "StepFailed", index: count - 1, reason: "no" }
          expect(await models.advance(here, asked(true))()).toEqual(E.left(failed))
          if (adapter.transactions !== false) expect(await read(name)).toEqual(goal)
          expect((await standing(name))?.checkpoint).toBe(from)
        }
        expect(await models.advance(here, asked(false))()).toEqual(E.right(undefined))
        goal.push(...texts)
        from = positionOf((last += count))
        expect(await read(name)).toEqual(goal)
        expect((await standing(name))?.checkpoint).toBe(from)
      }
    })
    const standing = async (name: string) => {
      const standings = await models.status(name)()
      return E.isRight(standings) ? standings.right.live : undefined
    }
    await fc.assert(law, { numRuns: 30 })
  })

  it("is refused when it goes back or stands still, and nothing moves", async () => {
    const { advance, status: standings } = await built()
    for (const to of [1, 2, 3].map(positionOf)) {
      expect(await advance(place, { from: positionOf(3), to, steps: [] })()).toEqual(
        E.left({ _tag: "CheckpointWentBack", place, stands: positionOf(3), asked: to }),
      )
      expect(await standings("journal")()).toMatchObject({ right: { live: { checkpoint: positionOf(3) } } })
    }
    expect(await advance(place, { from: positionOf(3), to: positionOf(4), steps: [] })()).toEqual(E.right(undefined))
  })

  it("is refused when it was left elsewhere, or belongs to another version", async () => {
    const { advance } = await built()
    const asked = { from: positionOf(2), to: positionOf(4), steps: [] }
    expect(await advance(place, asked)()).toEqual(
      E.left({ _tag: "CheckpointMoved", place, expected: positionOf(2), actual: positionOf(3) }),
    )
    const other = { ...place, version: 2 }
    expect(await advance(other, asked)()).toEqual(E.left({ _tag: "Superseded", place: other, by: 1 }))
    const none = { ...place, slot: "next" } as const
    expect(await advance(none, asked)()).toEqual(E.left({ _tag: "Superseded", place: none, by: undefined }))
  })
}
