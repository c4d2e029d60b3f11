import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import type { Tally } from "./eligibility-comparison.ts"
import { firstDifferentQuota, tooRarelyFull } from "./quotas-comparison.ts"

const bureaux = 1000

describe("quotas of a call said a second time, from what happened to all units", () => {
  test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })("stand against the same", (seed) => {
    const counts: Tally = new Map()
    expect(firstDifferentQuota(seed, bureaux, counts)).toBeUndefined()
    expect(tooRarelyFull(counts, bureaux)).toEqual([])
  })
})
