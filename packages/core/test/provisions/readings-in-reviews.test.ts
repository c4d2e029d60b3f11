/** Readings that apply to applications also apply to reviews. */
import { asEnacted, document, historyOf, interpreted, prolonged, reasons } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { ruleStatusOn, type ApplicableLaw, type ReadingId, type Uscc, type WaiverRequest } from "../../src/index.js"
import { dutiesOf } from "../../src/aggregates/index.js"
import { certified, codes, day, lastEvent, titleOf, town, withBasic } from "../unit-scenario.js"

const under = (reading: ReadingId, option: string, law: ApplicableLaw = prolonged): ApplicableLaw =>
  interpreted(law, reading, option)

const staff = "art_5__para_1__point_3#staff" as const
const waiver = (relaxedTo: number): WaiverRequest => ({ condition: staff, relaxedTo, reasons: "示例" })

/** A review of a unit with this many staff, all qualified. */
const reviewOf = (people: number, proposed: ReadonlyArray<WaiverRequest> = []) => {
  const basic = { ...town.report(day("2023-09-10")).basic }
  const report = {
    basic: { ...basic, staff: people, qualifiedStaff: { diplomaOnly: people, titleOnly: 0, diplomaAndTitle: 0 } },
  }
  const assessment = town.assessReview(day("2023-10-10"))
  return [
    town.fileReview(day("2023-09-10"), report),
    proposed.length === 0
      ? assessment
      : {
          ...assessment,
          command: { ...assessment.command, data: { ...assessment.command.data, waiversProposed: proposed } },
        },
  ] as ReadonlyArray<typeof assessment>
}

const confirm = (waivers: ReadonlyArray<WaiverRequest> = []) =>
  town.concludeReview(day("2023-11-10"), "confirmed", { waivers })

describe("reading waiver.authority in a review", () => {
  it("waiver.authority=bureau: the bureau's waiver counts, and the county's proposal alone does not", () => {
    const law = under("waiver.authority", "bureau")
    expect(codes([...certified, ...reviewOf(9, [waiver(8)]), confirm()], law)).toEqual(["ConditionsNotMet"])
    expect(codes([...certified, ...reviewOf(9), confirm([waiver(8)])], law)).toEqual([])
  })

  it("waiver.authority=county: the county's waiver counts, and a waiver of the bureau is refused", () => {
    const law = under("waiver.authority", "county")
    expect(codes([...certified, ...reviewOf(9, [waiver(8)]), confirm()], law)).toEqual([])
    expect(titleOf([...certified, ...reviewOf(9, [waiver(8)]), confirm()], law).waivers).toMatchObject([
      { condition: staff, statutory: 10, actual: 9, relaxedTo: 8, officer: "HG-01" },
    ])
    expect(codes([...certified, ...reviewOf(9), confirm([waiver(8)])], law)).toEqual([
      "WaiverNotAllowed",
      "ConditionsNotMet",
    ])
  })

  it("art_5__para_1__point_7: a county cannot propose a waiver that the provision does not allow", () => {
    const principal: WaiverRequest = { condition: "art_5__para_1__point_6#principal", reasons: "示例" }
    expect(codes([...certified, ...reviewOf(9, [principal])])).toEqual(["WaiverNotAllowed"])
    expect(codes([...certified, ...reviewOf(7, [waiver(8)])])).toEqual(["WaiverNotAllowed"])
  })
})

describe("reading review.standard with waivers", () => {
  const few = { staff: 9, qualifiedStaff: { diplomaOnly: 9, titleOnly: 0, diplomaAndTitle: 0 } }
  const waived = [
    town.apply(day("2020-12-01"), withBasic(few)),
    town.recommend(day("2020-12-08"), { waivers: [waiver(9)] }),
    town.certify(day("2020-12-29"), { waivers: [waiver(9)] }),
  ]

  it("review.standard=conditionsAtCertification: the old waiver stands until a new one replaces it", () => {
    const law = under("review.standard", "conditionsAtCertification")
    expect(codes([...waived, ...reviewOf(9), confirm()], law)).toEqual([])
    expect(codes([...waived, ...reviewOf(8), confirm()], law)).toEqual(["ConditionsNotMet"])
    expect(codes([...waived, ...reviewOf(8), confirm([waiver(8)])], law)).toEqual([])
    expect(titleOf([...waived, ...reviewOf(8), confirm([waiver(8)])], law).waivers).toMatchObject([{ relaxedTo: 8 }])
  })

  it("review.standard=conditionsInForceNow: a waiver must be given anew", () => {
    const law = under("review.standard", "conditionsInForceNow")
    expect(codes([...waived, ...reviewOf(9), confirm()], law)).toEqual(["ConditionsNotMet"])
    expect(codes([...waived, ...reviewOf(9), confirm([waiver(9)])], law)).toEqual([])
  })
})

describe("reading instrument.applicable in a review", () => {
  /** In force until 2023-09-30, so that the review is filed before that and concluded after it. */
  const until = (law: ApplicableLaw): ApplicableLaw => ({
    ...law,
    instruments: law.instruments.map((instrument) => ({ ...instrument, endedFrom: day("2023-10-01") })),
  })

  it("instrument.applicable=applicationDate: a review is decided under the rule of its filing day", () => {
    const law = until(under("instrument.applicable", "applicationDate"))
    expect(codes([...certified, ...reviewOf(12), confirm()], law)).toEqual([])
    expect(lastEvent([...certified, ...reviewOf(12), confirm()], law)).toMatchObject({
      type: "Reviewed",
      readings: { "instrument.applicable": "applicationDate" },
    })
  })

  it("instrument.applicable=applicationDate: a second filing and a step follow that rule as well", () => {
    const law = interpreted(
      until(under("instrument.applicable", "applicationDate")),
      "instrument.formalities",
      "refuse",
    )
    const step = town.act(town.bureau, day("2023-10-15"), "TakeStep", {
      step: "siteVisit",
      takenOn: day("2023-10-12"),
      outcome: "passed",
      document,
    })
    const order = town.act(town.bureau, day("2023-10-20"), "OrderRectification", { until: day("2023-11-20"), reasons })
    const { command, ...again } = town.fileReview(day("2023-11-15"))
    const rest = [
      { ...again, command },
      town.assessReview(day("2023-11-16")),
      town.concludeReview(day("2023-11-17"), "confirmed"),
    ]
    expect(codes([...certified, ...reviewOf(12), step, order, ...rest], law)).toEqual([])
    const first = town.fileReview(day("2023-10-02"))
    expect(codes([...certified, first], law)).toEqual(["NoRuleInForce"])
  })

  it("instrument.applicable=decisionDate: a review is refused if no rule is in force on the day of the decision", () => {
    const law = until(under("instrument.applicable", "decisionDate"))
    expect(codes([...certified, ...reviewOf(12), confirm()], law)).toEqual(["NoRuleInForce", "NoRuleInForce"])
  })
})

describe("a title from before the first instrument", () => {
  const imported = (change: object = {}, on = "2021-03-01") =>
    town.act(town.bureau, day(on), "ImportTitle", {
      operatingUnitName: "秦皇岛示例服务有限公司",
      platformName: "示例服务平台",
      countyOrDistrict: town.form(day("2020-12-01")).countyOrDistrict,
      grantedOn: day("2018-12-13"),
      grantingDocument: "示例〔2018〕1号",
      ...change,
    })
  const review = (serviceArea?: "industrialPark") => {
    const filing = town.fileReview(day("2021-09-10"))
    const data = { ...filing.command.data, ...(serviceArea === undefined ? {} : { serviceArea }) }
    return [
      { ...filing, command: { ...filing.command, data } as typeof filing.command },
      town.assessReview(day("2021-10-10")),
      town.concludeReview(day("2021-11-10"), "confirmed"),
    ]
  }

  it("art_13__para_1: can be confirmed if its review states the service area that no application states", () => {
    expect(codes([imported(), ...review("industrialPark")])).toEqual([])
    expect(titleOf([imported(), ...review("industrialPark")])).toMatchObject({
      serviceArea: "industrialPark",
      lastConfirmedOn: "2021-11-10",
    })
    expect(codes([imported(), ...review()])[0]).toBe("InvalidParticulars")
  })

  it("art_18__para_1: must have been granted before the first day of the first instrument", () => {
    expect(codes([imported({ grantedOn: day("2020-11-11") })])).toEqual([])
    expect(codes([imported({ grantedOn: day("2020-11-12") })])).toEqual(["InvalidParticulars"])
    expect(codes([imported({ lastConfirmedOn: day("2020-11-12") })])).toEqual(["InvalidParticulars"])
    expect(codes([imported({ lastConfirmedOn: day("2018-12-12") })])).toEqual(["InvalidParticulars"])
    expect(codes([imported({ validUntil: day("2018-12-12") })])).toEqual(["InvalidParticulars"])
  })

  it("art_2__para_1: can be imported for a unit that withdrew its application, but not after a revocation", () => {
    const withdrawn = town.act(town.us, day("2021-01-05"), "Withdraw", { reason: "示例" })
    expect(codes([town.apply(day("2020-12-01")), withdrawn, imported()])).toEqual([])
    expect(codes([town.apply(day("2020-12-01")), imported()])).toEqual(["WrongState"])
    expect(codes([...certified, imported()])).toEqual(["AlreadyDecided"])
    const found = town.act(town.bureau, day("2021-01-10"), "SpotCheck", {
      regular: true,
      findings: "示例",
      falsificationFound: true,
      evidence: [],
    })
    const revoke = town.act(town.bureau, day("2021-01-20"), "Revoke", { restsOn: 3, reasons })
    const again = town.apply(day("2021-09-10"))
    const inVain = { ...withdrawn, effectiveOn: day("2021-09-11") }
    expect(codes([...certified, found, revoke, imported()])).toEqual(["WrongState"])
    expect(codes([...certified, found, revoke, again, inVain, imported({}, "2021-09-12")])).toEqual(["WrongState"])
  })

  it("art_2__para_1: cannot be imported for an individual business", () => {
    const business = "92130302MA00010184" as Uscc
    const { refusals } = historyOf(business, prolonged, [imported()])
    expect(refusals.flat().map(({ code }) => code)).toEqual(["NotLegalPerson"])
  })

  it("art_12__para_1: owes no summary of a year before it was imported", () => {
    const on = day("2022-02-01")
    const status = ruleStatusOn(asEnacted, on)
    if (status._tag === "NoRule") throw new Error("no rule")
    const owed = dutiesOf(titleOf([imported()], asEnacted), status.rule, asEnacted, on)
    expect(owed.flatMap(({ duty, dueOn }) => (duty === "annualSummary" ? [dueOn] : []))).toEqual(["2022-12-31"])
  })
})
