import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { right } from "@shifan/testkit/basics"
import { type Registry } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { currentVersion, examineLeaf, readEnvelope, upcast } from "../src/index.js"

const field = (data: unknown, name: string): unknown => Reflect.get(Object(data), name)

/** Three versions of one type: a field renamed, then another derived from it. */
const registry: Registry = {
  ...aggregates,
  call: {
    ...aggregates.call,
    upcasters: {
      CallOpened: [
        (data) => ({ opensOn: field(data, "from") }),
        (data) => ({ opensOn: field(data, "opensOn"), year: Number(String(field(data, "opensOn")).slice(0, 4)) }),
      ],
    },
  },
}

const leafOf = (event: object): Uint8Array => new TextEncoder().encode(JSON.stringify(event))

const stored = (type: string, schemaVersion: unknown, data: object = {}) =>
  readEnvelope(leafOf({ type, schemaVersion, stream: "call-130300-2020", revision: 3, data }), registry)

const versions = [{ from: "2020-11-20" }, { opensOn: "2020-11-20" }, { opensOn: "2020-11-20", year: 2020 }]

describe("reading an event", () => {
  it("knows the current version of every type: 1, and one more for each upcaster", () => {
    const all = Object.values(aggregates).flatMap(({ eventTypes }): ReadonlyArray<string> => eventTypes)
    for (const type of all) expect(currentVersion(type, registry)).toBe(type === "CallOpened" ? 3 : 1)
    expect(new Set(all).size).toBe(all.length)
    expect(currentVersion("Imagined", registry)).toBeUndefined()
  })

  it.each([1, 2, 3])("of version %i gives the current shape", (version) => {
    expect(stored("CallOpened", version, versions[version - 1])).toMatchObject({
      right: { data: { opensOn: "2020-11-20", year: 2020 }, schemaVersion: version },
    })
  })

  it.each([
    ["CallOpened", 4, "CallOpened of version 4 is newer than 3"],
    ["Applied", 2, "Applied of version 2 is newer than 1"],
    ["Applied", 0, "Applied has no version 0"],
    ["Applied", -1, "Applied has no version -1"],
    ["Applied", 1.5, "Applied has no version 1.5"],
    ["Imagined", 1, "unknown event type Imagined"],
    ["constructor", 1, "unknown event type constructor"],
  ])("refuses %s of version %d with its type and place", (type, version, reason) => {
    expect(stored(type, version)).toEqual(E.left({ _tag: "Corrupt", where: "call-130300-2020@3", reason }))
  })

  it("refuses a version that is not a number", () => {
    expect(stored("Applied", "1")).toMatchObject({ left: { reason: "not an event" } })
  })

  test.prop([
    fc.constantFrom(1, 2, 3),
    fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-12-31") }),
  ])("does not change its argument, and gives the same result twice", (version, date) => {
    const day = date.toISOString().slice(0, 10)
    const data = [{ from: day }, { opensOn: day }, { opensOn: day, year: date.getUTCFullYear() }][version - 1]
    const leaf = leafOf({ type: "CallOpened", schemaVersion: version, stream: "s", revision: 0, data })
    const frozen = { ...right(readEnvelope(leaf, registry)), data: Object.freeze({ ...data }) }
    expect(upcast(frozen, registry)).toEqual(upcast(frozen, registry))
    expect(upcast(frozen, registry).data).toEqual({ opensOn: day, year: date.getUTCFullYear() })
    expect(frozen.data).toEqual(data)
  })
})

describe("a leaf that is not an event", () => {
  const sound = { type: "CallOpened", schemaVersion: 1, stream: "call-130300-2020", revision: 3, data: {} }
  const notAnEvent = E.left({ _tag: "Corrupt", where: "leaf", reason: "not an event" })

  it.each(Object.keys(sound))("is corrupt if its %s is missing or of another type", (name) => {
    const { [name]: _, ...rest } = { ...sound } as Readonly<Record<string, unknown>>
    expect(readEnvelope(leafOf(sound))._tag).toBe("Right")
    expect(readEnvelope(leafOf(rest))).toEqual(notAnEvent)
    expect(readEnvelope(leafOf({ ...sound, [name]: true }))).toEqual(notAnEvent)
  })

  it.each(["null", "7", "[]", '"text"'])("is corrupt if it is %s", (text) => {
    expect(readEnvelope(new TextEncoder().encode(text))).toEqual(notAnEvent)
  })

  it("is corrupt and not canonical if it is not JSON", () => {
    const envelope = E.left({ _tag: "Corrupt", where: "leaf", reason: "not JSON in UTF-8" })
    for (const leaf of [Uint8Array.of(), Uint8Array.of(0xff), new TextEncoder().encode("{")])
      expect(examineLeaf(leaf)).toEqual({ json: undefined, canonical: false, envelope })
  })
})
