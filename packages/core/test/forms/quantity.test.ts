import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { right } from "@shifan/testkit/basics"
import { Percent, SquareMetres, Wan, WanOrLoss, wan } from "../../src/forms/index.js"

describe("money in 万元", () => {
  it.each([
    ["100", 100_000_000],
    ["99.999999", 99_999_999],
    ["0.000001", 1],
    ["0", 0],
    ["12.50", 12_500_000],
  ])("%s is %i fen", (text, fen) => {
    expect(right(Wan.decode(text))).toBe(fen)
  })

  it.each([100, "1e3", "1,000", "", ".5", "5.", "-1", "0.0000001", "999999999999999", null])(
    "is refused when written as %j",
    (given) => {
      expect(E.isLeft(Wan.decode(given))).toBe(true)
    },
  )

  it("may be negative in a field for profit or loss", () => {
    expect(right(WanOrLoss.decode("-6.4"))).toBe(-6_400_000)
    expect(Object.is(right(WanOrLoss.decode("-0")), 0)).toBe(true)
  })

  test.prop([fc.integer({ min: 0, max: 1_000_000_000_000_000 })])(
    "is the same to the fen after writing and reading",
    (fen) => {
      expect(right(Wan.decode(wan(fen)))).toBe(fen)
    },
  )
})

describe("shares and areas", () => {
  it("refuse a share above 100 per cent or with more than two decimals", () => {
    expect(right(Percent.decode("100"))).toBe(10_000)
    expect(right(Percent.decode("62.5"))).toBe(6250)
    expect(E.isLeft(Percent.decode("100.01"))).toBe(true)
    expect(E.isLeft(Percent.decode("62.555"))).toBe(true)
  })

  test.prop([fc.integer({ min: 0, max: 10_000 })])("are the same after writing and reading", (n) => {
    expect(right(Percent.decode(Percent.encode(n)))).toBe(n)
    expect(right(SquareMetres.decode(SquareMetres.encode(n)))).toBe(n)
  })
})
