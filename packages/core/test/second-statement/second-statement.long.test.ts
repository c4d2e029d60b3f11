import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { firstDifference, type Tally } from "./eligibility-comparison.ts"
import { tooRarely } from "./eligibility-reach.ts"
import { firstDifferentLife, tooRarelyLived } from "./lives-comparison.ts"
import { firstDifferentQuota, tooRarelyFull } from "./quotas-comparison.ts"

/** A million of each take some minutes; see CONTRIBUTING.md. */
const cases = Number(process.env["SECOND_STATEMENT_CASES"] ?? 20_000)

const hour = 3_600_000

describe(`the second statement of the law, over ${cases} cases`, () => {
  test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })(
    "agrees with the program on eligibility",
    (seed) => {
      const counts: Tally = new Map()
      expect(firstDifference(seed, cases, counts)).toBeUndefined()
      expect(tooRarely(counts, cases)).toEqual([])
    },
    hour,
  )

  test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })(
    "agrees with the program on phases and due dates",
    (seed) => {
      const counts: Tally = new Map()
      expect(firstDifferentLife(seed, cases, counts)).toBeUndefined()
      expect(tooRarelyLived(counts, cases)).toEqual([])
    },
    hour,
  )

  test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })(
    "agrees with the program on reached quotas",
    (seed) => {
      const counts: Tally = new Map()
      expect(firstDifferentQuota(seed, cases, counts)).toBeUndefined()
      expect(tooRarelyFull(counts, cases)).toEqual([])
    },
    hour,
  )
})
