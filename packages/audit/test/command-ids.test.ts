import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { commandIds } from "../src/command-ids.js"

/** Few distinct ids, and ids that differ in a single place. */
const anyId = fc.oneof(
  fc.uuid(),
  fc.nat(40).map((n) => `0190163d-8694-7000-8000-${String(n).padStart(12, "0")}`),
  fc.nat(40).map((n) => `${String(n).padStart(8, "0")}-8694-7000-8000-000000000000`),
)

/** The last word that gives an id the hash 12345: every step of the hash can be undone. */
const lastWord = (first: number): number => {
  const hash = [first, 0x4000, 0x80000000].reduce(mixed, 0x9e3779b9)
  const before = Math.imul(unshifted(12345, 16), inverse(0xc2b2ae35))
  return (Math.imul(unshifted(before, 13), inverse(0x85ebca6b)) ^ hash) >>> 0
}

const mixed = (hash: number, word: number): number => {
  const first = Math.imul(hash ^ word, 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return (second ^ (second >>> 16)) >>> 0
}

/** Modulo 2^32, of an odd number. */
const inverse = (odd: number): number =>
  [1, 2, 3, 4, 5].reduce((guess) => Math.imul(guess, 2 - Math.imul(odd, guess)), odd)

/** What gives `y` by `x ^ (x >>> by)`. */
const unshifted = (y: number, by: number): number => [1, 2].reduce((x) => y ^ (x >>> by), y ^ (y >>> by)) >>> 0

/** Distinct ids of one hash, as a forger who knows the program makes them. */
const colliding = (i: number): string => {
  const words = [i, 0x4000, 0x80000000, lastWord(i)].map((word) => word.toString(16).padStart(8, "0")).join("")
  return words.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}

describe("the ids of a log's commands", () => {
  test.prop([fc.array(anyId, { maxLength: 300 })])("are new exactly when a set does not contain them", (ids) => {
    const { add } = commandIds()
    const set = new Set<string>()
    for (const id of ids) {
      expect(add(id)).toBe(!set.has(id))
      set.add(id)
    }
  })

  it("are all found again after the table has grown", () => {
    const { add } = commandIds()
    const ids = Array.from({ length: 20_000 }, (_, i) => `00000000-0000-4000-8000-${i.toString(16).padStart(12, "0")}`)
    expect(ids.every(add)).toBe(true)
    expect(ids.some(add)).toBe(false)
  })

  it("cost no more where they were chosen to collide, and are all found again", () => {
    const { add } = commandIds()
    const spread = Array.from({ length: 1000 }, (_, i) => `00000000-0000-4000-8000-${i.toString(16).padStart(12, "0")}`)
    const ids = [...spread, ...Array.from({ length: 100_000 }, (_, i) => colliding(i))]
    const { user: before } = process.cpuUsage()
    expect(ids.every(add)).toBe(true)
    expect(ids.some(add)).toBe(false)
    // In microseconds. Walking past all others would take thirteen seconds.
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000)
  })
})
