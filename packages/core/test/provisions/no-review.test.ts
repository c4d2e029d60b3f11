import { describe, expect, it } from "vitest"
import {
  applicableLawFor,
  document,
  historyOf,
  reasons,
  samplesFor,
  stateAfter,
  unit,
  type Attempt,
} from "@shifan/testkit"
import { civilDate as day, ruleStatusOn, type Regulation } from "../../src/index.js"
import { dutiesOf } from "../../src/aggregates/index.js"
import { reviewPeriod } from "../../src/aggregates/designation/review-period.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { explain } from "../../src/messages/index.js"

const { reviewEveryYears: _, ...lifecycle } = qinhuangdao2020.lifecycle
const withoutReview: Regulation = {
  ...qinhuangdao2020,
  lifecycle: { ...lifecycle, term: { years: 5, ends: "calendarYears", from: "certification" } },
  validityYears: 9,
}

/** The same regulation with a review. */
const withReview: Regulation = { ...qinhuangdao2020, validityYears: 9 }

const from = day("2020-11-12")
const town = samplesFor(withoutReview, unit)
const certified = [town.apply(day("2020-12-01")), town.recommend(day("2020-12-08")), town.certify(day("2020-12-29"))]
const lawOf = (regulation: Regulation) => applicableLawFor(regulation, from, [2020, 2021, 2022, 2023, 2024])
const refusalsOf = (attempts: ReadonlyArray<Attempt>, regulation = withoutReview) =>
  historyOf(unit, lawOf(regulation), attempts).refusals.flat()

const onRecord = (regulation: Regulation, on: string) => {
  const law = lawOf(regulation)
  const status = ruleStatusOn(law, day(on))
  const { phase } = stateAfter(historyOf(unit, law, certified))
  if (status._tag !== "InForce" || phase._tag !== "certified") throw new Error(`expected a title in force on ${on}`)
  return { title: phase.title, rule: status.rule, law }
}

describe("a regulation that provides for no review", () => {
  it("refuses the filing of a review, and the report that none was filed", () => {
    const attempts = [town.fileReview(day("2023-09-10")), town.assessReview(day("2024-02-01"), null)]
    for (const attempt of attempts) {
      const refusals = refusalsOf([...certified, attempt])
      expect(refusals.map(({ code }) => code)).toEqual(["ReviewNotProvided"])
      for (const refusal of refusals)
        expect(explain(refusal, withoutReview).sentence.en).toBe("the regulation provides for no review")
    }
    expect(refusalsOf([...certified, town.fileReview(day("2023-09-10"))], withReview)).toEqual([])
  })

  it("refuses every other act of a review", () => {
    const on = day("2024-03-01")
    const attempts = [
      town.concludeReview(on, "confirmed"),
      town.concludeReview(on, "failed"),
      town.assessReview(on),
      town.act(town.bureau, on, "OrderRectification", { until: day("2024-04-01"), reasons }),
      town.act(town.county, on, "RequestSupplement", { wanting: [{ at: "report.basic.staff", text: "示例" }] }),
      town.act(town.bureau, on, "TakeStep", { step: "siteVisit", takenOn: on, outcome: "passed", document }),
      town.act(town.us, on, "SupplementReview", {
        report: town.report(on),
        workSummaries: [document],
        priorYearServiceAccounts: document,
      }),
    ]
    for (const attempt of attempts)
      expect(refusalsOf([...certified, attempt]).map(({ code }) => code)).toEqual(["ReviewNotProvided"])
    const [concluded] = attempts
    expect(concluded && refusalsOf([...certified, concluded], withReview).map(({ code }) => code)).toEqual([
      "ReviewNotAssessed",
    ])
  })

  it("has no review period and no duty about reviews", () => {
    const { title, rule, law } = onRecord(withoutReview, "2024-06-01")
    expect(reviewPeriod(title, rule, law)).toBeUndefined()
    const ofReviews = ["review", "call", "reviewAssessment", "reviewConclusion"]
    const owed = (on: string, regulation: Regulation) => {
      const record = onRecord(regulation, on)
      return dutiesOf(record.title, record.rule, record.law, day(on))
        .map(({ duty }) => duty)
        .filter((duty) => ofReviews.includes(duty))
    }
    for (const on of ["2021-06-01", "2023-12-01", "2024-06-01"]) expect(owed(on, withoutReview)).toEqual([])
    expect(owed("2024-06-01", withReview)).not.toEqual([])
  })
})
