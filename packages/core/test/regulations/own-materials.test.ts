import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  applicableLawFor,
  document,
  eventsOf,
  fullDossier,
  historyOf,
  plainForm,
  samplesFor,
  stateAfter,
  unit,
  type Attempt,
  type History,
} from "@shifan/testkit"
import {
  bilingual,
  civilDate as day,
  selfCheck,
  type Dossier,
  type Material,
  type Regulation,
} from "../../src/index.js"
import { decode, Dossier as DossierCodec } from "../../src/forms/index.js"
import { explain, roleName } from "../../src/messages/index.js"
import { faultsOfRegulation, qinhuangdao2020 } from "../../src/regulations/index.js"

const regulation: Regulation = {
  ...qinhuangdao2020,
  id: "own-materials",
  authorities: {
    county: bilingual("省级主管部门", "provincial authority"),
    bureau: bilingual("部机关", "ministry"),
  },
  own: {
    materials: {
      creditReport: { ...bilingual("信用报告", "credit report"), provision: "art_8__para_1", mayBeNone: false },
      awards: { ...bilingual("获奖证明", "awards"), provision: "art_8__para_1", mayBeNone: true },
    },
  },
}

const samples = samplesFor(regulation, unit)
const on = day("2021-03-01")
const law = applicableLawFor(regulation, day("2020-11-12"), [2021])
const after = (...attempts: ReadonlyArray<Attempt>): History => historyOf(unit, law, attempts)

const provided: Material = { status: "provided", documents: [document] }
const none: Material = { status: "declaredNone", reason: "没有" }
const withOwn = (own: NonNullable<Dossier["own"]>): Dossier => ({ ...fullDossier, own })
const whole = withOwn({ creditReport: provided, awards: none })

const missing = ({ refusals }: History) =>
  refusals.flat().flatMap((refusal) => (refusal.code === "DossierIncomplete" ? refusal.missing : []))

describe("materials of a regulation's own", () => {
  it("are handed in beside the twelve of the text, and stored", () => {
    expect(faultsOfRegulation(regulation)).toEqual([])
    const history = after(samples.apply(on, {}, whole))
    expect(history.refusals).toEqual([])
    expect(eventsOf(history)[0]).toMatchObject({ data: { dossier: whole } })
  })

  it("are reported as missing like the twelve, each with its provision and its name", () => {
    const history = after(samples.apply(on, {}, withOwn({ creditReport: none })))
    expect(missing(history)).toEqual([
      { item: "creditReport", provision: "art_8__para_1", because: "mayNotBeNone" },
      { item: "awards", provision: "art_8__para_1", because: "missing" },
    ])
    const [refusal] = history.refusals[0] ?? []
    if (refusal === undefined) throw new Error("accepted")
    expect(explain(refusal, regulation).sentence).toEqual({
      zh: "申请材料不齐：信用报告（第八条，不得以“无”代替）、获奖证明（第八条）",
      en: "the dossier lacks: credit report (Art. 8, which may not be declared none), awards (Art. 8)",
    })
  })

  it("are all reported as missing if none is handed in, also by a self-check", () => {
    expect(missing(after(samples.apply(on))).map(({ item }) => item)).toEqual(["creditReport", "awards"])
    const form = plainForm(unit, samples.form(on).countyOrDistrict, on)
    const checked = (dossier: Dossier) => selfCheck({ regulation, readings: regulation.readings }, form, dossier, on)
    expect(checked(fullDossier).missing).toHaveLength(2)
    expect(checked(whole)).toMatchObject({ missing: [], contradictions: [] })
    expect(checked(withOwn({ ...whole.own, plan: provided })).contradictions.map(({ path }) => path)).toEqual([
      "dossier.own.plan",
    ])
  })

  it("are refused if the regulation does not ask for them", () => {
    const paths = ({ refusals }: History) =>
      refusals
        .flat()
        .flatMap((refusal) => (refusal.code === "InvalidParticulars" ? refusal.issues : []))
        .map(({ path }) => path)
    expect(paths(after(samples.apply(on, {}, withOwn({ ...whole.own, plan: provided }))))).toEqual(["dossier.own.plan"])
    const ours = samplesFor(qinhuangdao2020, unit)
    const under2020 = applicableLawFor(qinhuangdao2020, day("2020-11-12"), [2021])
    expect(paths(historyOf(unit, under2020, [ours.apply(on, {}, whole)]))).toEqual([
      "dossier.own.creditReport",
      "dossier.own.awards",
    ])
  })

  it("can be requested by name in a supplement, and are named among the changes", () => {
    const filed = samples.apply(on, {}, whole)
    const ask = (at: string) =>
      samples.act(samples.county, day("2021-03-02"), "RequestSupplement", { wanting: [{ at, text: "示例" }] })
    const anew = (own: NonNullable<Dossier["own"]>) =>
      samples.act(samples.us, day("2021-03-03"), "SupplementApplication", {
        form: samples.form(day("2021-03-03")),
        dossier: withOwn(own),
      })
    const later: Material = { status: "provided", documents: [{ ...document, title: "另一份" }] }
    const asked = after(filed, ask("dossier.own.awards"), anew({ creditReport: provided, awards: later }))
    expect(asked.refusals).toEqual([])
    expect(eventsOf(asked).at(-1)).toMatchObject({ data: { changed: ["form.filledOn", "dossier.own.awards"] } })
    const other = after(filed, ask("dossier.own.awards"), anew({ creditReport: later, awards: none }))
    expect(other.refusals[0]?.[0]).toMatchObject({ issues: [{ path: "dossier.own.creditReport" }] })
    expect(after(filed, ask("dossier.own.plan")).refusals[0]?.[0]).toMatchObject({ issues: [{ path: "wanting.0.at" }] })
    expect(stateAfter(asked).phase._tag).toBe("applied")
  })

  it("are decoded by their shape, whatever their names", () => {
    expect(decode(DossierCodec, JSON.parse(JSON.stringify(whole)))).toEqual(E.right(whole))
    const broken = decode(DossierCodec, { ...whole, own: { "a b": none, awards: { status: "declaredNone" } } })
    expect(E.isLeft(broken) && broken.left.map(({ path }) => path).toSorted()).toEqual(["own.a b", "own.awards.reason"])
  })
})

describe("the names that a regulation gives its authorities", () => {
  it("appear in refusals, where the usual names apply if it gives none", () => {
    expect(roleName("county", regulation)).toEqual(bilingual("省级主管部门", "provincial authority"))
    expect(roleName("bureau", regulation)).toEqual(bilingual("部机关", "ministry"))
    expect(roleName("unit", regulation)).toEqual(roleName("unit", qinhuangdao2020))
    const [refusal] =
      after(samples.apply(on, {}, whole), { ...samples.recommend(day("2021-03-02")), actor: samples.bureau })
        .refusals[0] ?? []
    if (refusal === undefined) throw new Error("accepted")
    expect(explain(refusal, regulation).sentence.zh).toContain("部机关（秦皇岛市）无权作出此行为")
    expect(explain(refusal, regulation).remedy.zh).toContain("由省级主管部门")
    expect(explain(refusal, qinhuangdao2020).sentence.zh).toContain("市局（秦皇岛市）无权作出此行为")
    expect(explain(refusal, qinhuangdao2020).remedy.zh).toContain("由县区主管部门")
    const supplement = { code: "SupplementNotRequested", provisions: [] } as const
    expect(explain(supplement, regulation).sentence).toEqual(
      bilingual("省级主管部门未要求补正", "the provincial authority asked for no supplement"),
    )
    expect(explain(supplement, qinhuangdao2020).sentence).toEqual(
      bilingual("县区未要求补正", "the county asked for no supplement"),
    )
  })
})
