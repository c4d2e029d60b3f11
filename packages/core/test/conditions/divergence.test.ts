import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { applicationForm, plainForm, unit } from "@shifan/testkit"
import {
  civilDate as day,
  conditions,
  evaluate,
  evaluateWithDivergences,
  evidenceOfApplication,
  findingIds,
  nodeOf,
  type ApplicationForm,
  type Divergence,
  type Evidence,
  type Findings,
  type ReadingId,
  type Sealed,
} from "../../src/index.js"
import { defaultReadings, readingOptions, readingIds } from "../../src/law/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { divergenceText } from "../../src/messages/index.js"

const asOf = day("2020-12-01")
const { conditions: article5, territory } = qinhuangdao2020
const plain = plainForm(unit, territory.bureau.code, asOf)

const allFound: Findings = {
  findings: findingIds(article5).map((condition) => ({ condition, met: true, reasons: "示例" })),
  relaxations: [],
  satisfaction: { assessmentMethod: "问卷", assessmentScope: "用户", sampleSize: 30, result: 8000 },
}

const evidence = (form: ApplicationForm<Sealed>, found: Findings = allFound): Evidence =>
  evidenceOfApplication(form, found, asOf, defaultReadings)

/** Random findings, some missing, and waivers requested whether or not the exception is open. */
const found: fc.Arbitrary<Findings> = fc.record({
  findings: fc
    .array(fc.constantFrom(true, false, undefined), {
      minLength: findingIds(article5).length,
      maxLength: findingIds(article5).length,
    })
    .map((answers) =>
      findingIds(article5).flatMap((condition, i) => {
        const met = answers[i]
        return met === undefined ? [] : [{ condition, met, reasons: "示例" }]
      }),
    ),
  relaxations: fc.subarray(
    conditions(evaluate(article5, evidence(plain))).map(({ id }) => ({ condition: id, relaxedTo: 1 })),
  ),
  satisfaction: fc.constant(allFound.satisfaction).filter((one) => one !== undefined),
})

const divergences = (form: ApplicationForm<Sealed>): ReadonlyArray<Divergence> =>
  evaluateWithDivergences(article5, evidence(form)).divergences ?? []

const others = readingIds.flatMap((reading) =>
  readingOptions[reading]
    .filter((option) => option !== defaultReadings[reading])
    .map((option): readonly [ReadingId, string] => [reading, option]),
)

describe("a divergence", () => {
  test.prop([applicationForm(unit, territory.bureau.code, asOf), found, fc.constantFrom(...others)], { numRuns: 500 })(
    "is reported for an option exactly when that option changes the verdict of a condition with complete evidence",
    (form, made, [reading, option]) => {
      const one = evidence(form, made)
      const otherwise = evaluate(article5, { ...one, readings: { ...one.readings, [reading]: option } })
      const assessed = evaluate(article5, one)
      const turned = conditions(otherwise).filter(
        ({ id, verdict }) => verdict !== "notYetJudged" && verdict !== nodeOf(assessed, id)?.verdict,
      )
      const all = evaluateWithDivergences(article5, one).divergences ?? []
      const named = all.find((each) => each.reading === reading && each.option === option)
      expect(named?.changes ?? []).toEqual(turned.map(({ id, verdict }) => ({ id, verdict })))
      if (named !== undefined) expect(named.verdict).toBe(otherwise.verdict)
    },
  )

  it("is absent where all readings agree", () => {
    const strong = {
      ...plain,
      operation: plain.operation.map((row) => ({ ...row, visits: row.smesServed })),
      basic: { ...plain.basic, qualifiedStaff: { diplomaOnly: 0, titleOnly: 0, diplomaAndTitle: plain.basic.staff } },
    }
    expect(divergences(strong)).toEqual([])
  })

  it("names in both languages the reading and the condition whose verdict would differ", () => {
    const pooled = divergences(plain).find(({ reading }) => reading === "staff.qualified")
    expect(pooled).toMatchObject({ option: "both", verdict: "notMet" })
    expect(pooled && divergenceText(qinhuangdao2020, pooled)).toEqual({
      zh: "如学历和职称须同时具备，则专业人员人数（第五条第（三）项）为“不符合”",
      en: "if a diploma and a professional title are needed, qualified staff (Art. 5(3)) would be not met",
    })
  })
})
