import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { civilDate as day, decide, hasExpired, nextDay, phaseOn, type Regulation, type Term } from "@shifan/core"
import { announcementOn, everyPrefix, lifecycleLaws, stateAfter } from "@shifan/testkit"
import { secondRegulation } from "../src/regulation.js"
import { atYearEnd, certificationIn, codesOf, historyAfter, notice, refusalsOf, titleOf, town } from "./town.js"

describe("the public notice", () => {
  const before = certificationIn(2021).slice(0, 2)

  it("must precede the certification", () => {
    const refused = historyAfter([...before, town.certify(day("2021-03-27"))])
    expect(refusalsOf(refused)).toMatchObject([
      { code: "NoticeNotOver", days: 7, closesOn: null, provisions: ["art_9__para_1"] },
    ])
  })

  it("is over on the day after its last day", () => {
    const published = notice("2021-03-20", "2021-03-26")
    expect(codesOf(historyAfter([...before, published, town.certify(day("2021-03-26"))]))).toEqual(["NoticeNotOver"])
    expect(codesOf(historyAfter([...before, published, town.certify(day("2021-03-27"))]))).toEqual([])
  })

  it("must last seven days, counting its first and its last", () => {
    expect(codesOf(historyAfter([...before, notice("2021-03-20", "2021-03-25")]))).toEqual(["InvalidParticulars"])
  })
})

describe("a title with a term", () => {
  const withTerm = (term: Term): Regulation => ({
    ...secondRegulation,
    lifecycle: { ...secondRegulation.lifecycle, term },
  })

  it.each<readonly [Term, string]>([
    [{ years: 3, ends: "calendarYears", from: "certification" }, "2023-12-31"],
    [{ years: 3, ends: "correspondingDay", from: "certification" }, "2024-03-27"],
    [{ years: 3, ends: "correspondingDay", from: "notice" }, "2024-03-20"],
    [{ years: 3, ends: "calendarYears", from: "notice" }, "2023-12-31"],
  ])("%j lasts until %s and expires the day after", (term, last) => {
    const title = titleOf(stateAfter(historyAfter(certificationIn(2021), withTerm(term))))
    expect(title.validUntil).toBe(last)
    expect(hasExpired(title, day(last))).toBe(false)
    expect(hasExpired(title, nextDay(day(last)))).toBe(true)
  })

  it("expires without an event, so that acts on the title are refused but a new application is accepted", () => {
    const certified = certificationIn(2021)
    const plaque = (on: string) => town.act(town.bureau, day(on), "AwardPlaque", { awardedOn: day(on) })
    expect(codesOf(historyAfter([...certified, plaque("2023-12-31")]))).toEqual([])
    const late = historyAfter([...certified, plaque("2024-01-01")])
    expect(refusalsOf(late)).toMatchObject([{ code: "WrongState", phase: "expired" }])
    expect(phaseOn(stateAfter(late), day("2024-01-01"))).toBe("expired")
    expect(codesOf(historyAfter([...certified, ...certificationIn(2024)]))).toEqual([])
    expect(codesOf(historyAfter([...certified, town.apply(day("2023-12-15"), atYearEnd())]))).toEqual(["WrongState"])
  })

  it("begins its next term at the end of the first when a review confirms it", () => {
    const confirmed = historyAfter([
      ...certificationIn(2021),
      town.fileReview(day("2023-03-01"), {
        priorYearEnd: { staff: 20, diplomaOnly: 14, titleOnly: 0, diplomaAndTitle: 0, totalAssets: 500_000_00 },
      }),
      town.assessReview(day("2023-04-01")),
      town.concludeReview(day("2023-05-01"), "confirmed"),
    ])
    expect(codesOf(confirmed)).toEqual([])
    expect(titleOf(stateAfter(confirmed)).validUntil).toBe("2026-12-31")
  })
})

describe("a rectification in a review", () => {
  const weak = {
    priorYearEnd: { staff: 19, diplomaOnly: 14, titleOnly: 0, diplomaAndTitle: 0, totalAssets: 500_000_00 },
  }
  const strong = { priorYearEnd: { ...weak.priorYearEnd, staff: 20 } }
  const reviewed = [
    ...certificationIn(2021),
    town.fileReview(day("2023-03-01"), weak),
    town.assessReview(day("2023-04-01")),
  ]
  const ordered = (until: string) =>
    town.act(town.bureau, day("2023-04-10"), "OrderRectification", {
      until: day(until),
      // Art. 10(2) of the invented measures.
      reasons: [{ provision: "art_10__para_2", text: "示例" }],
    })

  it("must precede a failure", () => {
    const failed = historyAfter([...reviewed, town.concludeReview(day("2023-04-10"), "failed")])
    expect(refusalsOf(failed)).toMatchObject([{ code: "RectificationPending", until: null }])
  })

  it("lasts at most ninety days and is ordered only once", () => {
    expect(codesOf(historyAfter([...reviewed, ordered("2023-07-09")]))).toEqual([])
    expect(codesOf(historyAfter([...reviewed, ordered("2023-07-10")]))).toEqual(["InvalidParticulars"])
    expect(codesOf(historyAfter([...reviewed, ordered("2023-07-09"), ordered("2023-07-09")]))).toEqual([
      "AlreadyDecided",
    ])
  })

  it("leads, after its last day, to revocation under the text's own word", () => {
    const failing = (on: string) =>
      historyAfter([...reviewed, ordered("2023-05-10"), town.concludeReview(day(on), "failed")])
    expect(codesOf(failing("2023-05-10"))).toEqual(["RectificationPending"])
    const failed = failing("2023-05-11")
    expect(codesOf(failed)).toEqual([])
    expect(failed.accepted.at(-1)?.batch.map(({ type }) => type)).toEqual(["Reviewed", "Revoked"])
    expect(failed.accepted.at(-1)?.batch[1]).toMatchObject({
      data: { word: "取消", announcement: announcementOn(day("2023-05-11")) },
    })
  })

  it("leads to confirmation when the unit has filed and been assessed again", () => {
    const saved = historyAfter([
      ...reviewed,
      town.concludeReview(day("2023-04-09"), "confirmed"),
      ordered("2023-05-10"),
      town.fileReview(day("2023-05-01"), strong),
      town.assessReview(day("2023-05-05")),
      town.concludeReview(day("2023-05-06"), "confirmed"),
    ])
    expect(codesOf(saved)).toEqual(["ConditionsNotMet"])
    expect(titleOf(stateAfter(saved)).review).toBeNull()
  })
})

describe("a whole history under the second regulation", () => {
  const whole = historyAfter([
    ...certificationIn(2021),
    town.fileReview(day("2023-03-01"), atYearEnd()),
    town.assessReview(day("2023-04-01")),
    town.concludeReview(day("2023-05-01"), "confirmed"),
  ])

  it.each(Object.entries(lifecycleLaws))("obeys this law, as do its prefixes: %s", (_, law) => {
    expect(everyPrefix(law)(whole)).toEqual([])
  })

  it("is decided again, event by event, with the same result", () => {
    for (const { context, command, before, batch } of whole.accepted)
      expect(decide(context)(command)(before)).toEqual(E.right(batch))
  })
})
