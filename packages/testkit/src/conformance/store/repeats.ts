/** Retries, which add nothing, and ids used again for something else, which are refused. */
import { expect, it } from "vitest"
import type { ExpectedRevision } from "@shifan/event-store"
import type { StoreCase } from "./adapter.js"
import { append, mustAppend, utf8, newEvent, newEvents, idsOf, readAll, outcomeOf } from "./events.js"

export const repeats = ({ adapter, store, another }: StoreCase): void => {
  it.each<ExpectedRevision>(["noStream", "any"])(
    "the same append expecting %s succeeds again and adds nothing",
    async (expected) => {
      const some = newEvents(3)
      const first = await mustAppend(store(), "s", expected, some)
      expect(await mustAppend(store(), "s", expected, some)).toEqual({ ...first, repeated: true })
      expect(idsOf(await readAll(store()))).toEqual(idsOf(some))
    },
  )

  it.each<ExpectedRevision>([1, "streamExists"])(
    "the same append behind others, expecting %s, succeeds again and adds nothing",
    async (expected) => {
      const [before, some, after] = [newEvents(2), newEvents(2), newEvents(2)]
      await mustAppend(store(), "s", "noStream", before)
      const first = await mustAppend(store(), "s", expected, some)
      await mustAppend(store(), "s", "any", after)
      expect(await mustAppend(store(), "s", expected, some)).toEqual({ ...first, repeated: true })
      expect(idsOf(await readAll(store()))).toEqual(idsOf([...before, ...some, ...after]))
    },
  )

  it("the same append made twice at once is there once", async () => {
    const some = newEvents(2)
    const answers = await Promise.all([append(store(), "s", "noStream", some), append(store(), "s", "noStream", some)])
    expect(answers.map(outcomeOf)).toEqual(["made", "made"])
    expect(idsOf(await readAll(store()))).toEqual(idsOf(some))
  })

  it("the same id with other content is refused", async () => {
    const first = newEvent('{"n":1}')
    await mustAppend(store(), "s", "noStream", [first])
    for (const changed of [
      { ...first, leaf: utf8('{"n":2}') },
      { ...first, leaf: utf8('{"n":1} ') },
      { ...first, type: "Other" },
    ])
      expect(await append(store(), "s", "noStream", [changed])).toMatchObject({
        left: { _tag: "WrongExpectedRevision", actual: 0 },
      })
    expect(await readAll(store())).toHaveLength(1)
  })

  it("a retry that says more, or in another order, than was said is refused", async () => {
    const [a, b, c] = [newEvent(), newEvent(), newEvent()]
    await mustAppend(store(), "s", "noStream", [a, b])
    expect(outcomeOf(await append(store(), "s", "noStream", [a, b, c]))).toBe("WrongExpectedRevision")
    expect(outcomeOf(await append(store(), "s", "noStream", [b, a]))).toBe("WrongExpectedRevision")
    expect(idsOf(await readAll(store()))).toEqual(idsOf([a, b]))
  })

  it("the same id further on in its stream is refused, whatever is expected", async () => {
    const first = newEvent()
    await mustAppend(store(), "s", "noStream", [first, newEvent()])
    expect(outcomeOf(await append(store(), "s", 1, [first]))).toBe("NotAcceptable")
    expect(outcomeOf(await append(store(), "s", 1, [newEvent(), first]))).toBe("NotAcceptable")
    expect(await readAll(store())).toHaveLength(2)
  })

  if (adapter.idsAreGlobal !== false)
    it("the same id in another stream is refused, whatever is expected", async () => {
      const first = newEvent()
      await mustAppend(store(), "s", "noStream", [first])
      for (const expected of ["noStream", "any"] as const)
        expect(outcomeOf(await append(store(), "t", expected, [first]))).toBe("NotAcceptable")
      expect(idsOf(await readAll(store()))).toEqual([first.id])
    })

  if (adapter.reopen !== undefined)
    it("a retry through another store is known as one", async () => {
      const some = newEvents(2)
      const first = await mustAppend(store(), "s", "noStream", some)
      expect(await mustAppend(await another(), "s", "noStream", some)).toEqual({ ...first, repeated: true })
    })
}
