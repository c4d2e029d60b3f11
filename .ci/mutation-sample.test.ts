import { expect, it } from "vitest"
import { sampleOf, type Mutant } from "./mutation-sample.ts"

/** Ten mutants on each line: as many as a condition has, and all at the same place. */
const mutants: readonly Mutant[] = Array.from({ length: 400 }, (_, index) => ({
  id: String(index),
  fileName: "a.ts",
  location: { start: { line: Math.floor(index / 10), column: 0 }, end: { line: Math.floor(index / 10), column: 9 } },
  mutatorName: "ConditionalExpression",
  replacement: String(index % 10),
}))

it("sampleOf draws as many mutants as asked, the same in any order, and others for another seed", () => {
  const drawn = sampleOf(mutants, 120, "one")
  expect(drawn.size).toBe(120)
  expect(sampleOf(mutants.toReversed(), 120, "one")).toEqual(drawn)
  expect(sampleOf(mutants, 120, "another")).not.toEqual(drawn)
})

it("sampleOf draws each mutant as often as any other, also of those at the same place", () => {
  const times = mutants.map(() => 0)
  for (let seed = 0; seed < 400; seed += 1)
    for (const id of sampleOf(mutants, 100, String(seed))) times[Number(id)] = (times[Number(id)] ?? 0) + 1
  // Expected 100 times each; the standard deviation is 8.7.
  expect(Math.min(...times)).toBeGreaterThan(60)
  expect(Math.max(...times)).toBeLessThan(140)
})

it("sampleOf takes all mutants of a small package", () => {
  expect(sampleOf(mutants.slice(0, 200), 120, "one").size).toBe(200)
  expect(sampleOf(mutants.slice(0, 201), 120, "one").size).toBe(120)
})

it("sampleOf draws the mutants of one place one by one", () => {
  const places = Array.from(sampleOf(mutants, 120, "one"), (id) => Math.floor(Number(id) / 10))
  expect(Map.groupBy(places, (place) => place).size).toBeGreaterThan(30)
})
