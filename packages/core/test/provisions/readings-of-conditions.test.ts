import { describe, expect, it } from "vitest"
import { interpreted, prolonged, type Attempt, type SampleFindings } from "@shifan/testkit"
import type { ApplicationForm, ReadingId, Sealed } from "../../src/index.js"
import {
  applied,
  codes,
  day,
  fullDossier,
  lastEvent,
  recommended,
  refusals,
  town,
  withBasic,
} from "../unit-scenario.js"

type Form = Partial<ApplicationForm<Sealed>>

const on = day("2020-12-01")
const form = town.form(on)

/** `met`, or the codes of the refusals. */
const judged = (reading: ReadingId, option: string, change: Form, found: SampleFindings = {}): string =>
  codes(
    [town.apply(on, change), town.recommend(day("2020-12-08"), found)],
    interpreted(interpreted(prolonged, "operation.beforeRegistration", "allowed"), reading, option),
  ).join() || "met"

const since = (operationStart: string, registeredOn = "2010-01-01"): Form => ({
  ...withBasic({ operationStart: day(operationStart), registeredOn: day(registeredOn) }),
  operation: form.operation.filter(
    ({ year }) => `${year}` >= (operationStart < registeredOn ? operationStart : registeredOn).slice(0, 4),
  ),
})
const served = (...numbers: ReadonlyArray<number>): Form => ({
  operation: form.operation.map((row, i) => ({ ...row, smesServed: numbers[i] ?? 0, visits: 1000 + i })),
})
const visited = (...numbers: ReadonlyArray<number>): Form => ({
  operation: form.operation.map((row, i) => ({ ...row, visits: numbers[i] ?? 0 })),
})
const qualified = (diplomaOnly: number, diplomaAndTitle: number): Form =>
  withBasic({ staff: 10, qualifiedStaff: { diplomaOnly, titleOnly: 0, diplomaAndTitle } })
const atYearEnd = (staff: number, totalAssets = 100_000_000): Form => ({
  priorYearEnd: { staff, diplomaOnly: 0, titleOnly: 0, diplomaAndTitle: staff, totalAssets },
})
const trailing = (smesServed: number): Form => ({ trailingTwelveMonths: { smesServed, visits: smesServed } })

const no = "ConditionsNotMet"

describe("readings of the conditions: each option on both sides", () => {
  it.each<readonly [ReadingId, string, string, string, Form, Form, string]>([
    [
      "period.operatingYears",
      "anniversary",
      "two years today",
      "two years tomorrow",
      since("2018-12-01"),
      since("2018-12-02"),
      no,
    ],
    [
      "period.operatingYears",
      "dayAfter",
      "two years yesterday",
      "two years today",
      since("2018-11-30"),
      since("2018-12-01"),
      no,
    ],
    [
      "period.operatingFrom",
      "operationStart",
      "operating long, registered late",
      "operating late, registered long ago",
      since("2018-01-01", "2020-01-01"),
      since("2020-01-01", "2010-01-01"),
      no,
    ],
    [
      "period.operatingFrom",
      "registration",
      "registered long ago, operating late",
      "registered late, operating long",
      since("2020-01-01", "2010-01-01"),
      since("2018-01-01", "2020-01-01"),
      no,
    ],
    [
      "asOf.facts",
      "applicationDate",
      "two years by now",
      "two years by tomorrow",
      since("2018-12-01"),
      since("2018-12-02"),
      no,
    ],
    [
      "asOf.facts",
      "priorYearEnd",
      "two years and ten staff by the end of last year",
      "nine staff by the end of last year",
      { ...since("2017-12-31"), ...atYearEnd(10) },
      { ...since("2017-12-31"), ...atYearEnd(9) },
      no,
    ],
    [
      "asOf.facts",
      "priorYearEnd",
      "two years by the end of last year",
      "a day less",
      { ...since("2017-12-31"), ...atYearEnd(10) },
      { ...since("2018-01-01"), ...atYearEnd(10) },
      no,
    ],
    ["staff.qualified", "pooled", "six of either", "five of either", qualified(5, 1), qualified(4, 1), no],
    [
      "staff.qualified",
      "both",
      "six with both",
      "five with both and five with one",
      qualified(0, 6),
      qualified(5, 5),
      no,
    ],
    [
      "served.unit",
      "enterprises",
      "fifty enterprises",
      "forty-nine enterprises with a thousand visits",
      served(48, 49, 50),
      served(47, 48, 49),
      no,
    ],
    [
      "served.unit",
      "visits",
      "fifty visits",
      "forty-nine visits of eighty enterprises",
      visited(48, 49, 50),
      visited(47, 48, 49),
      no,
    ],
    [
      "served.year",
      "lastFullCalendarYear",
      "fifty last year, forty-nine in twelve months",
      "forty-nine last year, fifty in twelve months",
      { ...served(48, 49, 50), ...trailing(49) },
      { ...served(47, 48, 49), ...trailing(50) },
      no,
    ],
    [
      "served.year",
      "trailingTwelveMonths",
      "fifty in twelve months, forty-nine last year",
      "forty-nine in twelve months, fifty last year",
      { ...served(47, 48, 49), ...trailing(50) },
      { ...served(48, 49, 50), ...trailing(49) },
      no,
    ],
    [
      "growth.steady",
      "strictTwoIntervals",
      "growth in both years",
      "growth in the second year only",
      served(60, 61, 62),
      served(61, 60, 62),
      no,
    ],
    [
      "growth.steady",
      "strictOneInterval",
      "growth in the second year",
      "no growth in the second year",
      served(61, 60, 61),
      served(59, 60, 60),
      no,
    ],
    [
      "growth.steady",
      "nonDecreasing",
      "no change at all",
      "one fewer in the last year",
      served(60, 60, 60),
      served(60, 60, 59),
      no,
    ],
  ])("%s=%s: %s is met, %s is not", (reading, option, _, __, enough, short, refusal) => {
    expect(judged(reading, option, enough)).toBe("met")
    expect(judged(reading, option, short)).toBe(refusal)
  })

  it("satisfaction.source=countyAssessment: the county's 80 % is met and its 79.99 % is not, whatever the unit says", () => {
    const law = ["satisfaction.source", "countyAssessment"] as const
    expect(judged(...law, { selfDeclaredSatisfaction: 0 }, { result: 8000 })).toBe("met")
    expect(judged(...law, { selfDeclaredSatisfaction: 10_000 }, { result: 7999 })).toBe(no)
  })

  it("satisfaction.source=selfDeclared: the unit's own 80 % is met and its 79.99 % is not, whatever the county says", () => {
    const law = ["satisfaction.source", "selfDeclared"] as const
    expect(judged(...law, { selfDeclaredSatisfaction: 8000 }, { result: 0 })).toBe("met")
    expect(judged(...law, { selfDeclaredSatisfaction: 7999 }, { result: 10_000 })).toBe(no)
  })

  it("growth.steady: an unknown year leaves growth not yet judged if the option needs that year", () => {
    const two = { operation: form.operation.slice(1) }
    expect(judged("growth.steady", "strictTwoIntervals", two)).toBe("FigureMissing")
    expect(judged("growth.steady", "nonDecreasing", two)).toBe("FigureMissing")
    expect(judged("growth.steady", "strictOneInterval", two)).toBe("met")
  })
})

describe("a unit of two and a half years", () => {
  const steady = "art_5__para_1__point_4#steadyGrowth" as const
  const young = (...numbers: ReadonlyArray<number>): Form => ({
    ...since("2018-06-01", "2018-05-20"),
    operation: form.operation.slice(3 - numbers.length).map((row, i) => ({ ...row, smesServed: numbers[i] ?? 0 })),
  })
  const found = (met: boolean) => ({ findings: [{ condition: steady, met, reasons: "示例" }] })

  it("growth.newUnit=knownYears: has grown if it grew in its known years, of which it needs two", () => {
    expect(judged("growth.newUnit", "knownYears", young(60, 61))).toBe("met")
    expect(judged("growth.newUnit", "knownYears", young(61, 61))).toBe(no)
    expect(judged("growth.newUnit", "knownYears", young(61))).toBe("FigureMissing")
  })

  it("growth.newUnit=notJudged: is judged by an official's finding instead of its figures", () => {
    const law = interpreted(prolonged, "growth.newUnit", "notJudged")
    const recommendation = (met: boolean) => {
      const attempt = town.recommend(day("2020-12-08"))
      if (attempt.command.type !== "Recommend") throw new Error(attempt.command.type)
      const { data } = attempt.command
      return {
        ...attempt,
        command: { ...attempt.command, data: { ...data, findings: [...data.findings, ...found(met).findings] } },
      }
    }
    expect(judged("growth.newUnit", "notJudged", young(60, 61))).toBe("FigureMissing")
    expect(codes([town.apply(on, young(60, 61)), recommendation(true)], law)).toEqual([])
    expect(codes([town.apply(on, young(60, 61)), recommendation(false)], law)).toEqual([no])
  })

  it("art_5__para_1__point_7: may be given a waiver of growth that cannot be judged", () => {
    const waivers = [{ condition: steady, reasons: "示例" }]
    expect(judged("growth.newUnit", "notJudged", young(60, 61), { waivers })).toBe("met")
  })

  it("cannot report a year before it began", () => {
    expect(judged("growth.newUnit", "knownYears", young(59, 60, 61))).toBe("InvalidParticulars,NotCompetent,WrongState")
  })
})

describe("readings of what a form may say", () => {
  it("operation.beforeRegistration=refuse: a platform cannot have begun before its unit was registered", () => {
    const law = interpreted(prolonged, "operation.beforeRegistration", "refuse")
    expect(codes([town.apply(on, since("2015-01-01", "2015-01-01"))], law)).toEqual([])
    expect(codes([town.apply(on, since("2014-12-31", "2015-01-01"))], law)).toEqual(["InvalidParticulars"])
  })

  it("operation.beforeRegistration=allowed: a platform may have begun before its unit was registered", () => {
    const law = interpreted(prolonged, "operation.beforeRegistration", "allowed")
    expect(codes([town.apply(on, since("2014-12-31", "2015-01-01"))], law)).toEqual([])
  })

  it("art_5__para_1__point_3: facilities and instruments may be the same assets", () => {
    expect(codes([town.apply(on, withBasic({ facilitiesAndSoftware: 8000, instruments: 8000 }))])).toEqual([])
  })
})

describe("readings of the waiver", () => {
  const condition = "art_5__para_1__point_3#staff" as const
  const staffOf = (staff: number) =>
    withBasic({ staff, qualifiedStaff: { diplomaOnly: staff, titleOnly: 0, diplomaAndTitle: 0 } })
  const waived = (relaxedTo: number) => ({ waivers: [{ condition, relaxedTo, reasons: "示例" }] })
  const proposed = (option: string, relaxedTo: number): string =>
    judged("waiver.depth", option, staffOf(relaxedTo), waived(relaxedTo))

  it("waiver.depth=unbounded: one person of ten is enough with a waiver, but not without", () => {
    expect(proposed("unbounded", 1)).toBe("met")
    expect(judged("waiver.depth", "unbounded", staffOf(1))).toBe(no)
  })

  it.each([
    [80, 8, 7],
    [50, 5, 4],
    [71, 8, 7],
  ])("waiver.depth=floor(%i): %i of ten is met, %i is not", (percent, enough, short) => {
    expect(proposed(`floor(${percent})`, enough)).toBe("met")
    expect(proposed(`floor(${percent})`, short)).toBe("WaiverNotAllowed")
  })

  const poor = [town.apply(on, staffOf(8)), town.recommend(day("2020-12-08"), waived(8))]
  const grants = (option: string, given: SampleFindings): ReadonlyArray<string> =>
    codes([...poor, town.certify(day("2020-12-29"), given)], interpreted(prolonged, "waiver.authority", option))

  it("waiver.authority=bureau: the bureau's own waiver is enough to certify, and the county's proposal is not", () => {
    expect(grants("bureau", waived(8))).toEqual([])
    expect(grants("bureau", {})).toEqual([no])
  })

  it("waiver.authority=county: the county's waiver is enough to certify, and a waiver of the bureau is refused", () => {
    expect(grants("county", {})).toEqual([])
    expect(grants("county", waived(8))).toEqual(["WaiverNotAllowed"])
  })
})

describe("readings of the application", () => {
  const none = (option: string) =>
    codes(
      [
        town.apply(
          on,
          {},
          {
            ...fullDossier,
            otherEvidence: { status: "declaredNone", reason: "示例" },
          },
        ),
      ],
      interpreted(prolonged, "materials.none", option),
    )
  const whole = (option: string) => codes([town.apply(on)], interpreted(prolonged, "materials.none", option))

  it("materials.none=declareNone: a material may be declared none with a reason", () => {
    expect(none("declareNone")).toEqual([])
    expect(whole("declareNone")).toEqual([])
  })

  it("materials.none=required: no material may be declared none", () => {
    expect(none("required")).toEqual(["DossierIncomplete"])
    expect(whole("required")).toEqual([])
  })

  it("application.route=countyOnly: only a county's recommendation leads to a certification", () => {
    const certify: Attempt = town.certify(day("2020-12-29"))
    expect(codes([...recommended, certify])).toEqual([])
    expect(codes([...applied, certify])).toEqual(["WrongState"])
    const itself = { ...town.recommend(day("2020-12-08")), actor: town.bureau }
    expect(refusals([...applied, itself])).toMatchObject([{ code: "NotCompetent" }])
    expect(lastEvent(applied).readings).toMatchObject({ "application.route": "countyOnly" })
  })
})
