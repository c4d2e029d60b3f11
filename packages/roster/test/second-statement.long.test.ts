import { fc, test } from "@fast-check/vitest"
import { expect } from "vitest"
import { firstDifferentList } from "./roster-comparison.ts"

/** A million lists take some minutes; see CONTRIBUTING.md. */
const lists = Number(process.env["SECOND_STATEMENT_CASES"] ?? 20_000)

test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })(
  `art_11__para_1: ${lists} lists derived a second time equal the roster`,
  (seed) => {
    expect(firstDifferentList(seed, lists, new Map())).toBeUndefined()
  },
  3_600_000,
)
