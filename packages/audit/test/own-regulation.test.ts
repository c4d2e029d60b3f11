/** A regulation that shares nothing with the first but the program: from JSON input through the store to a replay. */
import { describe, expect, it } from "vitest"
import {
  bilingual,
  civilDate as day,
  division,
  evolve,
  initialState,
  instantAt,
  plusDays,
  ruleStatusOn,
  type Actor,
  type Refusals,
  type Regulation,
} from "@shifan/core"
import { defaultReadings } from "@shifan/core/law"
import {
  allOf,
  atLeast,
  atLeastShare,
  byWord,
  elapsed,
  figure,
  finding,
  oneOfWords,
  own,
  sum,
} from "@shifan/core/conditions"
import { asFilled } from "@shifan/core/forms"
import { explain } from "@shifan/core/messages"
import { commandCodecs, dutiesOfUnit } from "@shifan/core/registry"
import { faultsOfRegulation } from "@shifan/core/regulations"
import { collect, evolveLaw, initialLaw, isDesignationEvent, memoryStore } from "@shifan/event-store"
import { handler, memoryVault, parseRequest } from "@shifan/service"
import { document, fullDossier, samplesFor, unit } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import { replay } from "../src/index.js"
import { envelopeOf, eventsOf } from "./forged-history.js"

/** 示例科〔2022〕6号, invented: its own fields, materials, duties and names, and a term without a review. */
const sixth: Regulation = {
  id: "example-2022-6",
  encoding: 1,
  title: bilingual("示例市创新服务机构认定办法（虚构）", "Measures of an invented city for innovation services"),
  documentNumber: "示例科〔2022〕6号",
  territory: { bureau: division("990200", "示例二市"), counties: [division("990202", "示例园区")] },
  authorities: { county: bilingual("园区管委会", "park committee"), bureau: bilingual("市科技局", "science bureau") },
  firstDay: day("2022-01-01"),
  validityYears: 10,
  conditions: allOf("art_4__para_1", [
    oneOfWords("art_4__para_1#level", own("level"), ["national", "provincial"]),
    atLeast(
      "art_4__para_1#events",
      figure(own("events")),
      byWord(own("level"), { national: 4, provincial: 8 }),
      "times",
    ),
    atLeast("art_4__para_1#publicWelfare", figure(own("publicWelfare")), 2500, "basisPoints"),
    atLeast("art_4__para_1#research", figure(own("research")), 50_000_000, "fen"),
    atLeastShare("art_4__para_1#engineers", {
      part: figure(own("engineers")),
      whole: sum(figure(own("engineers")), figure(own("assistants"))),
      percent: 60,
      unit: "people",
    }),
    elapsed("art_4__para_1#accredited", 2, {
      operationStart: [own("accreditedOn")],
      registration: [own("accreditedOn")],
    }),
    finding("art_4__para_1#openDoors"),
  ]),
  own: {
    figures: {
      events: bilingual("对接活动场次", "events held"),
      publicWelfare: bilingual("公益性服务占比", "the share of public welfare services"),
      research: bilingual("研发投入", "spent on research"),
      engineers: bilingual("工程师人数", "engineers"),
      assistants: bilingual("助理人数", "assistants"),
    },
    dates: { accreditedOn: bilingual("资质认可日期", "the day of accreditation") },
    words: { level: bilingual("资质级别", "the level of accreditation") },
    materials: {
      accreditation: {
        ...bilingual("资质证书", "certificate of accreditation"),
        provision: "art_5__para_1",
        mayBeNone: false,
      },
      patents: { ...bilingual("专利清单", "list of patents"), provision: "art_5__para_1", mayBeNone: true },
    },
  },
  extensions: {
    events: { as: "count", required: true },
    publicWelfare: { as: "share", required: true },
    research: { as: "money", required: true },
    engineers: { as: "count", required: true },
    assistants: { as: "count", required: true },
    accreditedOn: { as: "date", required: true },
    level: {
      as: "word",
      required: true,
      oneOf: { national: bilingual("国家级", "national"), provincial: bilingual("省级", "provincial") },
    },
  },
  materials: { applicationReport: { provision: "art_5__para_1", mayBeNone: false } },
  lifecycle: { legalPersonsOnly: true, term: { years: 3, ends: "calendarYears", from: "certification" } },
  duties: { annualSummary: { dueBy: { month: 3, day: 31 } }, spotCheck: { of: "everyPlatform" } },
  revocationWords: { reviewFailed: "取消", falsification: "取消" },
  readings: defaultReadings,
  citations: { Applied: ["art_5__para_1"], Certified: ["art_6__para_1"], NotCompetent: ["art_6__para_1"] },
  texts: {
    art_4__para_1: bilingual("认定条件", "the conditions"),
    "art_4__para_1#level": bilingual("资质级别", "the level of accreditation"),
    "art_4__para_1#events": bilingual("对接活动", "events held"),
    "art_4__para_1#publicWelfare": bilingual("公益性服务", "public welfare services"),
    "art_4__para_1#research": bilingual("研发投入", "spent on research"),
    "art_4__para_1#engineers": bilingual("工程师占比", "the share of engineers"),
    "art_4__para_1#accredited": bilingual("取得资质满两年", "accredited for two years"),
    "art_4__para_1#openDoors": bilingual("面向中小企业开放", "open to small enterprises"),
    art_5__para_1: bilingual("申报材料", "what goes with an application"),
    art_6__para_1: bilingual("推荐和认定", "recommendation and certification"),
  },
}

const library = [sixth]
const samples = samplesFor(sixth, unit)
const { us, county, bureau } = samples

/** As filled in by a unit: money in 万元, shares in per cent. */
const filledExtensions = {
  count: { events: 4, engineers: 6, assistants: 4 },
  share: { publicWelfare: "25" },
  money: { research: "50" },
  date: { accreditedOn: "2020-03-01" },
  word: { level: "national" },
}

const applicationOn = (on: string, change: Readonly<Record<string, unknown>> = {}): unknown => {
  const form = samples.form(day(on))
  const { fax: _, ...basic } = form.basic
  const personal = {
    legalRepresentative: "示例法人甲",
    contactPerson: "示例联系人甲",
    phone: "0335-5550101",
    mobile: "13800000001",
    email: "contact@example.cn",
  }
  const data = commandCodecs(asFilled).Apply.encode({
    callYear: Number(on.slice(0, 4)),
    form: { ...form, basic: { ...basic, ...personal, investors: [] } },
    dossier: fullDossier,
  })
  const { form: filled, dossier, ...rest } = Object(data)
  const material = { status: "provided", documents: [document] }
  const extended = { ...filled, extensions: { ...filledExtensions, ...change } }
  return { ...rest, form: extended, dossier: { ...dossier, own: { accreditation: material, patents: material } } }
}

/** A store, and a function that submits JSON to the service. */
const office = () => {
  const store = memoryStore()
  let commands = 0
  let now = Date.parse("2028-12-01T01:00:00.000Z")
  const handle = handler({
    store,
    vault: memoryVault(),
    division: sixth.territory.bureau.code,
    library,
    clock: () => instantAt(now++),
    random: (size) => new Uint8Array(size).fill(7),
  })
  const hand = async (actor: Actor, effectiveOn: string, type: string, data: unknown, key: object = { unit }) => {
    const newId = () => `0190163d-8694-7000-8000-${String(commands++).padStart(12, "0")}`
    return handle(right(parseRequest({ type, actor, effectiveOn, data, ...key }, newId)))
  }
  const refusalsOf = async (...command: Parameters<typeof hand>): Promise<Refusals> => {
    const answer = await hand(...command)
    if (answer._tag === "Right" || answer.left._tag !== "Refused") throw new Error(JSON.stringify(answer))
    return answer.left.refusals as Refusals
  }
  return { store, refusalsOf, hand: async (...command: Parameters<typeof hand>) => right(await hand(...command)) }
}

/** The regulation in force, and the call of 2022 open. */
const opened = async () => {
  const service = office()
  const { id, documentNumber, firstDay: effectiveFrom, validityYears } = sixth
  const enacted = { regulation: id, documentNumber, effectiveFrom, validityYears }
  await service.hand(bureau, "2022-01-01", "Enact", enacted, { slug: "example-2022-6" })
  const call = { year: 2022, opensOn: "2022-03-01", closesOn: "2022-06-30", document: "示例" }
  await service.hand(bureau, "2022-03-01", "OpenCall", call, {})
  return service
}

describe("a regulation with its own fields, materials, duties and names", () => {
  it("has no faults", () => {
    expect(faultsOfRegulation(sixth)).toEqual([])
  })

  it("takes an application to a title, its duties and its end, and a replay confirms every decision", async () => {
    const { store, hand } = await opened()
    const dataOf = ({ command }: { readonly command: { readonly data: unknown } }) => command.data
    await hand(us, "2022-03-01", "Apply", applicationOn("2022-03-01"))
    await hand(county, "2022-04-01", "Recommend", {
      ...Object(dataOf(samples.recommend(day("2022-04-01")))),
      satisfaction: { assessmentMethod: "问卷", assessmentScope: "用户", sampleSize: 30, result: "90" },
    })
    await hand(bureau, "2022-05-01", "Certify", dataOf(samples.certify(day("2022-05-01"))))
    const recorded = right(await collect(store.readAll()))
    const envelopes = recorded.map(envelopeOf)
    expect(envelopes[2]?.data).toMatchObject({
      form: {
        extensions: { share: { publicWelfare: 2500 }, money: { research: 50_000_000 }, word: { level: "national" } },
      },
      dossier: { own: { patents: { status: "provided" } } },
      selfAssessment: { verdict: "notYetJudged" },
    })
    expect(envelopes.at(-1)?.data).toMatchObject({ assessment: { verdict: "met" }, validUntil: "2024-12-31" })
    expect(await replay(eventsOf(recorded), { library })).toMatchObject({ faults: [], decisions: 5 })

    const law = envelopes.reduce(evolveLaw, initialLaw(library)).applicable
    const state = envelopes.filter(isDesignationEvent).reduce(evolve, initialState(unit))
    const owedOn = (on: string) => {
      const status = ruleStatusOn(law, day(on))
      if (status._tag !== "InForce") throw new Error(status._tag)
      return dutiesOfUnit(state, status.rule, law, day(on)).map(({ duty, dueOn, overdue }) => [duty, dueOn, overdue])
    }
    expect(owedOn("2022-12-31")).toEqual([])
    expect(owedOn("2023-03-31")).toEqual([
      ["annualSummary", "2023-03-31", false],
      ["spotCheck", "2023-12-31", false],
    ])
    expect(owedOn("2023-04-01")).toEqual([
      ["annualSummary", "2023-03-31", true],
      ["spotCheck", "2023-12-31", false],
    ])
    expect(owedOn("2025-01-01")).toEqual([])
  })

  it.each([
    ["one event too few", { count: { events: 3, engineers: 6, assistants: 4 } }, "art_4__para_1#events"],
    ["a hundredth of a per cent too little", { share: { publicWelfare: "24.99" } }, "art_4__para_1#publicWelfare"],
    ["a fen too little", { money: { research: "49.999999" } }, "art_4__para_1#research"],
    [
      "a share of engineers too small",
      { count: { events: 4, engineers: 5, assistants: 4 } },
      "art_4__para_1#engineers",
    ],
    [
      "an accreditation a day too late",
      { date: { accreditedOn: plusDays(day("2020-03-01"), 1) } },
      "art_4__para_1#accredited",
    ],
    ["a level that requires more events", { word: { level: "provincial" } }, "art_4__para_1#events"],
  ])("refuses a recommendation with %s", async (_, change, condition) => {
    const { hand, refusalsOf } = await opened()
    await hand(us, "2022-03-01", "Apply", applicationOn("2022-03-01", change))
    const recommendation = {
      ...Object(samples.recommend(day("2022-04-01")).command.data),
      satisfaction: { assessmentMethod: "问卷", assessmentScope: "用户", sampleSize: 30, result: "90" },
    }
    const [refusal] = await refusalsOf(county, "2022-04-01", "Recommend", recommendation)
    expect(refusal.code).toBe("ConditionsNotMet")
    expect(JSON.stringify(refusal)).toContain(`"id":"${condition}","verdict":"notMet"`)
  })

  it("reports everything that is wrong with a form at once and records nothing", async () => {
    const { store, refusalsOf } = await opened()
    const change = { count: { events: 4, engineers: 6, other: 1 }, word: { level: "local" } }
    const refusals = await refusalsOf(us, "2022-03-01", "Apply", {
      ...Object(applicationOn("2022-03-01", change)),
      dossier: {
        ...fullDossier,
        own: { accreditation: { status: "declaredNone", reason: "无" }, plan: { status: "missing" } },
      },
    })
    expect(refusals.map((refusal) => explain(refusal, sixth).sentence.zh)).toEqual([
      "申请材料不齐：资质证书（第五条，不得以“无”代替）、专利清单（第五条）",
      "填报内容有误：form.extensions.count.assistants未填写：必填、form.extensions.word.level应为下列之一：national | provincial，实为local、form.extensions.count.other：表中没有此栏；可填：form.extensions.count.events | form.extensions.share.publicWelfare | form.extensions.money.research | form.extensions.count.engineers | form.extensions.count.assistants | form.extensions.date.accreditedOn | form.extensions.word.level、dossier.own.plan：表中没有此栏；可填：dossier.own.accreditation | dossier.own.patents",
    ])
    expect(right(await collect(store.readAll()))).toHaveLength(2)
  })

  it("names its authorities as its text does", async () => {
    const { hand, refusalsOf } = await opened()
    await hand(us, "2022-03-01", "Apply", applicationOn("2022-03-01"))
    const [refusal] = await refusalsOf(bureau, "2022-04-01", "DeclineRecommendation", { reasons: [] })
    expect(explain(refusal, sixth)).toEqual({
      sentence: bilingual("市科技局（示例二市）无权作出此行为", "science bureau 示例二市 is not competent for this"),
      remedy: bilingual("由园区管委会办理", "by park committee"),
    })
  })
})
