import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import {
  civilDate as day,
  daysBetween,
  instantAt,
  isCivilDate,
  nextDay,
  plusDays,
  shanghaiDate,
} from "../../src/index.js"
import { dayBefore, plusYears } from "../../src/law/index.js"

const millisecondsADay = 86_400_000
const anyDate = fc
  .integer({ min: 0, max: 60_000 })
  .map((n) => day(new Date(Date.UTC(1900, 0, 1) + n * millisecondsADay).toISOString().slice(0, 10)))

describe("civil dates", () => {
  it.each(["2020-02-29", "2000-02-29", "2020-12-31", "2020-11-12"])("include %s", (text) => {
    expect(isCivilDate(text)).toBe(true)
  })

  it.each([
    "2021-02-29",
    "1900-02-29",
    "2020-13-01",
    "2020-00-10",
    "2020-04-31",
    "2020-1-1",
    "20201112",
    "2020-11-12T00:00",
  ])("do not include %s", (text) => {
    expect(isCivilDate(text)).toBe(false)
  })

  test.prop([anyDate, anyDate])("are as many days apart as the calendar says", (a, b) => {
    expect(daysBetween(a, b)).toBe((Date.parse(b) - Date.parse(a)) / millisecondsADay)
  })

  test.prop([anyDate])("are the day before their next day", (a) => {
    expect(dayBefore(nextDay(a))).toBe(a)
    expect(daysBetween(a, nextDay(a))).toBe(1)
  })

  test.prop([anyDate, fc.integer({ min: -500, max: 500 })])("are n days away from the day n days later", (a, n) => {
    expect(daysBetween(a, plusDays(a, n))).toBe(n)
  })
})

describe("periods of whole years (Civil Code arts. 201 and 202)", () => {
  it.each([
    ["2020-11-12", 2, "2022-11-12"],
    ["2020-02-29", 1, "2021-02-28"],
    ["2020-02-29", 2, "2022-02-28"],
    ["2020-02-29", 4, "2024-02-29"],
    ["2020-08-08", 3, "2023-08-08"],
  ])("from %s for %i years end on %s", (from, years, end) => {
    expect(plusYears(day(from), years)).toBe(end)
  })

  test.prop([anyDate, fc.integer({ min: 1, max: 20 })])(
    "end on the corresponding day, or on the last day of the month",
    (from, years) => {
      const end = plusYears(from, years)
      expect(end.slice(5, 7)).toBe(from.slice(5, 7))
      expect(end.slice(8) === from.slice(8) || nextDay(end).slice(8) === "01").toBe(true)
    },
  )
})

describe("the day in Shanghai", () => {
  it("begins at 16:00 UTC", () => {
    expect(shanghaiDate(instantAt(Date.parse("2020-12-31T15:59:59.999Z")))).toBe("2020-12-31")
    expect(shanghaiDate(instantAt(Date.parse("2020-12-31T16:00:00.000Z")))).toBe("2021-01-01")
  })
})
