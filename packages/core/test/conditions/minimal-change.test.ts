import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { plainForm, unit } from "@shifan/testkit"
import {
  civilDate as day,
  evaluate,
  evidenceOfApplication,
  findingIds,
  type ApplicationForm,
  type Change,
  type ConditionId,
  type Criterion,
  type Evidence,
  type Findings,
  type Readings,
  type Sealed,
} from "../../src/index.js"
import { defaultReadings } from "../../src/law/index.js"
import {
  minimalChanges,
  allOf,
  atLeast,
  atLeastOf,
  atLeastShare,
  byWord,
  elapsed,
  except,
  figure,
  finding,
  growth,
  holds,
  oneOfWords,
  own,
  withChange,
} from "../../src/conditions/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"

const asOf = day("2020-12-01")
const article5 = qinhuangdao2020.conditions
const plain = plainForm(unit, qinhuangdao2020.territory.bureau.code, asOf)
const gate: ReadonlyArray<ConditionId> = [
  "art_5__para_1__point_7#outstandingPerformance",
  "art_5__para_1__point_7#demonstrationEffect",
]

const allBut = (not: ReadonlyArray<ConditionId>): Findings => ({
  findings: findingIds(article5).map((condition) => ({ condition, met: !not.includes(condition), reasons: "示例" })),
  relaxations: [],
  satisfaction: { assessmentMethod: "问卷", assessmentScope: "用户", sampleSize: 30, result: 8000 },
})

const evidence = (
  change: Partial<ApplicationForm<Sealed>["basic"]>,
  found: Findings = allBut([]),
  readings: Partial<Readings> = {},
): Evidence =>
  evidenceOfApplication({ ...plain, basic: { ...plain.basic, ...change } }, found, asOf, {
    ...defaultReadings,
    ...readings,
  })

const setsOf = (one: Evidence, criterion: Criterion = article5): ReadonlyArray<ReadonlyArray<Change>> =>
  minimalChanges(criterion, one).sets

const shown = (sets: ReadonlyArray<ReadonlyArray<Change>>) =>
  sets.map((set) => set.map((one) => `${one._tag} ${one.for.map((id) => id.replace(/.*#/, "")).join("+")}`))

describe("the smallest sets of changes of art. 5", () => {
  it("are empty for a case that is met", () => {
    expect(minimalChanges(article5, evidence({}))).toEqual({ sets: [], more: false })
  })

  it("raise nine staff to ten, or waive the number if the gate of art. 5(7) is open", () => {
    const nine = { staff: 9, qualifiedStaff: { diplomaOnly: 6, titleOnly: 0, diplomaAndTitle: 0 } }
    expect(setsOf(evidence(nine))).toEqual([
      [{ _tag: "Figure", figure: "staff", unit: "people", from: 9, to: 10, for: ["art_5__para_1__point_3#staff"] }],
      [{ _tag: "Waiver", relaxedTo: 9, for: ["art_5__para_1__point_3#staff"] }],
    ])
    expect(shown(setsOf(evidence(nine, allBut(gate))))).toEqual([["Figure staff"]])
  })

  it("raise the qualified staff along with the staff where more staff alone would break the share", () => {
    const five = { staff: 5, qualifiedStaff: { diplomaOnly: 3, titleOnly: 0, diplomaAndTitle: 0 } }
    expect(shown(setsOf(evidence(five, allBut(gate))))).toEqual([["Figure staff", "Figure professionalRatio"]])
    expect(shown(setsOf(evidence(five)))).toEqual([["Waiver staff"]])
  })

  it("wait exactly until the day on which two years are complete", () => {
    const young = { registeredOn: day("2018-12-02"), operationStart: day("2018-12-02") }
    expect(setsOf(evidence(young, allBut(gate)))).toEqual([
      [{ _tag: "Wait", from: asOf, to: "2020-12-02", for: ["art_5__para_1__point_1#operatingYears"] }],
    ])
    expect(setsOf(evidence(young, allBut(gate), { "period.operatingYears": "dayAfter" }))[0]?.[0]).toMatchObject({
      to: "2020-12-03",
    })
  })

  it.each([
    "art_5__para_1__point_2#regionalInfluence",
    "art_5__para_1__point_5#planning",
    "art_5__para_1__point_6#principal",
  ] as const)("do not waive points 2, 5 and 6: %s", (condition) => {
    expect(setsOf(evidence({}, allBut([condition])))).toEqual([[{ _tag: "Finding", from: false, for: [condition] }]])
  })

  it("do not waive below the floor of reading waiver.depth", () => {
    const seven = { staff: 7, qualifiedStaff: { diplomaOnly: 6, titleOnly: 0, diplomaAndTitle: 0 } }
    expect(shown(setsOf(evidence(seven, allBut([]), { "waiver.depth": "floor(70)" })))).toEqual([
      ["Figure staff"],
      ["Waiver staff"],
    ])
    expect(shown(setsOf(evidence(seven, allBut([]), { "waiver.depth": "floor(71)" })))).toEqual([["Figure staff"]])
  })

  it("propose no day of opening while the years depend on a word that the case has not", () => {
    const years = byWord(own("kind"), { young: 2 })
    const since = { operationStart: ["operationStart"], registration: ["registeredOn"] } as const
    const started = (words: Evidence["words"]) =>
      minimalChanges(elapsed("art_5__para_1#a", years, since), { ...evidence({}), dates: {}, words }).sets
    expect(started({})).toEqual([])
    expect(started({ kind: "young" })).toEqual([
      [{ _tag: "Date", date: "operationStart", noLaterThan: "2018-12-01", for: ["art_5__para_1#a"] }],
    ])
  })

  it("list each finding that nobody has made as still to be made", () => {
    const open = setsOf(evidence({}, { ...allBut([]), findings: [] }))
    expect(open[0]?.every((change) => change._tag === "Finding" && change.from === null)).toBe(true)
    expect(open[0]).toHaveLength(findingIds(article5).length - gate.length)
  })
})

const names = ["a", "b", "c"] as const
const id = (slug: string): ConditionId => `art_1__para_1__point_1#${slug}`

const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 6 }))
    .map(([name, n]) => atLeast(id(`atLeast_${name}_${n}`), figure(own(name)), n, "people")),
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(50, 60)).map(([name, percent]) =>
    atLeastShare(id(`share_${name}_${percent}`), {
      part: figure(own(name)),
      whole: figure(own("whole")),
      percent,
      unit: "people",
    }),
  ),
  fc.constant(growth(id("growth"), [figure(own("a")), figure(own("b")), figure(own("c"))], "enterprises")),
  fc.constant(finding(id("finding"))),
  fc.constant(oneOfWords(id("word"), own("word"), ["x", "y"])),
  fc
    .integer({ min: 1, max: 3 })
    .map((years) =>
      elapsed(id(`years_${years}`), years, { operationStart: [own("start")], registration: [own("start")] }),
    ),
)

const { tree } = fc.letrec<{ tree: Criterion }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.array(tie("tree"), { minLength: 1, maxLength: 3 }), fc.nat(3))
      .map(([of, n]) => atLeastOf(id("group"), Math.min(n, of.length), of)),
    fc.array(tie("tree"), { minLength: 1, maxLength: 2 }).map((of) =>
      except(id("exception"), {
        from: ["art_1__para_1__point_1"],
        when: [finding(id("gate"))],
        in: allOf(id("all"), of),
      }),
    ),
  ),
}))

/** Gives every condition a unique name, as in any regulation. */
const named = (criterion: Criterion, path = "0"): Criterion => {
  const under = (part: Criterion, i: number): Criterion => named(part, `${path}${i}`)
  switch (criterion._tag) {
    case "Group":
      return { ...criterion, id: id(`group${path}`), of: criterion.of.map(under) }
    case "Except":
      return { ...criterion, id: id(`exception${path}`), in: under(criterion.in, 0) }
    default:
      return { ...criterion, id: id(`${criterion._tag}${path}`) }
  }
}

const conditionsTree = tree.map((one) => named(one))

const number = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined })

const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  figures: fc.record({ a: number, b: number, c: number, whole: number }),
  dates: fc.record({ start: fc.constantFrom(undefined, day("2019-03-01"), day("2016-02-29")) }),
  words: fc.record({ word: fc.constantFrom(undefined, "x", "z") }),
  findings: fc
    .subarray(["Finding0", "Finding00", "Finding01", "Finding000", "gate"])
    .chain((some) =>
      fc.tuple(...some.map((slug) => fc.boolean().map((met) => ({ condition: id(slug), met, reasons: "示例" })))),
    ),
  relaxations: fc.constant([]),
  asOf: fc.constantFrom(asOf, day("2018-02-28")),
  readings: fc.constantFrom(
    defaultReadings,
    { ...defaultReadings, "growth.steady": "nonDecreasing" as const },
    { ...defaultReadings, "period.operatingYears": "dayAfter" as const, "asOf.facts": "priorYearEnd" as const },
  ),
})

describe("the smallest sets of changes of any conditions", () => {
  test.prop([conditionsTree, anyEvidence], { numRuns: 500 })(
    "each make the case met, and fail to do so with any change left out",
    (criterion, one) => {
      for (const set of setsOf(one, criterion)) {
        expect(holds(evaluate(criterion, set.reduce(withChange, one)).verdict)).toBe(true)
        for (const left of set) {
          const rest = set.filter((change) => change !== left)
          expect(holds(evaluate(criterion, rest.reduce(withChange, one)).verdict)).toBe(false)
        }
      }
    },
  )

  test.prop([conditionsTree, anyEvidence], { numRuns: 500 })(
    "exist exactly for the cases that are not met",
    (criterion, one) => {
      expect(setsOf(one, criterion).length > 0).toBe(!holds(evaluate(criterion, one).verdict))
    },
  )

  test.prop([conditionsTree, anyEvidence], { numRuns: 300 })(
    "raise no number further than necessary",
    (criterion, one) => {
      for (const set of setsOf(one, criterion))
        for (const change of set) {
          if (change._tag !== "Figure" || change.to === 0 || change.to - 1 === change.from) continue
          const less = set.map((other) => (other === change ? { ...change, to: change.to - 1 } : other))
          expect(holds(evaluate(criterion, less.reduce(withChange, one)).verdict)).toBe(false)
        }
    },
  )
})
