/** Expected revisions, and appends that are made whole or not at all. */
import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { largestLeaf, type ExpectedRevision, type StoredEvent } from "@shifan/event-store"
import type { StoreCase } from "./adapter.js"
import {
  append,
  mustAppend,
  answersOf,
  newEvent,
  newEvents,
  idsOf,
  readAll,
  readStream,
  outcomeOf,
  noEvents,
} from "./events.js"

const anExpectation = fc.oneof(fc.constantFrom<ExpectedRevision>("noStream", "streamExists", "any"), fc.nat({ max: 5 }))
const commands = fc.array(
  fc.record({ stream: fc.constantFrom("a", "b", "c"), expected: anExpectation, count: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 12 },
)

export const expectations = ({ store }: StoreCase): void => {
  it("appends are made or refused, and read back, as in a list", async () => {
    let run = 0
    const law = fc.asyncProperty(commands, async (list) => {
      run++
      const log: Array<{ readonly stream: string; readonly id: string }> = []
      for (const { stream, expected, count } of list) {
        const name = `${run}-${stream}`
        const length = log.filter((one) => one.stream === name).length
        const actual = length === 0 ? "noStream" : length - 1
        const allowed = expected === "any" || (expected === "streamExists" ? length > 0 : expected === actual)
        const some = newEvents(count)
        const answer = await append(store(), name, expected, some)
        if (allowed) {
          expect(answer).toMatchObject({ _tag: "Right", right: { revision: length + count - 1, repeated: false } })
          log.push(...some.map(({ id }) => ({ stream: name, id })))
        } else expect(answer).toEqual(E.left({ _tag: "WrongExpectedRevision", stream: name, expected, actual }))
      }
      const all = await readAll(store(), { filter: { streamPrefixes: [`${run}-`] } })
      expect(all.map(({ stream, id }) => ({ stream, id }))).toEqual(log)
      for (const name of new Set(log.map(({ stream }) => stream))) await expectStream(name, log)
    })
    const expectStream = async (name: string, log: ReadonlyArray<{ readonly stream: string; readonly id: string }>) => {
      const stream = await readStream(store(), name)
      expect(idsOf(stream)).toEqual(idsOf(log.filter((one) => one.stream === name)))
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
    "expecting %s is answered %s where there is no stream, and %s where it ends at revision 1",
    async (expected, missing, present) => {
      await mustAppend(store(), "present", "noStream", newEvents(2))
      expect(outcomeOf(await append(store(), "missing", expected, newEvents(1)))).toBe(missing)
      expect(outcomeOf(await append(store(), "present", expected, newEvents(1)))).toBe(present)
    },
  )

  it("a refusal says what was expected and what is there", async () => {
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

  it("a leaf of the largest size is taken, and one byte more refused with its size", async () => {
    const leafOf = (size: number) => ({ ...newEvent(), leaf: new Uint8Array(size).fill(0x20) })
    expect(outcomeOf(await append(store(), "s", "any", [leafOf(largestLeaf)]))).toBe("made")
    const answer = await append(store(), "s", "any", [newEvent(), leafOf(largestLeaf + 1)])
    expect(answer).toEqual(E.left({ _tag: "TooLarge", size: largestLeaf + 1, limit: largestLeaf }))
    expect((await readStream(store(), "s")).map(({ leaf }) => leaf.length)).toEqual([largestLeaf])
  })

  it("an append whose last event conflicts leaves nothing, not even of its ids", async () => {
    const [first, second] = [newEvent(), newEvent()]
    await mustAppend(store(), "s", "noStream", [first])
    expect(outcomeOf(await append(store(), "s", 0, [second, first]))).not.toBe("made")
    expect(idsOf(await readAll(store()))).toEqual([first.id])
    expect(outcomeOf(await append(store(), "s", 0, [second]))).toBe("made")
  })

  it("a refused append leaves no stream", async () => {
    const some = newEvents(2)
    await append(store(), "s", 4, some)
    expect(await answersOf(store().readStream("s"))).toEqual([E.left({ _tag: "StreamNotFound", stream: "s" })])
    expect(outcomeOf(await append(store(), "s", "noStream", some))).toBe("made")
  })
}
