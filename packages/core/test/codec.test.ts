import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { commandCodecs } from "../src/aggregates/index.js"
import { commands } from "./messages/refusals-of-state.js"
import { asStored, decode, guarded, list, oneOf, record, recordWith, tagged, Uscc, Wan } from "../src/forms/index.js"

interface Inner {
  readonly n: number
}

const inner = recordWith<Inner, { readonly m: string }>("Inner", { n: t.number }, { m: t.string })

const outer = recordWith<
  { readonly any: unknown; readonly inners: ReadonlyArray<Inner> },
  { readonly maybe: boolean | null }
>("Outer", { any: t.unknown, inners: list(inner, { to: 2 }) }, { maybe: t.union([t.boolean, t.null]) })

const leaf = fc.oneof(fc.integer(), fc.string({ maxLength: 2 }), fc.boolean(), fc.constantFrom(null, undefined))

const near = fc.record(
  {
    any: leaf,
    inners: fc.oneof(leaf, fc.array(fc.record({ n: leaf, m: leaf, o: leaf }, { requiredKeys: [] }), { maxLength: 3 })),
    maybe: leaf,
    more: leaf,
    toString: leaf,
  },
  { requiredKeys: [] },
)

describe("a closed record", () => {
  test.prop([fc.oneof(near, leaf, fc.array(leaf))], { numRuns: 2000 })(
    "recognises exactly the values that it can decode",
    (input) => {
      expect(outer.is(input)).toBe(E.isRight(outer.decode(input)))
    },
  )

  test.prop([fc.record({ any: leaf, inners: fc.array(fc.record({ n: fc.integer() }), { maxLength: 2 }) })])(
    "recognises a value that has every required field",
    (input) => {
      expect(outer.is(input)).toBe(true)
    },
  )
})

describe("the codec of an act", () => {
  const codecs = Object.entries(commandCodecs(asStored)).map(([act, codec]) => ({
    act,
    codec: codec as t.Type<unknown>,
  }))

  it.each(codecs)("gives back a command of its act, and refuses every other field: $act", ({ act, codec }) => {
    const { data } = commands[act as keyof typeof commands]
    expect(codec.decode(data)).toEqual(E.right(data))
    expect(E.isLeft(codec.decode({ ...Object(data), another: 1 }))).toBe(true)
  })

  it.each(codecs)("refuses a field of the wrong kind: $act", ({ act, codec }) => {
    const { data } = commands[act as keyof typeof commands]
    for (const field of Object.keys(Object(data)))
      expect([field, E.isLeft(codec.decode({ ...Object(data), [field]: () => 1 }))]).toEqual([field, true])
  })
})

describe("a codec of this package combined with those of io-ts", () => {
  const ours = record<{ readonly unit: Uscc; readonly amounts: ReadonlyArray<number> }>("Ours", {
    unit: Uscc,
    amounts: list(Wan, { from: 1, to: 3 }),
  })

  it("works inside an io-ts combinator, which collects its errors with their paths", () => {
    const both = t.type({ ours, theirs: t.number })
    const paths = pipe(
      both.decode({ ours: { unit: "1", amounts: ["1", "x", 2] }, theirs: "3" }),
      E.mapLeft((errors) => errors.map(({ context }) => context.map(({ key }) => key).join("."))),
    )
    expect(paths).toEqual(E.left([".ours.unit", ".ours.amounts.1", ".ours.amounts.2", ".theirs"]))
  })

  it("can be piped into another codec and encodes back through both", () => {
    const even = guarded(
      "Even",
      { zh: "偶数", en: "an even number" },
      (u): u is number => typeof u === "number" && u % 2 === 0,
    )
    const evenWan = Wan.pipe(even)
    expect(evenWan.decode("1")).toEqual(E.right(1_000_000))
    expect(E.isLeft(evenWan.decode("0.000001"))).toBe(true)
    expect(E.isLeft(evenWan.decode("x"))).toBe(true)
    expect(evenWan.encode(2_000_000)).toBe("2")
    expect(evenWan.name).toBe("pipe(Wan, Even)")
    expect(Wan.pipe(even, "EvenWan").name).toBe("EvenWan")
  })
})

describe("an issue of a filled-in value", () => {
  type Shape = { readonly kind: "round"; readonly radius: number } | { readonly kind: "square"; readonly side: number }
  const shape = tagged<Shape, "kind">("Shape", "kind", {
    round: record("Round", { kind: oneOf("Kind", ["round"]), radius: t.number }),
    square: record("Square", { kind: oneOf("Kind", ["square"]), side: t.number }),
  })
  const round = record<{ readonly radius: number; readonly centre: number }>("Round", {
    radius: t.number,
    centre: t.number,
  })
  const issuesOf = (codec: t.Decoder<unknown, unknown>, input: unknown) => {
    const decoded = decode(codec, input)
    return E.isLeft(decoded) ? decoded.left : []
  }

  it("names a missing field, and an unknown field with the nearest known one", () => {
    expect(issuesOf(round, { radios: 1, centre: 1 })).toEqual([
      { path: "radius", expected: { zh: "一组内容", en: "an object: number" }, got: "nothing" },
      {
        path: "radios",
        expected: { zh: "表中没有此栏", en: "no such field" },
        got: "1",
        nearest: "radius",
        known: ["radius", "centre"],
      },
    ])
  })

  it("names an unknown case of a union, with the nearest known one", () => {
    expect(issuesOf(shape, { kind: "squre" })).toEqual([
      {
        path: "kind",
        expected: { zh: "下列之一：round | square", en: "one of round | square" },
        got: '"squre"',
        nearest: "square",
      },
    ])
    expect(issuesOf(shape, { kind: "oval" })[0]).not.toHaveProperty("nearest")
  })

  const nearest = (field: string) => issuesOf(round, { radius: 1, centre: 1, [field]: 1 })[0]?.nearest

  it.each([
    ["radus", "radius"],
    ["raadius", "radius"],
    ["RADIUM", "radius"],
    ["center", "centre"],
    ["rubix", undefined],
    ["r", undefined],
    ["radiusradiusradius", undefined],
  ])("takes the field %s for %s: at most a third of the letters may be wrong", (field, meant) => {
    expect(nearest(field)).toBe(meant)
  })
})
