import { describe, expect, it } from "vitest"
import { fc, test } from "@fast-check/vitest"
import { civilDate, daysBetween, type CivilDate } from "@shifan/core"
import { anyDay, usccOf } from "@shifan/testkit"
import { drawHeatMap } from "../src/drawings/heat-map.js"
import { heatMap, reviewsDue, type DueReview } from "../src/due/heat-map.js"
import { knownOn } from "../src/log/known-on.js"
import { good, library, viewerOver } from "./sample-view.js"

const dueOn = (on: CivilDate, unit: DueReview["unit"], as: CivilDate): DueReview => ({
  unit,
  platformName: unit,
  county: null,
  duty: "review",
  owedBy: "unit",
  opensOn: null,
  dueOn: on,
  daysLeft: daysBetween(as, on),
  urgency: "distant",
})

describe("art_13__para_1: the heat map of the reviews due", () => {
  const demoOn = (on: string) => reviewsDue(knownOn(good.evidence.log, library, civilDate(on)))

  it("shows by day what the law requires next: the awaited call, then the review, then the county's assessment", () => {
    const ofFirst = (on: string) =>
      demoOn(on)
        .filter(({ unit }) => unit === "91130302MA00010187")
        .map(({ duty, owedBy, dueOn: day, urgency }) => [duty, owedBy, day, urgency])
    expect(ofFirst("2022-06-30")).toEqual([["call", "bureau", "2023-12-31", "distant"]])
    expect(ofFirst("2023-09-01")).toEqual([["review", "unit", expect.stringMatching(/^2023-/), expect.any(String)]])
    expect(ofFirst("2023-09-30").map(([duty, owedBy]) => [duty, owedBy])).toEqual([["reviewAssessment", "county"]])
  })

  test.prop([anyDay, fc.array(anyDay, { maxLength: 30 })])(
    "puts every review into one column, which covers its day and counts it",
    (on, days) => {
      const dues = days.map((day, i) => dueOn(day, usccOf(i % 7), on))
      const { columns, rows, totals } = heatMap(dues, on)
      const placed = rows.flatMap((row) => row.dues)
      expect(placed.length).toBe(dues.length)
      expect(totals.reduce((sum, total) => sum + total, 0)).toBe(dues.length)
      expect(totals.length).toBe(columns.length)
      expect(columns.length).toBeLessThanOrEqual(12 + 8)
      for (const { column, dueOn: day } of placed) {
        const { label, isMonth } = columns[column] ?? { label: "none", isMonth: false }
        if (isMonth) expect(day.slice(0, 7)).toBe(label)
        else if (label.startsWith("≤")) expect(day.slice(0, 4) <= label.slice(1)).toBe(true)
        else if (label.startsWith("≥")) expect(day.slice(0, 4) >= label.slice(1)).toBe(true)
        else expect(day.slice(0, 4)).toBe(label)
      }
    },
  )

  it("draws a day and the number of further days within the cell, even if it is narrow", () => {
    const on = civilDate("2024-09-20")
    const [early, late] = [civilDate("2021-09-30"), civilDate("2021-12-31")]
    const map = heatMap([dueOn(early, usccOf(1), on), dueOn(late, usccOf(1), on)], on)
    const drawn = drawHeatMap(map, map.rows, { language: "zh", label: "", href: () => "" }).toString()
    const [, width = ""] = /<g class="due \w+"><rect [^>]*width="(\d+)"/.exec(drawn) ?? []
    const [, length = "", text = ""] = /textLength="(\d+)"[^>]*>([^<]*)</.exec(drawn) ?? []
    expect(text).toBe("○09-30+1")
    expect(Number(length)).toBeLessThan(Number(width))
  })

  it("has the same platforms in its table as in its picture, as often and in the same order", () => {
    const page = viewerOver(good).page("en/due/2023-12-31/1.html") ?? ""
    const drawn = [...page.matchAll(/data-unit="(\w+)" data-dues="(\d+)"/g)].flatMap(([, unit, dues]) =>
      Array.from({ length: Number(dues) }, () => unit),
    )
    const listed = [...page.matchAll(/<th scope="row"><a href="[^"]*130300-(\w+)\//g)].map(([, unit]) => unit)
    expect(drawn.length).toBeGreaterThan(3)
    expect(listed).toEqual(drawn)
  })
})
