import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { firstDifference } from "../src/first-difference.js"

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.integer(),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), tie("value"), { maxKeys: 3 }),
  ),
})).value

describe("the first difference of two values", () => {
  test.prop([fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 5 }), value, value])(
    "is found at any depth",
    (path, one, other) => {
      fc.pre(typeof one !== "object" && JSON.stringify(one) !== JSON.stringify(other))
      const within = (inner: unknown): unknown =>
        path.reduceRight<unknown>((rest, key) => ({ same: 1, [key]: rest }), inner)
      expect(firstDifference(within(one), within(other))).toEqual({ path: path.join("."), one, other })
    },
  )

  test.prop([value])("is undefined for equal values, fields that are undefined not counted", (one) => {
    expect(firstDifference({ one, missing: undefined }, { one: structuredClone(one) })).toBeUndefined()
  })

  it("names the field that one value lacks, and the index in a list", () => {
    expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, {}] })).toEqual({ path: "a.1.b", one: 2, other: undefined })
    expect(firstDifference({ a: {} }, { a: [] })).toEqual({ path: "a", one: {}, other: [] })
  })
})
