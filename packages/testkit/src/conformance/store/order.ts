/** Cases about the order of the whole store: an append may depend on the last event. */
import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import type { EventStore, Follows } from "@shifan/event-store"
import { itGiven, type StoreCase } from "./adapter.js"
import { append, mustAppend, newEvent, outcomeOf, readAll, utf8 } from "./events.js"

const decoder = new TextDecoder()

const numberIn = (leaf: Uint8Array): number => Number(decoder.decode(leaf))

/** Appends a number to a stream of its own, unless the store's last event has a greater one. */
const ascending = (store: EventStore, stream: string, number: number) => {
  const follows: Follows = (last) => last === undefined || numberIn(last.leaf) <= number
  return store.append(stream, "any", [{ ...newEvent(), leaf: utf8(String(number)) }], follows)()
}

const numbersIn = async (store: EventStore): Promise<ReadonlyArray<number>> =>
  (await readAll(store)).map(({ leaf }) => numberIn(leaf))

export const order = ({ adapter, store, another }: StoreCase): void => {
  it("an append that may not follow the last event of all streams is refused as Overtaken", async () => {
    let run = 0
    const law = fc.asyncProperty(fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }), async (numbers) => {
      run++
      let highest = (await numbersIn(store())).at(-1) ?? 0
      for (const [i, number] of numbers.entries()) {
        const raised = number + run * 5
        const answer = await ascending(store(), `${run}-${i}`, raised)
        expect(outcomeOf(answer)).toBe(raised >= highest ? "made" : "Overtaken")
        if (E.isRight(answer)) highest = raised
      }
      const all = await numbersIn(store())
      expect(all).toEqual(all.toSorted((a, b) => a - b))
    })
    await fc.assert(law, { numRuns: 10 })
  })

  it("the first event of a store follows nothing", async () => {
    const asked: Array<unknown> = []
    const follows: Follows = (last) => {
      asked.push(last)
      return true
    }
    await store().append("s", "noStream", [newEvent()], follows)()
    expect(asked).toEqual([undefined])
  })

  it("simultaneous appends are checked in the order of their calls", async () => {
    const numbers = Array.from({ length: 40 }, (_, i) => i)
    const answers = await Promise.all(numbers.map((number) => ascending(store(), `s${number % 7}`, number)))
    expect(answers.map(outcomeOf)).toEqual(numbers.map(() => "made"))
    expect(await numbersIn(store())).toEqual(numbers)
  })

  it("a repeated append succeeds whatever it must follow, and a conflict is reported first", async () => {
    const events = [{ ...newEvent(), leaf: utf8("1") }] as const
    const first = await mustAppend(store(), "s", "noStream", events)
    await mustAppend(store(), "t", "noStream", [{ ...newEvent(), leaf: utf8("2") }])
    const never: Follows = () => false
    expect(await store().append("s", "noStream", events, never)()).toEqual(E.right({ ...first, repeated: true }))
    expect(outcomeOf(await store().append("s", "noStream", [newEvent()], never)())).toBe("WrongExpectedRevision")
    expect(outcomeOf(await append(store(), "s", 0, [newEvent()]))).toBe("made")
  })

  // If the server supports no condition over all streams, each process only keeps its own order.
  if (adapter.idsAreGlobal !== false)
    itGiven(adapter.reopen, "reopen")(
      "an append is checked against the last event that another store appended",
      async () => {
        const other = await another()
        await ascending(other, "s", 5)
        expect(outcomeOf(await ascending(store(), "t", 4))).toBe("Overtaken")
        expect(outcomeOf(await ascending(store(), "t", 5))).toBe("made")
        const racing = Array.from({ length: 20 }, (_, i) => ascending(i % 2 === 0 ? other : store(), `r${i}`, 6 + i))
        await Promise.all(racing)
        const all = await numbersIn(store())
        expect(all).toEqual(all.toSorted((a, b) => a - b))
      },
    )
}
