import { readFileSync } from "node:fs"
import { join } from "node:path"
import { nodeOf } from "@shifan/core"
import { conditions } from "@shifan/core/conditions"
import { civilDate, type ConditionId } from "@shifan/core/law"
import { describe, expect, it } from "vitest"
import { answer } from "../src/answer.js"
import { emptyApplication, isObject, valueAt, withValue, type Json } from "../src/application.js"
import { fields } from "../src/fields.js"

const day = civilDate("2020-12-01")

const dossier = (name: string): Json => {
  const json: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../dossiers", name, "application.json"), "utf8"),
  )
  if (!isObject(json)) throw new Error(name)
  return json
}

const names = [
  "01-exactly-met",
  "02-nine-staff",
  "03-assets-one-fen-short",
  "06-no-growth",
  "08-one-day-short-of-two-years",
]

/** The page's application if only its fields were filled in. */
const typed = (whole: Json): Json =>
  fields.reduce<Json>(
    (json, { path }) => withValue(json, path(day), valueAt(whole, path(day))) ?? {},
    emptyApplication(day),
  )

describe("the answer", () => {
  it.each(names)("to the page's fields of %s alone equals the self-check of the whole application", (name) => {
    const whole = dossier(name)
    const { whole: checked, assessment } = answer(whole, day)
    expect(checked).toBeDefined()
    const soFar = answer(typed(whole), day)
    // Results under other readings may depend on figures that the page does not ask for.
    expect(conditions(soFar.assessment)).toEqual(conditions(assessment))
    expect(soFar.whole).toBeUndefined()
    expect(soFar.issues.length).toBeGreaterThan(20)
  })

  it("treats a value that is missing or malformed as not known", () => {
    const staff: ConditionId = "art_5__para_1__point_3#staff"
    const verdictWith = (value: Json): string | undefined =>
      nodeOf(answer(withValue(emptyApplication(day), ["form", "basic", "staff"], value) ?? {}, day).assessment, staff)
        ?.verdict
    expect([10, 9, "10", -1, null].map(verdictWith)).toEqual([
      "met",
      "notMet",
      "notYetJudged",
      "notYetJudged",
      "notYetJudged",
    ])
  })
})

describe("an application changed in the page", () => {
  it("is the same again when each changed field is changed back", () => {
    const whole = dossier("01-exactly-met")
    for (const { path } of fields) {
      const before = valueAt(whole, path(day))
      const without = withValue(whole, path(day), undefined) ?? {}
      expect(valueAt(without, path(day))).toBeUndefined()
      expect(withValue(without, path(day), before)).toEqual(whole)
    }
  })

  it("gets the row of a year when its first figure is typed, with the oldest year first", () => {
    const rows = [2019, 2017, 2018].reduce<Json>(
      (json, year) => withValue(json, ["form", "operation", { year }, "smesServed"], year - 1960) ?? {},
      emptyApplication(day),
    )
    expect(valueAt(rows, ["form", "operation"])).toEqual([
      { year: 2017, smesServed: 57 },
      { year: 2018, smesServed: 58 },
      { year: 2019, smesServed: 59 },
    ])
  })
})
