import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  applicableLawFor,
  asEnacted,
  bureau,
  document,
  fullDossier,
  interpreted,
  plainForm,
  prolonged,
  unit,
} from "@shifan/testkit"
import {
  civilDate as day,
  decide,
  evolve,
  findingIds,
  initialState,
  isUscc,
  noLaw,
  type Actor,
  type CivilDate,
  type Command,
  type ConditionId,
  type Context,
  type DivisionCode,
  type FindingMade,
  type Refusal,
  type ApplicableLaw,
  type State,
  type WaiverRequest,
} from "../../src/index.js"
import { callQuotas } from "../../src/aggregates/designation/call-quotas.js"
import { certificateNumbers } from "../../src/aggregates/designation/certificate-numbers.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"

const county = qinhuangdao2020.territory.counties[0]?.code ?? ("" as DivisionCode)
const us: Actor = { role: "unit", code: unit, officer: "U-01" }
const theirs: Actor = { role: "county", code: county, officer: "HG-01" }

const gate: ReadonlyArray<ConditionId> = [
  "art_5__para_1__point_7#outstandingPerformance",
  "art_5__para_1__point_7#demonstrationEffect",
]

const found = (...except: ReadonlyArray<ConditionId>): ReadonlyArray<FindingMade> =>
  findingIds(qinhuangdao2020.conditions).map((condition) => ({
    condition,
    met: !except.includes(condition),
    reasons: "示例",
  }))

const form = (staff = 18) => {
  const plain = plainForm(unit, county, day("2020-12-01"))
  return {
    ...plain,
    basic: { ...plain.basic, staff, qualifiedStaff: { diplomaOnly: 6, titleOnly: 0, diplomaAndTitle: staff - 7 } },
  }
}

const apply = (staff?: number): Command => ({
  type: "Apply",
  data: { callYear: 2020, form: form(staff), dossier: fullDossier },
})

const recommend = (findings = found(), waiversProposed: ReadonlyArray<WaiverRequest> = [], result = 9000): Command => ({
  type: "Recommend",
  data: {
    form: {
      operatingUnitName: form().applicantUnitName,
      countyOrDistrict: county,
      filledOn: day("2020-12-08"),
      operationsSummary: "示例",
      servicePerformance: "示例",
      serviceQualityAndSatisfaction: "示例",
      regionalImpact: "示例",
      demonstrativeness: "示例",
      countyOpinion: "示例",
      seal: true,
    },
    satisfaction: { assessmentMethod: "问卷", assessmentScope: "用户", sampleSize: 30, result },
    findings,
    waiversProposed,
  },
})

const certify = (waivers: ReadonlyArray<WaiverRequest> = []): Command => ({
  type: "Certify",
  data: {
    certificateNumber: "示例-1",
    appraisal: { date: day("2020-12-15"), members: ["PS-01"], opinion: "合格" },
    findings: [],
    waivers,
  },
})

type Step = readonly [on: string, actor: Actor, command: Command]

const context = (on: CivilDate, actor: Actor, law: ApplicableLaw): Context => ({
  effectiveOn: on,
  recordedOn: on,
  actor,
  law,
})

/** The state after steps, all of which must be accepted. */
const after = (steps: ReadonlyArray<Step>, regime: ApplicableLaw = prolonged): State =>
  steps.reduce((state, [on, actor, command]) => {
    const decision = decide(context(day(on), actor, regime))(command)(state)
    if (E.isLeft(decision)) throw new Error(`${command.type}: ${decision.left.map(({ code }) => code).join()}`)
    return decision.right.reduce(evolve, state)
  }, initialState(unit))

const refusals = (
  [on, actor, command]: Step,
  state: State,
  regime: ApplicableLaw = prolonged,
): ReadonlyArray<Refusal> => {
  const decision = decide(context(day(on), actor, regime))(command)(state)
  return E.isLeft(decision) ? decision.left : []
}

const codes = (...given: Parameters<typeof refusals>): ReadonlyArray<string> =>
  refusals(...given).map(({ code }) => code)

const applied: Step = ["2020-12-01", us, apply()]
const recommended: Step = ["2020-12-08", theirs, recommend()]
const certified: Step = ["2020-12-29", bureau, certify()]
const check = (falsificationFound: boolean): Step => [
  "2021-05-01",
  bureau,
  { type: "SpotCheck", data: { regular: true, findings: "示例", falsificationFound, evidence: [] } },
]
const announcement = { number: "示例1号", date: day("2021-06-01"), address: "https://example.cn" }
const reasons = [{ provision: "art_14__para_1" as const, text: "示例" }]
const revoke: Step = ["2021-06-01", bureau, { type: "Revoke", data: { restsOn: 3, reasons, announcement } }]

const nothing = initialState(unit)

describe("a unit that applies", () => {
  it("may do so until the last day of the call, but not on the next day", () => {
    expect(codes(["2020-12-20", us, apply()], nothing)).toEqual([])
    expect(codes(["2020-12-21", us, apply()], nothing)).toEqual(["OutsideCall"])
  })

  it("is told all the reasons for a refusal at once", () => {
    const incomplete: Command = {
      type: "Apply",
      data: {
        callYear: 2020,
        form: { ...form(), serviceCategories: ["other"] },
        dossier: {
          ...fullDossier,
          truthfulnessDeclaration: { status: "missing" },
          applicationReport: { status: "declaredNone", reason: "示例" },
        },
      },
    }
    const all = refusals(["2020-12-21", us, incomplete], nothing)
    expect(all.map(({ code }) => code)).toEqual(["OutsideCall", "DossierIncomplete", "InvalidParticulars"])
    expect(all[1]).toMatchObject({ provisions: ["art_8__para_1__point_1", "art_8__para_1__point_12"] })
  })

  it("may not be an individual business (art_2__para_1)", () => {
    const other = "92340602MA2PEL3T3X"
    if (!isUscc(other)) throw new Error("no code")
    const own: Command = {
      type: "Apply",
      data: { callYear: 2020, form: { ...form(), uscc: other }, dossier: fullDossier },
    }
    expect(codes(["2020-12-01", { ...us, code: other }, own], initialState(other))).toEqual(["NotLegalPerson"])
  })

  it("cannot apply for another unit or through a county outside the territory", () => {
    expect(codes(["2020-12-01", { ...us, code: "91110108551385082Q" }, apply()], nothing)).toEqual(["NotCompetent"])
    const elsewhere: Command = {
      type: "Apply",
      data: { callYear: 2020, form: { ...form(), countyOrDistrict: "110108" as DivisionCode }, dossier: fullDossier },
    }
    expect(refusals(["2020-12-01", us, elsewhere], nothing)).toMatchObject([
      { code: "InvalidParticulars", issues: [{ path: "form.countyOrDistrict" }] },
    ])
  })

  it.each(["qualityManagementCertificate", "qualificationsAndHonours", "governmentSupport", "otherEvidence"] as const)(
    "may declare materials (8) to (11) none, unless the reading requires them: %s",
    (material) => {
      const without: Command = {
        type: "Apply",
        data: {
          callYear: 2020,
          form: form(),
          dossier: { ...fullDossier, [material]: { status: "declaredNone", reason: "示例" } },
        },
      }
      const required = interpreted(prolonged, "materials.none", "required")
      expect(codes(["2020-12-01", us, without], nothing)).toEqual([])
      expect(codes(["2020-12-01", us, without], nothing, required)).toEqual(["DossierIncomplete"])
    },
  )
})

describe("a county that recommends (arts. 6 and 7)", () => {
  const state = after([applied])

  it("must be the county of the unit", () => {
    expect(codes(recommended, state)).toEqual([])
    expect(codes(["2020-12-08", { ...theirs, code: "130303" }, recommend()], state)).toEqual(["NotCompetent"])
    expect(codes(["2020-12-08", bureau, recommend()], state)).toEqual(["NotCompetent"])
  })

  it("must have judged every condition", () => {
    expect(refusals(["2020-12-08", theirs, recommend(found().slice(1))], state)).toMatchObject([
      { code: "FindingMissing", conditions: ["art_5__para_1__point_1#soundFinances"] },
    ])
  })

  it("cannot recommend a unit that does not meet the conditions", () => {
    expect(codes(["2020-12-08", theirs, recommend(found("art_5__para_1__point_6#principal"))], state)).toEqual([
      "ConditionsNotMet",
    ])
    expect(codes(["2020-12-08", theirs, recommend(found(), [], 7999)], state)).toEqual(["ConditionsNotMet"])
  })

  it("cannot act before the application, act twice, or date its act before the application", () => {
    expect(codes(recommended, nothing)).toEqual(["NotCompetent", "WrongState"])
    expect(codes(["2020-12-09", theirs, recommend()], after([applied, recommended]))).toEqual(["AlreadyDecided"])
    expect(codes(["2020-11-30", theirs, recommend()], state)).toContain("EffectiveDateGoesBack")
  })

  it("cannot decline without reasons", () => {
    expect(codes(["2020-12-08", theirs, { type: "DeclineRecommendation", data: { reasons: [] } }], state)).toEqual([
      "ReasonsMissing",
    ])
  })
})

describe("waivers (art_5__para_1__point_7)", () => {
  const staff = (relaxedTo?: number): WaiverRequest => ({
    condition: "art_5__para_1__point_3#staff",
    reasons: "示例",
    ...(relaxedTo === undefined ? {} : { relaxedTo }),
  })
  const poor = after([["2020-12-01", us, apply(8)]])
  const propose = (waivers: ReadonlyArray<WaiverRequest>, findings = found(), regime = prolonged) =>
    refusals(["2020-12-08", theirs, recommend(findings, waivers)], poor, regime)

  it("are granted by the bureau and recorded with the statutory, the actual and the relaxed level", () => {
    const state = after([
      ["2020-12-01", us, apply(8)],
      ["2020-12-08", theirs, recommend(found(), [staff(8)])],
    ])
    const decision = decide(context(day("2020-12-29"), bureau, prolonged))(certify([staff(8)]))(state)
    expect(E.isRight(decision) && decision.right[0]).toMatchObject({
      type: "Certified",
      data: { waivers: [{ statutory: 10, actual: 8, relaxedTo: 8, officer: bureau.officer, reasons: "示例" }] },
      provisions: expect.arrayContaining(["art_5__para_1__point_3", "art_5__para_1__point_7"]),
    })
    expect(codes(["2020-12-29", bureau, certify()], state)).toEqual(["ConditionsNotMet"])
  })

  it.each<readonly [string, ReadonlyArray<WaiverRequest>, ReadonlyArray<FindingMade>, string]>([
    [
      "a point that may not be relaxed",
      [{ condition: "art_5__para_1__point_2#regionalInfluence", reasons: "示例" }],
      found("art_5__para_1__point_2#regionalInfluence"),
      "notWaivable",
    ],
    ["legal personality", [{ condition: "art_2__para_1#legalPerson", reasons: "示例" }], found(), "notWaivable"],
    ["lack of one of the two findings", [staff(8)], found(...gate.slice(1)), "gateClosed"],
    [
      "a condition that is met",
      [{ condition: "art_5__para_1__point_1#totalAssets", relaxedTo: 1, reasons: "示例" }],
      found(),
      "alreadyMet",
    ],
    ["lack of a level", [staff()], found(), "levelNotBelowStatutory"],
    ["a level equal to the statutory one", [staff(10)], found(), "levelNotBelowStatutory"],
    ["a level that is not reached", [staff(9)], found(), "levelNotReached"],
    ["being asked for twice", [staff(8), staff(8)], found(), "askedTwice"],
  ])("are refused for %s", (_, waivers, findings, because) => {
    expect(propose(waivers, findings)).toContainEqual(expect.objectContaining({ code: "WaiverNotAllowed", because }))
  })

  it("have a floor if the reading sets one: 80 % of ten is eight", () => {
    expect(propose([staff(8)], found(), interpreted(prolonged, "waiver.depth", "floor(80)"))).toEqual([])
    expect(propose([staff(8)], found(), interpreted(prolonged, "waiver.depth", "floor(81)"))).toMatchObject([
      { because: "belowFloor" },
    ])
  })

  it("are granted by the county instead of the bureau if the reading says so", () => {
    const law = interpreted(prolonged, "waiver.authority", "county")
    const state = after(
      [
        ["2020-12-01", us, apply(8)],
        ["2020-12-08", theirs, recommend(found(), [staff(8)])],
      ],
      law,
    )
    expect(codes(["2020-12-29", bureau, certify()], state, law)).toEqual([])
    expect(refusals(["2020-12-29", bureau, certify([staff(8)])], state, law)).toMatchObject([
      { because: "notTheAuthority" },
    ])
  })
})

describe("the bureau that certifies", () => {
  it("may do so once, while the text is in force: on 2022-11-12, not on 2022-11-13 (art_18__para_1)", () => {
    const state = after([applied, recommended], asEnacted)
    expect(codes(["2022-11-12", bureau, certify()], state, asEnacted)).toEqual([])
    expect(codes(["2022-11-13", bureau, certify()], state, asEnacted)).toEqual(["NoRuleInForce"])
    expect(
      codes(
        ["2022-11-13", bureau, certify()],
        state,
        interpreted(asEnacted, "instrument.applicable", "applicationDate"),
      ),
    ).toEqual([])
    expect(codes(["2020-12-30", bureau, certify()], after([applied, recommended, certified]))).toEqual([
      "AlreadyDecided",
    ])
  })

  it("cannot act through the officer who acted for the county", () => {
    expect(codes(["2020-12-29", { ...bureau, officer: "HG-01" }, certify()], after([applied, recommended]))).toEqual([
      "SameOfficer",
    ])
  })

  it("cannot date its appraisal before the recommendation", () => {
    const early: Command = {
      type: "Certify",
      data: {
        certificateNumber: "示例-1",
        appraisal: { date: day("2020-12-07"), members: ["PS-01"], opinion: "合格" },
        findings: [],
        waivers: [],
      },
    }
    expect(codes(["2020-12-29", bureau, early], after([applied, recommended]))).toEqual(["InvalidParticulars"])
  })
})

describe("revocation for falsification (art_14__para_1)", () => {
  const title = [applied, recommended, certified]

  it("must rest on a spot check that found falsification", () => {
    expect(codes(revoke, after([...title, check(true)]))).toEqual([])
    expect(codes(revoke, after([...title, check(false)]))).toEqual(["NothingFound"])
  })

  it("needs reasons, and an announcement, a hearing or a plaque where the reading says so", () => {
    const state = after([...title, check(true)])
    const bare: Step = ["2021-06-01", bureau, { type: "Revoke", data: { restsOn: 3, reasons: [] } }]
    expect(codes(bare, state)).toEqual(["ReasonsMissing"])
    expect(codes(bare, state, interpreted(prolonged, "announcement.falsification", "required"))).toEqual([
      "AnnouncementMissing",
      "ReasonsMissing",
    ])
    expect(codes(revoke, state, interpreted(prolonged, "hearing", "required"))).toEqual(["HearingMissing"])
    expect(codes(revoke, state, interpreted(prolonged, "fraud.beforePlaque", "plaqueRequired"))).toEqual([
      "PlaqueMissing",
    ])
  })

  it("lets the unit apply again, unless the reading bars it for years", () => {
    const state = after([...title, check(true), revoke])
    const again: Step = [
      "2021-10-01",
      us,
      {
        type: "Apply",
        data: {
          callYear: 2021,
          form: {
            ...form(),
            filledOn: day("2021-09-30"),
            operation: form().operation.map((row) => ({ ...row, year: row.year + 1 })),
          },
          dossier: fullDossier,
        },
      },
    ]
    expect(codes(again, state)).toEqual([])
    expect(codes(again, state, interpreted(prolonged, "revocation.reapply", "years(3)"))).toEqual([
      "ReapplicationBarred",
    ])
  })
})

describe("reviews (art_13__para_1)", () => {
  const title = after([applied, recommended, certified])
  const filing = (year: number): Command => {
    const { applicantUnitName, basic, capability, operation } = form()
    const lastThreeYears = operation.map((row, i) => ({ ...row, year: year - 3 + i }))
    const report = {
      operatingUnitName: applicantUnitName,
      filledOn: day(`${year}-09-10`),
      seal: true,
      basic,
      lastThreeYears,
      serviceProducts: capability.serviceProducts,
      cooperationResources: capability.cooperationResources,
      performanceSelfAssessment: "示例",
    }
    return {
      type: "FileReview",
      data: { callYear: year, report, workSummaries: [document], priorYearServiceAccounts: document },
    }
  }
  const nothingFiled: Command = { type: "AssessReview", data: { assessment: null, findings: [] } }
  const conclude = (outcome: "confirmed" | "failed", announced = outcome === "failed"): Command => ({
    type: "ConcludeReview",
    data: {
      outcome,
      reasons,
      findings: [],
      waivers: [],
      ...(announced ? { announcement: { ...announcement, date: day("2023-12-28") } } : {}),
    },
  })

  it("fall due with the call of the third year, or on the third anniversary", () => {
    expect(codes(["2022-09-10", us, filing(2022)], title)).toEqual(["ReviewNotDue"])
    expect(codes(["2023-09-10", us, filing(2023)], title)).toEqual([])
    const anniversary = interpreted(prolonged, "review.due", "anniversary")
    expect(codes(["2022-12-31", us, filing(2022)], title, anniversary)).toEqual(["ReviewNotDue"])
    expect(codes(["2023-09-10", us, filing(2023)], title, anniversary)).toEqual([])
  })

  it("without a filing may be reported once the call has closed, and may then fail but not pass", () => {
    expect(codes(["2023-12-20", theirs, nothingFiled], title)).toEqual(["ReviewNotDue"])
    const decision = decide(context(day("2023-12-21"), theirs, prolonged))(nothingFiled)(title)
    const state = E.isRight(decision) ? decision.right.reduce(evolve, title) : title
    expect(codes(["2023-12-28", bureau, conclude("confirmed", false)], state)).toEqual(["NothingFiled"])
    expect(codes(["2023-12-28", bureau, conclude("failed")], state)).toEqual([])
    expect(codes(["2023-12-28", bureau, conclude("failed", false)], state)).toEqual(["AnnouncementMissing"])
    expect(
      codes(["2023-12-28", bureau, conclude("failed")], state, interpreted(prolonged, "review.notFiled", "flagOnly")),
    ).toEqual(["NothingFiled"])
  })

  it("can be filed after the text has lapsed only if the reading lets existing titles be concluded", () => {
    const title2020 = after([applied, recommended, certified], asEnacted)
    expect(codes(["2023-09-10", us, filing(2023)], title2020, asEnacted)).toEqual(["NoRuleInForce"])
    expect(
      codes(
        ["2023-09-10", us, filing(2023)],
        title2020,
        interpreted(asEnacted, "instrument.afterExpiry", "concludeExistingTitles"),
      ),
    ).toEqual([])
  })
})

describe("a refusal for what other streams hold", () => {
  const { CertificateNumberTaken: _, QuotaReached: __, ...silent } = qinhuangdao2020.citations
  const numbered = { type: "Certify", data: { certificateNumber: "示范-2020-01" } }
  const provisionsUnder = (law: ApplicableLaw) => {
    const asked = { law, effectiveOn: day("2021-03-01") }
    return {
      CertificateNumberTaken: certificateNumbers.refusal(asked, numbered, { key: unit, revision: 2 }).provisions,
      QuotaReached: callQuotas.refusal(asked, { name: "2021 Certify", most: 2 }, 2).provisions,
    }
  }

  it("cites the provisions of the text, and none where it is silent or there is no text", () => {
    const { CertificateNumberTaken, QuotaReached = [] } = qinhuangdao2020.citations
    expect(provisionsUnder(prolonged)).toEqual({ CertificateNumberTaken, QuotaReached })
    const enacted = applicableLawFor({ ...qinhuangdao2020, citations: silent }, day("2020-11-12"), [2021])
    expect(provisionsUnder(enacted)).toEqual({ CertificateNumberTaken: [], QuotaReached: [] })
    expect(provisionsUnder(noLaw([]))).toEqual({ CertificateNumberTaken: [], QuotaReached: [] })
  })
})
