import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { largestLeaf, type ExpectedRevision, type StoredEvent } from "@shifan/event-store"
import {
  answersOf,
  append,
  idsOf,
  mustAppend,
  newEvent,
  newEvents,
  noEvents,
  outcomeOf,
  readAll,
  readStream,
  utf8,
} from "./events.js"
import { itGiven, type StoreCase } from "./adapter.js"

const anyExpectation = fc.oneof(
  fc.constantFrom<ExpectedRevision>("noStream", "streamExists", "any"),
  fc.nat({ max: 5 }),
)
const appends = fc.array(
  fc.record({
    stream: fc.constantFrom("a", "b", "c"),
    expected: anyExpectation,
    count: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
)

interface Entry {
  readonly stream: string
  readonly id: string
}

const entriesOf = (name: string, log: ReadonlyArray<Entry>): ReadonlyArray<Entry> =>
  log.filter(({ stream }) => stream === name)

export const expectations = ({ store }: StoreCase): void => {
  it("appends succeed or fail, and are read back, like those of a list", async () => {
    let run = 0
    const law = fc.asyncProperty(appends, async (list) => {
      run++
      const log: Array<Entry> = []
      for (const { stream, expected, count } of list) {
        const name = `${run}-${stream}`
        const length = entriesOf(name, log).length
        const actual = length === 0 ? "noStream" : length - 1
        const allowed = expected === "any" || (expected === "streamExists" ? length > 0 : expected === actual)
        const events = newEvents(count)
        const answer = await append(store(), name, expected, events)
        if (allowed) {
          expect(answer).toMatchObject({ _tag: "Right", right: { revision: length + count - 1, repeated: false } })
          log.push(...events.map(({ id }) => ({ stream: name, id })))
        } else expect(answer).toEqual(E.left({ _tag: "WrongExpectedRevision", stream: name, expected, actual }))
      }
      const all = await readAll(store(), { filter: { streamPrefixes: [`${run}-`] } })
      expect(all.map(({ stream, id }) => ({ stream, id }))).toEqual(log)
      for (const name of new Set(log.map(({ stream }) => stream))) await expectStream(name, log)
    })
    const expectStream = async (name: string, log: ReadonlyArray<Entry>) => {
      const stream = await readStream(store(), name)
      expect(idsOf(stream)).toEqual(idsOf(entriesOf(name, log)))
      expect(stream.map(({ revision }) => revision)).toEqual(stream.map((_, i) => i))
    }
    await fc.assert(law, { numRuns: 20 })
  })

  it.each<[ExpectedRevision, string, string]>([
    ["noStream", "made", "WrongExpectedRevision"],
    ["streamExists", "WrongExpectedRevision", "made"],
    ["any", "made", "made"],
    [0, "WrongExpectedRevision", "WrongExpectedRevision"],
    [1, "WrongExpectedRevision", "made"],
    [2, "WrongExpectedRevision", "WrongExpectedRevision"],
  ])(
    "expecting %s gives %s on a missing stream, and %s on a stream that ends at revision 1",
    async (expected, missing, present) => {
      await mustAppend(store(), "present", "noStream", newEvents(2))
      expect(outcomeOf(await append(store(), "missing", expected, newEvents(1)))).toBe(missing)
      expect(outcomeOf(await append(store(), "present", expected, newEvents(1)))).toBe(present)
    },
  )

  it("a refusal names the expected and the actual revision", async () => {
    await mustAppend(store(), "s", "noStream", newEvents(3))
    const refusal = { _tag: "WrongExpectedRevision", stream: "s", expected: 1, actual: 2 }
    expect(await append(store(), "s", 1, newEvents(1))).toEqual(E.left(refusal))
    const nothing = { _tag: "WrongExpectedRevision", stream: "t", expected: 0, actual: "noStream" }
    expect(await append(store(), "t", 0, newEvents(1))).toEqual(E.left(nothing))
  })

  it("an append answers with the revision and the position of its last event", async () => {
    const answer = await mustAppend(store(), "s", "any", newEvents(3))
    const last: StoredEvent | undefined = (await readStream(store(), "s")).at(-1)
    expect(answer).toEqual({ revision: 2, position: last?.position, repeated: false })
  })

  it("an append of no events is refused", async () => {
    expect(outcomeOf(await append(store(), "s", "any", noEvents()))).toBe("NotAcceptable")
    expect(await answersOf(store().readStream("s"))).toEqual([E.left({ _tag: "StreamNotFound", stream: "s" })])
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("expecting revision %s is refused", async (expected) => {
    await mustAppend(store(), "s", "noStream", newEvents(1))
    expect(outcomeOf(await append(store(), "s", expected, newEvents(1)))).toBe("NotAcceptable")
    expect(await readStream(store(), "s")).toHaveLength(1)
  })

  it("two events of one append with the same id are refused", async () => {
    const twin = newEvent()
    expect(outcomeOf(await append(store(), "s", "any", [twin, { ...twin, leaf: newEvent("[]").leaf }]))).toBe(
      "NotAcceptable",
    )
    expect(await readAll(store())).toEqual([])
  })

  it("a leaf of the largest size is accepted, and one byte more is refused with its size", async () => {
    const leafOf = (size: number) => ({ ...newEvent(), leaf: new Uint8Array(size).fill(0x20) })
    expect(outcomeOf(await append(store(), "s", "any", [leafOf(largestLeaf)]))).toBe("made")
    const answer = await append(store(), "s", "any", [newEvent(), leafOf(largestLeaf + 1)])
    expect(answer).toEqual(E.left({ _tag: "TooLarge", size: largestLeaf + 1, limit: largestLeaf }))
    expect((await readStream(store(), "s")).map(({ leaf }) => leaf.length)).toEqual([largestLeaf])
  })

  it("an append whose last event conflicts stores nothing, and its other ids stay free", async () => {
    const [first, second] = [newEvent(), newEvent()]
    await mustAppend(store(), "s", "noStream", [first])
    expect(outcomeOf(await append(store(), "s", 0, [second, first]))).not.toBe("made")
    expect(idsOf(await readAll(store()))).toEqual([first.id])
    expect(outcomeOf(await append(store(), "s", 0, [second]))).toBe("made")
  })

  it("a refused append leaves no stream", async () => {
    const events = newEvents(2)
    await append(store(), "s", 4, events)
    expect(await answersOf(store().readStream("s"))).toEqual([E.left({ _tag: "StreamNotFound", stream: "s" })])
    expect(outcomeOf(await append(store(), "s", "noStream", events))).toBe("made")
  })
}

export const repeats = ({ adapter, store, another }: StoreCase): void => {
  it.each<ExpectedRevision>(["noStream", "any"])(
    "the same append expecting %s succeeds again and adds nothing",
    async (expected) => {
      const events = newEvents(3)
      const first = await mustAppend(store(), "s", expected, events)
      expect(await mustAppend(store(), "s", expected, events)).toEqual({ ...first, repeated: true })
      expect(idsOf(await readAll(store()))).toEqual(idsOf(events))
    },
  )

  it.each<ExpectedRevision>([1, "streamExists"])(
    "the same append followed by others, expecting %s, succeeds again and adds nothing",
    async (expected) => {
      const [before, events, after] = [newEvents(2), newEvents(2), newEvents(2)]
      await mustAppend(store(), "s", "noStream", before)
      const first = await mustAppend(store(), "s", expected, events)
      await mustAppend(store(), "s", "any", after)
      expect(await mustAppend(store(), "s", expected, events)).toEqual({ ...first, repeated: true })
      expect(idsOf(await readAll(store()))).toEqual(idsOf([...before, ...events, ...after]))
    },
  )

  it("the same append is recognised after hundreds of others", async () => {
    const events = newEvents(2)
    const first = await mustAppend(store(), "s", "noStream", events)
    for (const stream of ["t", "u", "s"]) await mustAppend(store(), stream, "any", newEvents(200))
    expect(await mustAppend(store(), "s", "noStream", events)).toEqual({ ...first, repeated: true })
    expect(await readAll(store())).toHaveLength(602)
  })

  it("the same append made twice at the same time is stored once", async () => {
    const events = newEvents(2)
    const answers = await Promise.all([
      append(store(), "s", "noStream", events),
      append(store(), "s", "noStream", events),
    ])
    expect(answers.map(outcomeOf)).toEqual(["made", "made"])
    expect(idsOf(await readAll(store()))).toEqual(idsOf(events))
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

  it("a retry with more events, or in another order, is refused", async () => {
    const [a, b, c] = [newEvent(), newEvent(), newEvent()]
    await mustAppend(store(), "s", "noStream", [a, b])
    expect(outcomeOf(await append(store(), "s", "noStream", [a, b, c]))).toBe("WrongExpectedRevision")
    expect(outcomeOf(await append(store(), "s", "noStream", [b, a]))).toBe("WrongExpectedRevision")
    expect(idsOf(await readAll(store()))).toEqual(idsOf([a, b]))
  })

  it("the same id later in its stream is refused, whatever is expected", async () => {
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

  itGiven(adapter.reopen, "reopen")("an append is checked against what another store has appended", async () => {
    const there = await another()
    await mustAppend(store(), "s", "noStream", newEvents(1))
    await mustAppend(there, "s", 0, newEvents(1))
    expect(await append(store(), "s", 0, newEvents(1))).toMatchObject({ left: { actual: 1 } })
    await mustAppend(store(), "s", 1, newEvents(1))
    expect(outcomeOf(await append(there, "s", 1, newEvents(1)))).toBe("WrongExpectedRevision")
    await mustAppend(there, "s", 2, newEvents(1))
    expect(idsOf(await readStream(store(), "s"))).toEqual(idsOf(await readStream(there, "s")))
  })

  itGiven(adapter.reopen, "reopen")("a retry through another store is recognised", async () => {
    const events = newEvents(2)
    const first = await mustAppend(store(), "s", "noStream", events)
    expect(await mustAppend(await another(), "s", "noStream", events)).toEqual({ ...first, repeated: true })
  })
}
