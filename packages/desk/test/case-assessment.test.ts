/** Assesses an act while it is filled in: complete, as the act records it; otherwise exactly the missing parts are open. */
import { civilDate as day, evolve, initialState, type Assessment, type Command, type State } from "@shifan/core"
import { asFilled } from "@shifan/core/forms"
import { conditions } from "@shifan/core/conditions"
import { assessmentOf, commandCodecs } from "@shifan/core/registry"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { isDesignationEvent, memoryStore } from "@shifan/event-store"
import { handler, memoryVault } from "@shifan/service"
import { prolonged, samplesFor, unit, type Attempt } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import { lawRequests, requestOf } from "@shifan/testkit/service"
import fc from "fast-check"
import { createHash } from "node:crypto"
import { beforeAll, describe, expect, it } from "vitest"
import { instantAt } from "@shifan/core"
import { caseAssessment, type CaseAssessment } from "@shifan/casework"

const law = prolonged
const samples = samplesFor(qinhuangdao2020, unit)
const one = "art_5__para_1__point_6#principal"
const waiver = { condition: "art_5__para_1__point_3#staff", relaxedTo: 6, reasons: "示例" } as const
const few = samples.apply(day("2020-12-01"), {
  basic: {
    ...samples.form(day("2020-12-01")).basic,
    staff: 8,
    qualifiedStaff: { diplomaOnly: 3, titleOnly: 2, diplomaAndTitle: 1 },
  },
})

const lives: ReadonlyArray<readonly [name: string, life: ReadonlyArray<Attempt>]> = [
  [
    "a title that is confirmed",
    [
      samples.apply(day("2020-12-01")),
      samples.recommend(day("2020-12-08")),
      samples.certify(day("2020-12-29")),
      samples.fileReview(day("2023-12-01")),
      samples.assessReview(day("2023-12-08")),
      samples.concludeReview(day("2023-12-20"), "confirmed"),
    ],
  ],
  [
    "an application that is declined",
    [
      samples.apply(day("2020-12-01")),
      samples.recommend(day("2020-12-08")),
      samples.act(samples.bureau, day("2020-12-29"), "DeclineCertification", {
        appraisal: { date: day("2020-12-20"), members: ["PS-01"], opinion: "示例" },
        findings: [{ condition: one, met: false, reasons: "示例" }],
        reasons: [{ provision: one, text: "示例" }],
      }),
    ],
  ],
  [
    "a title with a waiver that fails its review",
    [
      few,
      samples.recommend(day("2020-12-08"), { waivers: [waiver] }),
      samples.certify(day("2020-12-29"), { waivers: [waiver] }),
      samples.fileReview(day("2023-12-01")),
      samples.assessReview(day("2023-12-08"), { except: [one] }),
      samples.concludeReview(day("2023-12-20"), "failed"),
    ],
  ],
]

interface Step {
  readonly act: string
  readonly state: State
  readonly on: ReturnType<typeof day>
  /** As JSON. */
  readonly data: unknown
  readonly recorded: Assessment | null
  readonly refused: string | undefined
}

const filled = ({ type, data }: Command): unknown =>
  (commandCodecs(asFilled) as Record<string, { encode: (data: unknown) => unknown }>)[type]?.encode(data)

const stepsOf = async (life: ReadonlyArray<Attempt>): Promise<ReadonlyArray<Step>> => {
  const store = memoryStore()
  let ticks = 0
  const handle = handler({
    store,
    vault: memoryVault(),
    division: "130300",
    library: [qinhuangdao2020],
    clock: () => instantAt(Date.parse("2024-01-05T02:00:00Z") + ticks++),
    random: (size) => createHash("shake256", { outputLength: size }).update(String(ticks++)).digest(),
  })
  const newId = (): string => `0190163d-8694-7000-8000-${String(ticks++).padStart(12, "0")}`
  for (const request of lawRequests(law, newId)) right(await handle(request))
  const steps: Array<Step> = []
  let state = initialState(unit)
  for (const attempt of life) {
    const request = requestOf(unit, attempt, newId())
    const done = await handle(request)
    const events = done._tag === "Right" ? done.right.events.filter(isDesignationEvent) : []
    const [first] = events
    steps.push({
      act: attempt.command.type,
      state,
      on: attempt.effectiveOn,
      data: filled(request.target.command as unknown as Command),
      recorded: first === undefined ? null : assessmentOf(first),
      refused: done._tag === "Left" ? JSON.stringify(done.left) : undefined,
    })
    state = events.reduce(evolve, state)
  }
  return steps
}

/** The path to each leaf of a value. */
const leavesOf = (value: unknown, path: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]))
    : [path]

const without = (value: unknown, [name, ...rest]: ReadonlyArray<string>): unknown => {
  if (name === undefined || typeof value !== "object" || value === null) return value
  const part = rest.length === 0 ? undefined : without(Reflect.get(value, name), rest)
  return Object.assign(Array.isArray(value) ? [] : {}, value, { [name]: part })
}

const verdictsIn = (assessment: Assessment): ReadonlyMap<string, string> => new Map(conditionsOf(assessment))

const conditionsOf = (assessment: Assessment): ReadonlyArray<readonly [string, string]> =>
  conditions(assessment).map(({ id, verdict }) => [id, verdict])

describe.each(lives)("%s", (_, life) => {
  let steps: ReadonlyArray<Step> = []
  beforeAll(async () => {
    steps = await stepsOf(life)
  })

  it("is assessed from complete forms as its acts record it", () => {
    expect(steps.flatMap(({ refused = [] }) => refused)).toEqual([])
    const decisions = steps.filter(({ recorded }) => recorded !== null)
    expect(decisions.length).toBeGreaterThan(1)
    for (const { act, state, on, data, recorded } of decisions)
      expect([act, caseAssessment({ act, data, state, law, on })?.assessment]).toEqual([act, recorded])
  })

  it("is assessed from incomplete forms the same, except for conditions that lack a named field or a finding", () => {
    for (const { act, state, on, data } of steps) {
      const whole = judged({ act, data, state, on })
      const before = verdictsIn(whole.assessment)
      fc.assert(
        fc.property(fc.subarray([...leavesOf(data)]), (left) => {
          const part = left.reduce((value: unknown, path) => without(value, path), data)
          const { assessment, missing } = judged({ act, data: part, state, on })
          const all = conditions(assessment)
          const opened = all.filter(({ id, verdict }) => verdict === "notYetJudged" && before.get(id) !== verdict)
          expect(
            opened.filter(({ id, figures }) => figures !== undefined || !(missing.has(id) || isFinding(id))),
          ).toEqual([])
          const computed = all.filter(({ figures, verdict }) => figures !== undefined && verdict !== "notYetJudged")
          expect(computed.filter(({ id, verdict }) => verdict !== expectedOf(before.get(id), verdict))).toEqual([])
          expect([...missing.values()].filter((names) => names.length === 0)).toEqual([])
        }),
        { numRuns: 60 },
      )
    }
  })

  it("is assessed without the form if the form contains nothing sensible", () => {
    const [first] = steps.map((step) => judged({ ...step, data: {} }).assessment.verdict)
    expect(first).toBe("notYetJudged")
    for (const { act, state, on } of steps) {
      const nothing = judged({ act, data: {}, state, on }).assessment
      for (const data of [undefined, null, 1, "x", [], { form: null, report: [], findings: [null, {}, 1] }])
        expect(judged({ act, data, state, on }).assessment).toEqual(nothing)
    }
  })
})

const judged = (step: Pick<Step, "act" | "data" | "state" | "on">): CaseAssessment => {
  const found = caseAssessment({ ...step, law })
  if (found === undefined) throw new Error(`${step.act} has no assessment`)
  return found
}

/** Without its waiver filled in, a condition is not met. */
const expectedOf = (whole: string | undefined, verdict: string): string | undefined =>
  whole === "waived" && verdict === "notMet" ? "notMet" : whole

const isFinding = (id: string): boolean =>
  !/#(?:staff|totalAssets|operatingYears|legalPerson|serviceArea|professionalRatio|smesServed|steadyGrowth|satisfaction)$/.test(
    id,
  )
