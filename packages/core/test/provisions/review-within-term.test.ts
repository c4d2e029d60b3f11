/** Art. 13: a title with a term is always reviewed before it ends, whatever its text says of terms and reviews. */
import { fc, test } from "@fast-check/vitest"
import { interpreted, prolonged } from "@shifan/testkit"
import { describe, expect } from "vitest"
import { plusDays, ruleStatusOn, yearOf, type Regulation } from "../../src/index.js"
import { comesWithinTerm, reviewPeriod } from "../../src/aggregates/designation/review-period.js"
import { lastDayOfTerm } from "../../src/kernel/lifecycle.js"
import { defaultReadings } from "../../src/law/index.js"
import { faultsOfRegulation, qinhuangdao2020 } from "../../src/regulations/index.js"
import { certified, day, titleOf } from "../unit-scenario.js"

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
