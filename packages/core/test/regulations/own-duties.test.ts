import {
  applicableLawFor,
  document,
  historyOf,
  interpreted,
  samplesFor,
  stateAfter,
  unit,
  type Attempt,
} from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { dutiesOf, yearlyCheckDuties } from "../../src/aggregates/index.js"
import {
  civilDate as day,
  ruleStatusOn,
  type ApplicableLaw,
  type CivilDate,
  type Duties,
  type Regulation,
  type Rule,
  type Title,
} from "../../src/index.js"
import { faultsOfRegulation, qinhuangdao2020 } from "../../src/regulations/index.js"

const { duties: _, ...silent } = qinhuangdao2020

const regulationWith = (duties: Duties | undefined, change: Partial<Regulation> = {}): Regulation => ({
  ...silent,
  id: "own-duties",
  validityYears: 10,
  ...(duties === undefined ? {} : { duties }),
  ...change,
})

const samples = samplesFor(qinhuangdao2020, unit)
const certified: ReadonlyArray<Attempt> = [
  samples.apply(day("2021-03-01")),
  samples.recommend(day("2021-03-10")),
  samples.certify(day("2021-03-20")),
]

const titleAfter = (law: ApplicableLaw, attempts: ReadonlyArray<Attempt>): Title => {
  const { phase } = stateAfter(historyOf(unit, law, attempts))
  if (phase._tag !== "certified") throw new Error(phase._tag)
  return phase.title
}

const ruleOn = (law: ApplicableLaw, on: CivilDate): Rule => {
  const status = ruleStatusOn(law, on)
  if (status._tag === "NoRule") throw new Error("no rule")
  return status.rule
}

const owed = (law: ApplicableLaw, on: CivilDate, more: ReadonlyArray<Attempt> = []): ReadonlyArray<string> => {
  const title = titleAfter(law, [...certified, ...more])
  const rule = ruleOn(law, on)
  return [...dutiesOf(title, rule, law, on), ...yearlyCheckDuties([title], rule, on)].map(
    ({ duty, dueOn, overdue }) => `${duty} ${dueOn}${overdue ? " overdue" : ""}`,
  )
}

const lawOf = (regulation: Regulation): ApplicableLaw => applicableLawFor(regulation, day("2020-11-12"), [2021, 2022])

describe("duties that a regulation declares", () => {
  it("are the summary and the check of arts. 12 and 14 if the text has them, and neither if it is silent", () => {
    const on = day("2022-06-30")
    const both = lawOf(regulationWith({ annualSummary: {}, spotCheck: {} }))
    expect(owed(both, on)).toEqual(["call 2024-12-31", "annualSummary 2022-12-31", "spotCheck 2022-12-31"])
    expect(owed(lawOf(regulationWith(undefined)), on)).toEqual(["call 2024-12-31"])
    expect(owed(lawOf(regulationWith({ spotCheck: {} })), on)).toEqual(["call 2024-12-31", "spotCheck 2022-12-31"])
  })

  it("are due by the day that the text names, whatever the reading, and overdue on the next day", () => {
    const law = lawOf(
      regulationWith({ annualSummary: { dueBy: { month: 1, day: 31 } } }, { lifecycle: { legalPersonsOnly: true } }),
    )
    expect(owed(law, day("2021-12-31"))).toEqual([])
    expect(owed(law, day("2022-01-31"))).toEqual(["annualSummary 2022-01-31"])
    expect(owed(law, day("2022-02-01"))).toEqual(["annualSummary 2022-01-31 overdue"])
    const byReading = interpreted(law, "summary.due", "endOfYear")
    expect(owed(byReading, day("2022-01-31"))).toEqual(["annualSummary 2022-01-31"])
    const filed = samples.act(samples.us, day("2022-01-31"), "FileAnnualSummary", { year: 2021, document })
    expect(owed(law, day("2022-02-01"), [filed])).toEqual([])
  })

  it("are due on the last day of February if the text names 30 February", () => {
    const law = lawOf(
      regulationWith({ annualSummary: { dueBy: { month: 2, day: 30 } } }, { lifecycle: { legalPersonsOnly: true } }),
    )
    expect(owed(law, day("2022-02-01"))).toEqual(["annualSummary 2022-02-28"])
  })

  it("concern every platform or some platforms as the text says, whatever the reading", () => {
    const on = day("2022-06-30")
    const every = lawOf(
      regulationWith({ spotCheck: { of: "everyPlatform" } }, { lifecycle: { legalPersonsOnly: true } }),
    )
    const title = titleAfter(every, certified)
    expect(dutiesOf(title, ruleOn(every, on), every, on).map(({ duty }) => duty)).toEqual(["spotCheck"])
    expect(yearlyCheckDuties([title], ruleOn(every, on), on)).toEqual([])
    const some = lawOf(
      regulationWith(
        { spotCheck: { of: "somePlatforms" } },
        { lifecycle: { legalPersonsOnly: true }, readings: { ...silent.readings, "spotCheck.scope": "everyPlatform" } },
      ),
    )
    expect(dutiesOf(title, ruleOn(some, on), some, on)).toEqual([])
    expect(yearlyCheckDuties([title], ruleOn(some, on), on).map(({ duty }) => duty)).toEqual(["spotCheck"])
  })

  it("are a fault of the text if their due day does not exist", () => {
    const places = (month: number, date: number) =>
      faultsOfRegulation(regulationWith({ annualSummary: { dueBy: { month, day: date } } })).map(({ place }) => place)
    expect(places(1, 31)).toEqual([])
    expect(places(13, 1)).toEqual(["duties.annualSummary.dueBy.month"])
    expect(places(0, 32)).toEqual(["duties.annualSummary.dueBy.month", "duties.annualSummary.dueBy.day"])
  })
})

describe("what a title owes, by reading duties.text", () => {
  const older = regulationWith(
    { annualSummary: {} },
    { id: "older", lifecycle: { legalPersonsOnly: true, reviewEveryYears: 2 }, validityYears: 1 },
  )
  const newer = regulationWith(
    { spotCheck: { of: "everyPlatform" } },
    { id: "newer", lifecycle: { legalPersonsOnly: true }, firstDay: day("2021-11-13") },
  )

  /** The older text until 2021-11-12, then the newer one. */
  const law = (option: string): ApplicableLaw => {
    const before = applicableLawFor(older, day("2020-11-12"), [2021, 2022, 2023])
    const after = applicableLawFor(newer, day("2021-11-13"), [])
    const both = {
      ...before,
      library: [older, newer],
      instruments: [...before.instruments, ...after.instruments.map((one) => ({ ...one, slug: "newer" }))],
    }
    const interpretations = [{ reading: "duties.text" as const, option, appliesFrom: day("2020-11-12") }]
    return { ...both, instruments: both.instruments.map((one) => ({ ...one, interpretations })) }
  }
  const on = day("2023-06-30")

  it("duties.text=inForceNow: is what the text in force asks", () => {
    expect(ruleOn(law("inForceNow"), on).regulation.id).toBe("newer")
    expect(owed(law("inForceNow"), on)).toEqual(["spotCheck 2022-12-31 overdue", "spotCheck 2023-12-31"])
    const filed = historyOf(unit, law("inForceNow"), [...certified, samples.fileReview(day("2023-03-01"))])
    expect(filed.refusals.flat().map(({ code }) => code)).toEqual(["ReviewNotProvided"])
  })

  it("duties.text=atCertification: is what the text of its certification asked, including its review", () => {
    expect(owed(law("atCertification"), on)).toEqual([
      "review 2023-12-20",
      "annualSummary 2022-12-31 overdue",
      "annualSummary 2023-12-31",
    ])
    const { accepted, refusals } = historyOf(unit, law("atCertification"), [
      ...certified,
      samples.fileReview(day("2023-03-01")),
    ])
    expect(refusals).toEqual([])
    expect(accepted.at(-1)?.batch[0]).toMatchObject({
      type: "ReviewFiled",
      readings: { "duties.text": "atCertification" },
    })
  })

  it("is recorded without the reading if there is only one text", () => {
    const one = applicableLawFor(qinhuangdao2020, day("2020-11-12"), [2021, 2022, 2023, 2024])
    const long = {
      ...one,
      instruments: one.instruments.map((instrument) => ({
        ...instrument,
        validities: instrument.validities.map((validity) => ({ ...validity, until: { years: 9 } })),
      })),
    }
    const { accepted } = historyOf(unit, long, [...certified, samples.fileReview(day("2024-03-01"))])
    expect(accepted.at(-1)?.batch[0]).toMatchObject({ type: "ReviewFiled" })
    expect(accepted.at(-1)?.batch[0].readings).not.toHaveProperty("duties.text")
  })
})
