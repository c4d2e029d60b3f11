/** Two invented regulations of unusual shape, through the service and a replay: nothing of the first one is assumed. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { bilingual, civilDate as day, division, type Regulation } from "@shifan/core"
import {
  allOf,
  atLeast,
  atLeastOf,
  atLeastShare,
  byWord,
  elapsed,
  figure,
  finding,
  oneOfWords,
  own,
} from "@shifan/core/conditions"
import { defaultReadings } from "@shifan/core/law"
import { faultsOfRegulation } from "@shifan/core/regulations"
import { document, history, unit } from "@shifan/testkit"
import { officeUnder, type Change } from "./office-under.ts"

/** An invented province: review on every second anniversary, no term; own figures, materials and step; no duties or waivers. */
const province: Regulation = {
  id: "yun-2023",
  encoding: 1,
  title: bilingual("云岭省中小企业数字化服务商备案办法", "Measures of an invented province"),
  documentNumber: "云工信规〔2023〕7号",
  territory: {
    bureau: division("530000", "云岭省"),
    counties: [division("530100", "云岭市"), division("532900", "洱海州")],
  },
  authorities: {
    county: bilingual("州市主管部门", "the prefecture"),
    bureau: bilingual("省厅", "the provincial department"),
  },
  firstDay: day("2023-03-01"),
  validityYears: 5,
  conditions: allOf("art_3", [
    atLeast("art_3__para_1#contracts", figure(own("contracts")), 30, "times"),
    atLeast("art_3__para_1#rdSpend", figure(own("rdSpend")), 50_000_00, "fen"),
    atLeastShare("art_3__para_1#engineers", {
      part: figure(own("engineers")),
      whole: figure(own("headcount")),
      percent: 33,
      unit: "people",
    }),
    atLeast("art_3__para_2#capital", figure("staff"), 3, "people"),
    elapsed("art_3__para_2#accredited", 1, {
      operationStart: [own("accreditedOn")],
      registration: [own("accreditedOn")],
    }),
    oneOfWords("art_3__para_2#tier", own("tier"), ["A", "B"]),
  ]),
  own: {
    figures: {
      contracts: bilingual("合同数", "contracts"),
      rdSpend: bilingual("研发投入", "R&D"),
      engineers: bilingual("工程师", "engineers"),
      headcount: bilingual("人数", "heads"),
    },
    dates: { accreditedOn: bilingual("获得资质之日", "accredited on") },
    words: { tier: bilingual("资质等级", "tier") },
    materials: {
      contractsList: { ...bilingual("合同清单", "list of contracts"), provision: "art_4__para_1", mayBeNone: false },
    },
    steps: {
      publicDefence: {
        ...bilingual("现场答辩", "defence"),
        by: "bureau",
        before: "Certify",
        provision: "art_5__para_1",
      },
    },
  },
  extensions: {
    contracts: { as: "count", required: true },
    rdSpend: { as: "money", required: true },
    engineers: { as: "count", required: true },
    headcount: { as: "count", required: true },
    accreditedOn: { as: "date", required: true },
    tier: {
      as: "word",
      required: true,
      oneOf: { A: bilingual("甲级", "A"), B: bilingual("乙级", "B"), C: bilingual("丙级", "C") },
    },
  },
  materials: {},
  lifecycle: { legalPersonsOnly: true, reviewEveryYears: 2 },
  revocationWords: { reviewFailed: "注销备案", falsification: "撤销备案" },
  readings: { ...defaultReadings, "review.due": "anniversary", "revocation.reapply": "years(1)" },
  citations: {},
  texts: {
    art_3: bilingual("备案条件", "conditions"),
    art_4: bilingual("材料", "materials"),
    art_5: bilingual("程序", "procedure"),
    "art_3__para_1#contracts": bilingual("合同数", "contracts"),
    "art_3__para_1#rdSpend": bilingual("研发投入", "R&D"),
    "art_3__para_1#engineers": bilingual("工程师占比", "engineers"),
    "art_3__para_2#capital": bilingual("从业人数", "staff"),
    "art_3__para_2#accredited": bilingual("资质满一年", "a year"),
    "art_3__para_2#tier": bilingual("资质等级", "tier"),
  },
}
/** An invented city: two of three, found or counted by size; no county, no review; a five-year term, three days' notice. */
const city: Regulation = {
  id: "hai-2022",
  encoding: 1,
  title: bilingual("海陵市服务驿站认定细则", "Rules of an invented city"),
  documentNumber: "海经信〔2022〕11号",
  territory: { bureau: division("321200", "海陵市"), counties: [division("321200", "海陵市")] },
  firstDay: day("2022-07-15"),
  validityYears: 3,
  conditions: atLeastOf("art_6", 2, [
    finding("art_6__para_1#open"),
    finding("art_6__para_2#free"),
    atLeast("art_6__para_3#staff", figure("staff"), byWord(own("size"), { big: 20 }, 2), "people"),
  ]),
  own: { words: { size: bilingual("规模", "size") } },
  extensions: {
    size: { as: "word", required: false, oneOf: { big: bilingual("大", "big"), small: bilingual("小", "small") } },
  },
  materials: { applicationReport: { provision: "art_7__para_1", mayBeNone: false } },
  lifecycle: {
    legalPersonsOnly: false,
    term: { years: 5, ends: "correspondingDay", from: "certification" },
    publicNotice: { days: 3 },
  },
  duties: { spotCheck: { of: "everyPlatform" } },
  revocationWords: { reviewFailed: "取消", falsification: "取消" },
  readings: defaultReadings,
  citations: {},
  texts: {
    art_6: bilingual("条件", "conditions"),
    art_7: bilingual("材料", "materials"),
    "art_6__para_1#open": bilingual("开放", "open"),
    "art_6__para_2#free": bilingual("免费", "free"),
    "art_6__para_3#staff": bilingual("人数", "staff"),
  },
}

/** An office with one unit, in the first division that recommends. */
const officeFor = async (regulation: Regulation, years: ReadonlyArray<number>) => {
  const { actOf, replayed, townOf } = await officeUnder(regulation, years)
  return { act: actOf(unit), replayed, town: townOf(unit) }
}

describe("the province's text", () => {
  const ext = {
    count: { contracts: 30, engineers: 33, headcount: 100 },
    money: { rdSpend: 50_000_00 },
    date: { accreditedOn: "2022-05-01" },
    word: { tier: "A" },
  }
  const listed = { contractsList: { status: "provided", documents: [document] } }
  const filled =
    (extensions: object, materials: object = listed) =>
    (data: { readonly form: object; readonly dossier: object }): object => ({
      ...data,
      form: { ...data.form, extensions },
      dossier: { ...data.dossier, own: materials },
    })

  it("has no faults", () => {
    expect(faultsOfRegulation(province)).toEqual([])
  })

  it("lets histories be generated, though no official finds anything under it", () => {
    expect(fc.sample(history({ regulation: province }), { numRuns: 30, seed: 1 })).toHaveLength(30)
  })

  it("refuses values that its own form and materials do not allow, but does not require the standard materials", async () => {
    const { act, town } = await officeFor(province, [2023])
    const apply = town.apply(day("2023-05-02"))
    expect(await act(apply)).toEqual(["DossierIncomplete", "InvalidParticulars"])
    const wrong = [
      { ...ext, word: { tier: "Z" } },
      { ...ext, count: { ...ext.count, other: 1 } },
      { ...ext, count: { ...ext.count, rdSpend: 1 } },
    ]
    for (const extensions of wrong) expect(await act(apply, filled(extensions))).toEqual(["InvalidParticulars"])
    const none = { contractsList: { status: "declaredNone", reason: "示例" } }
    expect(await act(apply, filled(ext, none))).toEqual(["DossierIncomplete"])
    expect(await act(apply, filled(ext, { ...listed, other: listed.contractsList }))).toEqual(["InvalidParticulars"])
    const bare: Change = (data: { readonly dossier: object }) => {
      const missing = Object.fromEntries(Object.keys(data.dossier).map((item) => [item, { status: "missing" }]))
      return filled(ext)({ ...(data as { readonly form: object; readonly dossier: object }), dossier: missing })
    }
    expect(await act(apply, bare)).toEqual(["ok"])
  })

  it("leads from a defence to a review after two years, which is judged by its own figures", async () => {
    const { act, town, replayed } = await officeFor(province, [2023, 2025])
    const defended = (on: string, outcome: "passed" | "notPassed", by = town.bureau) =>
      town.act(by, day(on), "TakeStep", { step: "publicDefence", takenOn: day(on), outcome, document })
    expect(await act(town.apply(day("2023-05-02")), filled(ext))).toEqual(["ok"])
    expect(await act(town.recommend(day("2023-05-20")))).toEqual(["ok"])
    expect(await act(town.certify(day("2023-06-10")))).toEqual(["StepMissing"])
    expect(await act(defended("2023-06-01", "passed", town.county))).toEqual(["NotCompetent"])
    expect(await act(defended("2023-06-01", "notPassed"))).toEqual(["ok"])
    expect(await act(town.certify(day("2023-06-10")))).toEqual(["StepMissing"])
    expect(await act(defended("2023-06-02", "passed"))).toEqual(["ok"])
    expect(await act(town.certify(day("2023-06-10")))).toEqual(["ok"])
    expect(await act(town.fileReview(day("2024-06-10")), reported(ext))).toEqual(["ReviewNotDue"])
    const fewer = { ...ext, count: { ...ext.count, contracts: 12 } }
    expect(await act(town.fileReview(day("2025-06-01")), reported(fewer))).toEqual(["ok"])
    expect(await act(town.assessReview(day("2025-06-20")))).toEqual(["ok"])
    expect(await act(town.concludeReview(day("2025-07-01"), "confirmed"))).toEqual(["ConditionsNotMet"])
    const waivers = [{ condition: "art_3__para_1#contracts" as const, relaxedTo: 12, reasons: "示例" }]
    const waived = town.concludeReview(day("2025-07-01"), "confirmed", { waivers })
    expect(await act(waived)).toEqual(["WaiverNotAllowed", "ConditionsNotMet"])
    expect(await act(town.concludeReview(day("2025-07-01"), "failed"))).toEqual(["ok"])
    expect(await replayed()).toEqual([])
  })

  const reported =
    (extensions: object): Change =>
    (data: { readonly report: object }) => ({ ...data, report: { ...data.report, extensions } })
})

describe("the city's text", () => {
  it("has no faults, though it has no county and no review", () => {
    expect(faultsOfRegulation(city)).toEqual([])
  })

  it("lets the bureau take applications, requires two of three conditions, and has no review", async () => {
    const { act, town, replayed } = await officeFor(city, [2022, 2024])
    expect(await act(town.apply(day("2022-08-02")))).toEqual(["ok"])
    // The staff requirement depends on a size that the unit left out; with one of two findings the condition stays open.
    const open = town.recommend(day("2022-08-20"), { open: ["art_6__para_1#open"] })
    expect(await act(open)).toEqual(["FindingMissing", "FigureMissing"])
    expect(await act(town.recommend(day("2022-08-20")))).toEqual(["ok"])
    const notice = (closesOn: string) =>
      town.act(town.bureau, day("2022-08-21"), "PublishNotice", {
        opensOn: day("2022-08-21"),
        closesOn: day(closesOn),
        number: "示例",
        address: "https://example.cn/1",
      })
    expect(await act(notice("2022-08-22"))).toEqual(["InvalidParticulars"])
    expect(await act(notice("2022-08-23"))).toEqual(["ok"])
    expect(await act(town.certify(day("2022-08-23")))).toEqual(["NoticeNotOver"])
    expect(await act(town.certify(day("2022-08-24")))).toEqual(["ok"])
    for (const attempt of [
      town.fileReview(day("2024-06-10")),
      town.assessReview(day("2024-06-10"), null),
      town.concludeReview(day("2024-06-10"), "failed"),
    ])
      expect(await act(attempt)).toEqual(["ReviewNotProvided"])
    expect(await act(town.apply(day("2024-06-11")))).toEqual(["WrongState"])
    expect(await replayed()).toEqual([])
  })
})
