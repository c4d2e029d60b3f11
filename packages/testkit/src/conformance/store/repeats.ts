/** Retries, which add nothing, and ids used again for something else, which are refused. */
import { expect, it } from "vitest"
import type { ExpectedRevision } from "@shifan/event-store"
import type { StoreCase } from "./adapter.js"
import { append, appended, bytes, event, events, idsOf, inAll, outcome } from "./events.js"

export const repeats = ({ adapter, store, another }: StoreCase): void => {
  it.each<ExpectedRevision>(["noStream", "any"])(
    "the same append expecting %s succeeds again and adds nothing",
    async (expected) => {
      const some = events(3)
      const first = await appended(store(), "s", expected, some)
      expect(await appended(store(), "s", expected, some)).toEqual({ ...first, repeated: true })
      expect(idsOf(await inAll(store()))).toEqual(idsOf(some))
    },
  )

  it.each<ExpectedRevision>([1, "streamExists"])(
    "the same append behind others, expecting %s, succeeds again and adds nothing",
    async (expected) => {
      const [before, some, after] = [events(2), events(2), events(2)]
      await appended(store(), "s", "noStream", before)
      const first = await appended(store(), "s", expected, some)
      await appended(store(), "s", "any", after)
      expect(await appended(store(), "s", expected, some)).toEqual({ ...first, repeated: true })
      expect(idsOf(await inAll(store()))).toEqual(idsOf([...before, ...some, ...after]))
    },
  )

  it("the same append made twice at once is there once", async () => {
    const some = events(2)
    const answers = await Promise.all([append(store(), "s", "noStream", some), append(store(), "s", "noStream", some)])
    expect(answers.map(outcome)).toEqual(["made", "made"])
    expect(idsOf(await inAll(store()))).toEqual(idsOf(some))
  })

  it("the same id with other content is refused", async () => {
    const first = event('{"n":1}')
    await appended(store(), "s", "noStream", [first])
    for (const changed of [
      { ...first, leaf: bytes('{"n":2}') },
      { ...first, leaf: bytes('{"n":1} ') },
      { ...first, type: "Other" },
    ])
      expect(await append(store(), "s", "noStream", [changed])).toMatchObject({
        left: { _tag: "WrongExpectedRevision", actual: 0 },
      })
    expect(await inAll(store())).toHaveLength(1)
  })

  it("a retry that says more, or in another order, than was said is refused", async () => {
    const [a, b, c] = [event(), event(), event()]
    await appended(store(), "s", "noStream", [a, b])
    expect(outcome(await append(store(), "s", "noStream", [a, b, c]))).toBe("WrongExpectedRevision")
    expect(outcome(await append(store(), "s", "noStream", [b, a]))).toBe("WrongExpectedRevision")
    expect(idsOf(await inAll(store()))).toEqual(idsOf([a, b]))
  })

  it("the same id further on in its stream is refused, whatever is expected", async () => {
    const first = event()
    await appended(store(), "s", "noStream", [first, event()])
    expect(outcome(await append(store(), "s", 1, [first]))).toBe("NotAcceptable")
    expect(outcome(await append(store(), "s", 1, [event(), first]))).toBe("NotAcceptable")
    expect(await inAll(store())).toHaveLength(2)
  })

  if (adapter.idsAreGlobal !== false)
    it("the same id in another stream is refused, whatever is expected", async () => {
      const first = event()
      await appended(store(), "s", "noStream", [first])
      for (const expected of ["noStream", "any"] as const)
        expect(outcome(await append(store(), "t", expected, [first]))).toBe("NotAcceptable")
      expect(idsOf(await inAll(store()))).toEqual([first.id])
    })

  if (adapter.reopen !== undefined)
    it("a retry through another store is known as one", async () => {
      const some = events(2)
      const first = await appended(store(), "s", "noStream", some)
      expect(await appended(await another(), "s", "noStream", some)).toEqual({ ...first, repeated: true })
    })
}
