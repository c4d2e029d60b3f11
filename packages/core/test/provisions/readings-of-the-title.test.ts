import { describe, expect, it } from "vitest"
import { announcementOn, asEnacted, document, interpreted, prolonged, reasons, type Attempt } from "@shifan/testkit"
import { hasExpired, plusDays, ruleStatusOn, yearOf, type ApplicableLaw, type ReadingId } from "../../src/index.js"
import { dutiesOf } from "../../src/aggregates/index.js"
import { plusYears } from "../../src/law/index.js"
import { certified, codes, day, lastEvent, recommended, town, titleOf } from "../unit-scenario.js"

const under = (reading: ReadingId, option: string, regime: ApplicableLaw = prolonged): ApplicableLaw =>
  interpreted(regime, reading, option)

const checked = (found = true): Attempt =>
  town.act(town.bureau, day("2021-05-01"), "SpotCheck", {
    regular: true,
    findings: "示例",
    falsificationFound: found,
    evidence: [],
  })
const revoke = (restsOn: number, heard = false): Attempt =>
  town.act(town.bureau, day("2021-06-01"), "Revoke", {
    restsOn,
    reasons,
    announcement: announcementOn(day("2021-06-01")),
    ...(heard ? { hearing: { heldOn: day("2021-05-20"), record: document } } : {}),
  })
const revoked = [...certified, checked(), revoke(3)]

/** The duties of the title: who owes them, by when, and whether they are overdue. */
const owedBy = (attempts: ReadonlyArray<Attempt>, on: string, law: ApplicableLaw) => {
  const status = ruleStatusOn(law, day(on))
  if (status._tag === "NoRule") throw new Error("no rule")
  return dutiesOf(titleOf(attempts, law), status.rule, law, day(on)).map(
    ({ duty, owedBy: by, dueOn, overdue }) => [duty, by, dueOn, overdue] as const,
  )
}

describe("readings of the instrument", () => {
  const inForce = (option: string, on: string) =>
    ruleStatusOn(under("instrument.lastDay", option, asEnacted), day(on))._tag === "InForce"

  it("instrument.lastDay=correspondingDay: 2022-11-12 is the last day, 2022-11-13 is past it", () => {
    expect([inForce("correspondingDay", "2022-11-12"), inForce("correspondingDay", "2022-11-13")]).toEqual([
      true,
      false,
    ])
  })

  it("instrument.lastDay=dayBefore: 2022-11-11 is the last day, 2022-11-12 is past it", () => {
    expect([inForce("dayBefore", "2022-11-11"), inForce("dayBefore", "2022-11-12")]).toEqual([true, false])
  })

  const review = [...certified, town.fileReview(day("2023-09-10"))]
  const newCase = [town.apply(day("2022-11-13"))]

  it("instrument.afterExpiry=refuse: reviews and applications are refused after the text has lapsed", () => {
    const law = under("instrument.afterExpiry", "refuse", asEnacted)
    expect(codes(review, law)).toEqual(["NoRuleInForce"])
    expect(codes(newCase, law)).toContain("NoRuleInForce")
    expect(codes(review, under("instrument.afterExpiry", "refuse"))).toEqual([])
  })

  it("instrument.afterExpiry=concludeExistingTitles: reviews and checks of titles go on after the text has lapsed, but no applications", () => {
    const law = under("instrument.afterExpiry", "concludeExistingTitles", asEnacted)
    expect(codes(review, law)).toEqual([])
    expect(
      codes(
        [
          ...certified,
          town.act(town.bureau, day("2022-11-13"), "SpotCheck", {
            regular: true,
            findings: "示例",
            falsificationFound: false,
            evidence: [],
          }),
        ],
        law,
      ),
    ).toEqual([])
    expect(codes(newCase, law)).toContain("NoRuleInForce")
    expect(codes([...recommended, town.certify(day("2022-11-13"))], law)).toEqual(["NoRuleInForce"])
  })

  it("instrument.applicable=decisionDate: a case is decided under the text of that day, so not after the text's last day", () => {
    const law = under("instrument.applicable", "decisionDate", asEnacted)
    expect(codes([...recommended, town.certify(day("2022-11-12"))], law)).toEqual([])
    expect(codes([...recommended, town.certify(day("2022-11-13"))], law)).toEqual(["NoRuleInForce"])
  })

  it("instrument.applicable=applicationDate: a case is decided under the text of its filing day, and needs one then", () => {
    const law = under("instrument.applicable", "applicationDate", asEnacted)
    expect(codes([...recommended, town.certify(day("2022-11-13"))], law)).toEqual([])
    expect(lastEvent([...recommended, town.certify(day("2022-11-13"))], law).rule).toMatchObject({ version: 1 })
    expect(codes(newCase, law)).toContain("NoRuleInForce")
  })
})

describe("readings of the title's term", () => {
  it("title.term=none: the title has no last day", () => {
    const title = titleOf(certified, under("title.term", "none"))
    expect(title.validUntil).toBeNull()
    expect(hasExpired(title, day("2099-01-01"))).toBe(false)
  })

  it("title.term=threeYears: the title has a last day, and expires on the next day", () => {
    const title = titleOf(certified, under("title.term", "threeYears"))
    expect(title.validUntil).toBe("2023-12-29")
    expect([hasExpired(title, day("2023-12-29")), hasExpired(title, day("2023-12-30"))]).toEqual([false, true])
  })

  it("title.term=threeYears: its review is filed in the last year of the term, with or without a call", () => {
    const law = under("title.term", "threeYears")
    const late = [town.apply(day("2020-12-01")), town.recommend(day("2020-12-08")), town.certify(day("2021-03-01"))]
    const filed = (on: string) => codes([...late, town.fileReview(day(on))], law)
    expect([filed("2023-03-01"), filed("2024-03-02")]).toEqual([["ReviewNotDue"], ["WrongState"]])
    expect([filed("2023-03-02"), filed("2023-09-01"), filed("2024-03-01")]).toEqual([[], [], []])
    expect(owedBy(late, "2023-06-01", law)).toContainEqual(["review", "unit", "2024-03-01", false])
  })
})

describe("readings of the review", () => {
  const filing = (on: string) => [...certified, town.fileReview(day(on))]

  it("review.due=callOfThirdYear: the review is filed with the call of 2023, not with that of 2022", () => {
    const law = under("review.due", "callOfThirdYear")
    expect(codes(filing("2023-09-01"), law)).toEqual([])
    expect(codes(filing("2022-12-20"), law)).toEqual(["ReviewNotDue"])
  })

  it("review.due=anniversary: the review is filed from the year of the anniversary on, with or without a call, and missing only after the anniversary", () => {
    const law = under("review.due", "anniversary")
    expect(codes(filing("2022-12-31"), law)).toEqual(["ReviewNotDue"])
    for (const on of ["2023-01-01", "2023-12-29", "2023-12-30", "2024-06-01"])
      expect(codes(filing(on), law)).toEqual([])
    const nothingFiled = (on: string) => [...certified, town.assessReview(day(on), null)]
    expect(codes(nothingFiled("2023-12-29"), law)).toEqual(["ReviewNotDue"])
    expect(codes(nothingFiled("2023-12-30"), law)).toEqual([])
  })

  it("review.completion=endOfYear: the county's assessment and the bureau's conclusion are due by the end of the year", () => {
    const law = under("review.completion", "endOfYear")
    const filed = filing("2023-09-10")
    expect(owedBy(filed, "2024-01-01", law)).toContainEqual(["reviewAssessment", "county", "2023-12-31", true])
    const assessed = [...filed, town.assessReview(day("2023-10-10"))]
    expect(owedBy(assessed, "2023-12-31", law)).toContainEqual(["reviewConclusion", "bureau", "2023-12-31", false])
    expect(owedBy(certified, "2023-12-21", law)).toContainEqual(["reviewAssessment", "county", "2023-12-31", false])
  })

  it("review.completion=none: neither the assessment nor the conclusion is due on any day", () => {
    const law = under("review.completion", "none")
    const names = owedBy([...filing("2023-09-10"), town.assessReview(day("2023-10-10"))], "2024-01-01", law).map(
      ([name]) => name,
    )
    expect(names).not.toContain("reviewConclusion")
    const beforeAssessment = owedBy(filing("2023-09-10"), "2024-01-01", law).map(([name]) => name)
    expect(beforeAssessment).not.toContain("reviewAssessment")
  })

  it("review.due=callOfThirdYear: the bureau owes a call for the review until there is one", () => {
    const law = { ...prolonged, calls: prolonged.calls.filter(({ year }) => year < 2023) }
    expect(owedBy(certified, "2024-01-01", law)).toContainEqual(["call", "bureau", "2023-12-31", true])
    expect(owedBy(certified, "2024-01-01", law).map(([name]) => name)).not.toContain("review")
  })

  it("art_13__para_1: a late review can still be filed, even after the county reported that nothing was filed", () => {
    const late = town.fileReview(day("2024-09-05"))
    const reported = [...certified, town.assessReview(day("2023-12-21"), null)]
    for (const before of [certified, reported])
      expect(
        codes([
          ...before,
          late,
          town.assessReview(day("2024-10-10")),
          town.concludeReview(day("2024-11-10"), "confirmed"),
        ]),
      ).toEqual([])
    expect(owedBy(reported, "2024-01-01", prolonged)).toContainEqual(["review", "unit", "2023-12-20", true])
  })

  const unfiled = [...certified, town.assessReview(day("2023-12-21"), null)]
  const fail = town.concludeReview(day("2023-12-28"), "failed")

  it("review.notFiled=bureauMayFail: a review without a filing may fail once the county has reported it, but not be confirmed", () => {
    const law = under("review.notFiled", "bureauMayFail")
    expect(codes([...unfiled, fail], law)).toEqual([])
    expect(codes([...unfiled, town.concludeReview(day("2023-12-28"), "confirmed")], law)).toEqual(["NothingFiled"])
    expect(codes([...certified, fail], law)).toEqual(["ReviewNotAssessed"])
  })

  it("review.notFiled=flagOnly: a review without a filing cannot fail, while a filed review can", () => {
    const law = under("review.notFiled", "flagOnly")
    expect(codes([...unfiled, fail], law)).toEqual(["NothingFiled"])
    expect(codes([...filing("2023-09-10"), town.assessReview(day("2023-10-10")), fail], law)).toEqual([])
  })

  const condition = "art_5__para_1__point_3#staff" as const
  const weak = (on: string) => ({
    ...town.form(day(on)).basic,
    staff: 8,
    qualifiedStaff: { diplomaOnly: 8, titleOnly: 0, diplomaAndTitle: 0 },
  })
  const waiver = { waivers: [{ condition, relaxedTo: 8, reasons: "示例" }] }
  const withWaiver = [
    town.apply(day("2020-12-01"), { basic: weak("2020-12-01") }),
    town.recommend(day("2020-12-08"), waiver),
    town.certify(day("2020-12-29"), waiver),
    town.fileReview(day("2023-09-10"), { basic: weak("2023-09-10") }),
    town.assessReview(day("2023-10-10")),
  ]
  const confirmed = (option: string, found = {}) =>
    codes([...withWaiver, town.concludeReview(day("2023-11-10"), "confirmed", found)], under("review.standard", option))

  it("review.standard=conditionsInForceNow: an earlier waiver does not count unless it is given anew", () => {
    expect(confirmed("conditionsInForceNow", waiver)).toEqual([])
    expect(confirmed("conditionsInForceNow")).toEqual(["ConditionsNotMet"])
  })

  it("review.standard=conditionsAtCertification: an earlier waiver still counts, but a lower level is not enough", () => {
    expect(confirmed("conditionsAtCertification")).toEqual([])
    const weaker = [
      ...withWaiver.slice(0, 3),
      town.fileReview(day("2023-09-10"), {
        basic: {
          ...weak("2023-09-10"),
          staff: 7,
          qualifiedStaff: { diplomaOnly: 7, titleOnly: 0, diplomaAndTitle: 0 },
        },
      }),
      town.assessReview(day("2023-10-10")),
      town.concludeReview(day("2023-11-10"), "confirmed"),
    ]
    expect(codes(weaker, under("review.standard", "conditionsAtCertification"))).toEqual(["ConditionsNotMet"])
  })
})

describe("readings of the revocation", () => {
  const plaque = town.act(town.bureau, day("2021-01-05"), "AwardPlaque", { awardedOn: day("2021-01-05") })
  const withPlaque = [...certified, plaque, checked(), revoke(4)]

  it("fraud.beforePlaque=titleSuffices: a title can be revoked before or after the plaque, but not before the certification", () => {
    const law = under("fraud.beforePlaque", "titleSuffices")
    expect(codes(revoked, law)).toEqual([])
    expect(codes(withPlaque, law)).toEqual([])
    expect(codes([...recommended, revoke(1)], law)).toEqual(["WrongState"])
  })

  it("fraud.beforePlaque=plaqueRequired: a title can be revoked after the plaque, but not before it", () => {
    const law = under("fraud.beforePlaque", "plaqueRequired")
    expect(codes(withPlaque, law)).toEqual([])
    expect(codes(revoked, law)).toEqual(["PlaqueMissing"])
  })

  it("hearing=recordIfHeld: a title can be revoked with a hearing on record or without one", () => {
    const law = under("hearing", "recordIfHeld")
    expect(codes([...certified, checked(), revoke(3)], law)).toEqual([])
    expect(lastEvent([...certified, checked(), revoke(3, true)], law)).toMatchObject({
      data: { hearing: { heldOn: "2021-05-20" } },
    })
  })

  it("hearing=required: a title cannot be revoked without a hearing, even for a failed review", () => {
    const law = under("hearing", "required")
    expect(codes([...certified, checked(), revoke(3, true)], law)).toEqual([])
    expect(codes([...certified, checked(), revoke(3)], law)).toEqual(["HearingMissing"])
    const review = [...certified, town.fileReview(day("2023-09-10")), town.assessReview(day("2023-10-10"))]
    expect(codes([...review, town.concludeReview(day("2023-11-10"), "failed")], law)).toEqual(["HearingMissing"])
  })

  it("revocation.word=verbatim: the word is 撤消 for a failed review and 撤销 for falsification, and neither reaches back", () => {
    const review = [...certified, town.fileReview(day("2023-09-10")), town.assessReview(day("2023-10-10"))]
    const failed = lastEvent([...review, town.concludeReview(day("2023-11-10"), "failed")])
    expect(failed).toMatchObject({ effectiveOn: "2023-11-10", data: { word: "撤消" } })
    expect(lastEvent(revoked)).toMatchObject({ effectiveOn: "2021-06-01", data: { word: "撤销" } })
  })

  const again = (on: string) => [...revoked, town.apply(day(on))]

  it("revocation.reapply=noBar: a unit may apply again in the next call, but not while it has the title", () => {
    const law = under("revocation.reapply", "noBar")
    expect(codes(again("2021-09-01"), law)).toEqual([])
    expect(codes([...certified, town.apply(day("2021-09-01"))], law)).toEqual(["WrongState"])
  })

  it.each([
    [1, "2022-09-01", "2021-12-20"],
    [3, "2024-09-01", "2023-12-20"],
  ])("revocation.reapply=years(%i): a unit may apply again on %s, but not on %s", (n, allowed, barred) => {
    const law = under("revocation.reapply", `years(${n})`)
    expect(codes(again(allowed), law)).toEqual([])
    expect(codes(again(barred), law)).toEqual(["ReapplicationBarred"])
    const lastDay = plusYears(lastEvent(revoked).effectiveOn, n)
    const opened = { year: yearOf(lastDay), window: { opensOn: lastDay, closesOn: plusDays(lastDay, 30) } }
    const withCall = { ...law, calls: [...law.calls.filter(({ year }) => year !== opened.year), opened] }
    expect(codes(again(lastDay), withCall)).toEqual(["ReapplicationBarred"])
    expect(codes(again(plusDays(lastDay, 1)), withCall)).toEqual([])
  })
})
