import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { right } from "@shifan/testkit/basics"
import { asEnacted, interpreted, prolonged } from "@shifan/testkit"
import {
  acts,
  noLaw,
  plusDays,
  ruleStatusOn,
  periodsInForce,
  type CivilDate,
  type InstrumentCommand,
  type InstrumentState,
  type ReadingId,
} from "../../src/index.js"
import { readingOptions, readingIds } from "../../src/law/index.js"
import { decideInstrument } from "../../src/aggregates/instrument/decide.js"
import { evolveInstrument, initialInstrument } from "../../src/aggregates/instrument/events.js"
import { readingsOn } from "../../src/kernel/applicable-law.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { applied, codes, day, town } from "../unit-scenario.js"

const nothing = noLaw([qinhuangdao2020])
const at = (on: string, actor = town.bureau) => ({ actor, effectiveOn: day(on), recordedOn: day(on), law: nothing })

const enact: InstrumentCommand = {
  type: "Enact",
  data: {
    regulation: qinhuangdao2020.id,
    documentNumber: qinhuangdao2020.documentNumber,
    effectiveFrom: day("2020-11-12"),
    validityYears: 2,
  },
}

const interpretation = (
  appliesFrom: string,
  retroactive = false,
  [reading, option]: readonly [string, string] = ["growth.steady", "nonDecreasing"],
): InstrumentCommand => ({
  type: "Interpret",
  data: { reading: reading as ReadingId, option, document: "示例", appliesFrom: day(appliesFrom), retroactive },
})

type Step = readonly [string, InstrumentCommand]

const carriedOut = (steps: ReadonlyArray<Step>): InstrumentState =>
  steps.reduce(
    (state, [on, command]) => right(decideInstrument(at(on))(command)(state)).reduce(evolveInstrument, state),
    initialInstrument("measures"),
  )

const enacted = carriedOut([["2020-11-12", enact]])

const refused = ([on, command]: Step, state = enacted, actor = town.bureau): ReadonlyArray<string> => {
  const decided = decideInstrument(at(on, actor))(command)(state)
  if (E.isRight(decided)) return []
  return decided.left.flatMap((one) =>
    one.code === "InvalidParticulars" ? one.issues.map(({ path }) => path) : [one.code],
  )
}

describe("art. 17: the bureau interprets", () => {
  it("art_17__para_1: only the bureau may interpret", () => {
    expect(refused(["2021-01-01", interpretation("2021-01-01")])).toEqual([])
    for (const actor of [town.county, town.us, { ...town.bureau, code: "130200" }])
      expect(refused(["2021-01-01", interpretation("2021-01-01")], enacted, actor)).toEqual(["NotCompetent"])
  })

  it("art_17__para_1: an interpretation is retroactive only if it says so, and never applies before the instrument", () => {
    expect(refused(["2021-01-02", interpretation("2021-01-01")])).toEqual(["appliesFrom"])
    expect(refused(["2021-01-02", interpretation("2021-01-01", true)])).toEqual([])
    expect(refused(["2021-01-02", interpretation("2021-01-02")])).toEqual([])
    expect(refused(["2021-01-02", interpretation("2020-11-11", true)])).toEqual(["appliesFrom"])
    expect(refused(["2021-01-02", interpretation("2020-11-12", true)])).toEqual([])
    expect(refused(["2021-01-02", interpretation("2021-01-02")], initialInstrument("measures"))).toEqual(["WrongState"])
  })

  it("art_17__para_1: an interpretation names a known reading and one of its options", () => {
    expect(refused(["2021-01-01", interpretation("2021-01-01", false, ["weather", "fine"])])).toEqual(["reading"])
    expect(refused(["2021-01-01", interpretation("2021-01-01", false, ["growth.steady", "fine"])])).toEqual(["option"])
    for (const reading of readingIds)
      for (const option of readingOptions[reading])
        expect(refused(["2021-01-01", interpretation("2021-01-01", false, [reading, option])])).toEqual([])
  })

  test.prop([fc.integer({ min: 0, max: 700 }), fc.integer({ min: -30, max: 30 })])(
    "art_17__para_1: an interpretation applies from its day on, not before",
    (after, offset) => {
      const from = plusDays(day("2020-11-12"), after)
      const state = carriedOut([
        ["2020-11-12", enact],
        [from, interpretation(from)],
      ])
      const on: CivilDate = plusDays(from, offset)
      expect(readingsOn(state, qinhuangdao2020.readings, on)["growth.steady"]).toBe(
        on < from ? "strictTwoIntervals" : "nonDecreasing",
      )
    },
  )
})

describe("art. 17: several interpretations of one reading", () => {
  const issue = (on: string, option: string, appliesFrom = on): Step => [
    on,
    interpretation(appliesFrom, false, ["growth.steady", option]),
  ]

  it("art_17__para_1: the interpretation issued last prevails among those that apply on the day", () => {
    const state = carriedOut([
      ["2020-11-12", enact],
      issue("2021-01-01", "nonDecreasing", "2021-06-01"),
      issue("2021-02-01", "strictOneInterval", "2021-03-01"),
      issue("2021-03-01", "strictTwoIntervals", "2021-09-01"),
    ])
    const option = (on: string) => readingsOn(state, qinhuangdao2020.readings, day(on))["growth.steady"]
    expect(["2021-02-28", "2021-03-01", "2021-06-01", "2021-08-31", "2021-09-01"].map(option)).toEqual([
      "strictTwoIntervals",
      "strictOneInterval",
      "strictOneInterval",
      "strictOneInterval",
      "strictTwoIntervals",
    ])
  })
})

describe("art. 18: a text in force from publication for two years", () => {
  it("art_18__para_1: is in force from 2020-11-12 to 2022-11-12, not a day before or after", () => {
    const tag = (on: string) => ruleStatusOn(asEnacted, day(on))._tag
    expect(["2020-11-11", "2020-11-12", "2022-11-12", "2022-11-13"].map(tag)).toEqual([
      "NoRule",
      "InForce",
      "InForce",
      "NotInForce",
    ])
  })

  it("art_18__para_1: allows no decision after its last day, and its status then names the gap", () => {
    const recommend = (on: string) => codes([...applied, town.recommend(day(on))], asEnacted)
    expect(recommend("2022-11-12")).toEqual([])
    expect(recommend("2022-11-13")).toEqual(["NoRuleInForce"])
    expect(ruleStatusOn(asEnacted, day("2022-11-13"))).toMatchObject({ gap: { after: "2022-11-12", until: null } })
  })

  it("art_18__para_1: continues when it is extended, but a gap before the extension remains", () => {
    expect(codes([...applied, town.recommend(day("2022-11-13"))], prolonged)).toEqual([])
    const state = carriedOut([
      ["2020-11-12", enact],
      ["2023-05-01", { type: "Extend", data: { document: "示例", from: day("2023-06-01"), until: day("2024-05-31") } }],
    ])
    const law = { ...nothing, instruments: [state] }
    expect(ruleStatusOn(law, day("2023-05-31"))).toMatchObject({
      _tag: "NotInForce",
      gap: { after: "2022-11-12", until: "2023-06-01" },
    })
    expect(ruleStatusOn(law, day("2023-06-01"))).toMatchObject({ _tag: "InForce", rule: { applied: { version: 2 } } })
    expect(periodsInForce(law, day("2023-06-01"))).toHaveLength(2)
  })

  it("art_18__para_1: ends when it is repealed or superseded, and cannot be repealed after that", () => {
    const repeal = { type: "Repeal", data: { document: "示例", from: day("2021-07-01") } } as const
    const supersede = { type: "Supersede", data: { by: "successor", from: day("2021-07-01") } } as const
    for (const end of [repeal, supersede]) {
      const state = carriedOut([
        ["2020-11-12", enact],
        ["2021-06-01", end],
      ])
      const law = { ...nothing, instruments: [state] }
      expect(ruleStatusOn(law, day("2021-06-30"))._tag).toBe("InForce")
      expect(ruleStatusOn(law, day("2021-07-01"))._tag).toBe("NotInForce")
      expect(refused(["2021-06-02", repeal], state)).toEqual(["AlreadyDecided"])
    }
  })

  it("art_18__para_1: is enacted once, from the library's texts, and never extended to a day before the extension", () => {
    expect(refused(["2020-11-13", enact])).toEqual(["AlreadyDecided"])
    const unknown = { ...enact, data: { ...enact.data, regulation: "nowhere" } }
    expect(refused(["2020-11-12", unknown], initialInstrument("measures"))).toEqual(["regulation"])
    const backwards = {
      type: "Extend",
      data: { document: "示例", from: day("2022-11-13"), until: day("2022-11-12") },
    } as const
    expect(refused(["2022-01-01", backwards])).toEqual(["until"])
  })

  it("art_18__para_1: has no act that takes effect after the day of its record", () => {
    const recorded = (on: string) => {
      const decided = decideInstrument({ ...at("2021-01-02"), recordedOn: day(on) })(interpretation("2021-01-02"))(
        enacted,
      )
      return E.isLeft(decided) ? decided.left.map(({ code }) => code) : []
    }
    expect(recorded("2021-01-01")).toEqual(["EffectiveDateAhead"])
    expect([recorded("2021-01-02"), recorded("2021-01-03")]).toEqual([[], []])
  })

  it("art_18__para_1: lets a title granted earlier be imported only while it is in force", () => {
    const title = (on: string, grantedOn = "2018-12-13") =>
      town.act(town.bureau, day(on), "ImportTitle", {
        operatingUnitName: "秦皇岛示例服务有限公司",
        platformName: "示例服务平台",
        countyOrDistrict: town.form(day("2020-12-01")).countyOrDistrict,
        grantedOn: day(grantedOn),
        grantingDocument: "示例〔2018〕1号",
      })
    expect(codes([title("2022-11-12")], asEnacted)).toEqual([])
    expect(codes([title("2022-11-13")], asEnacted)).toEqual(["NoRuleInForce"])
    expect(codes([title("2020-11-20", "2020-11-21")])).toEqual(["InvalidParticulars"])
    expect(codes([title("2022-11-13")], interpreted(prolonged, "hearing", "required"))).toEqual([])
  })
})

describe("art_18__para_1: docs/when-the-instrument-lapses.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/when-the-instrument-lapses.md"), "utf8")
  const rows = page.split("## Which acts may still be done")[1]?.split("\n").slice(4, 8) ?? []

  it.each(["instrument", "existingTitle", "formality", "nothing"].map((law, row) => [law, rows[row] ?? ""] as const))(
    "lists every act that needs the law %s",
    (restsOn, row) => {
      const [, , listed = ""] = row.split("|")
      const named = [...listed.matchAll(/`(\w+)`/g)].map(([, type]) => type)
      const expected = Object.entries(acts).filter(([, act]) => act.restsOn === restsOn)
      expect(named.toSorted()).toEqual(expected.map(([type]) => type).toSorted())
    },
  )
})
