import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { type Flip, flipOf, type Hypothesis, whatIf } from "../src/index.js"
import {
  type ApplicableLaw,
  atLeast,
  civilDate as day,
  figure,
  type FilledCommand,
  instantAt,
  qinhuangdao2020,
  readingDefinitions,
  readingIds,
  type Regulation,
} from "@shifan/core"
import { memoryStore } from "@shifan/event-store"
import { handler, memoryVault } from "@shifan/service"
import {
  type Attempt,
  document,
  history,
  type History,
  historyOf,
  interpreted,
  prolonged,
  samplesFor,
  unit,
} from "@shifan/testkit"

const town = samplesFor(qinhuangdao2020, unit)
const way: ReadonlyArray<Attempt> = [
  town.apply(day("2021-09-10")),
  town.recommend(day("2021-09-20")),
  town.certify(day("2021-10-08")),
]
const declined = town.act(town.bureau, day("2021-10-08"), "DeclineCertification", {
  appraisal: { date: day("2021-10-08"), members: ["PS-01"], opinion: "示例" },
  findings: [],
  reasons: [{ provision: "art_9__para_1", text: "示例" }],
})

const flipsOf = ({ deeds }: History, hypothesis: Hypothesis): ReadonlyArray<Flip> =>
  deeds.flatMap(({ batch, context, before }) => flipOf(batch, context, before, hypothesis) ?? [])

const lived = (attempts: ReadonlyArray<Attempt>, regime: ApplicableLaw = prolonged): History =>
  historyOf(unit, regime, attempts)

const summary = (flips: ReadonlyArray<Flip>) =>
  flips.map(({ decided, refusals, turned }) => [
    decided,
    refusals.map(({ code }) => code).join(),
    turned.map(({ condition, was, wouldBe }) => `${condition} ${was ?? "-"} ${wouldBe ?? "-"}`).join(),
  ])

describe("a decision taken again under a supposed law", () => {
  test.prop([history])("stands where nothing is supposed", (one) => {
    expect(flipsOf(one, {})).toEqual([])
  })

  test.prop([history, fc.constantFrom(...readingIds)])(
    "stands where the supposed readings are those it relied on",
    (one, reading) => {
      for (const { batch, context, before } of one.deeds) {
        const relied = batch[0].readings
        const option = relied[reading]
        if (option !== undefined && Object.keys(relied).length > 0)
          expect(flipOf(batch, context, before, { readings: relied })).toBeUndefined()
      }
    },
  )

  test.prop([
    history,
    fc
      .constantFrom(...readingIds)
      .chain((id) => fc.constantFrom(...readingDefinitions[id].options.map((option) => ({ [id]: option })))),
  ])("is refused for a reason, or rests on another verdict", (one, readings) => {
    for (const { refusals, verdict, turned } of flipsOf(one, { readings })) {
      expect(refusals.length > 0 || verdict?.was !== verdict?.wouldBe).toBe(true)
      if (verdict !== null && verdict.was !== verdict.wouldBe) expect(turned.length).toBeGreaterThan(0)
    }
  })

  it("names the condition that turns: staff.qualified=both", () => {
    const ratio = "art_5__para_1__point_3#professionalRatio met notMet"
    expect(summary(flipsOf(lived(way), { readings: { "staff.qualified": "both" } }))).toEqual([
      ["Applied", "", ratio],
      ["Recommended", "ConditionsNotMet", ratio],
      ["Certified", "ConditionsNotMet", ratio],
    ])
  })

  it("prevails over what the bureau had interpreted, and turns a refusal to certify as well", () => {
    const strict = interpreted(prolonged, "growth.steady", "strictOneInterval")
    const flat = town.form(day("2021-09-10")).operation.map((row, i) => ({ ...row, smesServed: [70, 60, 61][i] ?? 0 }))
    const one = lived([town.apply(day("2021-09-10"), { operation: flat }), way[1] ?? declined, declined], strict)
    expect(summary(flipsOf(one, { readings: { "growth.steady": "strictTwoIntervals" } }))).toEqual([
      ["Applied", "", "art_5__para_1__point_4#steadyGrowth met notMet"],
      ["Recommended", "ConditionsNotMet", "art_5__para_1__point_4#steadyGrowth met notMet"],
      ["CertificationDeclined", "", "art_5__para_1__point_4#steadyGrowth met notMet"],
    ])
  })

  it("takes a waiver that nobody would have needed for no flip", () => {
    const condition = "art_5__para_1__point_3#professionalRatio" as const
    const waivers = [{ condition, relaxedTo: 6, reasons: "示例" }]
    const both = interpreted(prolonged, "staff.qualified", "both")
    const one = lived(
      [
        town.apply(day("2021-09-10"), {
          basic: {
            ...town.form(day("2021-09-10")).basic,
            staff: 12,
            qualifiedStaff: { diplomaOnly: 3, titleOnly: 0, diplomaAndTitle: 6 },
          },
        }),
        town.recommend(day("2021-09-20"), { waivers }),
        town.certify(day("2021-10-08"), { waivers }),
      ],
      both,
    )
    expect(one.refusals).toEqual([])
    const flips = flipsOf(one, { readings: { "staff.qualified": "pooled" } })
    expect(summary(flips)).toEqual([["Applied", "", `${condition} notMet met`]])
  })

  it("under another text names what that text asks for besides", () => {
    const stricter: Regulation = {
      ...qinhuangdao2020,
      id: "stricter",
      conditions: atLeast("art_5__para_1__point_3#staff", figure("staff"), 1000, "people"),
    }
    const flips = flipsOf(lived(way), { regulation: stricter })
    expect(flips.map(({ decided }) => decided)).toEqual(["Applied", "Recommended", "Certified"])
    expect(flips[0]?.turned).toContainEqual({
      condition: "art_5__para_1__point_3#staff",
      was: "met",
      wouldBe: "notMet",
    })
    expect(flips[0]?.turned).toContainEqual({
      condition: "art_5__para_1__point_6#principal",
      was: "notYetJudged",
      wouldBe: null,
    })
  })

  it("in the first version of the instrument has no rule on a day only the second covers", () => {
    const late = lived([
      town.apply(day("2022-09-10")),
      town.recommend(day("2022-11-12")),
      town.certify(day("2022-11-13")),
    ])
    expect(summary(flipsOf(late, { version: 1 }))).toEqual([["Certified", "NoRuleInForce", ""]])
    expect(flipsOf(late, { version: 2 })).toEqual([])
  })
})

describe("a whole log", () => {
  const library = [qinhuangdao2020]
  const stored = async () => {
    const store = memoryStore()
    let ticks = 0
    const handle = handler({
      store,
      vault: memoryVault(),
      division: "130300",
      library,
      clock: () => instantAt(Date.parse("2024-01-01T01:00:00.000Z") + ticks++),
      random: (size) => new Uint8Array(size).fill(7),
    })
    const slug = qinhuangdao2020.id
    const on = day("2020-11-12")
    const commands: ReadonlyArray<readonly [string, FilledCommand]> = [
      [
        "2020-11-20",
        {
          type: "ImportTitle",
          data: {
            operatingUnitName: "秦皇岛示例服务有限公司",
            platformName: "示例服务平台",
            countyOrDistrict: town.form(on).countyOrDistrict,
            grantedOn: day("2018-12-13"),
            grantingDocument: "示例〔2018〕1号",
          },
        },
      ],
      [
        "2020-11-20",
        {
          type: "SpotCheck",
          data: { regular: true, findings: "示例", falsificationFound: true, evidence: [document] },
        },
      ],
      [
        "2020-11-21",
        {
          type: "Revoke",
          data: {
            restsOn: 1,
            reasons: [{ provision: "art_14__para_1", text: "示例" }],
            announcement: { number: "示例1号", date: day("2020-11-21"), address: "https://example.cn" },
          },
        },
      ],
    ]
    const enact = {
      type: "Enact" as const,
      data: { regulation: slug, documentNumber: "示例", effectiveFrom: on, validityYears: 2 },
    }
    const targets = [
      { effectiveOn: on, target: { aggregate: "instrument" as const, key: slug, command: enact } },
      ...commands.map(([date, command]) => ({
        effectiveOn: day(date),
        target: { aggregate: "designation" as const, key: unit, command },
      })),
    ]
    for (const [i, one] of targets.entries()) {
      const done = await handle({ commandId: `0190163d-8694-7000-8000-00000000000${i}`, actor: town.bureau, ...one })
      if (E.isLeft(done)) throw new Error(JSON.stringify(done.left))
    }
    return store
  }

  it("counts the decisions about designations and says where a flip stands", async () => {
    const store = await stored()
    const found = await whatIf(store.readAll(), { library, hypothesis: { readings: { hearing: "required" } } })
    expect(found).toMatchObject(
      E.right({
        events: 4,
        decisions: 3,
        flips: [{ index: 3, revision: 2, decided: "Revoked", refusals: [{ code: "HearingMissing" }] }],
      }),
    )
  })

  it("has no flips where nothing is supposed", async () => {
    const store = await stored()
    const found = await whatIf(store.readAll(), { library, hypothesis: {} })
    expect(found).toEqual(E.right({ events: 4, decisions: 3, flips: [] }))
  })
})
