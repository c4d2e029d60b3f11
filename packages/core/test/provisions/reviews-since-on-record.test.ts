/** Art. 13: nobody is late for a call that closed before the title was on record, or before an annulment gave it back. */
import { fc, test } from "@fast-check/vitest"
import { interpreted, prolonged, type Attempt } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { plusDays, ruleStatusOn, type ApplicableLaw, type Duty } from "../../src/index.js"
import { dutiesOf } from "../../src/aggregates/index.js"
import { annulledByCourt, bureauActs, certified, codes, day, titleOf, town } from "../unit-scenario.js"

const anniversary = interpreted(prolonged, "review.due", "anniversary")
const laws = [prolonged, anniversary]

const imported = (on: string, grantedOn = "2012-12-13"): Attempt =>
  bureauActs(on, "ImportTitle", {
    operatingUnitName: "秦皇岛示例服务有限公司",
    platformName: "示例服务平台",
    countyOrDistrict: town.form(day("2020-12-01")).countyOrDistrict,
    grantedOn: day(grantedOn),
    grantingDocument: "示例〔2012〕1号",
  })

const filed = [...certified, town.fileReview(day("2023-09-10")), town.assessReview(day("2023-10-10"))]
const failed = [...filed, town.concludeReview(day("2023-11-10"), "failed")]
const confirmed = [...filed, town.concludeReview(day("2023-11-10"), "confirmed")]
const givenUp = [...certified, town.act(town.us, day("2023-06-01"), "SurrenderTitle", { reason: "示例" })]

const review = (attempts: ReadonlyArray<Attempt>, law: ApplicableLaw, on: string): Duty | undefined => {
  const status = ruleStatusOn(law, day(on))
  if (status._tag === "NoRule") throw new Error("no rule")
  return dutiesOf(titleOf(attempts, law), status.rule, law, day(on)).find(({ duty }) => duty === "review")
}

const nothingFiled = (on: string): Attempt => town.assessReview(day(on), null)

describe("the review of a title imported after the call of its third year", () => {
  it("art_13__para_1: is due with the next call, and is reported as not filed only after that call has closed", () => {
    expect(review([imported("2021-03-01")], prolonged, "2021-03-02")).toMatchObject({
      dueOn: "2021-12-20",
      overdue: false,
    })
    expect(codes([imported("2021-03-01"), nothingFiled("2021-03-02")])).toEqual(["ReviewNotDue"])
    expect(codes([imported("2021-03-01"), nothingFiled("2021-12-20")])).toEqual(["ReviewNotDue"])
    expect(codes([imported("2021-03-01"), nothingFiled("2021-12-21")])).toEqual([])
  })

  it("review.due=anniversary: is due by the next anniversary", () => {
    expect(review([imported("2021-03-01")], anniversary, "2021-03-01")).toMatchObject({ dueOn: "2021-12-13" })
    expect(review([imported("2021-12-13")], anniversary, "2021-12-13")).toMatchObject({ dueOn: "2021-12-13" })
    expect(review([imported("2021-12-14")], anniversary, "2021-12-14")).toMatchObject({ dueOn: "2022-12-13" })
    expect(codes([imported("2021-03-01"), nothingFiled("2021-12-13")], anniversary)).toEqual(["ReviewNotDue"])
    expect(codes([imported("2021-03-01"), nothingFiled("2021-12-14")], anniversary)).toEqual([])
    expect(review([imported("2021-03-01", "2020-02-29")], anniversary, "2021-03-01")).toMatchObject({
      dueOn: "2023-02-28",
    })
  })

  it("waits for a call that the bureau owes by the end of a year that is not over", () => {
    const calls = (...years: ReadonlyArray<number>): ApplicableLaw => ({
      ...prolonged,
      calls: prolonged.calls.filter(({ year }) => years.includes(year)),
    })
    const call = (on: string, law: ApplicableLaw) =>
      dutiesOf(titleOf([imported(on)], law), ruleOf(law, on), law, day(on)).find(({ duty }) => duty === "call")
    expect(call("2021-03-01", calls(2020))).toMatchObject({ dueOn: "2021-12-31", overdue: false })
    expect(call("2021-12-20", calls(2021))).toBeUndefined()
    expect(call("2021-12-21", calls(2021))).toMatchObject({ dueOn: "2022-12-31", overdue: false })
  })
})

const ruleOf = (law: ApplicableLaw, on: string) => {
  const status = ruleStatusOn(law, day(on))
  if (status._tag === "NoRule") throw new Error("no rule")
  return status.rule
}

describe("the review of a title that an annulment restores", () => {
  it.each([
    ["a failed review", failed, 6],
    ["a confirmation", confirmed, 5],
    ["a surrender", givenUp, 3],
  ] as const)(
    "art_13__para_1: is due with the next call after the annulment of %s, as if it had never been late",
    (_, all, of) => {
      const back = [...all, annulledByCourt("2024-02-01", of)]
      expect(review(back, prolonged, "2024-02-01")).toMatchObject({ dueOn: "2024-12-20", overdue: false })
      expect(codes([...back, nothingFiled("2024-02-02")])).toEqual(["ReviewNotDue"])
      expect(codes([...back, nothingFiled("2024-12-21")])).toEqual([])
      expect(codes([...back, town.fileReview(day("2024-09-10"))])).toEqual([])
      expect(codes([...back, nothingFiled("2024-02-02")], anniversary)).toEqual(["ReviewNotDue"])
      expect(codes([...back, town.fileReview(day("2024-02-02"))], anniversary)).toEqual([])
    },
  )

  it("stays overdue if only a finding was annulled", () => {
    const check = bureauActs("2023-12-22", "SpotCheck", {
      regular: true,
      findings: "示例",
      falsificationFound: true,
      evidence: [],
    })
    const cleared = [...certified, check, annulledByCourt("2024-02-01", 3)]
    expect(review(cleared, prolonged, "2024-02-01")).toMatchObject({ dueOn: "2023-12-20", overdue: true })
  })
})

describe("the review of any imported title", () => {
  const day0 = "2021-01-04"
  test.prop([fc.constantFrom(...laws), fc.nat(1500), fc.nat(4000)])(
    "art_13__para_1: is due no earlier than the import, and can be filed on the day it is due",
    (law, after, before) => {
      const on = plusDays(day(day0), after)
      const grantedOn = plusDays(day("2020-11-11"), -before)
      const title = [imported(on, grantedOn)]
      const duty = review(title, law, on)
      if (duty === undefined) return
      expect(duty.dueOn >= on).toBe(true)
      const { command, ...filing } = town.fileReview(day(duty.dueOn))
      const data = { ...command.data, serviceArea: "industrialPark" }
      if (duty.dueOn <= "2025-12-20")
        expect(codes([...title, { ...filing, command: { ...command, data } as never }], law)).toEqual([])
    },
  )
})
