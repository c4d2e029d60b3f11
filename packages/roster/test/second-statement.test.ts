import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { firstDifferentList, kindsOfList } from "./roster-comparison.ts"

const lists = 3000

describe("art_11__para_1: the list said a second time, from what happened alone", () => {
  test.prop([fc.noShrink(fc.integer())], { numRuns: 1 })("is the same as of any day, known at any instant", (seed) => {
    const counts = new Map<string, number>()
    expect(firstDifferentList(seed, lists, counts)).toBeUndefined()
    expect(kindsOfList.filter((kind) => (counts.get(kind) ?? 0) < lists / 500)).toEqual([])
  })
})
