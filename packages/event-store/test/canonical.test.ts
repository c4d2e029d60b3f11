import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { encode, isCanonical, type Envelope } from "../src/index.js"

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe("a leaf is canonical", () => {
  test.prop([fc.jsonValue()])("when it is what encoding writes", (data) => {
    const leaf = encode({ data } as Envelope)
    if (E.isRight(leaf)) expect(isCanonical(leaf.right)).toBe(true)
  })

  it.each(['{"b":1,"a":2}', '{"a": 1}', '{"a":1.5}', '{"a":1e3}', '"\\u0041"', '{"a":1}\n', "", "{", "[1,]"])(
    "not as %j",
    (text) => {
      expect(isCanonical(utf8(text))).toBe(false)
    },
  )

  it("not when it nests deeper than can be walked", () => {
    expect(isCanonical(utf8(`${"[".repeat(30_000)}${"]".repeat(30_000)}`))).toBe(false)
  })
})
