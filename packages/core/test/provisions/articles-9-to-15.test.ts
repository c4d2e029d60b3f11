import { describe, expect, it } from "vitest"
import { announcementOn, document, prolonged, reasons, type Attempt } from "@shifan/testkit"
import { phaseOn, ruleStatusOn, type CivilDate, type Rule } from "../../src/index.js"
import { dutiesOf, yearlyCheckDuties } from "../../src/aggregates/index.js"
import {
  applied,
  bureauActs,
  certified,
  codes,
  day,
  lastEvent,
  recommended,
  refusals,
  stateOf,
  titleOf,
  town,
} from "../unit-scenario.js"

const appraisal = (date: string) => ({ date: day(date), members: ["PS-01", "PS-02"], opinion: "合格" })

const certifying = (date: string, actor = town.bureau): Attempt =>
  town.act(actor, day("2020-12-29"), "Certify", {
    certificateNumber: "示例-1",
    appraisal: appraisal(date),
    findings: [],
    waivers: [],
  })

const declining = (given = reasons, actor = town.bureau): Attempt =>
  town.act(actor, day("2020-12-29"), "DeclineCertification", {
    appraisal: appraisal("2020-12-20"),
    findings: [],
    reasons: given,
  })

const ruleOn = (on: string): Rule => {
  const status = ruleStatusOn(prolonged, day(on))
  if (status._tag === "NoRule") throw new Error("no rule")
  return status.rule
}

describe("art. 9: certification, and nomination to the province", () => {
  it("art_9__para_1: a title is given after the county's recommendation, and not before it", () => {
    expect(codes([...recommended, certifying("2020-12-20")])).toEqual([])
    expect(codes([...applied, certifying("2020-12-20")])).toEqual(["WrongState"])
  })

  it("art_9__para_1: passing is the bureau's decision: it may decline a case that meets everything, with reasons", () => {
    expect(lastEvent([...recommended, declining()])).toMatchObject({
      type: "CertificationDeclined",
      data: { assessment: { verdict: "met" } },
    })
    expect(codes([...recommended, declining([])])).toEqual(["ReasonsMissing"])
  })

  it("art_9__para_1: a case that does not meet the conditions cannot be certified", () => {
    const found = { condition: "art_5__para_1__point_6#principal" as const, met: false, reasons: "示例" }
    const command = certifying("2020-12-20")
    if (command.command.type !== "Certify") throw new Error("no certification")
    const contrary = bureauActs("2020-12-29", "Certify", { ...command.command.data, findings: [found] })
    expect(codes([...recommended, contrary])).toEqual(["ConditionsNotMet"])
  })

  it("art_9__para_1: only a titled platform may be nominated to the province", () => {
    const nominate = bureauActs("2021-03-01", "NominateToProvince", { document })
    expect(codes([...certified, nominate])).toEqual([])
    expect(codes([...recommended, nominate])).toEqual(["WrongState"])
  })
})

describe("the day of an act on a title that is recorded later", () => {
  const days = [
    ["2020-12-28", ["InvalidParticulars"]],
    ["2020-12-29", []],
    ["2021-03-01", []],
    ["2021-03-02", ["InvalidParticulars"]],
  ] as const

  it("art_9__para_1: lies, for a nomination, between the certification and the record", () => {
    for (const [nominatedOn, expected] of days)
      expect(
        codes([
          ...certified,
          bureauActs("2021-03-01", "NominateToProvince", { document, nominatedOn: day(nominatedOn) }),
        ]),
      ).toEqual(expected)
  })

  it("art_14__para_1: lies, for a check, between the certification and the record", () => {
    const found = { regular: true, findings: "示例", falsificationFound: false, evidence: [] }
    for (const [checkedOn, expected] of days)
      expect(
        codes([...certified, bureauActs("2021-03-01", "SpotCheck", { ...found, checkedOn: day(checkedOn) })]),
      ).toEqual(expected)
  })

  it("art_15__para_1: lies, for support, between the certification and the record", () => {
    for (const [grantedOn, expected] of days)
      expect(
        codes([
          ...certified,
          bureauActs("2021-03-01", "GrantSupport", { kind: "示例", amount: null, document, grantedOn: day(grantedOn) }),
        ]),
      ).toEqual(expected)
  })
})

describe("art. 10: the bureau organises the appraisal", () => {
  it("art_10__para_1: only the bureau certifies or declines", () => {
    for (const actor of [town.county, town.us]) {
      expect(codes([...recommended, certifying("2020-12-20", actor)])).toEqual(["NotCompetent"])
      expect(codes([...recommended, declining(reasons, actor)])).toEqual(["NotCompetent"])
    }
    expect(codes([...recommended, declining()])).toEqual([])
  })

  it("art_10__para_1: the appraisal's day, members and opinion are on record, and its day lies between recommendation and decision", () => {
    expect(lastEvent([...recommended, certifying("2020-12-08")])).toMatchObject({
      data: { appraisal: { date: "2020-12-08", members: ["PS-01", "PS-02"], opinion: "合格" } },
    })
    expect(codes([...recommended, certifying("2020-12-29")])).toEqual([])
    expect(codes([...recommended, certifying("2020-12-07")])).toEqual(["InvalidParticulars"])
    expect(codes([...recommended, certifying("2020-12-30")])).toEqual(["InvalidParticulars"])
  })
})

describe("art. 12: the yearly work summary", () => {
  const summary = (year: number, on = "2022-01-15") =>
    town.act(town.us, day(on), "FileAnnualSummary", { year, document })
  const owed = (attempts: ReadonlyArray<Attempt>, on: CivilDate) => {
    const standing = ruleStatusOn(prolonged, on)
    return standing._tag === "NoRule"
      ? []
      : dutiesOf(titleOf(attempts), standing.rule, prolonged, on).filter(({ duty }) => duty === "annualSummary")
  }

  it("art_12__para_1: is filed once for each year from the certification to the current one", () => {
    expect(codes([...certified, summary(2020)])).toEqual([])
    expect(codes([...certified, summary(2022)])).toEqual([])
    expect(codes([...certified, summary(2019)])).toEqual(["InvalidParticulars"])
    expect(codes([...certified, summary(2023)])).toEqual(["InvalidParticulars"])
    expect(codes([...certified, summary(2021), summary(2021)])).toEqual(["AlreadyDecided"])
    expect(codes([...recommended, summary(2021)])).toEqual(["WrongState"])
  })

  it("art_12__para_1: is owed once the year is over and overdue once the next is over, which does not end the title", () => {
    const of2020 = (on: string) => owed(certified, day(on)).find(({ dueOn }) => dueOn === "2021-12-31")
    expect(of2020("2020-12-31")).toBeUndefined()
    expect(of2020("2021-12-31")).toMatchObject({ owedBy: "unit", overdue: false })
    expect(of2020("2022-01-01")).toMatchObject({ owedBy: "unit", overdue: true })
    expect(owed([...certified, summary(2020, "2021-01-15")], day("2022-01-15"))).toMatchObject([
      { dueOn: "2022-12-31" },
    ])
    expect(phaseOn(stateOf(certified), day("2022-01-01"))).toBe("certified")
  })
})

describe("art. 13: the review every three years, with the yearly call", () => {
  const filed = [...certified, town.fileReview(day("2023-09-10"))]
  const assessed = [...filed, town.assessReview(day("2023-10-10"))]
  const confirmed = [...assessed, town.concludeReview(day("2023-11-10"), "confirmed")]

  it("art_13__para_1: is filed with the third year's call, not with the second year's or outside the call", () => {
    expect(codes(filed)).toEqual([])
    expect(codes([...certified, town.fileReview(day("2022-09-10"))])).toEqual(["ReviewNotDue"])
    expect(codes([...certified, town.fileReview(day("2023-12-20"))])).toEqual([])
    expect(codes([...certified, town.fileReview(day("2023-12-21"))])).toEqual(["OutsideCall"])
  })

  it("art_13__para_1: passes from the unit to its county and then to the bureau, once each", () => {
    expect(codes(confirmed)).toEqual([])
    expect(codes([...certified, town.assessReview(day("2023-10-10"))])).toEqual(["NothingFiled"])
    expect(codes([...filed, town.concludeReview(day("2023-11-10"), "confirmed")])).toEqual(["ReviewNotAssessed"])
    expect(codes([...filed, town.fileReview(day("2023-09-11"))])).toEqual(["AlreadyDecided"])
    expect(codes([...assessed, town.assessReview(day("2023-10-11"))])).toEqual(["AlreadyDecided"])
  })

  it("art_13__para_1: starts the next three years when it confirms the title", () => {
    expect(titleOf(confirmed)).toMatchObject({ lastConfirmedOn: "2023-11-10", review: null })
    expect(codes([...confirmed, town.fileReview(day("2025-09-10"))])).toEqual(["ReviewNotDue"])
  })

  it("art_13__para_1: revokes the title in the same append when it fails, with the text's own word 撤消 and an announcement", () => {
    const failed = [...assessed, town.concludeReview(day("2023-11-10"), "failed")]
    expect(lastEvent(failed)).toMatchObject({
      type: "Revoked",
      data: { ground: "reviewFailed", word: "撤消", announcement: announcementOn(day("2023-11-10")), restsOn: 5 },
    })
    expect(stateOf(failed).phase._tag).toBe("revoked")
    const unannounced = bureauActs("2023-11-10", "ConcludeReview", {
      outcome: "failed",
      reasons,
      findings: [],
      waivers: [],
    })
    expect(codes([...assessed, unannounced])).toEqual(["AnnouncementMissing"])
    const unreasoned = bureauActs("2023-11-10", "ConcludeReview", {
      outcome: "failed",
      reasons: [],
      findings: [],
      waivers: [],
      announcement: announcementOn(day("2023-11-10")),
    })
    expect(codes([...assessed, unreasoned])).toEqual(["ReasonsMissing"])
  })

  it("art_13__para_1: cannot confirm a unit that does not meet the conditions", () => {
    const weak = [
      ...certified,
      town.fileReview(day("2023-09-10"), { basic: { ...town.form(day("2023-09-10")).basic, totalAssets: 99_999_999 } }),
      town.assessReview(day("2023-10-10")),
    ]
    expect(refusals([...weak, town.concludeReview(day("2023-11-10"), "confirmed")])).toMatchObject([
      { code: "ConditionsNotMet", provisions: ["art_5__para_1"] },
    ])
  })

  it("art_13__para_1: becomes overdue without ending the title", () => {
    const on = day("2024-01-01")
    const standing = ruleStatusOn(prolonged, on)
    if (standing._tag === "NoRule") throw new Error("no rule")
    const review = (date: CivilDate) =>
      dutiesOf(titleOf(certified), standing.rule, prolonged, date).find(({ duty }) => duty === "review")
    const due = { duty: "review", year: null, owedBy: "unit", opensOn: "2023-09-01", dueOn: "2023-12-20" }
    expect(review(day("2023-12-20"))).toEqual({ ...due, overdue: false })
    expect(review(day("2023-12-21"))).toEqual({ ...due, overdue: true })
    expect(phaseOn(stateOf(certified), day("2023-12-21"))).toBe("certified")
  })
})

describe("art. 14: spot checks, and revocation for falsification", () => {
  const check = (falsificationFound: boolean, regular = true) =>
    bureauActs("2021-05-01", "SpotCheck", { regular, findings: "示例", falsificationFound, evidence: [document] })
  const revoke = (restsOn = 3) =>
    bureauActs("2021-06-01", "Revoke", { restsOn, reasons, announcement: announcementOn(day("2021-06-01")) })

  it("art_14__para_1: a check may be regular or not, and concerns a titled platform only", () => {
    expect(codes([...certified, check(false, true), check(false, false)])).toEqual([])
    expect(codes([...recommended, check(false)])).toEqual(["WrongState"])
  })

  it("art_14__para_1: revocation rests on a check that found falsification, and uses the text's own word 撤销", () => {
    expect(lastEvent([...certified, check(true), revoke()])).toMatchObject({
      type: "Revoked",
      data: { ground: "falsification", word: "撤销", restsOn: 3 },
      provisions: expect.arrayContaining(["art_14__para_1"]),
    })
    expect(codes([...certified, check(false), revoke()])).toEqual(["NothingFound"])
    expect(codes([...certified, revoke()])).toEqual(["NothingFound"])
    expect(codes([...certified, check(false), check(true), revoke(3)])).toEqual(["NothingFound"])
    expect(codes([...certified, check(false), check(true), revoke(4)])).toEqual([])
    expect(codes([...certified, check(true), revoke(), revoke()])).toEqual(["AlreadyDecided"])
  })

  it("art_14__para_1: revocation notes a gap in the text if and only if no plaque was awarded", () => {
    const plaque = bureauActs("2021-01-05", "AwardPlaque", { awardedOn: day("2021-01-05") })
    expect(lastEvent([...certified, check(true), revoke()])).toMatchObject({ data: { textualGap: true } })
    const { data } = lastEvent([...certified, plaque, check(true), revoke(4)])
    expect(data).not.toHaveProperty("textualGap")
  })

  it("art_14__para_1: revocation belongs to the bureau and needs reasons", () => {
    const bare = bureauActs("2021-06-01", "Revoke", { restsOn: 3, reasons: [] })
    expect(codes([...certified, check(true), bare])).toEqual(["ReasonsMissing"])
    expect(codes([...certified, check(true), { ...revoke(), actor: town.county }])).toEqual(["NotCompetent"])
  })
})

describe("art. 14: falsification that was found and not acted on", () => {
  const found = bureauActs("2021-05-01", "SpotCheck", {
    regular: true,
    findings: "示例",
    falsificationFound: true,
    evidence: [document],
  })
  const grant = bureauActs("2021-05-02", "GrantSupport", { kind: "专项资金", amount: null, document })
  const nominate = bureauActs("2021-05-02", "NominateToProvince", { document })
  const review = [
    town.fileReview(day("2023-09-10")),
    town.assessReview(day("2023-10-10")),
    town.concludeReview(day("2023-11-10"), "confirmed"),
  ]

  it("art_14__para_1: stops support, nomination and confirmation", () => {
    expect(codes([...certified, grant, nominate, ...review])).toEqual([])
    for (const act of [grant, nominate]) expect(codes([...certified, found, act])).toEqual(["FalsificationPending"])
    expect(codes([...certified, found, ...review])).toEqual(["FalsificationPending"])
  })

  it("art_14__para_1: obliges the bureau to revoke from the day it was found", () => {
    const duty = (on: string) =>
      dutiesOf(titleOf([...certified, found]), ruleOn(on), prolonged, day(on)).find(
        (owed) => owed.duty === "revocation",
      )
    expect(duty("2021-05-01")).toEqual({
      duty: "revocation",
      year: null,
      owedBy: "bureau",
      opensOn: null,
      dueOn: "2021-05-01",
      overdue: false,
    })
    expect(duty("2021-05-02")).toMatchObject({ overdue: true })
  })
})

describe("art. 14: the yearly check", () => {
  const checked = (on: string) =>
    bureauActs(on, "SpotCheck", { regular: true, findings: "示例", falsificationFound: false, evidence: [document] })
  const titles = (...checks: ReadonlyArray<string>) => [
    titleOf(certified),
    titleOf([...certified, ...checks.map(checked)]),
  ]
  const owed = (on: string, ...checks: ReadonlyArray<string>) =>
    yearlyCheckDuties(titles(...checks), ruleOn(on), day(on)).map(({ dueOn, overdue }) => [dueOn, overdue])

  it("art_14__para_1: is the bureau's duty for some platform each year, from the year after the first title", () => {
    expect(owed("2020-12-31")).toEqual([])
    expect(owed("2021-12-31")).toEqual([["2021-12-31", false]])
    expect(owed("2022-01-01")).toEqual([
      ["2021-12-31", true],
      ["2022-12-31", false],
    ])
    expect(owed("2022-01-01", "2021-05-01")).toEqual([["2022-12-31", false]])
  })
})

describe("art. 15: priority support", () => {
  const grant = (amount: number | null) =>
    bureauActs("2021-05-01", "GrantSupport", { kind: "专项资金", amount, document })

  it("art_15__para_1: is recorded with an amount in fen or none, for a titled platform only, and leaves the title unchanged", () => {
    expect(lastEvent([...certified, grant(50_000_000)])).toMatchObject({
      type: "SupportGranted",
      data: { amount: 50_000_000 },
    })
    expect(codes([...certified, grant(null)])).toEqual([])
    expect(codes([...recommended, grant(null)])).toEqual(["WrongState"])
    expect(titleOf([...certified, grant(1)])).toEqual(titleOf(certified))
  })
})

describe("a change of particulars, on which the text is silent", () => {
  const change = (after: object, actor = town.us) =>
    town.act(actor, day("2021-05-01"), "ChangeParticulars", { after, document })

  it("is recorded with the values before and after, and refused if it changes nothing", () => {
    expect(lastEvent([...certified, change({ platformName: "新平台" })])).toMatchObject({
      type: "ParticularsChanged",
      data: { before: { platformName: "示例服务平台" }, after: { platformName: "新平台" } },
    })
    expect(codes([...certified, change({ platformName: "示例服务平台" })])).toEqual(["InvalidParticulars"])
    expect(codes([...certified, change({})])).toEqual(["InvalidParticulars"])
  })

  it("is reported by the unit, except that the bureau enters a move to another county", () => {
    const reported = {
      registeredAddress: "示例路2号",
      postalCode: "066001",
      legalRepresentative: { sealed: "a".repeat(64) },
      contactPerson: { sealed: "b".repeat(64) },
      unitNature: "publicInstitution",
    }
    expect(codes([...certified, change(reported)])).toEqual([])
    expect(titleOf([...certified, change(reported)])).toEqual(titleOf(certified))
    expect(codes([...certified, change({ countyOrDistrict: "130303" })])).toEqual(["NotCompetent"])
    expect(codes([...certified, change({ countyOrDistrict: "130303" }, town.bureau)])).toEqual([])
  })

  it("changes a pending application and keeps the old value in its event", () => {
    const reported = town.act(town.us, day("2020-12-02"), "ChangeParticulars", {
      after: { registeredAddress: "示例路2号" },
      document,
    })
    const { phase } = stateOf([...applied, reported])
    expect(phase).toMatchObject({ case: { form: { basic: { registeredAddress: "示例路2号" } } } })
    const before = town.form(day("2020-12-01")).basic.registeredAddress
    expect(lastEvent([...applied, reported])).toMatchObject({ data: { before: { registeredAddress: before } } })
  })

  it("cannot give the unit a nature that the text does not admit", () => {
    expect(refusals([...certified, change({ unitNature: "soleProprietorship" })])).toMatchObject([
      { code: "InvalidParticulars", issues: [{ path: "after.unitNature" }] },
    ])
    expect(codes([...certified, change({ unitNature: "socialOrganisation" })])).toEqual([])
  })

  it("makes the new county competent, and no longer the old one, when the unit moves", () => {
    const moved = change({ countyOrDistrict: "130303" }, town.bureau)
    const theirs = { ...town.county, code: "130303" }
    const review = [...certified, moved, town.fileReview(day("2023-09-10"))]
    const assess = town.assessReview(day("2023-10-10"))
    expect(codes([...review, { ...assess, actor: theirs }])).toEqual([])
    expect(codes([...review, assess])).toEqual(["NotCompetent"])
  })
})
