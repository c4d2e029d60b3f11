import { randomUUID } from "node:crypto"
import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { expect, it } from "vitest"
import { longestName, type NewEvent, type StoredEvent } from "@shifan/event-store"
import type { StoreCase } from "./adapter.js"
import { append, mustAppend, utf8, newEvent, newEvents, idsOf, readAll, readStream, outcomeOf } from "./events.js"

/** Texts that a store would change if it parsed, decoded, trimmed or interpreted them. */
const delicate: ReadonlyArray<string> = [
  '{"__proto__":{"a":1},"constructor":2,"toString":3}',
  '{"n":9007199254740993,"m":1E400,"z":-0,"f":0.1}',
  '{"half":"\\ud800","nul":"\\u0000","line":"\\u2028"}',
  '{"day":"2020-11-12","instant":"2020-11-12T01:02:03.004Z"}',
  '{"b":1,"a":2,"b":3}',
  ' { "spaces" : true }\n',
  '{"name":"秦皇岛市","rare":"𠮷","emoji":"👩‍👩‍👧","nfd":"e\u0301","bom":"\uFEFF"}',
  "\uFEFF{}",
  "NaN",
  "null",
  "",
]

/** Any code point except surrogates. `fc.string` would first spend half a second on a table of all code points. */
const anyCharacter = fc
  .oneof(
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xffff - 0x800 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0x10000 - 0x800, max: 0x10ffff - 0x800 }) },
  )
  .map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800))

const anyName = fc.oneof(
  fc.array(anyCharacter, { minLength: 1, maxLength: 20 }).map((all) => all.join("")),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "a'b",
    'a"b',
    "%",
    "_",
    "a ",
    " a",
    "A",
    "e\u0301",
    "é",
    "𠮷",
    "\uFEFFa",
    "-1",
  ),
  fc.constantFrom("\ud800", "a\udc00b", "a\0b", ""),
)

const leavesOf = (events: ReadonlyArray<StoredEvent>): ReadonlyArray<string> =>
  events.map(({ leaf }) => Buffer.from(leaf).toString("latin1"))

export const fidelity = ({ store }: StoreCase): void => {
  it("the longest name is kept, and a longer name is refused", async () => {
    // Three bytes per character, to detect stores that count characters.
    const longest = "秦".repeat((longestName - 1) / 3) + "a"
    const named = { ...newEvent(), type: longest }
    await mustAppend(store(), longest, "noStream", [named])
    expect(await readStream(store(), longest)).toMatchObject([{ stream: longest, type: longest }])
    expect(outcomeOf(await append(store(), `${longest}a`, "noStream", [newEvent()]))).toBe("NotAcceptable")
    const tooLong = { ...newEvent(), type: `${longest}a` }
    expect(outcomeOf(await append(store(), "s", "noStream", [tooLong]))).toBe("NotAcceptable")
    expect((await readAll(store())).map(({ id }) => id)).toEqual([named.id])
  })

  it("any bytes come back unchanged", async () => {
    const law = fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 3 }),
      async (leaves) => {
        const stream = randomUUID()
        const [first, ...rest] = leaves.map((leaf): NewEvent => ({ ...newEvent(), leaf }))
        if (first === undefined) return
        await mustAppend(store(), stream, "noStream", [first, ...rest])
        expect((await readStream(store(), stream)).map(({ leaf }) => [...leaf])).toEqual(
          leaves.map((leaf) => [...leaf]),
        )
      },
    )
    await fc.assert(law, { numRuns: 30 })
  })

  it.each(delicate)("the leaf %j comes back unchanged", async (text) => {
    await mustAppend(store(), "s", "noStream", [newEvent(text)])
    expect((await readStream(store(), "s")).map(({ leaf }) => [...leaf])).toEqual([[...utf8(text)]])
    expect((await readAll(store())).map(({ leaf }) => leaf instanceof Uint8Array)).toEqual([true])
  })

  it("any names of streams and types come back unchanged, or are refused", async () => {
    const law = fc.asyncProperty(anyName, anyName, async (stream, type) => {
      const before = await readAll(store())
      const event = newEvent("{}", type)
      const answer = await append(store(), stream, "any", [event])
      const added = (await readAll(store())).slice(before.length)
      if (E.isLeft(answer)) {
        expect(answer.left._tag).toBe("NotAcceptable")
        expect(added).toEqual([])
        return
      }
      expect(added.map((stored) => [stored.id, stored.stream, stored.type])).toEqual([[event.id, stream, type]])
      expect(idsOf(await readStream(store(), stream))).toContain(event.id)
    })
    await fc.assert(law, { numRuns: 60 })
  })

  it("names that look alike are different streams", async () => {
    const alike = ["a", "A", "a ", "é", "e\u0301", "a%", "a_", "ａ"]
    for (const stream of alike) expect(outcomeOf(await append(store(), stream, "noStream", newEvents(1)))).toBe("made")
    for (const stream of alike) expect(await readStream(store(), stream)).toHaveLength(1)
  })

  it.each([
    ["an array", new Uint8Array([1, 2, 3])],
    ["a window on a buffer", Buffer.from([9, 1, 2, 3, 9]).subarray(1, 4)],
  ])("a writer who changes %s of bytes after handing it over changes nothing stored", async (_, leaf) => {
    const task = store().append("s", "noStream", [{ ...newEvent(), leaf }])
    leaf.fill(7)
    const answer = task()
    leaf.fill(8)
    expect(outcomeOf(await answer)).toBe("made")
    leaf.fill(9)
    expect(leavesOf(await readStream(store(), "s"))).toEqual(["\x01\x02\x03"])
  })

  it("a reader who changes the bytes it was given changes nothing stored", async () => {
    await mustAppend(store(), "s", "noStream", [newEvent("abc")])
    for (const read of [() => readStream(store(), "s"), () => readAll(store())]) {
      for (const { leaf } of await read()) leaf.fill(0)
      expect(leavesOf(await read())).toEqual(["abc"])
    }
  })

  it("a subscriber who changes the bytes it was given changes nothing for another subscriber", async () => {
    await mustAppend(store(), "s", "noStream", [newEvent("abc")])
    const first = await new Promise<StoredEvent>((resolve) => {
      store().subscribe({}, async (batch) => resolve(batch.events[0]))
    })
    first.leaf.fill(0)
    const second = await new Promise<StoredEvent>((resolve) => {
      store().subscribe({}, async (batch) => resolve(batch.events[0]))
    })
    expect(leavesOf([second])).toEqual(["abc"])
  })
}
