import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  type ApplicationForm,
  civilDate as day,
  decide,
  evidenceOfApplication,
  hasExpired,
  minimalChanges,
  phaseOn,
  type Refusals,
  type Regulation,
  type Sealed,
  type State,
  type Term,
} from "@shifan/core"
import {
  announcement,
  type Attempt,
  everyPrefix,
  fullDossier,
  type History,
  historyOf,
  lifecycleLaws,
  reasons,
  applicableLawFor,
  samplesFor,
  stateAfter,
  unit,
} from "@shifan/testkit"
import { secondRegulation } from "../src/regulation.js"

type Form = ApplicationForm<Sealed>

const years = [2021, 2022, 2023, 2024, 2025, 2026, 2027]
const town = samplesFor(secondRegulation, unit, 0)
const hills = samplesFor(secondRegulation, unit, 1)

/** Twenty staff at the end of last year, fourteen of them qualified: seventy per cent. */
const atYearEnd = (change: Partial<NonNullable<Form["priorYearEnd"]>> = {}): Partial<Form> => ({
  grade: "fiveStar",
  platformKind: "specialized",
  priorYearEnd: { staff: 20, diplomaOnly: 10, titleOnly: 0, diplomaAndTitle: 4, totalAssets: 500_000_00, ...change },
})

const played = (attempts: ReadonlyArray<Attempt>, regulation: Regulation = secondRegulation): History =>
  historyOf(unit, applicableLawFor(regulation, day("2021-01-01"), years), attempts)

const codes = ({ refusals }: History): ReadonlyArray<string> => refusals.flatMap((all) => all.map(({ code }) => code))

const refusalsOf = ({ refusals }: History): Refusals | undefined => refusals[0]

const noticed = (opensOn: string, closesOn: string): Attempt =>
  town.act(town.bureau, day(opensOn), "PublishNotice", {
    opensOn: day(opensOn),
    closesOn: day(closesOn),
    number: "示例公示1号",
    address: "https://example.cn/notice",
  })

const certifiedIn = (year: number, form: Partial<Form> = atYearEnd()): ReadonlyArray<Attempt> => [
  town.apply(day(`${year}-03-01`), form),
  town.recommend(day(`${year}-03-10`)),
  noticed(`${year}-03-20`, `${year}-03-26`),
  town.certify(day(`${year}-03-27`)),
]

const titleOf = ({ phase }: State) => {
  if (phase._tag !== "certified") throw new Error(`expected a title, found ${phase._tag}`)
  return phase.title
}

describe("thresholds by region, kind and grade", () => {
  const verdict = (attempts: ReadonlyArray<Attempt>): string => codes(played(attempts)).join() || "recommended"

  it.each<readonly [string, Partial<Form>, string]>([
    ["twenty staff for five stars", atYearEnd(), "recommended"],
    ["nineteen for five stars", atYearEnd({ staff: 19 }), "ConditionsNotMet"],
    ["ten for three stars", { ...atYearEnd({ staff: 10, diplomaOnly: 3 }), grade: "threeStar" }, "recommended"],
    ["nine for three stars", { ...atYearEnd({ staff: 9, diplomaOnly: 3 }), grade: "threeStar" }, "ConditionsNotMet"],
    ["thirteen qualified of twenty, specialised", atYearEnd({ diplomaOnly: 9 }), "ConditionsNotMet"],
    [
      "ten qualified of twenty, comprehensive",
      { ...atYearEnd({ diplomaOnly: 6 }), platformKind: "comprehensive" },
      "recommended",
    ],
    [
      "nine qualified of twenty, comprehensive",
      { ...atYearEnd({ diplomaOnly: 5 }), platformKind: "comprehensive" },
      "ConditionsNotMet",
    ],
  ])("%s", (_, form, expected) => {
    expect(verdict([town.apply(day("2021-03-01"), form), town.recommend(day("2021-03-10"))])).toBe(expected)
  })

  it("ask twelve of a unit in the hills, and not eleven", () => {
    const inTheHills = (staff: number) => [
      hills.apply(day("2021-03-01"), atYearEnd({ staff, diplomaOnly: 5, diplomaAndTitle: 4 })),
      hills.recommend(day("2021-03-10")),
    ]
    expect(verdict(inTheHills(12))).toBe("recommended")
    expect(verdict(inTheHills(11))).toBe("ConditionsNotMet")
  })

  it("refuse a grade that is none, and an application without one", () => {
    expect(codes(played([town.apply(day("2021-03-01"), { ...atYearEnd(), grade: "nineStar" })]))).toEqual([
      "InvalidParticulars",
    ])
    const { grade: _, ...ungraded } = atYearEnd()
    expect(codes(played([town.apply(day("2021-03-01"), ungraded)]))).toEqual(["InvalidParticulars"])
  })
})

describe("alternatives", () => {
  const shrinking = town.form(day("2021-03-01")).operation.map((row, i) => ({ ...row, smesServed: 45 - i }))
  const recommendedWith = (form: Partial<Form>, result = 9000, award = true): string =>
    codes(
      played([
        town.apply(day("2021-03-01"), { ...atYearEnd(), ...form }),
        town.recommend(day("2021-03-10"), { result, except: award ? [] : ["art_4__para_1__point_4#tradeAward"] }),
      ]),
    ).join() || "recommended"

  it("need two of three: two hold without growth, one alone does not", () => {
    expect(recommendedWith({ operation: shrinking })).toBe("recommended")
    expect(recommendedWith({ ...atYearEnd({ totalAssets: 499_999_99 }), operation: shrinking })).toBe(
      "ConditionsNotMet",
    )
  })

  it("need one of two: satisfaction or an award", () => {
    expect(recommendedWith({}, 8500, false)).toBe("recommended")
    expect(recommendedWith({}, 8499, true)).toBe("recommended")
    expect(recommendedWith({}, 8499, false)).toBe("ConditionsNotMet")
  })

  it("name the cheaper alternative as the smallest change", () => {
    const one = { ...town.form(day("2021-03-01")), ...atYearEnd({ totalAssets: 499_999_99 }), operation: shrinking }
    const { conditions, readings } = secondRegulation
    const sets = minimalChanges(
      conditions,
      evidenceOfApplication(one, { findings: [], relaxations: [] }, day("2021-03-01"), readings),
    ).sets
    const figures = sets.map((set) => set.flatMap((change) => (change._tag === "Figure" ? [change.figure] : [])))
    expect(figures).toContainEqual(["yearEnd.totalAssets", "satisfaction.county"])
    expect(figures.every((all) => all.length <= 2)).toBe(true)
  })
})

describe("the counting day, 31 December of the year before", () => {
  const registered = (date: string) => {
    const form = town.form(day("2021-03-01"))
    const { operationStart: _, ...basic } = form.basic
    return codes(
      played([
        town.apply(day("2021-03-01"), { ...atYearEnd(), basic: { ...basic, registeredOn: day(date) } }),
        town.recommend(day("2021-03-10")),
      ]),
    )
  }

  it("counts three years complete on that day, and not a day later", () => {
    expect(registered("2017-12-31")).toEqual([])
    expect(registered("2018-01-01")).toEqual(["ConditionsNotMet"])
  })
})

describe("the public notice", () => {
  const before = certifiedIn(2021).slice(0, 2)

  it("comes before the certification", () => {
    const refused = played([...before, town.certify(day("2021-03-27"))])
    expect(refusalsOf(refused)).toMatchObject([
      { code: "NoticeNotOver", days: 7, closesOn: null, provisions: ["art_9__para_1"] },
    ])
  })

  it("is over the day after its last, and not on it", () => {
    const notice = noticed("2021-03-20", "2021-03-26")
    expect(codes(played([...before, notice, town.certify(day("2021-03-26"))]))).toEqual(["NoticeNotOver"])
    expect(codes(played([...before, notice, town.certify(day("2021-03-27"))]))).toEqual([])
  })

  it("lasts seven days, its first and its last counted", () => {
    expect(codes(played([...before, noticed("2021-03-20", "2021-03-25")]))).toEqual(["InvalidParticulars"])
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
  ])("%j lasts until %s and lapses the day after", (term, last) => {
    const title = titleOf(stateAfter(played(certifiedIn(2021), withTerm(term))))
    expect(title.validUntil).toBe(last)
    expect(hasExpired(title, day(last))).toBe(false)
  })

  it("lapses without any event: acts of the title are refused, a new application is not", () => {
    const certified = certifiedIn(2021)
    const plaque = (on: string) => town.act(town.bureau, day(on), "AwardPlaque", { awardedOn: day(on) })
    expect(codes(played([...certified, plaque("2023-12-31")]))).toEqual([])
    const late = played([...certified, plaque("2024-01-01")])
    expect(refusalsOf(late)).toMatchObject([{ code: "WrongState", phase: "expired" }])
    expect(phaseOn(stateAfter(late), day("2024-01-01"))).toBe("expired")
    expect(codes(played([...certified, ...certifiedIn(2024)]))).toEqual([])
    expect(codes(played([...certified, town.apply(day("2023-12-15"), atYearEnd())]))).toEqual(["WrongState"])
  })

  it("begins its next term where the first ends, when a review confirms it", () => {
    const confirmed = played([
      ...certifiedIn(2021),
      town.fileReview(day("2023-03-01"), {
        priorYearEnd: { staff: 20, diplomaOnly: 14, titleOnly: 0, diplomaAndTitle: 0, totalAssets: 500_000_00 },
      }),
      town.assessReview(day("2023-04-01")),
      town.concludeReview(day("2023-05-01"), "confirmed"),
    ])
    expect(codes(confirmed)).toEqual([])
    expect(titleOf(stateAfter(confirmed)).validUntil).toBe("2026-12-31")
  })
})

describe("rectification between pass and fail", () => {
  const weak = {
    priorYearEnd: { staff: 19, diplomaOnly: 14, titleOnly: 0, diplomaAndTitle: 0, totalAssets: 500_000_00 },
  }
  const strong = { priorYearEnd: { ...weak.priorYearEnd, staff: 20 } }
  const reviewed = [
    ...certifiedIn(2021),
    town.fileReview(day("2023-03-01"), weak),
    town.assessReview(day("2023-04-01")),
  ]
  const ordered = (until: string) =>
    town.act(town.bureau, day("2023-04-10"), "OrderRectification", { until: day(until), reasons })

  it("comes before a failure", () => {
    const failed = played([...reviewed, town.concludeReview(day("2023-04-10"), "failed")])
    expect(refusalsOf(failed)).toMatchObject([{ code: "RectificationPending", until: null }])
  })

  it("lasts ninety days at most", () => {
    expect(codes(played([...reviewed, ordered("2023-07-09")]))).toEqual([])
    expect(codes(played([...reviewed, ordered("2023-07-10")]))).toEqual(["InvalidParticulars"])
    expect(codes(played([...reviewed, ordered("2023-07-09"), ordered("2023-07-09")]))).toEqual(["AlreadyDecided"])
  })

  it("ends the day after its last, in revocation under the text's own word", () => {
    const failing = (on: string) => played([...reviewed, ordered("2023-05-10"), town.concludeReview(day(on), "failed")])
    expect(codes(failing("2023-05-10"))).toEqual(["RectificationPending"])
    const failed = failing("2023-05-11")
    expect(codes(failed)).toEqual([])
    expect(failed.deeds.at(-1)?.batch.map(({ type }) => type)).toEqual(["Reviewed", "Revoked"])
    expect(failed.deeds.at(-1)?.batch[1]).toMatchObject({ data: { word: "取消", announcement } })
  })

  it("ends in confirmation when the unit has filed again and been assessed again", () => {
    const saved = played([
      ...reviewed,
      town.concludeReview(day("2023-04-09"), "confirmed"),
      ordered("2023-05-10"),
      town.fileReview(day("2023-05-01"), strong),
      town.assessReview(day("2023-05-05")),
      town.concludeReview(day("2023-05-06"), "confirmed"),
    ])
    expect(codes(saved)).toEqual(["ConditionsNotMet"])
    expect(titleOf(stateAfter(saved)).review).toBeNull()
  })
})

describe("its own materials, exception and words", () => {
  it("ask only for the four materials it names", () => {
    const missing = { status: "missing" } as const
    const few = { ...fullDossier, personnelRoster: missing, governmentSupport: missing }
    expect(codes(played([town.apply(day("2021-03-01"), atYearEnd(), few)]))).toEqual([])
    const none = played([town.apply(day("2021-03-01"), atYearEnd(), { ...few, applicationReport: missing })])
    expect(refusalsOf(none)).toMatchObject([
      { code: "DossierIncomplete", missing: [{ item: "applicationReport", provision: "art_6__para_1__point_1" }] },
    ])
  })

  it("relax the staff of a unit with a national honour, and of no other", () => {
    const short = [town.apply(day("2021-03-01"), atYearEnd({ staff: 19 }))]
    const waivers = [{ condition: "art_4__para_1__point_2#staff" as const, relaxedTo: 19, reasons: "示例" }]
    expect(codes(played([...short, town.recommend(day("2021-03-10"), { waivers })]))).toEqual([])
    const closed = { waivers, except: ["art_7__para_1#nationalHonour" as const] }
    expect(codes(played([...short, town.recommend(day("2021-03-10"), closed)]))).toContain("WaiverNotAllowed")
  })
})

describe("the laws", () => {
  const whole = played([
    ...certifiedIn(2021),
    town.fileReview(day("2023-03-01"), atYearEnd()),
    town.assessReview(day("2023-04-01")),
    town.concludeReview(day("2023-05-01"), "confirmed"),
  ])

  it.each(Object.entries(lifecycleLaws))("%s: holds for its histories and their prefixes", (_, law) => {
    expect(everyPrefix(law)(whole)).toEqual([])
  })

  it("decide each of its events again", () => {
    for (const { context, command, before, batch } of whole.deeds)
      expect(decide(context)(command)(before)).toEqual(E.right(batch))
  })
})
