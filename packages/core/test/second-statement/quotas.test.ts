import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import type { Tally } from "./eligibility-comparison.ts"
import { firstDifferentQuota, tooRarelyFull } from "./quotas-comparison.ts"

const bureaux = 1000

describe("refusals for a call's quotas, derived a second time from the events of all units", () => {
  test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })("agree with those of the program", (seed) => {
    const counts: Tally = new Map()
    expect(firstDifferentQuota(seed, bureaux, counts)).toBeUndefined()
    expect(tooRarelyFull(counts, bureaux)).toEqual([])
  })
})
