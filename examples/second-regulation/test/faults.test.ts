import { describe, expect, it } from "vitest"
import { bilingual, type Criterion, type Regulation } from "@shifan/core"
import { figure, own } from "@shifan/core/conditions"
import { faultsOfRegulation } from "@shifan/core/regulations"
import { secondRegulation } from "../src/regulation.js"

const faultsWith = (change: Partial<Regulation>) =>
  faultsOfRegulation({ ...secondRegulation, ...change }).map(({ code, place }) => [code, place])

describe("the invented regulation", () => {
  it("has no faults", () => {
    expect(faultsOfRegulation(secondRegulation)).toEqual([])
  })

  it("has a fault when a grade has no row in a table of levels, or a row no grade", () => {
    const { grades: _, ...lifecycle } = secondRegulation.lifecycle
    const grades = ["fiveStar", "threeStar", "oneStar"]
    expect(faultsWith({ lifecycle: { ...lifecycle, grades } }).map(([code]) => code)).toEqual([
      "LevelMissing",
      "LevelMissing",
    ])
    expect(new Set(faultsWith({ lifecycle }).map(([code]) => code))).toEqual(new Set(["WordNeverGiven"]))
  })

  it("has a fault when its review does not come before its term ends", () => {
    const { lifecycle } = secondRegulation
    expect(faultsWith({ lifecycle: { ...lifecycle, reviewEveryYears: 4 } })).toEqual([
      ["ReviewAfterTerm", "lifecycle.reviewEveryYears"],
    ])
  })

  it("has a fault when a county is listed twice", () => {
    const { territory } = secondRegulation
    const counties = [...territory.counties, ...territory.counties.slice(0, 1)]
    expect(faultsWith({ territory: { ...territory, counties } })).toEqual([["DivisionTwice", "territory.counties"]])
  })

  it("may use its own figures once it declares them", () => {
    const conditions: Criterion = {
      _tag: "AtLeast",
      id: "art_4__para_1__point_2#staff",
      quantity: figure(own("volunteers")),
      required: 3,
      unit: "people",
    }
    expect(faultsWith({ conditions })).toEqual([["UnknownName", "conditions.quantity"]])
    expect(faultsWith({ conditions, own: { figures: { volunteers: bilingual("志愿者", "volunteers") } } })).toEqual([])
  })
})
