/** What county and bureau find, decide and write in the attempts on a unit: lawful, or short of it. */
import fc from "fast-check"
import type { ApplicationForm, CivilDate, CommandOf, Sealed } from "@shifan/core"
import { findings, waivers } from "../arbitraries/official-findings.js"
import { announcementOn, countyAssessment, recommendationForm, survey } from "./samples.js"

type DivisionCode = ApplicationForm<Sealed>["countyOrDistrict"]

const satisfaction = fc.constantFrom(9000, 8000, 7999).map(survey)

export const reasons: fc.Arbitrary<CommandOf<"DeclineRecommendation">["data"]["reasons"]> = fc.constantFrom(
  [{ provision: "art_5__para_1" as const, text: "示例" }],
  [],
)

export const recommending = (
  operatingUnitName: string,
  county: DivisionCode,
  on: CivilDate,
): fc.Arbitrary<CommandOf<"Recommend">["data"]> => {
  const recommendation = {
    form: fc.constant(recommendationForm(operatingUnitName, county, on)),
    satisfaction,
    findings,
    waiversProposed: waivers,
  }
  return fc.oneof(
    { weight: 5, arbitrary: fc.record(recommendation) },
    { weight: 1, arbitrary: fc.record({ ...recommendation, measurements }) },
  )
}

/** What the county counts itself: enough, or not. */
const measurements = fc.constantFrom(49, 90).map((value) => [
  {
    figure: "served.y0.enterprises" as const,
    value,
    assessmentMethod: "示例",
    assessmentScope: "示例",
    sampleSize: 30,
  },
])

const appraisal = (on: CivilDate) => ({ date: on, members: ["PS-01"], opinion: "示例" })

export const certifying = (on: CivilDate): fc.Arbitrary<CommandOf<"Certify">["data"]> =>
  fc.record({
    certificateNumber: fc.constant("示例-1"),
    appraisal: fc.constant(appraisal(on)),
    findings: fc.constant([]),
    waivers,
  })

export const declining = (on: CivilDate): fc.Arbitrary<CommandOf<"DeclineCertification">["data"]> =>
  fc.record({ appraisal: fc.constant(appraisal(on)), findings: fc.constant([]), reasons })

export const checking: fc.Arbitrary<CommandOf<"SpotCheck">["data"]> = fc.record({
  regular: fc.boolean(),
  findings: fc.constant("示例"),
  falsificationFound: fc.boolean(),
  evidence: fc.constant([]),
})

export const revoking = (on: CivilDate): fc.Arbitrary<CommandOf<"Revoke">["data"]> =>
  fc.record({ announcement: fc.constant(announcementOn(on)), restsOn: fc.integer({ min: 3, max: 7 }), reasons })

export const assessing = (on: CivilDate): fc.Arbitrary<CommandOf<"AssessReview">["data"]> => {
  const assessed = { assessment: fc.constantFrom(countyAssessment(on, 9000), countyAssessment(on, 7999)), findings }
  return fc.oneof(
    { weight: 3, arbitrary: fc.record(assessed) },
    { weight: 1, arbitrary: fc.record({ ...assessed, waiversProposed: waivers }) },
    { weight: 4, arbitrary: fc.constant({ assessment: null, findings: [] }) },
  )
}

export const concluding = (on: CivilDate): fc.Arbitrary<CommandOf<"ConcludeReview">["data"]> => {
  const conclusion = { reasons, findings: fc.constant([]), waivers }
  return fc.oneof(
    fc.record({ ...conclusion, outcome: fc.constant("confirmed" as const) }),
    fc.record({
      ...conclusion,
      outcome: fc.constant("failed" as const),
      announcement: fc.constant(announcementOn(on)),
    }),
  )
}
