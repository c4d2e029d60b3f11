/** Art. 13: a title with a term is always reviewed before it ends, whatever its text says of terms and reviews. */
import { fc, test } from "@fast-check/vitest"
import { applicableLawFor, interpreted, prolonged } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { plusDays, ruleStatusOn, yearOf, type Regulation } from "../../src/index.js"
import { comesWithinTerm, reviewPeriod } from "../../src/aggregates/designation/review-period.js"
import { lastDayOfTerm } from "../../src/kernel/lifecycle.js"
import { defaultReadings } from "../../src/law/index.js"
import { faultsOfRegulation, qinhuangdao2020 } from "../../src/regulations/index.js"
import { bureauActs, certified, day, recommended, refusals, titleOf, town } from "../unit-scenario.js"

const { lifecycle } = qinhuangdao2020
const title = titleOf(certified)

const anyText = fc
  .record({
    reviewEveryYears: fc.integer({ min: 1, max: 6 }),
    term: fc.record({
      years: fc.integer({ min: 1, max: 6 }),
      ends: fc.constantFrom("correspondingDay", "calendarYears"),
      from: fc.constantFrom("certification", "notice"),
    }),
  })
  .map((change): Regulation => ({ ...qinhuangdao2020, lifecycle: { ...lifecycle, ...change } }))

describe("the review of a title with a term", () => {
  test.prop([anyText, fc.nat(1500), fc.constantFrom("callOfThirdYear", "anniversary"), fc.nat(30)])(
    "is due in the term; and at its own time if, and only if, the text has no fault",
    (text, after, due, notice) => {
      const { reviewEveryYears = 0, term } = text.lifecycle
      if (term === undefined) throw new Error("no term")
      const certifiedOn = plusDays(day("2020-11-12"), after)
      const from = term.from === "notice" ? plusDays(certifiedOn, -notice) : certifiedOn
      const validUntil = lastDayOfTerm(term, from)
      // A term of the calendar year in which the notice closed may be over before the certification.
      fc.pre(certifiedOn <= validUntil)
      const law = { ...interpreted(prolonged, "review.due", due), library: [text], calls: [] }
      const status = ruleStatusOn(law, certifiedOn)
      if (status._tag === "NoRule") throw new Error("no rule")
      const period = reviewPeriod({ ...title, certifiedOn, validUntil }, status.rule, law)
      if (period === undefined) throw new Error("no review")
      const { opensOn, dueOn } = period
      expect((opensOn ?? certifiedOn) <= dueOn && certifiedOn <= dueOn && dueOn <= validUntil).toBe(true)
      const isAtItsTime = comesWithinTerm(reviewEveryYears, term)
      if (!isAtItsTime) expect(yearOf(dueOn)).toBeLessThan(yearOf(certifiedOn) + reviewEveryYears)
      const faults = faultsOfRegulation({ ...text, readings: { ...defaultReadings, "review.due": due } })
      expect(faults.map(({ code }) => code)).toEqual(isAtItsTime ? [] : ["ReviewAfterTerm"])
    },
  )
})

describe("art_9__para_1: a term that counts from the notice", () => {
  const noticeOn = (on: string, closesOn: string) =>
    bureauActs(on, "PublishNotice", {
      opensOn: day(on),
      closesOn: day(closesOn),
      number: "示例公示1号",
      address: "https://example.cn/1",
    })
  const noticed = [...recommended, noticeOn("2020-12-10", "2020-12-16")]
  const under = (ends: "calendarYears" | "correspondingDay") =>
    applicableLawFor(
      { ...qinhuangdao2020, lifecycle: { ...lifecycle, term: { years: 1, ends, from: "notice" } } },
      day("2020-11-12"),
      [2020],
    )

  it.each([
    ["calendarYears", "2020-12-31", "2021-01-01"],
    ["correspondingDay", "2021-12-10", "2021-12-11"],
  ] as const)("is not over when the title is granted (%s)", (ends, last, next) => {
    expect(refusals([...noticed, town.certify(day(last))], under(ends))).toEqual([])
    expect(refusals([...noticed, town.certify(day(next))], under(ends))).toMatchObject([
      { code: "TermIsOver", from: "2020-12-10", validUntil: last },
    ])
    const anew = [...noticed, noticeOn("2021-12-20", "2021-12-26"), town.certify(day("2021-12-27"))]
    expect(refusals(anew, under(ends))).toEqual([])
  })
})
