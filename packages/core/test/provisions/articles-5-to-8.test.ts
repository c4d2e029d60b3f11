import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { document, interpreted, prolonged, type Attempt, type SampleFindings } from "@shifan/testkit"
import {
  dossierItemNames,
  findingIds,
  type ApplicationForm,
  type ConditionId,
  type Dossier,
  type Material,
  type Sealed,
} from "../../src/index.js"
import { decode, reportHeadings } from "../../src/forms/index.js"
import { commandCodecs } from "../../src/aggregates/index.js"
import { asStored } from "../../src/forms/representation.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { applied, codes, day, fullDossier, lastEvent, refusals, town, withBasic } from "../unit-scenario.js"

type Form = ApplicationForm<Sealed>

const on = day("2020-12-01")
const form = town.form(on)
const gates = findingIds(qinhuangdao2020.conditions).filter((id) => id.startsWith("art_5__para_1__point_7"))
const found = findingIds(qinhuangdao2020.conditions).filter((id) => !gates.includes(id))

const judged = (change: Partial<Form>, of: SampleFindings = {}): ReadonlyArray<string> =>
  codes([town.apply(on, change), town.recommend(day("2020-12-08"), of)])

const served = (...numbers: ReadonlyArray<number>): Partial<Form> => ({
  operation: form.operation.map((row, i) => ({ ...row, smesServed: numbers[i] ?? 0 })),
})

const staffOf = (staff: number, diplomaOnly: number): Partial<Form> =>
  withBasic({ staff, qualifiedStaff: { diplomaOnly, titleOnly: 0, diplomaAndTitle: 0 } })

const operatingSince = (date: string): Partial<Form> => withBasic({ operationStart: day(date) })

describe("art. 5: each number, on both sides", () => {
  it.each<readonly [ConditionId, string, string, Partial<Form>, Partial<Form>]>([
    [
      "art_5__para_1__point_1#operatingYears",
      "two years on the day",
      "a day short",
      operatingSince("2018-12-01"),
      operatingSince("2018-12-02"),
    ],
    [
      "art_5__para_1__point_1#totalAssets",
      "a million yuan",
      "a fen short",
      withBasic({ totalAssets: 100_000_000 }),
      withBasic({ totalAssets: 99_999_999 }),
    ],
    ["art_5__para_1__point_3#staff", "ten", "nine", staffOf(10, 6), staffOf(9, 9)],
    ["art_5__para_1__point_3#professionalRatio", "six of ten", "six of eleven", staffOf(10, 6), staffOf(11, 6)],
    ["art_5__para_1__point_4#smesServed", "fifty", "forty-nine", served(48, 49, 50), served(47, 48, 49)],
    ["art_5__para_1__point_4#steadyGrowth", "growth in both years", "in one", served(60, 61, 62), served(60, 60, 62)],
  ])("%s: %s is met, %s is not", (_, __, ___, enough, short) => {
    expect(judged(enough)).toEqual([])
    expect(judged(short)).toEqual(["ConditionsNotMet"])
  })

  it("art_5__para_1__point_4#satisfaction: 80 % is met, 79.99 % is not", () => {
    expect(judged({}, { result: 8000 })).toEqual([])
    expect(judged({}, { result: 7999 })).toEqual(["ConditionsNotMet"])
  })

  it.each([
    "industrialCluster",
    "smallEnterpriseStartupBase",
    "industrialPark",
    "nationalNewIndustrializationBase",
    "other",
  ] as const)("art_5__para_1__point_2#serviceArea: %s is an area or trade where SMEs cluster", (serviceArea) => {
    expect(judged({ serviceArea })).toEqual([])
  })

  it("art_5__para_1__point_2#serviceArea: an unknown word is refused, and so is other without a description", () => {
    const paths = (change: object) => {
      const read = decode(commandCodecs(asStored).Apply, {
        callYear: 2020,
        form: { ...form, ...change },
        dossier: fullDossier,
      })
      return E.isLeft(read) ? read.left.map(({ path }) => path) : []
    }
    expect(paths({ serviceArea: "wholeProvince" })).toEqual(["form.serviceArea"])
    expect(paths({ serviceArea: "other", serviceAreaDescription: "" })).toEqual(["form.serviceAreaDescription"])
  })
})

describe("art. 5: each finding", () => {
  it.each(found)(
    "%s: meets its condition when found met, fails it when found not met, and is asked for when missing",
    (condition) => {
      expect(judged({})).toEqual([])
      expect(refusals([...applied, town.recommend(day("2020-12-08"), { except: [condition] })])).toMatchObject([
        { code: "ConditionsNotMet" },
      ])
      expect(refusals([...applied, town.recommend(day("2020-12-08"), { open: [condition] })])).toMatchObject([
        { code: "FindingMissing", conditions: [condition] },
      ])
    },
  )
})

describe("art. 5(7): waivers", () => {
  const waived = (condition: ConditionId, change: Partial<Form>, relaxedTo?: number, of: SampleFindings = {}) =>
    refusals([
      town.apply(on, change),
      town.recommend(day("2020-12-08"), {
        ...of,
        waivers: [{ condition, reasons: "示例", ...(relaxedTo === undefined ? {} : { relaxedTo }) }],
      }),
    ])

  it.each<readonly [ConditionId, Partial<Form>, number]>([
    ["art_5__para_1__point_1#operatingYears", operatingSince("2019-06-01"), 500],
    ["art_5__para_1__point_1#totalAssets", withBasic({ totalAssets: 90_000_000 }), 90_000_000],
    ["art_5__para_1__point_3#staff", staffOf(8, 6), 8],
    ["art_5__para_1__point_3#professionalRatio", staffOf(11, 6), 5454],
    ["art_5__para_1__point_4#smesServed", served(40, 41, 42), 42],
  ])(
    "art_5__para_1__point_7: %s can be relaxed to the actual level, but not to a level that is not reached",
    (condition, change, relaxedTo) => {
      expect(waived(condition, change, relaxedTo)).toEqual([])
      expect(waived(condition, change, relaxedTo + 400)).toContainEqual(
        expect.objectContaining({ code: "WaiverNotAllowed" }),
      )
    },
  )

  it("art_5__para_1__point_7: a share is relaxed and recorded as a percentage of the staff, not as a rounded number", () => {
    const ratio = "art_5__para_1__point_3#professionalRatio"
    const law = (option: string) => interpreted(prolonged, "waiver.depth", option)
    const request = (relaxedTo: number) => [{ condition: ratio, relaxedTo, reasons: "示例" } as const]
    const asked = (qualified: number, relaxedTo: number, depth = "unbounded") =>
      codes(
        [town.apply(on, staffOf(11, qualified)), town.recommend(day("2020-12-08"), { waivers: request(relaxedTo) })],
        law(depth),
      )
    expect(
      lastEvent([town.apply(on, staffOf(11, 6)), town.recommend(day("2020-12-08"), { waivers: request(5400) })]),
    ).toMatchObject({
      data: { waiversProposed: [{ statutory: 6000, actual: 5454, relaxedTo: 5400, share: { part: 6, whole: 11 } }] },
    })
    // 60 % of eleven is 6.6. 90 % of that level is 54 %, and six of eleven are 54.54 %.
    expect(asked(6, 5400, "floor(90)")).toEqual([])
    expect(asked(6, 5399, "floor(90)")).toEqual(["WaiverNotAllowed"])
    expect(asked(6, 5454)).toEqual([])
    expect(asked(6, 5455)).toContain("WaiverNotAllowed")
  })

  it.each(found.filter((id) => /point_[134]#/.test(id)))(
    "art_5__para_1__point_7: a finding of (1), (3) or (4) can be relaxed with reasons: %s",
    (condition) => {
      expect(waived(condition, {}, undefined, { except: [condition] })).toEqual([])
    },
  )

  it.each(found.filter((id) => !/point_[134]#/.test(id)))(
    "art_5__para_1__point_7: a finding of (2), (5) or (6) cannot be relaxed: %s",
    (condition) => {
      expect(waived(condition, {}, undefined, { except: [condition] })).toContainEqual(
        expect.objectContaining({
          code: "WaiverNotAllowed",
          because: "notWaivable",
          provisions: ["art_5__para_1__point_7"],
        }),
      )
    },
  )

  it.each(gates)("art_5__para_1__point_7: without %s the gate is closed, whatever the other finding says", (gate) => {
    const staff = "art_5__para_1__point_3#staff"
    expect(waived(staff, staffOf(8, 6), 8)).toEqual([])
    for (const of of [{ except: [gate] }, { open: [gate] }])
      expect(waived(staff, staffOf(8, 6), 8, of)).toContainEqual(expect.objectContaining({ because: "gateClosed" }))
  })
})

describe("arts. 6 and 7: the county assesses, fills in att_1 and submits", () => {
  const recommend = town.recommend(day("2020-12-08"))

  it("art_6__para_1, art_7__para_1: a recommendation rests on art. 5 and carries att_1 in full, with the survey", () => {
    const event = lastEvent([...applied, recommend])
    expect(event).toMatchObject({
      type: "Recommended",
      provisions: ["art_6__para_1", "art_7__para_1", "att_1"],
      data: { satisfaction: { assessmentMethod: "问卷", sampleSize: 30 }, assessment: { verdict: "met" } },
    })
    expect(event.type === "Recommended" && Object.keys(event.data.form)).toHaveLength(10)
  })

  it("art_6__para_1: a unit that does not meet art. 5 cannot be recommended", () => {
    expect(judged(staffOf(9, 9))).toEqual(["ConditionsNotMet"])
  })

  it("art_6__para_1: a unit cannot be recommended before it applies or after it withdraws, but can apply again", () => {
    const withdrawn = town.act(town.us, day("2020-12-02"), "Withdraw", { reason: "示例" })
    expect(codes([recommend])).toContain("WrongState")
    expect(codes([...applied, withdrawn, recommend])).toEqual(["WrongState"])
    expect(codes([...applied, withdrawn, town.apply(day("2020-12-03"))])).toEqual([])
  })

  it("art_7__para_1: att_1 names the unit and county of the application, and is filled in by the day of the act", () => {
    const altered = (change: object): Attempt =>
      recommend.command.type === "Recommend"
        ? town.act(town.county, day("2020-12-08"), "Recommend", {
            ...recommend.command.data,
            form: { ...recommend.command.data.form, ...change },
          })
        : recommend
    for (const change of [
      { operatingUnitName: "别家公司" },
      { countyOrDistrict: town.bureau.code },
      { filledOn: day("2020-12-09") },
    ])
      expect(refusals([...applied, altered(change)])).toMatchObject([{ code: "InvalidParticulars" }])
    expect(codes([...applied, altered({ filledOn: day("2020-12-07") })])).toEqual([])
  })

  it("art_7__para_1: a survey without respondents is refused", () => {
    if (recommend.command.type !== "Recommend") throw new Error("no recommendation")
    const { data } = recommend.command
    const nobody = { ...data, satisfaction: { ...data.satisfaction, sampleSize: 0 } }
    expect(refusals([...applied, town.act(town.county, day("2020-12-08"), "Recommend", nobody)])).toMatchObject([
      { code: "InvalidParticulars", issues: [{ path: "satisfaction.sampleSize" }] },
    ])
  })
})

describe("art. 8: the twelve materials", () => {
  const none: Material = { status: "declaredNone", reason: "尚未取得。" }
  const missing: Material = { status: "missing" }
  const told = (dossier: Dossier) => refusals([town.apply(on, {}, dossier)])

  it.each(dossierItemNames.map((item, i) => [i + 1, item] as const))(
    "art_8__para_1__point_%i: %s is accepted if provided, reported if missing, and declared none only if it may not exist",
    (n, item) => {
      const lacking = { code: "DossierIncomplete", provisions: [`art_8__para_1__point_${n}`] }
      expect(told(fullDossier)).toEqual([])
      expect(told({ ...fullDossier, [item]: missing })).toMatchObject([
        { ...lacking, missing: [{ item, because: "missing" }] },
      ])
      const mayBeNone = n >= 8 && n <= 11
      expect(told({ ...fullDossier, [item]: none })).toMatchObject(
        mayBeNone ? [] : [{ ...lacking, missing: [{ item, because: "mayNotBeNone" }] }],
      )
    },
  )

  it("art_8__para_1__point_1: each heading of the report refers to a document in the dossier", () => {
    for (const heading of reportHeadings)
      expect(
        refusals([town.apply(on, { reportSections: { ...form.reportSections, [heading]: "0".repeat(64) } })]),
      ).toMatchObject([{ code: "InvalidParticulars", issues: [{ path: `form.reportSections.${heading}` }] }])
  })

  it("art_8__para_1__point_2: a document needs its digest, type, size and title", () => {
    const read = (one: object) =>
      E.isRight(
        decode(commandCodecs(asStored).Apply, {
          callYear: 2020,
          form,
          dossier: {
            ...fullDossier,
            legalPersonCertificateOrBusinessLicence: { status: "provided", documents: [one] },
          },
        }),
      )
    expect(read(document)).toBe(true)
    for (const field of Object.keys(document)) expect(read({ ...document, [field]: undefined })).toBe(false)
    expect(read({ ...document, digest: document.digest.slice(1) })).toBe(false)
    expect(read({ ...document, digest: document.digest.slice(0, -1) })).toBe(false)
    expect(read({ ...document, digest: `${document.digest}0` })).toBe(false)
  })
})
