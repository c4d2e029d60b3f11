import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  applicableLawFor,
  eventsOf,
  historyOf,
  plainForm,
  fullDossier,
  samplesFor,
  stateAfter,
  unit,
  type Attempt,
  type History,
} from "@shifan/testkit"
import {
  allOf,
  atLeast,
  byWord,
  elapsed,
  evidenceOfApplication,
  figure,
  noFindings,
  oneOfWords,
  own,
} from "../../src/conditions/index.js"
import {
  bilingual,
  civilDate as day,
  selfCheck,
  type ApplicationForm,
  type Regulation,
  type Sealed,
} from "../../src/index.js"
import { defaultReadings } from "../../src/law/index.js"
import { applicationForm, asFilled, asStored, decode, type Extensions } from "../../src/forms/index.js"
import { extensions as codecOf } from "../../src/forms/extensions.js"
import { changeText, explain } from "../../src/messages/index.js"
import { faultsOfRegulation, qinhuangdao2020 } from "../../src/regulations/index.js"

const level = bilingual("级别", "the level")

/** The first regulation with conditions on fields that only its own form has. */
const regulation: Regulation = {
  ...qinhuangdao2020,
  id: "own-form",
  validityYears: 10,
  conditions: allOf("art_5__para_1", [
    atLeast("art_5__para_1__point_3#staff", figure("staff"), 10, "people"),
    atLeast("art_5__para_1__point_3#welfare", figure(own("publicWelfare")), 2000, "basisPoints"),
    atLeast(
      "art_5__para_1__point_3#activities",
      figure(own("activities.held")),
      byWord(own("level"), { national: 8, provincial: 5 }),
      "times",
    ),
    atLeast("art_5__para_1__point_3#fund", figure(own("fund")), 1_000_000, "fen"),
    elapsed("art_5__para_1__point_3#accredited", 1, {
      operationStart: [own("accreditedOn")],
      registration: [own("accreditedOn")],
    }),
    oneOfWords("art_5__para_1__point_3#level", own("level"), ["national", "provincial"]),
  ]),
  own: {
    figures: {
      publicWelfare: bilingual("公益性服务占比", "the share of public welfare services"),
      "activities.held": bilingual("活动次数", "activities"),
      fund: bilingual("服务资金", "the fund"),
    },
    dates: { accreditedOn: bilingual("认可日期", "the day of accreditation") },
    words: { level },
  },
  extensions: {
    publicWelfare: { as: "share", required: true },
    "activities.held": { as: "count", required: true },
    fund: { as: "money", required: false },
    accreditedOn: { as: "date", required: true },
    level: {
      as: "word",
      required: true,
      oneOf: {
        national: bilingual("国家级", "national"),
        provincial: bilingual("省级", "provincial"),
        local: bilingual("其他级别", "local"),
      },
    },
  },
  texts: {
    ...qinhuangdao2020.texts,
    "art_5__para_1__point_3#welfare": bilingual("公益性服务", "public welfare services"),
    "art_5__para_1__point_3#activities": bilingual("活动", "activities"),
    "art_5__para_1__point_3#fund": bilingual("资金", "the fund"),
    "art_5__para_1__point_3#accredited": bilingual("认可满一年", "accredited for a year"),
    "art_5__para_1__point_3#level": level,
  },
}

const filled: Extensions = {
  count: { "activities.held": 8 },
  share: { publicWelfare: 2000 },
  money: { fund: 1_000_000 },
  date: { accreditedOn: day("2020-03-01") },
  word: { level: "national" },
}

const samples = samplesFor(regulation, unit)
const on = day("2021-03-01")
const certified = (extensions: Extensions): ReadonlyArray<Attempt> => [
  samples.apply(on, { extensions }),
  samples.recommend(day("2021-03-10")),
  samples.certify(day("2021-03-20")),
]
const after = (...attempts: ReadonlyArray<Attempt>): History =>
  historyOf(unit, applicableLawFor(regulation, day("2020-11-12"), [2021, 2022, 2023, 2024]), attempts)

/** Paths refused as invalid. No other refusals may occur. */
const invalid = ({ refusals }: History): ReadonlyArray<string> =>
  refusals
    .flat()
    .flatMap((refusal) => (refusal.code === "InvalidParticulars" ? refusal.issues : []))
    .map(({ path }) => path)
const codes = ({ refusals }: History): ReadonlyArray<string> => refusals.flat().map(({ code }) => code)

const without = (kind: keyof Extensions, name: string, change: Extensions = {}): Extensions => ({
  ...filled,
  [kind]: Object.fromEntries(Object.entries(filled[kind] ?? {}).filter(([other]) => other !== name)),
  ...change,
})

describe("a regulation's own form", () => {
  it("has no faults", () => {
    expect(faultsOfRegulation(regulation)).toEqual([])
  })

  it("gives the figures, dates and words that its conditions ask for, so that no finding is needed", () => {
    const history = after(...certified(filled))
    expect(history.refusals).toEqual([])
    expect(stateAfter(history).phase._tag).toBe("certified")
    expect(eventsOf(history)[0]).toMatchObject({
      data: { form: { extensions: filled }, selfAssessment: { verdict: "met" } },
    })
  })

  it.each<[string, Extensions, string]>([
    ["a share", { share: { publicWelfare: 1999 } }, "welfare"],
    ["a number whose level depends on a word", { count: { "activities.held": 7 } }, "activities"],
    ["money", { money: { fund: 999_999 } }, "fund"],
    ["a date", { date: { accreditedOn: day("2020-03-02") } }, "accredited"],
    ["a word", { word: { level: "local" }, count: { "activities.held": 9 } }, "level"],
  ])("fails one condition where %s falls just short of it", (_, change, name) => {
    const history = after(...certified({ ...filled, ...change }))
    expect(codes(history)).toContain(name === "level" ? "FigureMissing" : "ConditionsNotMet")
    const applied = eventsOf(history)[0]
    const parts = applied?.type === "Applied" ? (applied.data.selfAssessment.parts ?? []) : []
    expect(parts.filter(({ verdict }) => verdict === "notMet").map(({ id }) => id)).toEqual([
      `art_5__para_1__point_3#${name}`,
    ])
  })

  it("leaves an optional field that is not filled in to an official's finding", () => {
    const { money: _, ...rest } = filled
    const [apply, recommend, certify] = certified(rest)
    if (apply === undefined || recommend?.command.type !== "Recommend" || certify === undefined) throw new Error("?")
    expect(codes(after(apply, recommend))).toEqual(["FigureMissing"])
    const findings = [{ condition: "art_5__para_1__point_3#fund" as const, met: true, reasons: "银行证明" }]
    const found = { ...recommend, command: { ...recommend.command, data: { ...recommend.command.data, findings } } }
    expect(after(apply, found, certify).refusals).toEqual([])
  })

  const refused: ReadonlyArray<readonly [string, Extensions, ReadonlyArray<string>]> = [
    ["an undeclared name", { ...filled, count: { "activities.held": 8, other: 1 } }, ["count.other"]],
    [
      "a declared name of another kind",
      without("share", "publicWelfare", { count: { "activities.held": 8, publicWelfare: 20 } }),
      ["share.publicWelfare", "count.publicWelfare"],
    ],
    ["a missing required number", without("count", "activities.held"), ["count.activities.held"]],
    ["a missing required date", without("date", "accreditedOn"), ["date.accreditedOn"]],
    ["a word that is not among the declared ones", { ...filled, word: { level: "global" } }, ["word.level"]],
    [
      "a name that every object has",
      { ...filled, count: { "activities.held": 8, constructor: 1 } },
      ["count.constructor"],
    ],
    ["an empty form", {}, ["share.publicWelfare", "count.activities.held", "date.accreditedOn", "word.level"]],
  ]

  it.each(refused)("refuses %s with its path, and records nothing", (_, extensions, paths) => {
    const history = after(samples.apply(on, { extensions }))
    expect(codes(history)).toEqual(["InvalidParticulars"])
    expect(invalid(history)).toEqual(paths.map((path) => `form.extensions.${path}`))
    expect(history.accepted).toEqual([])
  })

  it("says which value was given without a field for it", () => {
    const { refusals } = after(
      samples.apply(on, { extensions: { ...filled, count: { "activities.held": 8, other: 17 } } }),
    )
    const issues = refusals.flat().flatMap((refusal) => (refusal.code === "InvalidParticulars" ? refusal.issues : []))
    expect(issues).toMatchObject([{ path: "form.extensions.count.other", got: "17" }])
  })

  it.each(refused)("refuses %s in a supplement too", (_, extensions, paths) => {
    const request = samples.act(samples.county, day("2021-03-02"), "RequestSupplement", {
      wanting: [
        { at: "form.extensions.money.fund", text: "示例" },
        { at: "form", text: "示例" },
      ],
    })
    const anew = samples.act(samples.us, day("2021-03-03"), "SupplementApplication", {
      form: { ...samples.form(day("2021-03-03")), extensions },
      dossier: fullDossier,
    })
    const history = after(samples.apply(on, { extensions: filled }), request, anew)
    expect(codes(history)).toEqual(["InvalidParticulars"])
    expect(invalid(history)).toEqual(paths.map((path) => `form.extensions.${path}`))
  })

  it("lets a county ask for a field that was left out, but not for an unknown field", () => {
    const ask = (at: string) =>
      after(
        samples.apply(on, { extensions: without("money", "fund") }),
        samples.act(samples.county, day("2021-03-02"), "RequestSupplement", { wanting: [{ at, text: "示例" }] }),
      )
    expect(codes(ask("form.extensions.money.fund"))).toEqual([])
    expect(invalid(ask("form.extensions.count.fund"))).toEqual(["wanting.0.at"])
  })

  it("is required in the report of a review, and the review is judged by it", () => {
    const reviewOf = (extensions: Extensions): History =>
      after(
        ...certified(filled),
        samples.fileReview(day("2024-03-01"), { extensions }),
        samples.assessReview(day("2024-03-10")),
        samples.concludeReview(day("2024-03-20"), "confirmed"),
      )
    expect(reviewOf(filled).refusals).toEqual([])
    expect(codes(reviewOf({ ...filled, share: { publicWelfare: 1999 } }))).toEqual(["ConditionsNotMet"])
    expect(invalid(reviewOf(without("share", "publicWelfare")))).toEqual(["report.extensions.share.publicWelfare"])
  })

  it.each([
    ["conditionsAtCertification", filled, [], "certified"],
    [
      "conditionsInForceNow",
      filled,
      [
        "report.extensions.count.activities.held",
        "report.extensions.share.publicWelfare",
        "report.extensions.money.fund",
        "report.extensions.date.accreditedOn",
        "report.extensions.word.level",
      ],
      "certified",
    ],
  ] as const)(
    "belongs, in a review, to the text whose conditions count: review.standard=%s",
    (option, some, paths, phase) => {
      const older: Regulation = { ...regulation, validityYears: 1 }
      const newer: Regulation = { ...qinhuangdao2020, id: "newer", firstDay: day("2021-11-13"), validityYears: 10 }
      const [first, second] = [
        applicableLawFor(older, day("2020-11-12"), [2021, 2024]),
        applicableLawFor(newer, day("2021-11-13"), []),
      ]
      const interpretations = [{ reading: "review.standard" as const, option, appliesFrom: day("2020-11-12") }]
      const instruments = [...first.instruments, ...second.instruments].map((one) => ({ ...one, interpretations }))
      const law = { ...first, library: [older, newer], instruments }
      const filedOn = day("2024-03-01")
      const ask = samples.act(samples.county, day("2024-03-02"), "RequestSupplement", {
        wanting: [{ at: "report.extensions.share.publicWelfare", text: "示例" }],
      })
      const history = historyOf(unit, law, [
        ...certified(filled),
        samples.fileReview(filedOn, { extensions: some }),
        ask,
      ])
      expect(invalid(history)).toEqual(paths)
      expect(stateAfter(history).phase._tag).toBe(phase)
      const filing = eventsOf(history).find(({ type }) => type === "ReviewFiled")
      expect(filing?.readings["review.standard"]).toBe(option === "conditionsAtCertification" ? option : undefined)
    },
  )

  it("is refused where the regulation adds no fields, unless it is empty", () => {
    const plain = samplesFor(qinhuangdao2020, unit)
    const law = applicableLawFor(qinhuangdao2020, day("2020-11-12"), [2021])
    const history = historyOf(unit, law, [plain.apply(on, { extensions: { count: { activities: 1 } } })])
    expect(invalid(history)).toEqual(["form.extensions.count.activities"])
    expect(historyOf(unit, law, [plain.apply(on, { extensions: {} })]).refusals).toEqual([])
  })

  it("has refusals that name an unknown field and list the known ones", () => {
    const plain = samplesFor(qinhuangdao2020, unit)
    const law = applicableLawFor(qinhuangdao2020, day("2020-11-12"), [2021])
    const history = historyOf(unit, law, [plain.apply(on, { extensions: { count: { activities: 1 } } })])
    const [refusal] = history.refusals[0] ?? []
    if (refusal === undefined) throw new Error("accepted")
    expect(explain(refusal, qinhuangdao2020).sentence).toEqual({
      zh: "填报内容有误：form.extensions.count.activities：表中没有此栏；可填：—",
      en: "particulars that cannot be right: form.extensions.count.activities: no such field; known fields: —",
    })
  })

  it("has refusals that list the known words in both languages", () => {
    const [refusal] =
      after(samples.apply(on, { extensions: { ...filled, word: { level: "global" } } })).refusals[0] ?? []
    if (refusal === undefined) throw new Error("accepted")
    expect(explain(refusal, regulation).sentence).toEqual({
      zh: "填报内容有误：form.extensions.word.level应为下列之一：national | provincial | local，实为global",
      en: "particulars that cannot be right: form.extensions.word.level: expected one of national | provincial | local, got global",
    })
  })
})

describe("a self-check of a regulation's own form", () => {
  const checked = (extensions: Extensions) =>
    selfCheck(
      { regulation, readings: regulation.readings },
      { ...plainForm(unit, samples.form(on).countyOrDistrict, on), extensions },
      fullDossier,
      on,
    )

  it("reports missing fields and names the smallest set of changes", () => {
    expect(checked(filled)).toMatchObject({ assessment: { verdict: "met" }, contradictions: [] })
    const short = checked(without("share", "publicWelfare", { count: { "activities.held": 7 } }))
    expect(short.contradictions.map(({ path }) => path)).toEqual(["form.extensions.share.publicWelfare"])
    expect(short.changes.sets.map((set) => set.map((change) => changeText(regulation, change).zh))).toEqual([
      ["公益性服务占比达到20%", "活动次数由7次增至8次"],
    ])
  })
})

describe("the codec of the fields beyond the annexes", () => {
  const name = fc.stringMatching(/^[A-Za-z][\w.]{0,20}$/)
  const entries = <A>(value: fc.Arbitrary<A>) => fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true })
  const anyExtensions: fc.Arbitrary<Extensions> = fc.record(
    {
      count: entries(fc.nat(1_000_000)),
      share: entries(fc.nat(10_000)),
      money: entries(fc.nat(10_000_000)),
      date: entries(fc.constantFrom(day("2020-02-29"), day("2021-01-01"))),
      word: entries(fc.constantFrom("national", "省级")),
    },
    { requiredKeys: [] },
  )

  test.prop([anyExtensions])("decodes what it encodes, as filled in and as stored", (some) => {
    for (const codec of [codecOf(asFilled), codecOf(asStored)]) {
      expect(codec.is(some)).toBe(true)
      expect(decode(codec, JSON.parse(JSON.stringify(codec.encode(some))))).toEqual(E.right(some))
    }
  })

  it("takes money in 万元 and shares in per cent from a person, but not from an event", () => {
    const input = { share: { publicWelfare: "20" }, money: { fund: "1" } }
    expect(decode(codecOf(asFilled), input)).toEqual(
      E.right({ share: { publicWelfare: 2000 }, money: { fund: 1_000_000 } }),
    )
    expect(E.isLeft(decode(codecOf(asStored), input))).toBe(true)
  })

  it.each(["", "9lives", "a b", "ä", "__proto__", "a".repeat(61)])("refuses a field called “%s”", (field) => {
    const input: unknown = JSON.parse(`{"count":{${JSON.stringify(field)}:1}}`)
    const decoded = decode(codecOf(asFilled), input)
    expect(E.isLeft(decoded) && decoded.left.map(({ path }) => path)).toEqual([
      field === "" ? "count" : `count.${field}`,
    ])
  })

  it("refuses each value of another kind with its path", () => {
    const decoded = decode(applicationForm(asFilled), {
      extensions: { count: { a: "1", b: -1 }, date: { c: "2021-02-30" }, other: {} },
    })
    expect(
      E.isLeft(decoded) && decoded.left.map(({ path }) => path).filter((path) => path.startsWith("extensions")),
    ).toEqual(["extensions.count.a", "extensions.count.b", "extensions.date.c", "extensions.other"])
  })

  test.prop([anyExtensions])("never replaces a value of the annexes", (some) => {
    const form: ApplicationForm<Sealed> = samples.form(on)
    const ours = evidenceOfApplication(form, noFindings, on, defaultReadings)
    const clashing: Extensions = {
      count: { ...some.count, staff: 1, "served.trailing.visits": 9 },
      date: { registeredOn: day("1999-01-01") },
      word: { unitNature: "x" },
    }
    const evidence = evidenceOfApplication({ ...form, extensions: clashing }, noFindings, on, defaultReadings)
    expect(evidence).toMatchObject(ours)
  })
})

describe("the faults of the fields that a regulation adds to the form", () => {
  const faults = (change: Partial<Regulation>) =>
    faultsOfRegulation({ ...regulation, ...change }).map(({ code, place }) => [code, place])

  it("name a field that is not declared as the regulation's own, or is declared as another kind", () => {
    const change = {
      ...regulation.extensions,
      other: { as: "count", required: true },
      fund: { as: "date", required: true },
    } as const
    expect(faults({ extensions: change })).toEqual([
      ["UnknownName", "extensions.fund"],
      ["UnknownName", "extensions.other"],
    ])
  })

  it("name a field whose name no form can have", () => {
    expect(
      faults({
        own: { ...regulation.own, figures: { ...regulation.own?.figures, "the fund": level } },
        extensions: { ...regulation.extensions, "the fund": { as: "money", required: false } },
      }),
    ).toEqual([["FieldNameImpossible", "extensions.the fund"]])
  })

  it("name a field without words, and a word that no form can give", () => {
    const oneOf = (words: ReadonlyArray<string>) => ({
      extensions: {
        ...regulation.extensions,
        level: { as: "word" as const, required: true, oneOf: Object.fromEntries(words.map((word) => [word, level])) },
      },
    })
    expect(faults(oneOf([]))).toContainEqual(["EmptyList", "extensions.level.oneOf"])
    expect(faults(oneOf(["national", "provincial", " "]))).toContainEqual(["WordNeverGiven", "extensions.level.oneOf"])
    expect(faults(oneOf(["national"]))).toEqual([
      ["WordNeverGiven", "conditions.of.2.required.levels"],
      ["WordNeverGiven", "conditions.of.5.of"],
    ])
    expect(faults(oneOf(["national", "provincial"]))).toEqual([])
  })

  it("name a condition that takes a figure in another unit than the form gives", () => {
    const conditions = (
      name: "staff" | "totalAssets" | "satisfaction.county" | ReturnType<typeof own>,
      as: "fen" | "people" | "basisPoints",
    ) =>
      faults({
        conditions: allOf("art_5__para_1", [
          regulation.conditions,
          atLeast("art_5__para_1__point_3#assets", figure(name), 5, as),
        ]),
      })
        .filter(([code]) => code === "UnitMismatch")
        .map(([, place]) => place)
    const at = ["conditions.of.1.quantity"]
    expect(conditions(own("fund"), "people")).toEqual(at)
    expect(conditions(own("fund"), "fen")).toEqual([])
    expect(conditions(own("publicWelfare"), "fen")).toEqual(at)
    expect(conditions(own("publicWelfare"), "basisPoints")).toEqual([])
    expect(conditions(own("activities.held"), "basisPoints")).toEqual(at)
    expect(conditions("totalAssets", "people")).toEqual(at)
    expect(conditions("totalAssets", "fen")).toEqual([])
    expect(conditions("satisfaction.county", "people")).toEqual(at)
    expect(conditions("staff", "fen")).toEqual(at)
    expect(conditions("staff", "people")).toEqual([])
  })
})
