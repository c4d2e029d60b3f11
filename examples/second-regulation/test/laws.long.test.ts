/** The laws of a history with the articles of the invented regulation, for features that the three real ones lack. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Criterion, Regulation } from "@shifan/core"
import { history, lawsOf } from "@shifan/testkit"
import { secondRegulation } from "../src/regulation.js"
import { statedSecondRegulation } from "./example-2021-9.statement.ts"

const laws = lawsOf({ text: statedSecondRegulation })

const lifecycle = (change: Partial<Regulation["lifecycle"]>): Regulation => ({
  ...secondRegulation,
  lifecycle: { ...secondRegulation.lifecycle, ...change },
})

/** Applies a change to every part of the conditions. */
const conditions = (change: (part: Criterion) => Criterion): Regulation => {
  const within = (part: Criterion): Criterion => {
    const changed = change(part)
    if (changed._tag === "Group") return { ...changed, of: changed.of.map(within) }
    return changed._tag === "Except" ? { ...changed, in: within(changed.in) } : changed
  }
  return { ...secondRegulation, conditions: within(secondRegulation.conditions) }
}

const { rectification: _, ...withoutRectification } = secondRegulation.lifecycle

const slips: ReadonlyArray<readonly [what: string, law: string, regulation: Regulation]> = [
  [
    "one of three is enough instead of two",
    "15: certified means met or waived",
    conditions((part) => (part.id === "art_4__para_1__point_3" && part._tag === "Group" ? { ...part, n: 1 } : part)),
  ],
  [
    "19 staff are enough for five stars instead of 20",
    "15: certified means met or waived",
    conditions((part) =>
      part.id.endsWith("#staff") && part._tag === "AtLeast"
        ? { ...part, required: { _tag: "LevelByWord", word: "grade", levels: { fiveStar: 19, threeStar: 10 } } }
        : part,
    ),
  ],
  [
    "the exception also covers point 3",
    "6: waivers stay within the exception",
    conditions((part) => (part._tag === "Except" ? { ...part, from: [...part.from, "art_4__para_1__point_3"] } : part)),
  ],
  ["a notice of six days instead of seven", "21: facts fit the case", lifecycle({ publicNotice: { days: 6 } })],
  ["91 days for rectification instead of 90", "21: facts fit the case", lifecycle({ rectification: { days: 91 } })],
  ["no time for rectification", "19: reviews are in order", { ...secondRegulation, lifecycle: withoutRectification }],
  ["a review every year instead of every two", "19: reviews are in order", lifecycle({ reviewEveryYears: 1 })],
  [
    "a term to the corresponding day",
    "26: terms are the text's",
    lifecycle({ term: { years: 3, ends: "correspondingDay", from: "certification" } }),
  ],
  ["a third grade", "21: facts fit the case", lifecycle({ grades: ["fiveStar", "threeStar", "oneStar"] })],
]

describe("the laws of a history with the articles of the second regulation", () => {
  it("hold for generated histories", () => {
    fc.assert(
      fc.property(history({ regulation: secondRegulation }), (lived) => {
        const broken = Object.entries(laws).map(([name, law]) => [name, law(lived)])
        expect(broken.filter(([, violations]) => violations?.length !== 0)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it.each(slips)("notice this change: %s", (_what, name, regulation) => {
    const law = laws[name]
    if (law === undefined) throw new Error(`no such law: ${name}`)
    const property = fc.property(history({ regulation }), (lived) => law(lived).length === 0)
    expect(fc.check(property, { numRuns: 1000, seed: 2021, endOnFailure: true }).failed).toBe(true)
  })
})
