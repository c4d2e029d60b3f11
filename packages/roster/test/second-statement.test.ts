import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { firstDifferentList, kindsOfList } from "./roster-comparison.ts"

const lists = 3000

describe("art_11__para_1: the list derived a second time, from the events alone", () => {
  test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })(
    "equals the roster as of any day and as known at any instant",
    (seed) => {
      const counts = new Map<string, number>()
      expect(firstDifferentList(seed, lists, counts)).toBeUndefined()
      expect(kindsOfList.filter((kind) => (counts.get(kind) ?? 0) < lists / 500)).toEqual([])
    },
  )
})
