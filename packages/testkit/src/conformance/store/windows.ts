import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { expect, it } from "vitest"
import type { EventStore, Filter, StoredEvent } from "@shifan/event-store"
import type { StoreCase } from "./adapter.js"
import { append, mustAppend, answersOf, newEvent, newEvents, idsOf, readAll, readStream, outcomeOf } from "./events.js"

/** More than two pages. */
const long = 520

const notFound = (stream: string) => [E.left({ _tag: "StreamNotFound", stream })]

const optional = <A>(value: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> => fc.option(value, { nil: undefined })

const anyWindow = fc.record(
  {
    from: fc.integer({ min: -2, max: long + 2 }),
    direction: fc.constantFrom("forwards" as const, "backwards" as const),
    maxCount: fc.oneof(fc.nat({ max: long + 2 }), fc.constantFrom(-1, 255, 256, 257, 512, Infinity)),
  },
  { requiredKeys: [] },
)

const eventTypes = ["Applied", "Certified", "Revoked"] as const
/** Two differ only in the case of a letter: to filters they are different names. */
const names = ["designation-1", "designation-2", "call-1", "Designation-2"] as const

const anyFilter: fc.Arbitrary<Filter> = fc.record(
  {
    streamPrefixes: fc.subarray(["designation-", "designation-2", "call-", "", "nothing-", "designation-_", "%", "D"]),
    types: fc.subarray([...eventTypes, "Unknown", "applied", "Cert"]),
  },
  { requiredKeys: [] },
)

/** Appends events of each type to each stream, interleaved, and returns all of them. */
const appendMixed = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => {
  for (const i of RNEA.range(0, 29)) {
    const [name, type] = [names[i % names.length], eventTypes[((i * 7 + 1) % 5) % eventTypes.length]]
    if (name !== undefined && type !== undefined)
      await mustAppend(store, name, "any", [newEvent("{}", type), newEvent("[]", type)])
  }
  return readAll(store)
}

export const windows = ({ store }: StoreCase): void => {
  it("a window on a stream has the same events as that window on a list", async () => {
    await mustAppend(store(), "other", "any", newEvents(3))
    const all = newEvents(long)
    await mustAppend(store(), "s", "noStream", all)
    const law = fc.asyncProperty(anyWindow, async (options) => {
      const { direction = "forwards", maxCount = Infinity } = options
      const { from = direction === "forwards" ? 0 : Infinity } = options
      const whole = all.map(({ id }, revision) => ({ id, revision }))
      const inDirection =
        direction === "forwards"
          ? whole.filter(({ revision }) => revision >= from)
          : whole.filter(({ revision }) => revision <= from).toReversed()
      const read = await readStream(store(), "s", options)
      expect(read.map(({ id, revision }) => ({ id, revision }))).toEqual(inDirection.slice(0, Math.max(0, maxCount)))
    })
    await fc.assert(law, {
      numRuns: 60,
      examples: [[{}], [{ direction: "backwards" }], [{ maxCount: 256 }], [{ maxCount: 0 }]],
    })
  })

  it("a missing stream is reported as missing, whatever the window", async () => {
    await mustAppend(store(), "s", "noStream", newEvents(1))
    expect(await answersOf(store().readStream("t"))).toEqual(notFound("t"))
    expect(await answersOf(store().readStream("t", { from: 3, maxCount: 1 }))).toEqual(notFound("t"))
    expect(await answersOf(store().readStream("t", { direction: "backwards", maxCount: 0 }))).toEqual(notFound("t"))
  })

  it("a window outside a stream is empty, and the stream is not reported as missing", async () => {
    await mustAppend(store(), "s", "noStream", newEvents(2))
    expect(await answersOf(store().readStream("s", { from: 2 }))).toEqual([])
    expect(await answersOf(store().readStream("s", { from: -1, direction: "backwards" }))).toEqual([])
    expect(await answersOf(store().readStream("s", { maxCount: 0 }))).toEqual([])
  })

  it("reading a window changes neither the revisions nor the expected revision of the next append", async () => {
    await mustAppend(store(), "s", "noStream", newEvents(5))
    expect((await readStream(store(), "s", { from: 2, maxCount: 2 })).map(({ revision }) => revision)).toEqual([2, 3])
    expect(outcomeOf(await append(store(), "s", 3, newEvents(1)))).toBe("WrongExpectedRevision")
    expect(outcomeOf(await append(store(), "s", 4, newEvents(1)))).toBe("made")
  })

  it("a read of an empty store is empty", async () => {
    expect(await answersOf(store().readAll())).toEqual([])
  })

  it("all events are read in one order, by positions that sort as text, and can be read from after each position", async () => {
    const all = await appendMixed(store())
    const positions = all.map(({ position }) => position)
    expect(positions).toEqual([...new Set(positions)].toSorted())
    const law = fc.asyncProperty(
      fc.nat({ max: all.length - 1 }),
      optional(fc.nat({ max: 70 })),
      async (i, maxCount) => {
        const after = positions[i] ?? ""
        const rest = await readAll(store(), { after, ...(maxCount === undefined ? {} : { maxCount }) })
        expect(rest).toEqual(all.slice(i + 1).slice(0, maxCount))
      },
    )
    await fc.assert(law, { numRuns: 30 })
  })

  it("a stream gives its events with their positions among all events", async () => {
    const all = await appendMixed(store())
    for (const name of names)
      expect(await readStream(store(), name)).toEqual(all.filter(({ stream }) => stream === name))
  })

  it("a filter passes exactly the events that match each of its parts", async () => {
    const all = await appendMixed(store())
    const law = fc.asyncProperty(
      anyFilter,
      fc.integer({ min: 0, max: 70 }),
      async ({ streamPrefixes, types }, maxCount) => {
        const wanted = all
          .filter(({ stream }) => streamPrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true)
          .filter(({ type }) => types?.some((wantedType) => wantedType === type) ?? true)
        const options: Filter = { ...(streamPrefixes && { streamPrefixes }), ...(types && { types }) }
        expect(await readAll(store(), { filter: options, maxCount })).toEqual(wanted.slice(0, maxCount))
      },
    )
    const alone = ["designation-2", "D", "designation-_", "%"].map((prefix): [Filter, number] => [
      { streamPrefixes: [prefix] },
      70,
    ])
    await fc.assert(law, { numRuns: 40, examples: alone })
  })

  it("a filter finds an event far behind the first page", async () => {
    await mustAppend(store(), "s", "any", newEvents(long))
    const needle = newEvent("{}", "Needle")
    await mustAppend(store(), "s", "any", [needle])
    expect(idsOf(await readAll(store(), { filter: { types: ["Needle"] } }))).toEqual([needle.id])
  })

  it("a checkpoint that is not a position of this store is refused as Corrupt", async () => {
    await mustAppend(store(), "s", "any", newEvents(1))
    expect((await answersOf(store().readAll({ after: "yesterday" }))).map(outcomeOf)).toEqual(["Corrupt"])
  })

  it("a read that is abandoned half-way blocks no append", async () => {
    await mustAppend(store(), "s", "any", newEvents(long))
    for await (const answer of store().readAll()) if (outcomeOf(answer) === "made") break
    expect(outcomeOf(await append(store(), "s", "any", newEvents(1)))).toBe("made")
    expect(await readStream(store(), "s")).toHaveLength(long + 1)
  })
}
