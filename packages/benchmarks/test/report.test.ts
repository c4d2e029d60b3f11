import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { centile, isMet, median, race, type Result } from "../src/measurement.js"
import { markdown, type Report } from "../src/report.js"

const docs = join(import.meta.dirname, "../../../docs")

describe("the page of the benchmarks", () => {
  it("is generated from its data and was not edited", () => {
    const data: Report = JSON.parse(readFileSync(join(docs, "benchmarks.json"), "utf8"))
    expect(readFileSync(join(docs, "benchmarks.md"), "utf8")).toBe(markdown(data))
  })

  it("has data for every target of the design, and memory for at least 100,000 events", () => {
    const data: Report = JSON.parse(readFileSync(join(docs, "benchmarks.json"), "utf8"))
    const targets = data.results.flatMap(({ target }) => (target === null ? [] : [target]))
    expect(targets.map(({ bound, value }) => `${bound} ${value}`).toSorted()).toEqual(
      [
        "atLeast 0.6",
        "atLeast 5",
        // A cycle alone and 64 in flight, on the machine's own disk and on two slower ones.
        "atLeast 0.7",
        "atLeast 5",
        "atLeast 0.7",
        "atLeast 5",
        "atLeast 0.7",
        "atLeast 5",
        "atLeast 0.8",
        "atLeast 1",
        "atMost 2",
        "atMost 2",
        "atMost 3",
        "atMost 3",
        "atMost 1.2",
        "atMost 1.5",
        "atMost 10",
        "atMost 50",
        "atMost 20",
        "atMost 18",
        "atMost 30",
      ].toSorted(),
    )
    expect(data.memory.map(({ events }) => events >= 100_000)).toEqual([true, true, true, true])
  })
})

describe("a figure", () => {
  const shown: Result = {
    work: "a",
    baseline: "b",
    count: 10,
    rounds: 1,
    ours: 1000,
    theirs: 500,
    unit: "ms",
    ratio: 2,
    target: null,
  }
  const rowOf = (result: Partial<Result>): string | undefined => {
    const { machine }: Report = JSON.parse(readFileSync(join(docs, "benchmarks.json"), "utf8"))
    return markdown({ machine, results: [{ ...shown, ...result }], memory: [] })
      .split("\n")
      .find((line) => line.startsWith("| a |"))
  }

  it.each([
    ["a time for one piece of work", {}, "| a | b | 10 | 100 ms | 50 ms | 2 × its speed |  |"],
    ["a rate for the whole", { unit: "/s" }, "| a | b | 10 | 1,000 a second | 500 a second | 2 × its speed |  |"],
    ["a time without a ratio if it has none", { ratio: null }, "| a | b | 10 | 100 ms | 50 ms |  |  |"],
  ] as const)("is shown as %s", (_, result, row) => {
    expect(rowOf(result)).toBe(row)
  })

  it("does not meet a target without a ratio", () => {
    expect(isMet({ ratio: null }, { ratio: "size", bound: "atMost", value: 1 })).toBe(false)
  })
})

describe("a measurement", () => {
  test.prop([fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { minLength: 1 })])(
    "is the median, below and above which lie at most half of the values",
    (values) => {
      const middle = median(values)
      const below = values.filter((value) => value < middle).length
      const above = values.filter((value) => value > middle).length
      expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2)
    },
  )

  it.each([
    [99, 99],
    [98.5, 99],
    [100, 100],
    [1, 1],
  ])("has %d of a hundred values at or below %d", (hundredths, value) => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i)
    expect(centile(hundredths, values)).toBe(value)
  })

  it("runs both works equally often, each first in every other round, and does not count the warm-up", async () => {
    const order: Array<string> = []
    const result = await race({
      work: "a",
      baseline: "b",
      count: 1,
      target: null,
      rounds: 2,
      warmUp: 1,
      ours: () => void order.push("ours"),
      theirs: () => void order.push("theirs"),
    })
    expect(order).toEqual(["ours", "theirs", "theirs", "ours", "ours", "theirs"])
    expect(result.rounds).toBe(2)
  })

  it.each([
    ["atLeast", 0.6, true],
    ["atLeast", 0.599, false],
    ["atMost", 0.6, true],
    ["atMost", 0.601, false],
  ] as const)("with the target %s 0.6 and the ratio %d meets the target: %s", (bound, ratio, met) => {
    const result: Pick<Result, "ratio"> = { ratio }
    expect(isMet(result, { ratio: "faster", bound, value: 0.6 })).toBe(met)
  })
})
