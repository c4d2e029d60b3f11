import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import type { Tally } from "./eligibility-comparison.ts"
import { firstDifferentLife, tooRarelyLived } from "./lives-comparison.ts"

const lives = 6000

describe("phases and due dates, derived a second time from the events alone", () => {
  test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })(
    "art_9__para_1, art_12__para_1, art_13__para_1, art_14__para_1: agree with those of the program",
    (seed) => {
      const counts: Tally = new Map()
      expect(firstDifferentLife(seed, lives, counts)).toBeUndefined()
      expect(tooRarelyLived(counts, lives)).toEqual([])
    },
  )
})
