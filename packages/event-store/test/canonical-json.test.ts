import { fc, test } from "@fast-check/vitest"
import canonicalize from "canonicalize"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { utf8 } from "@shifan/testkit/basics"
import { canonicalText, isCanonicalText } from "../src/canonical-json.js"
import { examineLeaf, isCanonical } from "../src/index.js"

const key = fc.oneof(fc.string({ unit: "binary" }), fc.nat(20).map(String), fc.constantFrom("", "a", "é", "ud800"))

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "binary" }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constantFrom(null, "\\ud800", "\u2028", "\u0001", "😀"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      key.filter((name) => name !== "__proto__" && name.isWellFormed()),
      tie("value"),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
}))

const wellFormed = value.filter((generated) => E.isRight(canonicalText(generated)))

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels)

describe("canonical JSON", () => {
  test.prop([wellFormed])("is the text that the specification's algorithm writes, and is recognised", (generated) => {
    const text = canonicalize(generated) ?? ""
    expect(canonicalText(generated)).toEqual(E.right(text))
    expect(isCanonicalText(text, JSON.parse(text))).toBe(true)
  })

  test.prop([wellFormed, fc.constantFrom(undefined, 1, "\t")])(
    "is the only accepted text of its value: no other order of keys, spacing or escape passes",
    (generated, space) => {
      const text = JSON.stringify(generated, undefined, space)
      expect(isCanonical(utf8(text))).toBe(text === canonicalize(generated))
    },
  )

  it.each([
    ["keys that look like numbers, in the order of text", '{"10":1,"9":2}', true],
    ["keys that look like numbers, in the order of numbers", '{"9":2,"10":1}', false],
    ["a duplicate key", '{"a":1,"a":1}', false],
    ["an unpaired surrogate, escaped", String.raw`{"a":"\ud800"}`, false],
    ["a backslash before what would be an escape", String.raw`{"a":"\\ud800"}`, true],
    ["an escape in upper case", String.raw`{"a":"\u001F"}`, false],
    ["a fraction", '{"a":1.5}', false],
    ["an integer as a power of ten", '{"a":1e3}', false],
    ["minus zero", '{"a":-0}', false],
    ["an integer beyond 2^53", '{"a":9007199254740993}', false],
    ["__proto__", '{"__proto__":1}', false],
    ["a byte order mark before it", '\ufeff{"a":1}', false],
    ["64 levels", nested(64), true],
    ["65 levels", nested(65), false],
    ["as many levels as a leaf can hold", nested(32_767), false],
  ])("is recognised or refused for a text with %s", (_, text, canonical) => {
    expect(isCanonical(utf8(text))).toBe(canonical)
  })

  it("is refused for a value it cannot hold, with the place and the reason", () => {
    const reasonOf = (unfit: unknown) => E.swap(canonicalText(unfit))
    expect(reasonOf({ data: [{ a: 0.5 }] })).toMatchObject(E.right({ reason: "event.data.0.a: not a safe integer" }))
    expect(reasonOf({ ["\ud800"]: 1 })).toMatchObject(E.right({ reason: "event.\ud800: an unpaired surrogate" }))
    expect(reasonOf({ a: undefined })).toMatchObject(E.right({ reason: "event.a: undefined" }))
    expect(reasonOf(new Date(0))).toMatchObject(E.right({ reason: "event: not plain data" }))
  })
})

describe("examining a leaf", () => {
  test.prop([fc.uint8Array({ maxLength: 200 })])("never throws, whatever the bytes", (leaf) => {
    expect(examineLeaf(leaf)).toMatchObject({ canonical: expect.any(Boolean) })
  })
})
