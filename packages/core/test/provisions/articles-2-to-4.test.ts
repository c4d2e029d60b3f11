import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import {
  applicableLawFor,
  asEnacted,
  fullDossier,
  historyOf,
  plainForm,
  prolonged,
  reasons as someReasons,
  samplesFor,
  type Attempt,
} from "@shifan/testkit"
import { acts, isUscc, roles, type CommandType, type Division, type Regulation } from "../../src/index.js"
import { asFilled, decode, serviceCategories, unitNatures } from "../../src/forms/index.js"
import { commandCodecs } from "../../src/aggregates/index.js"
import { withParts } from "../../src/conditions/index.js"
import { asStored } from "../../src/forms/representation.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import {
  applied,
  certified,
  codes,
  day,
  run,
  recommended,
  refusals,
  stateOf,
  town,
  withBasic,
} from "../unit-scenario.js"

const form = town.form(day("2020-12-01"))
const asHandedIn = commandCodecs(asStored).Apply

const faults = (change: object): ReadonlyArray<string> => {
  const decoded = decode(asHandedIn, { callYear: 2020, form: { ...form, ...change }, dossier: fullDossier })
  return E.isLeft(decoded) ? decoded.left.map(({ path }) => path) : []
}

describe("art_1: the purpose, which adds no rule of the provincial measures to the text", () => {
  it("art_1: every condition comes from arts. 2 and 5, and every citation names a later article or an annex", () => {
    const cited = Object.values(qinhuangdao2020.citations).flat()
    expect(cited.every((id) => /^(art_([2-9]|1\d)__|att_)/.test(id))).toBe(true)
    const asked = withParts(qinhuangdao2020.conditions).map(({ id }) => id)
    expect(asked.filter((id) => !/^art_(2|5)__/.test(id))).toEqual([])
  })
})

describe("art_2__para_1: a legal person runs the platform", () => {
  const individual = "92340602MA2PEL3T3X"
  const legal = ["enterprise", "publicInstitution", "socialOrganisation", "privateNonEnterprise"] as const

  it("art_2__para_1: an individual business, whose code begins with 92, cannot apply, while an enterprise can", () => {
    if (!isUscc(individual)) throw new Error("no code")
    const theirs = samplesFor(qinhuangdao2020, individual)
    const { refusals: against } = historyOf(individual, prolonged, [theirs.apply(day("2020-12-01"))])
    expect(against).toMatchObject([[{ code: "NotLegalPerson", provisions: ["art_2__para_1"] }]])
    expect(codes(applied)).toEqual([])
  })

  it.each(unitNatures)(
    "art_2__para_1#legalPerson: a unit that is %s is recommended only if it is a legal person",
    (unitNature) => {
      const tried = [town.apply(day("2020-12-01"), withBasic({ unitNature })), town.recommend(day("2020-12-08"))]
      const isLegalPerson = [...legal, "farmersCooperative", "otherLegalPerson"].includes(unitNature)
      expect(codes(tried)).toEqual(isLegalPerson ? [] : ["ConditionsNotMet"])
    },
  )

  it("art_2__para_1#legalPerson: cannot be waived", () => {
    const branch = town.apply(day("2020-12-01"), withBasic({ unitNature: "branch" }))
    const waivers = [{ condition: "art_2__para_1#legalPerson" as const, reasons: "示例" }]
    expect(refusals([branch, town.recommend(day("2020-12-08"), { waivers })])).toMatchObject([
      { code: "WaiverNotAllowed", because: "notWaivable" },
      { code: "ConditionsNotMet" },
    ])
  })
})

describe("art_2__para_2: the services, and the two kinds of platform", () => {
  it.each(serviceCategories)("art_2__para_2: %s alone is enough, with a description if it is other", (category) => {
    const described = category === "other" ? { otherServices: "示例服务" } : {}
    expect(codes([town.apply(day("2020-12-01"), { serviceCategories: [category], ...described })])).toEqual([])
  })

  it("art_2__para_2: no service at all, an unknown service, or other without a description is refused", () => {
    expect(faults({ serviceCategories: [] })).toEqual(["form.serviceCategories"])
    expect(faults({ serviceCategories: ["gaming"] })).toEqual(["form.serviceCategories.0"])
    expect(refusals([town.apply(day("2020-12-01"), { serviceCategories: ["other"] })])).toMatchObject([
      { code: "InvalidParticulars", issues: [{ path: "form.otherServices" }] },
    ])
  })

  it("art_2__para_2: the kind of a platform is either comprehensive or specialised", () => {
    expect(faults({ platformKind: "comprehensive" })).toEqual([])
    expect(faults({ platformKind: "specialized" })).toEqual([])
    expect(faults({ platformKind: "mixed" })).toEqual(["form.platformKind"])
  })
})

describe("art_3__para_1: who does what", () => {
  const actors = { unit: town.us, county: town.county, bureau: town.bureau } as const
  const every = Object.keys(acts) as ReadonlyArray<CommandType>
  const stages = [applied, recommended, certified]

  test.prop([fc.constantFrom(...every), fc.constantFrom(...roles), fc.constantFrom(...stages)])(
    "art_3__para_1: an act is refused for lack of competence exactly to the roles it does not belong to, at any stage",
    (type, role, stage) => {
      const actor = role in actors ? actors[role as keyof typeof actors] : { role, code: "130300", officer: "X" }
      const sample = [...applied, ...recommended, ...certified].find(({ command }) => command.type === type)
      const command = sample?.command ?? { type: "Withdraw" as const, data: { reason: "示例" } }
      const tried = codes([...stage, { actor, effectiveOn: day("2021-01-10"), command }])
      expect(tried.includes("NotCompetent")).toBe(!acts[command.type].by.includes(role))
    },
  )

  /** Written from art. 3 and the articles after it, independently of the table of acts. */
  it("art_3__para_1: the unit applies and files, the county recommends and assesses, and the bureau does the rest", () => {
    const [unit, county, bureau] = [["unit"], ["county"], ["bureau"]]
    const expected: { readonly [T in CommandType]: ReadonlyArray<string> } = {
      Apply: unit,
      SupplementApplication: unit,
      Withdraw: unit,
      FileAnnualSummary: unit,
      FileReview: unit,
      SupplementReview: unit,
      SurrenderTitle: unit,
      Recommend: county,
      RequestSupplement: county,
      DeclineRecommendation: county,
      AssessReview: county,
      PublishNotice: bureau,
      Certify: bureau,
      DeclineCertification: bureau,
      AwardPlaque: bureau,
      ReturnPlaque: bureau,
      NominateToProvince: bureau,
      SpotCheck: bureau,
      GrantSupport: bureau,
      OrderRectification: bureau,
      ConcludeReview: bureau,
      Revoke: bureau,
      ImportTitle: bureau,
      RecordEndOfUnit: bureau,
      SucceedTitle: bureau,
      InheritTitle: bureau,
      ErasePersonalData: bureau,
      OpenPersonalData: bureau,
      // The text is silent on these.
      ChangeParticulars: ["unit", "bureau"],
      TakeStep: ["county", "bureau"],
      AnnulDecision: ["bureau", "county"],
      CorrectRecord: ["unit", "county", "bureau"],
    }
    expect(Object.fromEntries(Object.entries(acts).map(([type, { by }]) => [type, by]))).toEqual(expected)
  })

  it("art_3__para_1: a county acts in its own area, not in its neighbour's", () => {
    const neighbour = samplesFor(qinhuangdao2020, town.form(day("2020-12-01")).uscc, 1)
    const recommend = town.recommend(day("2020-12-08"))
    expect(codes([...applied, recommend])).toEqual([])
    expect(refusals([...applied, { ...recommend, actor: neighbour.county }])).toMatchObject([
      { code: "NotCompetent", rightCode: town.county.code, provisions: ["art_3__para_1"] },
    ])
  })

  it("art_3__para_1: the plaque is awarded once, by the bureau, on a day from the certification to the record", () => {
    const plaque = (on: string, awardedOn = on, actor = town.bureau) =>
      town.act(actor, day(on), "AwardPlaque", { awardedOn: day(awardedOn) })
    expect(codes([...certified, plaque("2021-01-05", "2020-12-29")])).toEqual([])
    expect(codes([...certified, plaque("2021-01-05", "2020-12-28")])).toEqual(["InvalidParticulars"])
    expect(codes([...certified, plaque("2021-01-05", "2021-01-06")])).toEqual(["InvalidParticulars"])
    expect(codes([...certified, plaque("2021-01-05"), plaque("2021-01-06")])).toEqual(["AlreadyDecided"])
    expect(codes([...certified, plaque("2021-01-05", "2021-01-05", town.county)])).toEqual(["NotCompetent"])
  })
})

describe("art_4__para_1: openness, fairness and justice", () => {
  it("art_4__para_1: one officer cannot act for both county and bureau in one case", () => {
    const certify = town.certify(day("2020-12-29"))
    expect(codes([...recommended, certify])).toEqual([])
    const same = { ...certify, actor: { ...town.bureau, officer: town.county.officer } }
    expect(refusals([...recommended, same])).toMatchObject([
      { code: "SameOfficer", provisions: ["art_3__para_1", "art_4__para_1"] },
    ])
  })

  it("art_4__para_1: nobody acts for two levels that recommend, or appraises for the bureau after either", () => {
    const above = { code: "130399", name: "示例市" } as const
    const { territory } = qinhuangdao2020
    const twoLevels = {
      ...qinhuangdao2020,
      territory: { ...territory, counties: territory.counties.map((one) => ({ ...one, under: above as Division })) },
      own: {
        steps: {
          above: {
            zh: "上级推荐",
            en: "above",
            by: "county",
            bySuperior: true,
            before: "Certify",
            provision: "art_9__para_1",
          },
        },
      },
    } as const satisfies Regulation
    const law = applicableLawFor(twoLevels, day("2020-11-12"), [2020])
    const stepBy = (officer: string): Attempt =>
      town.act({ role: "county", code: above.code, officer }, day("2020-12-10"), "TakeStep", {
        step: "above",
        takenOn: day("2020-12-10"),
        outcome: "passed",
        document: { title: "示例", digest: `sha256:${"a".repeat(64)}`, mediaType: "application/pdf", size: 1 },
      })
    const certifyWith = (member: string) =>
      town.act(town.bureau, day("2020-12-29"), "Certify", {
        certificateNumber: "示例-1",
        appraisal: { date: day("2020-12-20"), members: [member], opinion: "合格" },
        findings: [],
        waivers: [],
      })
    const tried = (...attempts: ReadonlyArray<Attempt>) => refusals([...recommended, ...attempts], law)
    expect(tried(stepBy("SX-01"), certifyWith("PS-01"))).toEqual([])
    expect(tried(stepBy(town.county.officer))).toMatchObject([{ code: "SameOfficer", actedFor: "county" }])
    expect(tried(stepBy("SX-01"), certifyWith("SX-01"))).toMatchObject([
      { code: "InvalidParticulars", issues: [{ path: "appraisal.members.0" }] },
    ])
    const bySame = { ...certifyWith("PS-01"), actor: { ...town.bureau, officer: "SX-01" } }
    expect(tried(stepBy("SX-01"), bySame)).toMatchObject([{ code: "SameOfficer", actedFor: "superior" }])
  })

  it("art_4__para_1: a review is a new proceeding, in which only its own officers count, until it is concluded", () => {
    const by = (attempt: Attempt, officer: string): Attempt => ({ ...attempt, actor: { ...attempt.actor, officer } })
    const [file, assess] = [town.fileReview(day("2023-09-10")), town.assessReview(day("2023-10-10"))]
    const confirm = by(town.concludeReview(day("2023-11-10"), "confirmed"), town.county.officer)
    expect(codes([...certified, file, by(assess, "HG-02"), confirm])).toEqual([])
    expect(codes([...certified, file, assess, confirm])).toEqual(["SameOfficer"])
    const order = town.act(town.bureau, day("2023-10-20"), "OrderRectification", {
      until: day("2023-11-01"),
      reasons: someReasons,
    })
    const again = [town.fileReview(day("2023-10-25")), by(town.assessReview(day("2023-10-30")), "HG-02")]
    expect(codes([...certified, file, assess, order, ...again, confirm])).toEqual(["SameOfficer"])
  })

  it("art_4__para_1: a county that declines to recommend must give reasons", () => {
    const no = (reasons: ReadonlyArray<{ readonly provision: "art_5__para_1"; readonly text: string }>) =>
      codes([...applied, town.act(town.county, day("2020-12-08"), "DeclineRecommendation", { reasons })])
    expect(no([])).toEqual(["ReasonsMissing"])
    expect(no([{ provision: "art_5__para_1", text: "示例" }])).toEqual([])
  })

  it("art_4__para_1: every decision records its whole assessment, condition by condition", () => {
    const { accepted } = run(certified)
    for (const { batch } of accepted)
      for (const { id } of withParts(qinhuangdao2020.conditions)) expect(JSON.stringify(batch)).toContain(id)
    expect(stateOf(certified).phase._tag).toBe("certified")
  })
})

describe("forms as they are filled in", () => {
  it("are refused with the path of each share above 100 %, name that is too long and impossible date", () => {
    const filled = { ...form, basic: { ...form.basic, facilitiesAndSoftware: "100.01", registeredOn: "2021-02-29" } }
    const decoded = decode(commandCodecs(asFilled).Apply, {
      callYear: 2020,
      form: { ...filled, applicantUnitName: "示".repeat(121) },
      dossier: fullDossier,
    })
    const paths = E.isLeft(decoded) ? decoded.left.map(({ path }) => path) : []
    expect(paths).toEqual(
      expect.arrayContaining(["form.applicantUnitName", "form.basic.facilitiesAndSoftware", "form.basic.registeredOn"]),
    )
  })

  it("are refused with all contradictions at once, each with its path", () => {
    const basic = {
      ...form.basic,
      staff: 10,
      qualifiedStaff: { diplomaOnly: 11, titleOnly: 0, diplomaAndTitle: 0 },
      facilitiesAndSoftware: 6000,
      instruments: 4001,
      operationStart: day("2020-12-02"),
      investors: [{ name: form.basic.phone, nature: "国有", share: 10_001 }],
    }
    const rows = form.operation.map((row) => ({ ...row, serviceRevenue: row.operatingRevenue + 1 })).toReversed()
    const [refusal] = refusals([town.apply(day("2020-12-01"), { basic, operation: rows, filledOn: day("2020-12-02") })])
    const paths = refusal?.code === "InvalidParticulars" ? refusal.issues.map(({ path }) => path) : []
    expect(paths).toEqual(
      expect.arrayContaining([
        "form.filledOn",
        "form.basic.operationStart",
        "form.basic.qualifiedStaff",
        "form.basic.investors",
        "form.operation.0.serviceRevenue",
      ]),
    )
    expect(paths.filter((path) => path.startsWith("form.operation")).length).toBeGreaterThan(3)
    expect(codes([town.apply(day("2020-12-01"))], asEnacted)).toEqual([])
  })

  it("are accepted when they are sound", () => {
    expect(faults(plainForm(form.uscc, form.countyOrDistrict, form.filledOn))).toEqual([])
  })
})
