/** Art. 7: a county's measurements are recorded next to the unit's declarations. A reading decides which of them count. */
import { fc, test } from "@fast-check/vitest"
import { applicationForm, interpreted, prolonged, type Attempt } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import {
  conditions,
  evaluate,
  evidenceOfApplication,
  nodeOf,
  type ApplicableLaw,
  type ApplicationForm,
  type Assessment,
  type CommandOf,
  type Refusal,
  type Sealed,
  type Verdict,
} from "../../src/index.js"
import { defaultReadings } from "../../src/law/index.js"
import { assessmentOf, commandCodecs } from "../../src/aggregates/index.js"
import { withMeasurements } from "../../src/conditions/index.js"
import { asFilled, decode } from "../../src/forms/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { sourceText } from "../../src/messages/index.js"
import { applied, certified, codes, day, lastEvent, refusals, stateOf, town } from "../unit-scenario.js"

type Measurements = NonNullable<CommandOf<"Recommend">["data"]["measurements"]>
type Measured = Measurements[number]

const measured = (figure: Measured["figure"], value: number): Measured => ({
  figure,
  value,
  assessmentMethod: "核对社保名单",
  assessmentScope: "全体职工",
  sampleSize: 20,
})

const measuring = (attempt: Attempt, ...measurements: Measurements): Attempt =>
  ({
    ...attempt,
    command: { ...attempt.command, data: { ...attempt.command.data, measurements } },
  }) as Attempt

const recommend = town.recommend(day("2020-12-08"))
const certify = town.certify(day("2020-12-29"))
const staffId = "art_5__para_1__point_3#staff"
const ratioId = "art_5__para_1__point_3#professionalRatio"

const nine = [
  measured("staff", 9),
  measured("diplomaOnly", 9),
  measured("titleOnly", 0),
  measured("diplomaAndTitle", 0),
]

const by = (source: string): ApplicableLaw => interpreted(prolonged, "figures.source", source)

const nodeIn = (assessment: Assessment | null, id: typeof staffId | typeof ratioId) =>
  assessment && nodeOf(assessment, id)

const pathsOf = (all: ReadonlyArray<Refusal>): ReadonlyArray<string> =>
  all.flatMap((refusal) =>
    refusal.code === "InvalidParticulars" ? refusal.issues.map(({ path }) => path) : [refusal.code],
  )

describe("reading figures.source", () => {
  it("figures.source=measured: the measured figure counts, here nine people instead of eighteen", () => {
    expect(codes([...applied, measuring(recommend, ...nine)], by("measured"))).toEqual(["ConditionsNotMet"])
    const ten = measuring(recommend, measured("staff", 10), ...nine.slice(1))
    expect(nodeIn(assessmentOf(lastEvent([...applied, ten], by("measured"))), staffId)).toMatchObject({
      verdict: "met",
      figures: { actual: 10 },
      sources: [{ figure: "staff", declared: 18, measured: 10, counts: "measured" }],
      readings: ["figures.source", "asOf.facts"],
    })
  })

  it("figures.source=declared: the declared figure counts, and the assessment says what the measured one would change", () => {
    const attempts = [...applied, measuring(recommend, ...nine)]
    expect(codes([...attempts, certify], by("declared"))).toEqual([])
    const assessment = assessmentOf(lastEvent(attempts, by("declared")))
    expect(nodeIn(assessment, staffId)).toMatchObject({
      verdict: "met",
      figures: { actual: 18 },
      sources: [{ figure: "staff", declared: 18, measured: 9, counts: "declared" }],
    })
    expect(assessment?.divergences).toContainEqual({
      reading: "figures.source",
      option: "measured",
      verdict: "notMet",
      changes: [{ id: staffId, verdict: "notMet" }],
    })
  })

  it("figures.source=stricter: for each condition the worse of the two figures counts", () => {
    expect(codes([...applied, measuring(recommend, ...nine)], by("stricter"))).toEqual(["ConditionsNotMet"])
    const more = measuring(recommend, measured("staff", 30))
    const assessment = assessmentOf(
      lastEvent([...applied, measuring(recommend, measured("staff", 21))], by("stricter")),
    )
    // More staff is better for the number of staff, but worse for the share of qualified staff.
    expect(nodeIn(assessment, staffId)?.sources?.map(({ counts }) => counts)).toEqual(["declared"])
    expect(nodeIn(assessment, ratioId)?.sources?.map(({ counts }) => counts)).toEqual(["measured"])
    expect(codes([...applied, more], by("stricter"))).toEqual(["ConditionsNotMet"])
    expect(codes([...applied, more], by("declared"))).toEqual([])
  })
})

describe("a county's measurement", () => {
  const form = applicationForm(town.us.code as never, town.county.code as never, day("2020-12-01"))
  const figures = fc.record({
    staff: fc.integer({ min: 5, max: 15 }),
    totalAssets: fc.constantFrom(99_999_999, 100_000_000),
  })

  const evaluated = (of: ApplicationForm<Sealed>, source: "measured" | "declared" | "stricter", all: Measurements) =>
    evaluate(
      qinhuangdao2020.conditions,
      withMeasurements(
        evidenceOfApplication(of, { findings: [], relaxations: [] }, day("2020-12-01"), {
          ...defaultReadings,
          "figures.source": source,
        }),
        all,
      ),
    )
  const verdicts = (assessment: Assessment): ReadonlyArray<Verdict> =>
    conditions(assessment).map(({ verdict }) => verdict)

  test.prop([form, figures])(
    "art_7__para_1: gives the verdicts of a form with the measured figures, of the declared form, or the worse of both",
    (of, { staff, totalAssets }) => {
      const all = [measured("staff", staff), measured("totalAssets", totalAssets)]
      const declared = verdicts(evaluated(of, "declared", []))
      const replaced = verdicts(evaluated({ ...of, basic: { ...of.basic, staff, totalAssets } }, "declared", []))
      expect(verdicts(evaluated(of, "measured", all))).toEqual(replaced)
      expect(verdicts(evaluated(of, "declared", all))).toEqual(declared)
      const worse = declared.map((verdict, i) =>
        verdict === "notMet" || replaced[i] === "notMet" ? "notMet" : verdict,
      )
      expect(verdicts(evaluated(of, "stricter", all))).toEqual(worse)
    },
  )

  it("art_7__para_1: leaves reading figures.source without effect where it is missing", () => {
    const { basic: _, ...data } = town.form(day("2020-12-01"))
    const plain = { ...data, basic: town.form(day("2020-12-01")).basic }
    for (const source of ["measured", "declared", "stricter"] as const)
      expect(evaluated(plain, source, [])).toEqual(evaluated(plain, "measured", []))
  })

  it("art_7__para_1: supplies a figure that the unit did not declare, under every reading", () => {
    const { operation } = town.form(day("2020-12-01"))
    const without = [town.apply(day("2020-12-01"), { operation: operation.slice(1) })]
    expect(codes([...without, recommend])).toEqual(["FigureMissing"])
    for (const source of ["measured", "declared", "stricter"])
      expect(codes([...without, measuring(recommend, measured("served.y2.enterprises", 30))], by(source))).toEqual([])
  })

  it("art_7__para_1: is recorded beside the declared figure, and counts in the bureau's decision", () => {
    const attempts = [...applied, measuring(recommend, measured("staff", 19))]
    const recorded = lastEvent(attempts)
    expect(recorded.type === "Recommended" && recorded.data.measurements).toEqual([measured("staff", 19)])
    const state = stateOf(attempts)
    expect(state.phase._tag === "recommended" && state.phase.case.form.basic.staff).toBe(18)
    expect(nodeIn(assessmentOf(lastEvent([...attempts, certify])), staffId)).toMatchObject({ figures: { actual: 19 } })
  })

  it("art_13__para_1: counts in a review too, and is refused where nothing was filed", () => {
    const filed = [...certified, town.fileReview(day("2023-09-10"))]
    const assess = measuring(town.assessReview(day("2023-10-10")), ...nine)
    const confirm = town.concludeReview(day("2023-11-10"), "confirmed")
    expect(codes([...filed, assess, confirm])).toEqual(["ConditionsNotMet"])
    expect(codes([...filed, assess, confirm], by("declared"))).toEqual([])
    const nothing = measuring(town.assessReview(day("2023-12-21"), null), ...nine)
    expect(pathsOf(refusals([...certified, nothing]))).toEqual(["measurements"])
  })

  it("art_13__para_1: is recorded in a review with the reading by which it counts, and with no other", () => {
    const filed = [...certified, town.fileReview(day("2023-09-10"))]
    const readings = (assess: Attempt, law?: ApplicableLaw) => Object.keys(lastEvent([...filed, assess], law).readings)
    const plain = readings(town.assessReview(day("2023-10-10")))
    const measuredOnes = readings(measuring(town.assessReview(day("2023-10-10")), ...nine), by("declared"))
    const conditionsAsked = ["asOf.facts", "figures.source", "review.standard", "staff.qualified"]
    expect(measuredOnes.filter((id) => !plain.includes(id)).toSorted()).toEqual(conditionsAsked)
  })

  it("art_7__para_1: needs a sample, and concerns each figure once and only figures that a condition uses", () => {
    const refused = (...all: ReadonlyArray<Measured>) => pathsOf(refusals([...applied, measuring(recommend, ...all)]))
    expect(refused({ ...measured("staff", 20), sampleSize: 0 })).toEqual(["measurements.0.sampleSize"])
    expect(refused({ ...measured("staff", 20), sampleSize: 1 })).toEqual([])
    expect(refused(measured("staff", 20), measured("staff", 20))).toEqual(["measurements.1.figure"])
    expect(refused(measured("served.y0.visits", 90))).toEqual(["measurements.0.figure"])
    expect(
      pathsOf(
        refusals(
          [...applied, measuring(recommend, measured("served.y0.visits", 9000))],
          interpreted(prolonged, "served.unit", "visits"),
        ),
      ),
    ).not.toContain("measurements.0.figure")
    const finding = { condition: staffId, met: true, reasons: "示例" } as const
    const contrary = measuring(recommend, measured("staff", 20))
    const { data } = contrary.command as CommandOf<"Recommend">
    const both = {
      ...contrary,
      command: { type: "Recommend", data: { ...data, findings: [...data.findings, finding] } },
    } as Attempt
    expect(pathsOf(refusals([...applied, both]))).toEqual([`findings.${data.findings.length}.condition`])
  })

  it("art_7__para_1: cannot find more qualified staff than staff", () => {
    const declared = town.form(day("2020-12-01")).basic.qualifiedStaff
    const qualified = declared.diplomaOnly + declared.titleOnly + declared.diplomaAndTitle
    const refused = (staff: number) => pathsOf(refusals([...applied, measuring(recommend, measured("staff", staff))]))
    expect(refused(qualified)).toEqual([])
    expect(refused(qualified - 1)).toContain("measurements")
  })

  it("is filled in with money in 万元 and people in whole numbers, and for measurable figures only", () => {
    const { data } = recommend.command as CommandOf<"Recommend">
    const codec = commandCodecs(asFilled).Recommend
    const { value: _, ...assets } = measured("totalAssets", 0)
    const filled = { ...data, satisfaction: { ...data.satisfaction, result: "90" } }
    const decoded = decode(codec, { ...filled, measurements: [{ ...assets, value: "100" }] })
    expect(decoded).toMatchObject({ right: { measurements: [{ figure: "totalAssets", value: 100_000_000 }] } })
    for (const one of [
      { ...assets, value: 100 },
      { ...measured("staff", 1), value: "1" },
      { ...measured("staff", 1), figure: "satisfaction.county" },
    ])
      expect(decode(codec, { ...filled, measurements: [one] })).toHaveProperty("left")
  })

  it("is explained with both figures and the one that counts", () => {
    const node = nodeIn(assessmentOf(lastEvent([...applied, measuring(recommend, measured("staff", 19))])), staffId)
    const [source] = node?.sources ?? []
    if (source === undefined) throw new Error("no source")
    expect(sourceText(source, "people", qinhuangdao2020)).toEqual({
      zh: "从业人数：申报18人，县区核实19人，以县区核实的为准",
      en: "staff: 18 people declared, 19 people measured by the county; what was measured counts",
    })
    expect(sourceText({ ...source, declared: null }, "people", qinhuangdao2020).zh).toBe("从业人数：县区核实19人")
    expect(sourceText({ ...source, counts: "declared" }, undefined, qinhuangdao2020).zh).toBe(
      "从业人数：申报18，县区核实19，以申报的为准",
    )
  })
})
