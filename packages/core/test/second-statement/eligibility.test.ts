import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { firstDifference, type Tally } from "./eligibility-comparison.ts"
import { tooRarely } from "./eligibility-reach.ts"

const cases = 4000

describe("art_5__para_1: the program and the second statement, under every option of every reading that affects it", () => {
  test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })(
    "give the same verdicts on both sides of each number",
    (seed) => {
      const counts: Tally = new Map()
      expect(firstDifference(seed, cases, counts)).toBeUndefined()
      expect(tooRarely(counts, cases)).toEqual([])
    },
  )
})
