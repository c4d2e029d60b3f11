import { fc, test } from "@fast-check/vitest"
import { announcementOn, asEnacted, document, interpreted, prolonged, reasons } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import {
  plusDays,
  ruleStatusOn,
  titlesHeld,
  yearOf,
  type ApplicableLaw,
  type CivilDate,
  type Duty,
  type ReadingId,
  type Rule,
} from "../../src/index.js"
import { dutiesOf, yearlyCheckDuties } from "../../src/aggregates/index.js"
import { certified, codes, day, recommended, stateOf, titleOf, town } from "../unit-scenario.js"

const under = (reading: ReadingId, option: string, law: ApplicableLaw = prolonged): ApplicableLaw =>
  interpreted(law, reading, option)

const ruleOn = (law: ApplicableLaw, on: CivilDate): Rule => {
  const status = ruleStatusOn(law, on)
  if (status._tag === "NoRule") throw new Error("no rule")
  return status.rule
}

const duties = (law: ApplicableLaw, on: CivilDate, attempts = certified): ReadonlyArray<Duty> =>
  dutiesOf(titleOf(attempts, law), ruleOn(law, on), law, on)

const summary = (year: number, on: CivilDate) => town.act(town.us, on, "FileAnnualSummary", { year, document })

const check = (on: string, falsificationFound = false) =>
  town.act(town.bureau, day(on), "SpotCheck", { regular: true, findings: "示例", falsificationFound, evidence: [] })

describe("a unit's duty", () => {
  const law = fc.constantFrom(
    prolonged,
    under("review.due", "anniversary"),
    under("summary.due", "endOfYear"),
    under("review.due", "anniversary", under("summary.due", "endOfYear")),
  )

  test.prop([law, fc.integer({ min: 0, max: 1800 }), fc.nat(400)])(
    "art_12__para_1, art_13__para_1: can be fulfilled on every day until it is due",
    (of, after, more) => {
      const on = plusDays(day("2020-12-29"), after)
      for (const { duty, owedBy, opensOn, dueOn } of duties(of, on)) {
        if (owedBy !== "unit" || dueOn < on || (opensOn !== null && opensOn > on)) continue
        const later = plusDays(on, more)
        const doneOn = later < dueOn ? later : dueOn
        const year = yearOf(dueOn) - (of === prolonged ? 1 : 0)
        const done = duty === "review" ? town.fileReview(doneOn) : summary(Math.min(year, yearOf(doneOn)), doneOn)
        expect(codes([...certified, done], of)).toEqual([])
      }
    },
  )

  test.prop([law, fc.integer({ min: 0, max: 1800 })])(
    "art_13__para_1: must be overdue before the county can report that no review was filed",
    (of, after) => {
      const on = plusDays(day("2020-12-29"), after)
      const review = duties(of, on).find(({ duty }) => duty === "review")
      const refused = codes([...certified, town.assessReview(on, null)], of).includes("ReviewNotDue")
      expect(refused).toBe(review === undefined || !review.overdue)
    },
  )
})

describe("reading summary.due", () => {
  const due = (option: string, on: string) =>
    duties(under("summary.due", option), day(on)).flatMap(({ duty, dueOn, overdue }) =>
      duty === "annualSummary" ? [[dueOn, overdue]] : [],
    )

  it("summary.due=endOfNextYear: the summary of a year is owed during the next year", () => {
    expect(due("endOfNextYear", "2020-12-31")).toEqual([])
    expect(due("endOfNextYear", "2021-12-31")).toEqual([["2021-12-31", false]])
    expect(due("endOfNextYear", "2022-01-01")).toEqual([
      ["2021-12-31", true],
      ["2022-12-31", false],
    ])
  })

  it("summary.due=endOfYear: the summary of a year is owed by its own end", () => {
    expect(due("endOfYear", "2020-12-31")).toEqual([["2020-12-31", false]])
    expect(due("endOfYear", "2021-01-01")).toEqual([
      ["2020-12-31", true],
      ["2021-12-31", false],
    ])
  })
})

describe("reading spotCheck.scope", () => {
  const titles = [titleOf([...certified, check("2021-05-01")]), titleOf(certified)]

  it("spotCheck.scope=somePlatforms: a check of any platform is enough for the year", () => {
    const rule = ruleOn(under("spotCheck.scope", "somePlatforms"), day("2022-06-30"))
    expect(yearlyCheckDuties(titles, rule, day("2022-06-30")).map(({ dueOn }) => dueOn)).toEqual(["2022-12-31"])
  })

  it("art_14__para_1: a check counts for its year even if the platform has lost its title and applied again", () => {
    const lost = [
      ...certified,
      check("2021-05-01", true),
      town.act(town.bureau, day("2021-06-01"), "Revoke", { restsOn: 3, reasons }),
    ]
    const held = titlesHeld(stateOf([...lost, town.apply(day("2021-09-10"))]))
    const rule = ruleOn(prolonged, day("2022-06-30"))
    expect(yearlyCheckDuties(held, rule, day("2022-06-30")).map(({ dueOn }) => dueOn)).toEqual(["2022-12-31"])
  })

  it("spotCheck.scope=everyPlatform: each platform must be checked each year", () => {
    const law = under("spotCheck.scope", "everyPlatform")
    expect(yearlyCheckDuties(titles, ruleOn(law, day("2022-06-30")), day("2022-06-30"))).toEqual([])
    const owed = (attempts: typeof certified) =>
      duties(law, day("2021-12-31"), attempts).flatMap(({ duty, dueOn }) => (duty === "spotCheck" ? [dueOn] : []))
    expect(owed([...certified, check("2021-05-01")])).toEqual([])
    expect(owed(certified)).toEqual(["2021-12-31"])
  })
})

describe("reading announcement.falsification", () => {
  const revoke = (announced: boolean) =>
    town.act(town.bureau, day("2021-06-01"), "Revoke", {
      restsOn: 3,
      reasons,
      ...(announced ? { announcement: announcementOn(day("2021-06-01")) } : {}),
    })
  const found = [...certified, check("2021-05-01", true)]

  it("announcement.falsification=recordIfPublished: a revocation is accepted with or without an announcement", () => {
    const law = under("announcement.falsification", "recordIfPublished")
    for (const announced of [true, false]) expect(codes([...found, revoke(announced)], law)).toEqual([])
  })

  it("announcement.falsification=required: a revocation needs an announcement", () => {
    const law = under("announcement.falsification", "required")
    expect(codes([...found, revoke(false)], law)).toEqual(["AnnouncementMissing"])
    expect(codes([...found, revoke(true)], law)).toEqual([])
  })
})

describe("reading instrument.formalities", () => {
  const later = day("2022-11-14")
  const appraisal = { date: later, members: ["PS-01"], opinion: "示例" }
  const formalities = [
    [...recommended, town.act(town.bureau, later, "DeclineCertification", { appraisal, findings: [], reasons })],
    [town.apply(day("2020-12-01")), town.act(town.county, later, "DeclineRecommendation", { reasons })],
    [...certified, town.act(town.bureau, later, "AwardPlaque", { awardedOn: later })],
    [...certified, summary(2021, later)],
  ]

  it("instrument.formalities=allowed: acts that grant nothing new remain possible after the text has lapsed", () => {
    const law = under("instrument.formalities", "allowed", asEnacted)
    for (const attempts of formalities) expect(codes(attempts, law)).toEqual([])
    expect(codes([...recommended, town.certify(later)], law)).toEqual(["NoRuleInForce"])
    expect(codes([...recommended, town.act(town.us, later, "Withdraw", { reason: "示例" })], law)).toEqual([])
  })

  it("instrument.formalities=refuse: formalities are refused after the text has lapsed, but a case can be withdrawn", () => {
    const law = under("instrument.formalities", "refuse", asEnacted)
    for (const attempts of formalities) expect(codes(attempts, law)).toEqual(["NoRuleInForce"])
    expect(codes([...recommended, town.act(town.us, later, "Withdraw", { reason: "示例" })], law)).toEqual([])
  })
})
