import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { right, utf8 } from "@shifan/testkit/basics"
import { longestEntry, parseBundle, printBundle } from "../src/index.js"

const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 })

describe("entry bundles", () => {
  test.prop([entries])("parsing undoes printing", (some) => {
    expect(parseBundle(right(printBundle(some)), some.length)).toEqual(E.right(some))
  })

  test.prop([entries, fc.nat()])("cut short anywhere, a bundle is refused", (some, at) => {
    const bundle = right(printBundle(some))
    const cut = bundle.subarray(0, at % bundle.length)
    expect(parseBundle(cut, some.length)).toMatchObject({ left: { _tag: "TruncatedBundle" } })
  })

  test.prop([entries, fc.uint8Array({ minLength: 1 })])("what follows the last entry is refused", (some, more) => {
    const bundle = Uint8Array.of(...right(printBundle(some)), ...more)
    expect(parseBundle(bundle, some.length)).toEqual(E.left({ _tag: "OverlongBundle", surplus: more.length }))
  })

  test.prop([fc.uint8Array(), fc.integer({ min: 1, max: 256 })])(
    "any bytes are refused, or are the bundle of what was read",
    (bytes, width) => {
      const parsed = parseBundle(bytes, width)
      if (E.isRight(parsed)) expect(printBundle(parsed.right)).toEqual(E.right(bytes))
    },
  )

  it("has the length of an entry before it, in two bytes, the higher first", () => {
    const bundle = right(printBundle([utf8("one"), new Uint8Array(258).fill(7)]))
    expect(bundle.subarray(0, 8)).toEqual(Uint8Array.of(0, 3, 0x6f, 0x6e, 0x65, 1, 2, 7))
    expect(bundle).toHaveLength(2 + 3 + 2 + 258)
  })

  it("reads a bundle that lies inside a larger buffer", () => {
    const whole = Uint8Array.of(9, 9, 0, 1, 5, 9)
    expect(parseBundle(whole.subarray(2, 5), 1)).toEqual(E.right([Uint8Array.of(5)]))
  })

  it("names the entry that its end cuts off", () => {
    expect(parseBundle(Uint8Array.of(0, 1, 5, 0), 2)).toEqual(E.left({ _tag: "TruncatedBundle", entry: 1 }))
    expect(parseBundle(Uint8Array.of(0, 1, 5), 2)).toEqual(E.left({ _tag: "TruncatedBundle", entry: 1 }))
    expect(parseBundle(Uint8Array.of(0xff, 0xff, 5), 1)).toEqual(E.left({ _tag: "TruncatedBundle", entry: 0 }))
  })

  it("holds an entry of 65,535 bytes and none of 65,536", () => {
    const [longest, longer] = [new Uint8Array(longestEntry), new Uint8Array(longestEntry + 1)]
    expect(parseBundle(right(printBundle([longest])), 1)).toEqual(E.right([longest]))
    expect(printBundle([longest, longer])).toEqual(E.left({ _tag: "EntryTooLong", entry: 1, length: 65_536 }))
  })

  it.each([0, 257, 1.5, -1, Number.NaN])("has no width of %d", (width) => {
    expect(parseBundle(new Uint8Array(2), width)).toEqual(E.left({ _tag: "WrongBundleWidth", found: width }))
  })

  it.each([0, 257])("is not made of %i entries", (width) => {
    const some = Array.from({ length: width }, () => new Uint8Array())
    expect(printBundle(some)).toEqual(E.left({ _tag: "WrongBundleWidth", found: width }))
  })
})
