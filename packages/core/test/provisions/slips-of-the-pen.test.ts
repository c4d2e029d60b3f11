/** A typo of one digit in a date or year: refused if it contradicts a fact; otherwise it must not block the unit. */
import { describe, expect, it } from "vitest"
import { document, type Attempt } from "@shifan/testkit"
import {
  applied,
  bureauActs,
  certified,
  codes,
  day,
  recommended,
  refusals,
  stateOf,
  town,
  withBasic,
} from "../unit-scenario.js"

const notice = (on: string, opensOn: string, closesOn: string): Attempt =>
  bureauActs(on, "PublishNotice", {
    opensOn: day(opensOn),
    closesOn: day(closesOn),
    number: "示例公示1号",
    address: "https://example.cn/1",
  })

const paths = (attempts: ReadonlyArray<Attempt>): ReadonlyArray<string> =>
  refusals(attempts).flatMap((one) =>
    one.code === "InvalidParticulars" ? one.issues.map(({ path }) => path) : [one.code],
  )

describe("a public notice with a last day decades away", () => {
  const slip = notice("2020-12-10", "2020-12-10", "2072-12-16")
  const certify = town.certify(day("2020-12-29"))

  it("can be replaced, so that the unit need not wait for its last day", () => {
    expect(codes([...recommended, slip, certify])).toEqual(["NoticeNotOver"])
    expect(codes([...recommended, slip, notice("2020-12-11", "2020-12-11", "2020-12-17"), certify])).toEqual([])
  })

  it("can be replaced only by a notice that opens no earlier than its day and ends before the decision", () => {
    const early = notice("2020-12-20", "2020-12-19", "2020-12-28")
    expect(paths([...recommended, slip, early])).toEqual(["opensOn"])
    const running = notice("2020-12-28", "2020-12-28", "2020-12-29")
    expect(codes([...recommended, slip, running, certify])).toEqual(["NoticeNotOver"])
  })
})

describe("the yearly rows of a form", () => {
  const on = day("2021-03-01")
  const filledOn = (date: string) =>
    paths([town.apply(on, { filledOn: day(date) })]).filter((path) => path !== "OutsideCall")

  it("include no year that was not over when the form was filled in", () => {
    expect(filledOn("2021-01-01")).toEqual([])
    expect(filledOn("2020-12-31")).toEqual(["form.operation.2.year"])
    expect(filledOn("1921-03-01")).toEqual([0, 1, 2].map((row) => `form.operation.${row}.year`))
  })

  it("include no year that was not over on the day of the application", () => {
    const { operation } = town.form(on)
    const later = operation.map((row) => ({ ...row, year: row.year + 1 }))
    expect(filledOn("2021-03-01")).toEqual([])
    expect(paths([town.apply(on, { operation: later })]).filter((path) => path !== "OutsideCall")).toEqual([
      "form.operation.2.year",
    ])
  })
})

describe("the end of a legal person", () => {
  const end = (on: string, endedOn: string) => bureauActs(on, "RecordEndOfUnit", { endedOn: day(endedOn), document })

  it("is no earlier than the last application and no later than the record", () => {
    const tried = (endedOn: string) => paths([...certified, end("2021-06-01", endedOn)])
    expect([
      tried("1921-05-01"),
      tried("2020-11-30"),
      tried("2020-12-01"),
      tried("2021-06-01"),
      tried("2021-06-02"),
    ]).toEqual([["endedOn"], ["endedOn"], [], [], ["endedOn"]])
    expect(paths([...applied, end("2020-12-20", "2020-11-30")])).toEqual(["endedOn"])
  })

  it("can be corrected only within the same bounds", () => {
    const correct = (to: string) =>
      bureauActs("2021-06-02", "CorrectRecord", {
        revision: 3,
        field: "UnitEnded.endedOn",
        from: day("2021-05-01"),
        to: day(to),
        reason: "录入笔误",
        document,
        approver: "SJ-09",
      })
    const ended = [...certified, end("2021-06-01", "2021-05-01")]
    expect(paths([...ended, correct("1921-05-01")])).toEqual(["to"])
    expect(stateOf([...ended, correct("2021-05-02")]).unitEnded?.on).toBe("2021-05-02")
  })

  it("is no earlier than an imported title if the unit has nothing else", () => {
    const imported = bureauActs("2020-12-01", "ImportTitle", {
      operatingUnitName: "示例",
      platformName: "示例",
      countyOrDistrict: town.form(day("2020-12-01")).countyOrDistrict,
      grantedOn: day("2018-12-13"),
      grantingDocument: "示例",
    })
    const tried = (endedOn: string) => paths([imported, end("2020-12-20", endedOn)])
    expect([tried("2018-12-12"), tried("2018-12-13")]).toEqual([["endedOn"], []])
  })
})

describe("a report filed again after an order to rectify", () => {
  const review = [
    ...certified,
    town.fileReview(day("2023-09-10")),
    town.assessReview(day("2023-10-10"), { except: ["art_5__para_1__point_6#principal"] }),
    bureauActs("2023-10-20", "OrderRectification", {
      until: day("2024-01-20"),
      reasons: [{ provision: "art_5__para_1", text: "示例" }],
    }),
  ]
  const again = (callYear: number) => {
    const { command, ...filing } = town.fileReview(day("2024-01-10"))
    if (command.type !== "FileReview") throw new Error(command.type)
    return paths([...review, { ...filing, command: { ...command, data: { ...command.data, callYear } } }])
  }

  it("names the call of the review or the current call", () => {
    expect([again(2022), again(2023), again(2024), again(2025), again(2072)]).toEqual([
      ["callYear"],
      [],
      [],
      ["callYear"],
      ["callYear"],
    ])
  })
})

it("a form filled in before its unit was registered is refused for its yearly rows too", () => {
  const attempt = town.apply(day("2020-12-01"), {
    ...withBasic({ registeredOn: day("2018-05-01") }),
    filledOn: day("2017-01-01"),
  })
  expect(paths([attempt])).toContain("form.operation.0.year")
})
