import { describe, expect, it } from "vitest"
import {
  civilDate as day,
  type ConditionId,
  type FindingMade,
  type Regulation,
  type RegulationDraft,
} from "@shifan/core"
import { explain } from "@shifan/core/messages"
import { faultsOfRegulation, observationsOnRegulation } from "@shifan/core/regulations"
import {
  applicableLawFor,
  document,
  historyOf,
  samplesFor,
  stateAfter,
  unit,
  type Attempt,
  type History,
  type Samples,
} from "@shifan/testkit"
import { miit2017, tongling, wuhu } from "../src/index.js"
import { invented } from "./invented.ts"

const faults = (regulation: RegulationDraft): ReadonlyArray<string> =>
  faultsOfRegulation(regulation).map(({ code, place }) => `${code} ${place}`)

/** As listed in the README. */
const unknown = {
  documentNumber: "PartMissing documentNumber",
  territory: "PartMissing territory",
  firstDay: "PartMissing firstDay",
  validityYears: "PartMissing validityYears",
  materials: "PartMissing materials",
  revocationWords: "PartMissing revocationWords",
  legalPersonsOnly: "PartMissing lifecycle.legalPersonsOnly",
  counties: "EmptyList territory.counties",
  articles: "ProvisionWithoutText conditions",
  articleOfExperts: "ProvisionWithoutText own.steps.expertReview",
} as const

describe("the faults of the three texts are exactly what is not known of them", () => {
  const everywhere = [
    unknown.firstDay,
    unknown.validityYears,
    unknown.materials,
    unknown.revocationWords,
    unknown.legalPersonsOnly,
    unknown.articles,
  ]

  it.each([
    ["wuhu", wuhu, [...everywhere, unknown.documentNumber, unknown.counties, unknown.articleOfExperts]],
    ["tongling", tongling, [...everywhere, unknown.documentNumber, unknown.counties]],
    ["miit2017", miit2017, [...everywhere, unknown.territory, unknown.articleOfExperts]],
  ] as const)("%s", (_, regulation, expected) => {
    expect([...new Set(faults(regulation))].toSorted()).toEqual([...expected].toSorted())
    expect(observationsOnRegulation(regulation).filter(({ code }) => code !== "CitationMissing")).toEqual([])
  })
})

const law = (regulation: Regulation) =>
  applicableLawFor(regulation, regulation.firstDay, [2021, 2022, 2023, 2024, 2025])

const historyAfter = (regulation: Regulation, attempts: ReadonlyArray<Attempt>): History =>
  historyOf(unit, law(regulation), attempts)

const codesOf = ({ refusals }: History): ReadonlyArray<string> => refusals.flatMap((all) => all.map(({ code }) => code))

/** Values of the national regulation that no form contains. Three of its five services are findings, and one suffices. */
const ownFigures: ReadonlyArray<ConditionId> = [
  "art_0__para_1#staff",
  "art_0__para_1#qualifiedStaff",
  "art_0__para_1#aggregatedServices",
  "art_0__para_1#publicWelfare",
]

/** The county's recommendation, with a finding for each figure that no form contains. */
const recommendFinding = (attempt: Attempt, met: ReadonlyArray<ConditionId>): Attempt => {
  const { command } = attempt
  if (command.type !== "Recommend") throw new Error(`expected a recommendation, got ${command.type}`)
  const findings: ReadonlyArray<FindingMade> = [
    ...command.data.findings,
    ...met.map((condition) => ({ condition, met: true, reasons: "示例" })),
  ]
  return { ...attempt, command: { ...command, data: { ...command.data, findings } } }
}

const reviewedByExperts = (town: Samples, on: string, outcome: "passed" | "notPassed" = "passed"): Attempt =>
  town.act(town.bureau, day(on), "TakeStep", { step: "expertReview", takenOn: day(on), outcome, document })

describe("the national text, completed with invented parts", () => {
  const regulation = invented(miit2017)
  const town = samplesFor(regulation, unit)
  const form = town.form(day("2021-03-01"))
  const large = {
    basic: { ...form.basic, totalAssets: 3_000_000_00 },
    operation: form.operation.map((row, i) => ({ ...row, smesServed: 150 + i, visits: 300 + i })),
  }
  const application = town.apply(day("2021-03-01"), large)
  const recommendation = recommendFinding(town.recommend(day("2021-03-10")), ownFigures)
  const notice = town.act(town.bureau, day("2021-03-20"), "PublishNotice", {
    opensOn: day("2021-03-20"),
    closesOn: day("2021-03-26"),
    number: "示例公示1号",
    address: "https://example.cn/notice",
  })
  const experts = reviewedByExperts(town, "2021-03-15")
  const certified = [application, recommendation, experts, notice, town.certify(day("2021-03-27"))]

  it("has no faults", () => {
    expect(faults(regulation)).toEqual([])
  })

  it("requires an official's finding in place of a figure that no form contains", () => {
    const withoutFindings = historyAfter(regulation, [application, town.recommend(day("2021-03-10"))])
    expect(withoutFindings.refusals[0]).toMatchObject([
      { code: "FigureMissing", conditions: expect.arrayContaining([...ownFigures]) },
    ])
    expect(codesOf(historyAfter(regulation, [application, recommendation]))).toEqual([])
  })

  it("leads to certification only after a notice and experts, for three calendar years", () => {
    expect(codesOf(historyAfter(regulation, [application, recommendation, town.certify(day("2021-03-27"))]))).toEqual([
      "NoticeNotOver",
      "StepMissing",
    ])
    const { phase } = stateAfter(historyAfter(regulation, certified))
    expect(phase).toMatchObject({ _tag: "certified", title: { validUntil: "2023-12-31" } })
  })

  it("has no review, but allows a new application once the title has expired", () => {
    const filed = historyAfter(regulation, [...certified, town.fileReview(day("2023-03-01"))])
    expect(filed.refusals[0]).toMatchObject([{ code: "ReviewNotProvided", provisions: ["art_23"] }])
    for (const refusal of filed.refusals.flat()) expect(explain(refusal, regulation).remedy.en).toContain("application")
    const again = (on: string) => {
      const years = day(on).slice(0, 4)
      const operation = town.form(day(on)).operation.map((row, i) => ({ ...row, smesServed: 150 + i, visits: 300 + i }))
      return historyAfter(regulation, [...certified, town.apply(day(`${years}-12-15`), { ...large, operation })])
    }
    expect(codesOf(again("2023-12-15"))).toEqual(["WrongState"])
    expect(codesOf(again("2024-12-15"))).toEqual([])
  })
})

describe("Wuhu's text, completed with invented parts", () => {
  const regulation = invented(wuhu)
  const town = samplesFor(regulation, unit)
  const form = town.form(day("2021-03-01"))
  const application = town.apply(day("2021-03-01"), {
    operation: form.operation.map((row, i) => ({ ...row, smesServed: 58 + i, visits: 100 + i })),
  })
  const found: ReadonlyArray<ConditionId> = ["art_0__para_1#aggregatedServices", "art_0__para_1#publicWelfare"]
  const recommendation = recommendFinding(town.recommend(day("2021-03-10")), found)
  const noticeUntil = (closesOn: string) =>
    town.act(town.bureau, day("2021-03-22"), "PublishNotice", {
      opensOn: day("2021-03-22"),
      closesOn: day(closesOn),
      number: "示例公示1号",
      address: "https://example.cn/notice",
    })

  it("has no faults", () => {
    expect(faults(regulation)).toEqual([])
  })

  it("keeps the notice open for at least five days", () => {
    const before = [application, recommendation, reviewedByExperts(town, "2021-03-15")]
    expect(codesOf(historyAfter(regulation, [...before, noticeUntil("2021-03-25")]))).toEqual(["InvalidParticulars"])
    const whole = [...before, noticeUntil("2021-03-26")]
    expect(codesOf(historyAfter(regulation, [...whole, town.certify(day("2021-03-26"))]))).toEqual(["NoticeNotOver"])
    expect(codesOf(historyAfter(regulation, [...whole, town.certify(day("2021-03-27"))]))).toEqual([])
  })

  it("leads to certification only after a favourable review by experts", () => {
    const notice = noticeUntil("2021-03-26")
    const certify = town.certify(day("2021-03-27"))
    expect(codesOf(historyAfter(regulation, [application, recommendation, notice, certify]))).toEqual(["StepMissing"])
    const against = reviewedByExperts(town, "2021-03-15", "notPassed")
    expect(codesOf(historyAfter(regulation, [application, recommendation, against, notice, certify]))).toEqual([
      "StepMissing",
    ])
  })
})

describe("Tongling's text, completed with invented parts", () => {
  const regulation = invented(tongling)
  const town = samplesFor(regulation, unit)
  const form = town.form(day("2021-03-01"))
  const applied = (visits: number) =>
    town.apply(day("2021-03-01"), {
      operation: form.operation.map((row, i) => ({
        ...row,
        smesServed: 10,
        smesWithAgreement: 5,
        visits: visits - 2 + i,
      })),
    })
  const recommendation = recommendFinding(town.recommend(day("2021-03-10")), [
    "art_0__para_1#staff",
    "art_0__para_1#qualifiedStaff",
  ])

  it("has no faults", () => {
    expect(faults(regulation)).toEqual([])
  })

  it("counts visits instead of enterprises", () => {
    expect(codesOf(historyAfter(regulation, [applied(80), recommendation]))).toEqual([])
    expect(codesOf(historyAfter(regulation, [applied(79), recommendation]))).toEqual(["ConditionsNotMet"])
  })
})
