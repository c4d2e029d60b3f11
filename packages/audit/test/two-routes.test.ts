/** An invented regulation with two routes, grades, four steps, quotas, hearings and a term, through the service and a replay. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { bilingual, civilDate as day, division, type Actor, type ConditionId, type Regulation } from "@shifan/core"
import {
  allOf,
  atLeast,
  atLeastShare,
  byWord,
  elapsed,
  except,
  figure,
  finding,
  growth,
  own,
  sum,
} from "@shifan/core/conditions"
import { defaultReadings } from "@shifan/core/law"
import { faultsOfRegulation } from "@shifan/core/regulations"
import { document, history, usccOf, type Samples } from "@shifan/testkit"
import { officeUnder, type Change } from "./office-under.ts"

/** The bureau's own division recommends beside two others. No provision of a step is named anywhere else. */
const port: Regulation = {
  id: "jin-2024",
  encoding: 2,
  title: bilingual("津州市数字服务基地评定细则", "Rules of an invented port"),
  documentNumber: "津数〔2024〕19号",
  territory: {
    bureau: division("371300", "津州市"),
    counties: [division("371300", "津州市"), division("371302", "津东区"), division("371321", "津南县")],
  },
  authorities: { county: bilingual("受理窗口", "the desk"), bureau: bilingual("市数据局", "the data bureau") },
  firstDay: day("2024-02-29"),
  validityYears: 4,
  conditions: allOf("art_7", [
    except("art_9__para_2", {
      from: ["art_7__para_1"],
      when: [finding("art_9__para_2#urgent")],
      in: allOf("art_7__para_1", [
        atLeast("art_7__para_1#nodes", figure(own("nodes")), byWord("grade", { flagship: 40, ordinary: 12 }), "times"),
        atLeastShare("art_7__para_1#free", {
          part: figure(own("freeHours")),
          whole: sum(figure(own("freeHours")), figure(own("paidHours"))),
          percent: byWord("countyOrDistrict", { "371321": 15 }, 35),
          unit: "times",
        }),
        growth("art_7__para_1#growth", [figure(own("income.y1")), figure(own("income.y0"))], "fen"),
      ]),
    }),
    elapsed(
      "art_7__para_2#opened",
      3,
      { operationStart: [own("openedOn"), "operationStart"], registration: ["registeredOn"] },
      { yearsBack: 0, month: 3, day: 31 },
    ),
    atLeast("art_7__para_2#rate", figure(own("rate")), 9250, "basisPoints"),
    finding("art_7__para_2#safe"),
  ]),
  own: {
    figures: {
      nodes: bilingual("节点数", "nodes"),
      freeHours: bilingual("公益机时", "free hours"),
      paidHours: bilingual("有偿机时", "paid hours"),
      "income.y0": bilingual("上年收入", "income"),
      "income.y1": bilingual("前年收入", "income before"),
      rate: bilingual("可用率", "availability"),
    },
    dates: { openedOn: bilingual("开放之日", "opened on") },
    materials: {
      meterReading: { ...bilingual("电表读数", "meter"), provision: "art_11__para_3", mayBeNone: true },
      logbook: { ...bilingual("运行日志", "log"), provision: "art_11__para_3", mayBeNone: false },
    },
    steps: {
      inspection: {
        ...bilingual("实地查验", "inspection"),
        by: "county",
        before: "Recommend",
        provision: "art_12__para_2",
      },
      defence: { ...bilingual("现场答辩", "defence"), by: "bureau", before: "Certify", provision: "art_12__para_4" },
      audit: { ...bilingual("机时审计", "audit"), by: "county", before: "AssessReview", provision: "art_20__para_2" },
      panel: { ...bilingual("联席会议", "panel"), by: "bureau", before: "ConcludeReview", provision: "art_20__para_3" },
    },
  },
  extensions: {
    nodes: { as: "count", required: true },
    freeHours: { as: "count", required: true },
    paidHours: { as: "count", required: true },
    "income.y0": { as: "money", required: true },
    "income.y1": { as: "money", required: true },
    rate: { as: "share", required: true },
    openedOn: { as: "date", required: false },
  },
  materials: { truthfulnessDeclaration: { provision: "art_11__para_1", mayBeNone: false } },
  lifecycle: {
    legalPersonsOnly: false,
    grades: ["flagship", "ordinary"],
    reviewEveryYears: 2,
    rectification: { days: 45 },
    term: { years: 4, ends: "calendarYears", from: "notice" },
    publicNotice: { days: 7 },
    quotas: { mostRecommendedPerCounty: 1, mostCertified: 2 },
  },
  duties: { annualSummary: { dueBy: { month: 2, day: 29 } }, spotCheck: { of: "everyPlatform" } },
  revocationWords: { reviewFailed: "摘牌", falsification: "除名" },
  readings: {
    ...defaultReadings,
    hearing: "required",
    "announcement.falsification": "required",
    "waiver.depth": "floor(50)",
  },
  citations: { QuotaReached: ["art_13__para_1"], StepMissing: ["art_12__para_4"] },
  texts: {
    art_7: bilingual("条件", "conditions"),
    art_9: bilingual("例外", "exception"),
    art_11: bilingual("材料", "materials"),
    art_12: bilingual("程序", "procedure"),
    art_13: bilingual("名额", "quota"),
    art_20: bilingual("复核", "review"),
    art_9__para_2: bilingual("急需", "urgent"),
    "art_9__para_2#urgent": bilingual("急需", "urgent"),
    "art_7__para_1#nodes": bilingual("节点数", "nodes"),
    "art_7__para_1#free": bilingual("公益占比", "free"),
    "art_7__para_1#growth": bilingual("收入增长", "growth"),
    "art_7__para_2#opened": bilingual("开放满三年", "three years"),
    "art_7__para_2#rate": bilingual("可用率", "availability"),
    "art_7__para_2#safe": bilingual("安全", "safe"),
  },
}

const figures = {
  count: { nodes: 40, freeHours: 35, paidHours: 65 },
  money: { "income.y0": 2_00, "income.y1": 1_00 },
  share: { rate: 9250 },
  date: { openedOn: "2020-12-31" },
}

const withNodes = (nodes: number) => ({ ...figures, count: { ...figures.count, nodes } })

const listed = {
  logbook: { status: "provided", documents: [document] },
  meterReading: { status: "declaredNone", reason: "示例" },
}

const filled =
  (extensions: object, grade: string | undefined): Change =>
  (data: { readonly form: object; readonly dossier: object }) => ({
    ...data,
    form: { ...data.form, extensions, ...(grade === undefined ? {} : { grade }) },
    dossier: { ...data.dossier, own: listed },
  })

const reported =
  (extensions: object): Change =>
  (data: { readonly report: object }) => ({ ...data, report: { ...data.report, extensions } })

const step = (town: Samples, by: Actor, on: string, name: string) =>
  town.act(by, day(on), "TakeStep", { step: name, takenOn: day(on), outcome: "passed", document })

const notice = (town: Samples, closesOn: string) =>
  town.act(town.bureau, day("2024-12-28"), "PublishNotice", {
    opensOn: day("2024-12-28"),
    closesOn: day(closesOn),
    number: "示例",
    address: "https://example.cn/1",
  })

const fewer = (relaxedTo: number) => ({
  waivers: [{ condition: "art_7__para_1#nodes" as ConditionId, relaxedTo, reasons: "示例" }],
})

const ok = ["ok"]

describe("the port's text", () => {
  it("has no faults, and histories to try a decider with", () => {
    expect(faultsOfRegulation(port)).toEqual([])
    expect(fc.sample(history({ regulation: port }), { numRuns: 30, seed: 2 })).toHaveLength(30)
  })

  it("takes applications to the bureau beside those to a district, by grade, and one recommendation of each", async () => {
    const { actOf, townOf, replayed } = await officeUnder(port, [2024])
    const [direct, first, second] = [usccOf(1), usccOf(2), usccOf(3)]
    const [city, town, other] = [townOf(direct), townOf(first, 1), townOf(second, 1)]
    const on = day("2024-05-02")
    expect(await actOf(direct)(city.apply(on))).toEqual(["DossierIncomplete", "InvalidParticulars"])
    for (const grade of [undefined, "other"])
      expect(await actOf(direct)(city.apply(on), filled(figures, grade))).toEqual(["InvalidParticulars"])
    expect(await actOf(direct)(city.apply(on), filled(figures, "flagship"))).toEqual(ok)
    expect(await actOf(first)(town.apply(on), filled(withNodes(20), "flagship"))).toEqual(ok)
    expect(await actOf(second)(other.apply(on), filled(withNodes(12), "ordinary"))).toEqual(ok)

    expect(await actOf(direct)(city.recommend(day("2024-05-10")))).toEqual(["StepMissing"])
    expect(await actOf(direct)(step(city, city.bureau, "2024-05-09", "inspection"))).toEqual(["NotCompetent"])
    expect(await actOf(direct)(step(city, city.county, "2024-05-09", "inspection"))).toEqual(ok)
    expect(await actOf(direct)(step(city, city.bureau, "2024-05-09", "defence"))).toEqual(["InvalidParticulars"])
    expect(await actOf(direct)(city.recommend(day("2024-05-10")))).toEqual(ok)

    expect(await actOf(first)(step(town, town.county, "2024-05-09", "inspection"))).toEqual(ok)
    expect(await actOf(first)(town.recommend(day("2024-05-10")))).toEqual(["ConditionsNotMet"])
    expect(await actOf(first)(town.recommend(day("2024-05-10"), fewer(19)))).toEqual(["WaiverNotAllowed"])
    expect(await actOf(first)(town.recommend(day("2024-05-10"), fewer(20)))).toEqual(ok)
    expect(await actOf(second)(step(other, other.county, "2024-05-11", "inspection"))).toEqual(ok)
    expect(await actOf(second)(other.recommend(day("2024-05-12")))).toEqual(["QuotaReached"])
    expect(await replayed()).toEqual([])
  })

  it("goes through notice, defence, a failed review, rectification and falsification, each by its own steps", async () => {
    const { actOf, townOf, replayed } = await officeUnder(port, [2024, 2027])
    const unit = usccOf(1)
    const town = townOf(unit)
    const act = actOf(unit)
    const reasons = [{ provision: "art_20__para_3" as const, text: "示例" }]
    await act(town.apply(day("2024-05-02")), filled(figures, "flagship"))
    await act(step(town, town.county, "2024-05-09", "inspection"))
    expect(await act(town.recommend(day("2024-05-10")))).toEqual(ok)
    expect(await act(notice(town, "2025-01-02"))).toEqual(["InvalidParticulars"])
    expect(await act(notice(town, "2025-01-03"))).toEqual(ok)
    expect(await act(town.certify(day("2025-01-03")))).toEqual(["NoticeNotOver", "StepMissing"])
    expect(await act(step(town, town.bureau, "2025-01-04", "defence"))).toEqual(ok)
    expect(await act(town.certify(day("2025-01-04")))).toEqual(ok)

    expect(await act(town.fileReview(day("2027-08-02")))).toEqual(["InvalidParticulars"])
    const short = reported({ ...figures, share: { rate: 9249 } })
    expect(await act(town.fileReview(day("2027-08-02")), short)).toEqual(ok)
    expect(await act(town.assessReview(day("2027-08-20")))).toEqual(["StepMissing"])
    expect(await act(step(town, town.county, "2027-08-20", "audit"))).toEqual(ok)
    expect(await act(town.assessReview(day("2027-08-20")))).toEqual(ok)
    const confirm = town.concludeReview(day("2027-09-01"), "confirmed")
    expect(await act(confirm)).toEqual(["ConditionsNotMet", "StepMissing"])
    expect(await act(step(town, town.bureau, "2027-09-01", "panel"))).toEqual(ok)
    const fail = town.concludeReview(day("2027-09-01"), "failed")
    expect(await act(fail)).toEqual(["HearingMissing", "RectificationPending"])
    const rectify = (until: string) =>
      town.act(town.bureau, day("2027-09-01"), "OrderRectification", { until: day(until), reasons })
    expect(await act(rectify("2027-10-17"))).toEqual(["InvalidParticulars"])
    expect(await act(rectify("2027-10-16"))).toEqual(ok)
    expect(await act(town.fileReview(day("2027-09-20")), reported(figures))).toEqual(ok)
    expect(await act(step(town, town.county, "2027-09-21", "audit"))).toEqual(ok)
    expect(await act(town.assessReview(day("2027-09-21")))).toEqual(ok)
    expect(await act(step(town, town.bureau, "2027-09-22", "panel"))).toEqual(ok)
    expect(await act(town.concludeReview(day("2027-09-22"), "confirmed"))).toEqual(ok)

    const check = { regular: true, findings: "示例", falsificationFound: true, evidence: [document] }
    expect(await act(town.act(town.bureau, day("2028-01-10"), "SpotCheck", check))).toEqual(ok)
    const revoke = town.act(town.bureau, day("2028-02-01"), "Revoke", {
      restsOn: 16,
      reasons: [...reasons, { provision: "art_11__para_3", text: "示例" }],
    })
    expect(await act(revoke)).toEqual(["AnnouncementMissing", "HearingMissing"])
    const published = { number: "示例", date: day("2028-01-30"), address: "https://example.cn/1" }
    const hearing = { heldOn: day("2028-01-20"), record: document }
    const whole: Change = (data: object) => ({ ...data, announcement: published, hearing })
    expect(await act(revoke, whole)).toEqual(ok)
    expect(await replayed()).toEqual([])
  })
})
