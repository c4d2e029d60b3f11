import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import {
  bilingual,
  division,
  type Criterion,
  type Level,
  type Quantity,
  type ExtensionField,
  type ProvisionId,
  type Regulation,
  type RegulationDraft,
} from "../../src/index.js"
import { defaultReadings } from "../../src/law/index.js"
import {
  allOf,
  anyOf,
  atLeast,
  atLeastOf,
  atLeastShare,
  byReading,
  byWord,
  elapsed,
  except,
  figure,
  finding,
  growth,
  oneOfWords,
  own,
  sum,
} from "../../src/conditions/index.js"
import {
  faultsOfRegulation,
  observationsOnRegulation,
  qinhuangdao2020,
  type RegulationFaultCode,
} from "../../src/regulations/index.js"
import { figureName } from "../../src/messages/figure-names.js"
import { dateNames, figureNames, wordNames } from "../../src/conditions/case-fields.js"

const with2020 = (change: Partial<Regulation>): Regulation => ({ ...qinhuangdao2020, ...change })

/** Texts for a minimal condition, `art_5__para_1#a`. */
const texts = { ...qinhuangdao2020.texts, "art_5__para_1#a": bilingual("示例", "an example") }
const withCondition = (conditions: Criterion, change: Partial<Regulation> = {}): Regulation =>
  with2020({ conditions, texts, ...change })
const asking = (quantity: Quantity, required: Level = 1): Regulation =>
  withCondition(atLeast("art_5__para_1#a", quantity, required, "people"))
const oneFinding = finding("art_5__para_1__point_5#planning")
const gate = finding("art_5__para_1__point_7#demonstrationEffect")
const { lifecycle, territory, citations } = qinhuangdao2020
const { firstDay: _, ...undated } = qinhuangdao2020

/** Declares a figure as the regulation's own, with a form field. */
const asked = (name: string, field: ExtensionField): Pick<Regulation, "own" | "extensions"> => ({
  own: { figures: { [name]: bilingual("示例", "an example") } },
  extensions: { [name]: field },
})

const adding = (name: string, provision: ProvisionId = "art_8__para_1"): Regulation =>
  with2020({ own: { materials: { [name]: { ...bilingual("示例", "an example"), provision, mayBeNone: false } } } })

interface Row {
  readonly broken: RegulationDraft
  readonly place: string
  /** The value without the fault. */
  readonly mended?: RegulationDraft
}

/** For each code, values with exactly one fault. */
const rows: { readonly [Code in RegulationFaultCode]: ReadonlyArray<Row> } = {
  PartMissing: [
    { broken: with2020({ title: bilingual("只有中文", "") }), place: "title" },
    { broken: undated, place: "firstDay" },
    { broken: with2020({ documentNumber: " " }), place: "documentNumber" },
    { broken: with2020({ title: bilingual("", "English alone") }), place: "title" },
    { broken: { ...qinhuangdao2020, lifecycle: { reviewEveryYears: 3 } }, place: "lifecycle.legalPersonsOnly" },
  ],
  FieldNameImpossible: [
    { broken: adding("a plan"), place: "own.materials.a plan", mended: adding("plan") },
    {
      broken: { ...asking(figure(own("an x"))), ...asked("an x", { as: "count", required: true }) },
      place: "extensions.an x",
      mended: { ...asking(figure(own("x"))), ...asked("x", { as: "count", required: true }) },
    },
  ],
  UnitMismatch: [
    {
      broken: { ...asking(figure(own("x"))), ...asked("x", { as: "money", required: true }) },
      place: "conditions.quantity",
      mended: { ...asking(figure(own("x"))), ...asked("x", { as: "count", required: true }) },
    },
    { broken: asking(figure("totalAssets")), place: "conditions.quantity" },
  ],
  UnknownName: [
    {
      broken: { ...asking(figure(own("x"))), own: { words: { x: bilingual("示例", "an example") } } },
      place: "conditions.quantity",
      mended: { ...asking(figure(own("x"))), own: { figures: { x: bilingual("示例", "an example") } } },
    },
    {
      broken: withCondition(
        atLeastShare("art_5__para_1#a", {
          part: figure(own("x")),
          whole: figure("staff"),
          percent: 60,
          unit: "people",
        }),
      ),
      place: "conditions.part",
    },
    {
      broken: withCondition(
        atLeastShare("art_5__para_1#a", {
          part: figure("staff"),
          whole: figure(own("x")),
          percent: 60,
          unit: "people",
        }),
      ),
      place: "conditions.whole",
    },
    {
      broken: asking(figure(own("operation.y0.serviceRevenue"))),
      place: "conditions.quantity",
      mended: {
        ...asking(figure(own("operation.y0.serviceRevenue"))),
        own: { figures: { "operation.y0.serviceRevenue": bilingual("服务收入", "service revenue") } },
      },
    },
    {
      broken: { ...asking(figure(own("x"))), own: { figures: { y: bilingual("示例", "an example") } } },
      place: "conditions.quantity",
      mended: { ...asking(figure(own("y"))), own: { figures: { y: bilingual("示例", "an example") } } },
    },
    { broken: asking(sum(figure("staff"), figure(own("x")))), place: "conditions.quantity.of.1" },
    {
      broken: withCondition(
        elapsed("art_5__para_1#a", 2, { operationStart: ["operationStart"], registration: [own("x")] }),
      ),
      place: "conditions.since.registration.0",
    },
    { broken: withCondition(oneOfWords("art_5__para_1#a", own("x"), ["y"])), place: "conditions.word" },
    { broken: asking(figure("staff"), byWord(own("x"), { y: 3 })), place: "conditions.required" },
    {
      broken: withCondition(growth("art_5__para_1#a", [figure("staff"), figure(own("x"))], "people")),
      place: "conditions.series.1",
    },
  ],
  OwnNameTaken: [
    { broken: adding("otherEvidence"), place: "own.materials.otherEvidence", mended: adding("furtherEvidence") },
    { broken: with2020({ own: { figures: { staff: bilingual("人数", "staff") } } }), place: "own.figures.staff" },
    { broken: with2020({ own: { words: { grade: bilingual("等级", "grade") } } }), place: "own.words.grade" },
  ],
  WordNeverGiven: [
    { broken: withCondition(oneOfWords("art_5__para_1#a", "serviceArea", ["moon"])), place: "conditions.of" },
    { broken: withCondition(oneOfWords("art_5__para_1#a", "unitNature", ["club"])), place: "conditions.of" },
    { broken: asking(figure("staff"), byWord("grade", { fiveStar: 3 }, 1)), place: "conditions.required.levels" },
    {
      broken: asking(figure("staff"), byWord("countyOrDistrict", { "130399": 3 }, 1)),
      place: "conditions.required.levels",
      mended: asking(figure("staff"), byWord("countyOrDistrict", { "130302": 3 }, 1)),
    },
  ],
  LevelMissing: [
    {
      broken: asking(figure("staff"), byWord("platformKind", { comprehensive: 3 })),
      place: "conditions.required.levels",
      mended: asking(figure("staff"), byWord("platformKind", { comprehensive: 3, specialized: 4 })),
    },
  ],
  GroupCount: [
    { broken: withCondition(atLeastOf("art_5__para_1", 0.5, [oneFinding])), place: "conditions" },
    { broken: withCondition(atLeastOf("art_5__para_1", 1.5, [oneFinding, gate])), place: "conditions" },
    {
      broken: withCondition(atLeastOf("art_5__para_1", 2, [oneFinding])),
      place: "conditions",
      mended: withCondition(atLeastOf("art_5__para_1", 1, [oneFinding])),
    },
    { broken: withCondition(atLeastOf("art_5__para_1", 0, [oneFinding])), place: "conditions" },
    { broken: withCondition(anyOf("art_5__para_1", [])), place: "conditions" },
  ],
  EmptyList: [
    {
      broken: withCondition(elapsed("art_5__para_1#a", 2, { operationStart: ["operationStart"], registration: [] })),
      place: "conditions.since.registration",
    },
    { broken: withCondition(oneOfWords("art_5__para_1#a", "unitNature", [])), place: "conditions.of" },
    { broken: asking(sum()), place: "conditions.quantity.of" },
    {
      broken: withCondition(elapsed("art_5__para_1#a", 2, { operationStart: [], registration: ["registeredOn"] })),
      place: "conditions.since.operationStart",
    },
    { broken: with2020({ lifecycle: { ...lifecycle, grades: [] } }), place: "lifecycle.grades" },
    { broken: with2020({ territory: { ...territory, counties: [] } }), place: "territory.counties" },
    {
      broken: withCondition(except("art_5__para_1__point_7", { from: [], when: [gate], in: oneFinding })),
      place: "conditions.from",
    },
  ],
  ImpossibleNumber: [
    { broken: with2020({ encoding: 0 }), place: "encoding" },
    {
      broken: with2020({ lifecycle: { legalPersonsOnly: true, quotas: { mostRecommendedPerCounty: 0 } } }),
      place: "lifecycle.quotas.mostRecommendedPerCounty",
    },
    {
      broken: with2020({
        lifecycle: { legalPersonsOnly: true, term: { years: 0, ends: "calendarYears", from: "certification" } },
      }),
      place: "lifecycle.term.years",
    },
    {
      broken: withCondition(
        elapsed("art_5__para_1#a", 0, { operationStart: ["operationStart"], registration: ["registeredOn"] }),
      ),
      place: "conditions.years",
    },
    {
      broken: withCondition(
        elapsed(
          "art_5__para_1#a",
          2,
          { operationStart: ["operationStart"], registration: ["registeredOn"] },
          { yearsBack: 1, month: 12, day: 32 },
        ),
      ),
      place: "conditions.countedOn.day",
    },
    {
      broken: withCondition(
        atLeastShare("art_5__para_1#a", {
          part: figure("diplomaOnly"),
          whole: figure("staff"),
          percent: 101,
          unit: "people",
        }),
      ),
      place: "conditions.percent",
    },
    {
      broken: withCondition(atLeast("art_5__para_1#a", figure("satisfaction.county"), 10_001, "basisPoints")),
      place: "conditions.required",
      mended: withCondition(atLeast("art_5__para_1#a", figure("satisfaction.county"), 10_000, "basisPoints")),
    },
    { broken: asking(figure("staff"), 0.5), place: "conditions.required" },
    { broken: asking(figure("staff"), byWord("platformKind", {}, 0)), place: "conditions.required.otherwise" },
    {
      broken: withCondition(growth("art_5__para_1#a", [figure("staff")], "people")),
      place: "conditions.series.length",
    },
    {
      broken: withCondition(
        elapsed(
          "art_5__para_1#a",
          2,
          { operationStart: ["operationStart"], registration: ["registeredOn"] },
          { yearsBack: 1, month: 13, day: 31 },
        ),
      ),
      place: "conditions.countedOn.month",
    },
    { broken: with2020({ validityYears: 0 }), place: "validityYears" },
    { broken: with2020({ lifecycle: { ...lifecycle, reviewEveryYears: 1.5 } }), place: "lifecycle.reviewEveryYears" },
    {
      broken: with2020({ lifecycle: { ...lifecycle, publicNotice: { days: 0 } } }),
      place: "lifecycle.publicNotice.days",
    },
    {
      broken: with2020({ lifecycle: { ...lifecycle, rectification: { days: -1 } } }),
      place: "lifecycle.rectification.days",
    },
  ],
  DuplicateCondition: [
    {
      broken: withCondition(allOf("art_5__para_1", [oneFinding, oneFinding])),
      place: "conditions",
      mended: withCondition(allOf("art_5__para_1", [oneFinding])),
    },
  ],
  ConditionWithoutText: [
    {
      broken: withCondition(finding("art_5__para_1#untold")),
      place: "texts.art_5__para_1#untold",
      mended: withCondition(finding("art_5__para_1#a")),
    },
  ],
  ProvisionWithoutText: [
    { broken: adding("plan", "art_99__para_1"), place: "own.materials.plan", mended: adding("plan") },
    {
      broken: with2020({ citations: { ...citations, Applied: ["art_99__para_1"] } }),
      place: "citations.Applied",
    },
    {
      broken: with2020({
        conditions: finding("art_99__para_1#a"),
        texts: { ...texts, "art_99__para_1#a": bilingual("示例", "an example") },
      }),
      place: "conditions",
    },
    {
      broken: with2020({ materials: { otherEvidence: { provision: "art_99__para_1", mayBeNone: true } } }),
      place: "materials.otherEvidence",
    },
  ],
  ExceptionReachesNothing: [
    {
      broken: withCondition(
        except("art_5__para_1__point_7", {
          from: ["art_5__para_1__point_5", "art_5__para_1__point_6"],
          when: [gate],
          in: oneFinding,
        }),
      ),
      place: "conditions.from.1",
      mended: withCondition(
        except("art_5__para_1__point_7", { from: ["art_5__para_1__point_5"], when: [gate], in: oneFinding }),
      ),
    },
  ],
  ExceptionWithoutFinding: [
    {
      broken: withCondition(
        except("art_5__para_1__point_7", { from: ["art_5__para_1__point_5"], when: [], in: oneFinding }),
      ),
      place: "conditions.when",
    },
  ],
  ReviewAfterTerm: [
    ...(["calendarYears", "correspondingDay"] as const).flatMap((ends) =>
      (["certification", "notice"] as const).map((from) => ({
        broken: with2020({ lifecycle: { ...lifecycle, reviewEveryYears: 4, term: { years: 3, ends, from } } }),
        place: "lifecycle.reviewEveryYears",
        mended: with2020({ lifecycle: { ...lifecycle, term: { years: 3, ends, from } } }),
      })),
    ),
    {
      broken: with2020({
        lifecycle: { ...lifecycle, reviewEveryYears: 4 },
        readings: { ...defaultReadings, "title.term": "threeYears" },
      }),
      place: "lifecycle.reviewEveryYears",
      mended: with2020({ readings: { ...defaultReadings, "title.term": "threeYears" } }),
    },
  ],
  UnknownSubject: [
    { broken: with2020({ citations: { ...citations, Certifed: ["art_9__para_1"] } }), place: "citations.Certifed" },
  ],
  UnknownReading: [
    {
      broken: with2020({ readings: Object.assign({ "staff.unknown": "pooled" }, defaultReadings) }),
      place: "readings",
    },
  ],
  UnknownOption: [
    {
      broken: with2020({ readings: { ...defaultReadings, ...JSON.parse('{ "staff.qualified": "either" }') } }),
      place: "readings.staff.qualified",
    },
    {
      broken: asking(
        byReading("staff.qualified", {
          pooled: figure("staff"),
          both: figure("diplomaAndTitle"),
          either: figure("titleOnly"),
        }),
      ),
      place: "conditions.quantity.options",
    },
  ],
  OptionMissing: [
    {
      broken: asking(byReading("staff.qualified", { pooled: figure("staff") })),
      place: "conditions.quantity.options",
      mended: asking(byReading("staff.qualified", { pooled: figure("staff"), both: figure("diplomaAndTitle") })),
    },
  ],
  UnknownDivision: [
    {
      broken: with2020({
        lifecycle: {
          legalPersonsOnly: true,
          quotas: { countyQuotas: [{ county: division("110000", "别处").code, mostCertified: 1 }] },
        },
      }),
      place: "lifecycle.quotas.countyQuotas.0.county",
    },
  ],
  DivisionTwice: [
    {
      broken: with2020({
        territory: { ...territory, counties: [...territory.counties, ...territory.counties.slice(0, 1)] },
      }),
      place: "territory.counties",
    },
  ],
}

const all = Object.entries(rows).flatMap(([code, list]) => list.map((row) => [code, row.place, row] as const))

describe("faults of a regulation", () => {
  it("do not occur in the text of Qinhuangdao", () => {
    expect(faultsOfRegulation(qinhuangdao2020)).toEqual([])
  })

  it("do not occur in the smallest values on which the broken ones are based", () => {
    expect(faultsOfRegulation(asking(figure("staff")))).toEqual([])
    expect(faultsOfRegulation(withCondition(oneFinding))).toEqual([])
  })

  it("do not include a group without a text, or a point with only the text of its paragraph", () => {
    const point = finding("art_5__para_1__point_99#a")
    const said = { ...texts, "art_5__para_1__point_99#a": bilingual("示例", "an example") }
    expect(faultsOfRegulation(withCondition(allOf("art_5__para_1__point_98", [point]), { texts: said }))).toEqual([])
  })

  it.each(all)("are just %s at %s, explained in both languages, and none once that is mended", (code, place, row) => {
    const faults = faultsOfRegulation(row.broken)
    expect(faults.map((fault) => [fault.code, fault.place])).toEqual([[code, place]])
    for (const { text } of faults) {
      expect(text.zh).toMatch(/^(?!.*undefined).{3,}$/)
      expect(text.en).toMatch(/^(?!.*undefined).{3,}$/)
    }
    expect(faultsOfRegulation(row.mended ?? qinhuangdao2020)).toEqual([])
  })

  it("each have their own sentence", async () => {
    const sentences = all.flatMap(([code, place, { broken }]) =>
      faultsOfRegulation(broken).map(({ text }) => `- ${code} at ${place}: ${text.zh} / ${text.en}`),
    )
    await expect(`${sentences.join("\n")}\n`).toMatchFileSnapshot("faults.md")
  })

  it("are all reported at once", () => {
    const broken = with2020({ validityYears: 0, documentNumber: "" })
    expect(faultsOfRegulation(broken).map(({ code }) => code)).toEqual(["PartMissing", "ImpossibleNumber"])
  })

  it("do not include a level that is missing only for words the conditions exclude", () => {
    const level = byWord("unitNature", { enterprise: 3 })
    const conditions = allOf("art_5__para_1", [
      oneOfWords("art_2__para_1#legalPerson", "unitNature", ["enterprise"]),
      atLeast("art_5__para_1#a", figure("staff"), level, "people"),
    ])
    expect(faultsOfRegulation(withCondition(conditions))).toEqual([])
  })

  it("do not include a review after the term if the text has no review", () => {
    const { reviewEveryYears: __, ...rest } = lifecycle
    const withTerm: Regulation["lifecycle"] = {
      ...rest,
      term: { years: 1, ends: "calendarYears", from: "certification" },
    }
    expect(faultsOfRegulation(with2020({ lifecycle: withTerm }))).toEqual([])
  })
})

/** A condition nested in groups and exceptions, with its path and a text for each part. */
const buried = (way: ReadonlyArray<"group" | "exception">, leaf: Criterion) =>
  way.reduceRight<{ readonly conditions: Criterion; readonly place: string; readonly texts: Regulation["texts"] }>(
    ({ conditions, place, texts: below }, step, depth) => {
      const point = `art_5__para_1#step${depth}` as const
      const said = {
        ...below,
        [point]: bilingual("示例", "an example"),
        [`${point}Gate`]: bilingual("示例", "an example"),
      }
      return step === "group"
        ? {
            conditions: allOf(point, [finding(`${point}Gate`), conditions]),
            place: place.replace("conditions", "conditions.of.1"),
            texts: said,
          }
        : {
            conditions: except(point, { from: ["art_5__para_1"], when: [finding(`${point}Gate`)], in: conditions }),
            place: place.replace("conditions", "conditions.in"),
            texts: said,
          }
    },
    { conditions: leaf, place: "conditions", texts },
  )

describe("the place of a fault", () => {
  test.prop([fc.array(fc.constantFrom("group" as const, "exception" as const), { maxLength: 6 })])(
    "is the place of the faulty condition at any depth, and a sound condition has no fault",
    (way) => {
      const unknown = buried(way, atLeast("art_5__para_1#a", figure(own("x")), 1, "people"))
      const faults = faultsOfRegulation(withCondition(unknown.conditions, { texts: unknown.texts }))
      expect(faults.map(({ code, place }) => [code, place])).toEqual([["UnknownName", `${unknown.place}.quantity`]])
      const sound = buried(way, atLeast("art_5__para_1#a", figure("staff"), 1, "people"))
      expect(faultsOfRegulation(withCondition(sound.conditions, { texts: sound.texts }))).toEqual([])
    },
  )
})

describe("observations on a regulation", () => {
  const subjects = (regulation: Regulation): ReadonlyArray<string> =>
    observationsOnRegulation(regulation).flatMap((one) => (one.code === "CitationMissing" ? [one.subject] : []))

  it("name a subject without citations, unless an empty list says that the text is silent", () => {
    expect(subjects(qinhuangdao2020)).toContain("Withdrawn")
    expect(subjects(with2020({ citations: { ...citations, Withdrawn: [] } }))).not.toContain("Withdrawn")
  })

  it("ask for citations only of what can occur in the lifecycle", () => {
    const { ReviewFiled: ___, ...bare } = citations
    const { reviewEveryYears: __, ...rest } = lifecycle
    expect(subjects(with2020({ citations: bare }))).toContain("ReviewFiled")
    expect(subjects(with2020({ citations: bare, lifecycle: rest }))).not.toContain("ReviewFiled")
    expect(subjects(with2020({ lifecycle: rest }))).toContain("ReviewNotProvided")
    expect(subjects(qinhuangdao2020)).not.toContain("ReviewNotProvided")
  })

  it.each<[code: string, can: object, cannot: object]>([
    ["QuotaReached", { quotas: { mostCertified: 1 } }, { quotas: undefined }],
    ["RectificationPending", { rectification: { days: 30 } }, { rectification: undefined }],
    ["NotLegalPerson", { legalPersonsOnly: true }, { legalPersonsOnly: false }],
    ...["ReviewNotDue", "NothingFiled", "FiledForReview", "Reviewed", "RectificationOrdered"].map(
      (code): [string, object, object] => [code, { reviewEveryYears: 3 }, { reviewEveryYears: undefined }],
    ),
    ["ReviewNotProvided", { reviewEveryYears: undefined }, { reviewEveryYears: 3 }],
  ])("ask for citations of %s only if the lifecycle has what it takes", (code, can, cannot) => {
    const under = (change: object) =>
      subjects(with2020({ citations: {}, lifecycle: Object.assign({}, lifecycle, change) }))
    expect(under(can)).toContain(code)
    expect(under(cannot)).not.toContain(code)
  })

  it("name a county outside the bureau's prefix, and an own name that nothing uses", () => {
    const odd = with2020({
      territory: { ...territory, counties: [...territory.counties, division("130401", "示例区")] },
      own: { figures: { idle: bilingual("示例", "an example") } },
    })
    const others = observationsOnRegulation(odd).filter(({ code }) => code !== "CitationMissing")
    expect(others.map(({ code, place }) => [code, place])).toEqual([
      ["CountyElsewhere", "territory.counties.9"],
      ["OwnNameUnused", "own.figures.idle"],
    ])
    expect(faultsOfRegulation(odd)).toEqual([])
  })
})

describe("the names of a case", () => {
  it("each have a text", () => {
    for (const name of [...figureNames, ...dateNames, ...wordNames])
      expect(figureName(name, qinhuangdao2020).zh).not.toBe(name)
  })

  it("are the only names that the compiler accepts without own()", () => {
    // @ts-expect-error: no form gives it.
    figure("operation.y0.serviceRevenue")
    // @ts-expect-error: no form gives it.
    byWord("region", { hills: 3 })
    // @ts-expect-error: no form gives it.
    oneOfWords("art_5__para_1#a", "region", ["hills"])
    // @ts-expect-error: no form gives it.
    elapsed("art_5__para_1#a", 2, { operationStart: ["foundedOn"], registration: [] })
    expect(figure(own("operation.y0.serviceRevenue"))).toEqual({ _tag: "Figure", name: "operation.y0.serviceRevenue" })
  })
})
