/** A corrected value keeps to what its act had to keep to, and agrees with what other records of the title tell. */
import { describe, expect, it } from "vitest"
import {
  announcementOn,
  applicableLawFor,
  document,
  historyOf,
  interpreted,
  prolonged,
  reasons,
  samplesFor,
  unit,
} from "@shifan/testkit"
import type { Attempt } from "@shifan/testkit"
import type { Correction, Regulation } from "../../src/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import {
  annulledByCourt,
  bureauActs,
  certified,
  codes,
  day,
  recommended,
  refusals,
  stateOf,
  titleOf,
  town,
} from "../unit-scenario.js"

const correct = (
  on: string,
  revision: number,
  field: Correction["field"],
  from: unknown,
  to: unknown,
  by = town.bureau,
): Attempt =>
  town.act(by, day(on), "CorrectRecord", {
    revision,
    field,
    from,
    to,
    reason: "录入笔误",
    document,
    approver: "SJ-09",
  } as Correction)

/** For each day, whether it is taken as the corrected value. */
const taken = (
  before: ReadonlyArray<Attempt>,
  on: string,
  revision: number,
  field: Correction["field"],
  from: unknown,
  days: ReadonlyArray<unknown>,
): ReadonlyArray<boolean> => {
  expect(codes(before)).toEqual([])
  return days.map((to) => codes([...before, correct(on, revision, field, from, to)]).length === 0)
}

const imported = (change: object = {}): Attempt =>
  bureauActs("2021-03-01", "ImportTitle", {
    operatingUnitName: "秦皇岛示例服务有限公司",
    platformName: "示例服务平台",
    countyOrDistrict: town.form(day("2020-12-01")).countyOrDistrict,
    grantedOn: day("2018-12-13"),
    grantingDocument: "示例〔2018〕1号",
    ...change,
  })
const plaque = (on: string, awardedOn: string) => bureauActs(on, "AwardPlaque", { awardedOn: day(awardedOn) })
const step = (on: string, takenOn: string): Attempt =>
  bureauActs(on, "TakeStep", { step: "siteVisit", takenOn: day(takenOn), outcome: "passed", document })
const found = bureauActs("2021-05-20", "SpotCheck", {
  regular: true,
  findings: "示例",
  falsificationFound: true,
  evidence: [document],
  checkedOn: day("2021-05-01"),
})
const hearing = { heldOn: day("2021-05-25"), record: document }
const announcement = announcementOn(day("2021-05-30"))
const revoked = [
  ...certified,
  plaque("2021-01-10", "2021-01-08"),
  found,
  bureauActs("2021-06-01", "Revoke", { restsOn: 4, reasons, announcement, hearing }),
]
const review = [...certified, town.fileReview(day("2023-09-10")), town.assessReview(day("2023-10-10"))]

describe("a corrected day", () => {
  it("of a step lies in its proceeding, whoever acted in between", () => {
    const days = ["2020-11-30", "2020-12-01", "2020-12-10", "2020-12-11"]
    const field = "StepTaken.takenOn"
    const expected = [false, true, true, false]
    const late = [...recommended, step("2020-12-10", "2020-12-05")]
    expect(taken(late, "2020-12-12", 2, field, day("2020-12-05"), days)).toEqual(expected)
    const ofReview = [...review, step("2023-10-12", "2023-10-11")]
    const inReview = ["2023-09-09", "2023-09-10", "2023-10-12", "2023-10-13"]
    expect(taken(ofReview, "2023-10-13", 5, field, day("2023-10-11"), inReview)).toEqual(expected)
  })

  it("of a check, a hearing and an announcement leaves them in their order", () => {
    const check = ["2020-12-28", "2020-12-29", "2021-05-20", "2021-05-21"]
    expect(taken(revoked, "2021-07-01", 4, "SpotChecked.checkedOn", day("2021-05-01"), check)).toEqual([
      false,
      true,
      true,
      false,
    ])
    const early = { ...found, effectiveOn: day("2021-05-30") }
    const withLateCheck = [...revoked.slice(0, -2), early, revoked.at(-1) as Attempt]
    const upToHearing = ["2021-05-25", "2021-05-26"]
    expect(taken(withLateCheck, "2021-07-01", 4, "SpotChecked.checkedOn", day("2021-05-01"), upToHearing)).toEqual([
      true,
      false,
    ])
    const hearingOn = ["2021-04-30", "2021-05-01", "2021-05-30", "2021-05-31"]
    expect(taken(revoked, "2021-07-01", 5, "Revoked.hearing.heldOn", day("2021-05-25"), hearingOn)).toEqual([
      false,
      true,
      true,
      false,
    ])
    const announced = ["2021-05-24", "2021-05-25", "2021-07-01", "2021-07-02"]
    expect(taken(revoked, "2021-07-01", 5, "Revoked.announcement.date", day("2021-05-30"), announced)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it("of a judgment follows the check that it annuls, as corrected, and a check is not moved behind it", () => {
    const cleared = [...certified, found, annulledByCourt("2021-06-01", 3)]
    const judged = (before: ReadonlyArray<Attempt>, days: ReadonlyArray<string>) =>
      taken(before, "2021-07-01", 4, "DecisionAnnulled.decidedOn", day("2021-06-01"), days)
    expect(judged(cleared, ["2021-04-30", "2021-05-01"])).toEqual([false, true])
    const later = [...cleared, correct("2021-06-02", 3, "SpotChecked.checkedOn", day("2021-05-01"), day("2021-05-10"))]
    expect(judged(later, ["2021-05-09", "2021-05-10"])).toEqual([false, true])
    const early = [
      ...cleared,
      correct("2021-06-02", 4, "DecisionAnnulled.decidedOn", day("2021-06-01"), day("2021-05-10")),
    ]
    const checks = ["2021-05-10", "2021-05-11"]
    expect(taken(early, "2021-07-01", 3, "SpotChecked.checkedOn", day("2021-05-01"), checks)).toEqual([true, false])
  })

  it("of an announcement follows the county's assessment, where a review failed", () => {
    const failed = [...review, town.concludeReview(day("2023-11-10"), "failed")]
    const days = ["2023-10-09", "2023-10-10", "2023-11-30"]
    expect(taken(failed, "2023-11-30", 6, "Revoked.announcement.date", day("2023-11-10"), days)).toEqual([
      false,
      true,
      true,
    ])
  })

  it("of a plaque comes before its return, and the return after it", () => {
    const returned = bureauActs("2021-06-10", "ReturnPlaque", { returnedOn: day("2021-06-05") })
    const lost = [...revoked.slice(0, -2), town.act(town.us, day("2021-06-01"), "SurrenderTitle", { reason: "示例" })]
    const back = [...lost, returned]
    expect(
      taken(back, "2021-07-01", 3, "PlaqueAwarded.awardedOn", day("2021-01-08"), ["2020-12-28", "2021-01-10"]),
    ).toEqual([false, true])
    expect(
      taken(back, "2021-07-01", 5, "PlaqueReturned.returnedOn", day("2021-06-05"), ["2021-01-07", "2021-01-08"]),
    ).toEqual([false, true])
    const lateEntry = [...certified, plaque("2021-06-08", "2021-01-08"), ...lost.slice(-1)].map((one, i) =>
      i === 4 ? { ...one, effectiveOn: day("2021-06-09") } : one,
    )
    const early = bureauActs("2021-06-10", "ReturnPlaque", { returnedOn: day("2021-06-01") })
    const days = ["2021-06-01", "2021-06-02"]
    expect(taken([...lateEntry, early], "2021-07-01", 3, "PlaqueAwarded.awardedOn", day("2021-01-08"), days)).toEqual([
      true,
      false,
    ])
  })

  it("of a rectification gives time, and no more than the regulation does", () => {
    const order = bureauActs("2023-10-20", "OrderRectification", { until: day("2023-11-20"), reasons })
    expect(
      taken([...review, order], "2023-10-21", 5, "RectificationOrdered.until", day("2023-11-20"), [
        "2023-10-20",
        "2023-10-21",
        "2024-10-20",
      ]),
    ).toEqual([false, true, true])
    const regulation: Regulation = {
      ...qinhuangdao2020,
      id: "with-rectification",
      validityYears: 9,
      lifecycle: { ...qinhuangdao2020.lifecycle, rectification: { days: 30 } },
    }
    const law = applicableLawFor(regulation, regulation.firstDay, [2020, 2023])
    const theirs = samplesFor(regulation, unit)
    const within = theirs.act(theirs.bureau, day("2023-10-20"), "OrderRectification", {
      until: day("2023-11-19"),
      reasons,
    })
    const to = (until: string) =>
      historyOf(unit, law, [
        ...review,
        within,
        correct("2023-10-21", 5, "RectificationOrdered.until", day("2023-11-19"), day(until)),
      ]).refusals.flat().length
    expect([to("2023-11-18"), to("2023-11-20")]).toEqual([0, 1])
  })

  it("of a receipt, a nomination, a grant or a court's decision lies where its act could have put it", () => {
    const title = [
      ...certified,
      town.act(town.us, day("2022-03-01"), "FileAnnualSummary", {
        year: 2022,
        document,
        receivedOn: day("2022-02-01"),
      }),
      bureauActs("2022-03-02", "NominateToProvince", { document }),
      bureauActs("2022-03-03", "GrantSupport", { kind: "示例", amount: null, document, grantedOn: day("2022-02-02") }),
      bureauActs("2022-03-04", "AnnulDecision", {
        revision: 2,
        ground: "court",
        effect: "fromNow",
        decidedOn: day("2022-02-20"),
        document,
        reasons: "示例",
      }),
    ]
    const unitActs = town.us
    const receipt = (to: string) =>
      codes([...title, correct("2022-04-01", 3, "AnnualSummaryFiled.receivedOn", day("2022-02-01"), day(to), unitActs)])
    // A summary of 2022 cannot have come before that year began.
    expect([receipt("2021-12-31").length, receipt("2022-03-01").length, receipt("2022-03-02").length]).toEqual([
      1, 0, 1,
    ])
    const of = (revision: number, field: Correction["field"], from: unknown, ...days: ReadonlyArray<string | null>) =>
      taken(title, "2022-04-01", revision, field, from, days)
    const both = [false, true, true, false]
    const days = (last: string, after: string) => ["2020-12-28", "2020-12-29", last, after] as const
    expect(of(4, "NominatedToProvince.nominatedOn", null, ...days("2022-03-02", "2022-03-03"))).toEqual(both)
    expect(of(5, "SupportGranted.grantedOn", day("2022-02-02"), ...days("2022-03-03", "2022-03-04"))).toEqual(both)
    expect(of(5, "SupportGranted.grantedOn", day("2022-02-02"), null)).toEqual([true])
    expect(of(6, "DecisionAnnulled.decidedOn", day("2022-02-20"), ...days("2022-03-04", "2022-03-05"))).toEqual(both)
  })
})

describe("a correction of an imported title", () => {
  it("leaves nothing that happened to it before its grant, and no end before either", () => {
    const title = [imported({ validUntil: day("2023-12-12") }), plaque("2021-03-02", "2019-01-05")]
    const granted = (to: string) => taken(title, "2021-03-05", 0, "TitleImported.grantedOn", day("2018-12-13"), [to])[0]
    expect([granted("2019-01-05"), granted("2019-01-06"), granted("2012-12-13")]).toEqual([true, false, true])
    const until = (to: string | null) =>
      taken(title, "2021-03-05", 0, "TitleImported.validUntil", day("2023-12-12"), [to])[0]
    expect([until("2018-12-12"), until("2018-12-13"), until("2024-12-12"), until(null)]).toEqual([
      false,
      true,
      true,
      true,
    ])
    const fixed = [...title, correct("2021-03-05", 0, "TitleImported.validUntil", day("2023-12-12"), day("2024-12-12"))]
    expect(titleOf(fixed).validUntil).toBe("2024-12-12")
  })

  it("moves the first day of what may be corrected next", () => {
    const earlier = correct("2021-03-05", 0, "TitleImported.grantedOn", day("2018-12-13"), day("2012-12-13"))
    const title = [imported(), plaque("2021-03-02", "2019-01-05"), earlier]
    const days = ["2012-12-12", "2012-12-13"]
    expect(taken(title, "2021-03-06", 1, "PlaqueAwarded.awardedOn", day("2019-01-05"), days)).toEqual([false, true])
  })

  it("is not needed where the whole import is annulled and made anew", () => {
    const annulled = bureauActs("2021-03-05", "AnnulDecision", {
      revision: 0,
      ground: "self",
      effect: "fromBeginning",
      decidedOn: day("2021-03-05"),
      document,
      reasons: "示例",
    })
    const again = { ...imported({ serviceArea: "industrialPark" }), effectiveOn: day("2021-03-05") }
    expect(codes([imported({ serviceArea: "other" }), annulled, again])).toEqual([])
    const gaveUp = town.act(town.us, day("2021-03-05"), "SurrenderTitle", { reason: "示例" })
    expect(refusals([imported(), gaveUp, again])).toMatchObject([
      { code: "WrongState", phase: "ended", possibleIn: ["none", "closed"] },
    ])
    const ofCertification = { ...annulled, effectiveOn: day("2021-03-05") }
    const data = { ...ofCertification.command.data, revision: 2 } as never
    const fell = { ...ofCertification, command: { ...ofCertification.command, data } as never }
    expect(codes([...certified, fell, again])).toEqual(["WrongState"])
  })

  it("is refused at the import itself where its last day comes before its last confirmation", () => {
    const days = { lastConfirmedOn: day("2019-06-01"), validUntil: day("2019-05-31") }
    expect(codes([imported(days)])).toEqual(["InvalidParticulars"])
    expect(codes([imported({ ...days, validUntil: day("2019-06-01") })])).toEqual([])
  })
})

it("a plaque that was taken back is not with the unit once its revocation is annulled, and can be awarded again", () => {
  const back = [
    ...revoked,
    bureauActs("2021-06-10", "ReturnPlaque", { returnedOn: day("2021-06-10") }),
    bureauActs("2021-08-01", "AnnulDecision", {
      revision: 5,
      ground: "court",
      effect: "fromBeginning",
      decidedOn: day("2021-07-20"),
      document,
      reasons: "示例",
    }),
  ]
  expect(titleOf(back).plaqueAwardedOn).toBeNull()
  expect(codes([...back, plaque("2021-08-02", "2021-08-02")])).toEqual([])
  expect(stateOf([...back, plaque("2021-08-02", "2021-08-02")]).phase._tag).toBe("certified")
})

it("a second confirmation that is annulled leaves the first, which can be annulled as well", () => {
  const law = interpreted(prolonged, "review.due", "anniversary")
  const twice = [
    ...review,
    town.concludeReview(day("2023-11-10"), "confirmed"),
    town.fileReview(day("2026-09-10")),
    town.assessReview(day("2026-10-10")),
    town.concludeReview(day("2026-11-10"), "confirmed"),
  ]
  const once = [...twice, annulledByCourt("2026-12-01", 8)]
  expect(codes(once, law)).toEqual([])
  expect(titleOf(once, law).lastConfirmedOn).toBe("2023-11-10")
  const never = [...once, annulledByCourt("2026-12-02", 5)]
  expect(codes(never, law)).toEqual([])
  expect(titleOf(never, law)).toMatchObject({ lastConfirmedOn: null, confirmation: null })
})
