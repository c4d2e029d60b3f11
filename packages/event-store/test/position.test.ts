import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { ordinalOf, positionOf, checkReached } from "../src/index.js"

const ordinal = fc.oneof(fc.nat(), fc.maxSafeNat())

describe("positions", () => {
  test.prop([ordinal, ordinal])("sort as text like their numbers", (a, b) => {
    expect(positionOf(a) < positionOf(b)).toBe(a < b)
  })

  test.prop([ordinal])("give back their numbers", (n) => {
    expect(ordinalOf(positionOf(n))).toEqual(E.right(n))
  })

  it("are zero before the first event", () => {
    expect(ordinalOf(undefined)).toEqual(E.right(0))
  })

  it.each([
    "",
    "1",
    "yesterday",
    "00000000000000001",
    "-000000000000001",
    "0000000000000.5",
    "9007199254740992",
    " 000000000000001",
  ])("do not include %j", (text) => {
    expect(ordinalOf(text)).toEqual(
      E.left({ _tag: "Corrupt", where: "checkpoint", reason: `${text} is not a position of this store` }),
    )
  })

  it("are reached up to the store's last, but not beyond", () => {
    expect(checkReached(3, 3)).toEqual(E.right(undefined))
    expect(checkReached(4, 3)).toMatchObject({ left: { _tag: "Corrupt", where: "checkpoint" } })
  })
})
