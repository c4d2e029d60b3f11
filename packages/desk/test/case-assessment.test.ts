/** A case that is assessed while its act is being filled in: whole, it is what the act records; in part, what is missing is all that is open. */
import {
  assessmentOf,
  civilDate as day,
  evolve,
  initialState,
  type Assessment,
  type Command,
  type State,
} from "@shifan/core"
import { asFilled } from "@shifan/core/forms"
import { conditions } from "@shifan/core/conditions"
import { commandCodecs } from "@shifan/core/registry"
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
import { caseAssessment } from "@shifan/casework"

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
    "a title confirmed",
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
    "an application declined",
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
    "a title with a waiver, failed in its review",
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

/** Each leaf of a value, as the names that lead to it. */
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

  it("is assessed, whole, as its acts record it", () => {
    let compared = 0
    for (const { act, state, on, data, recorded, refused } of steps) {
      const judged = caseAssessment({ act, data, state, law, on })
      if (recorded !== null) {
        expect([act, judged?.assessment]).toEqual([act, recorded])
        compared++
      } else if (refused !== undefined) throw new Error(`${act} was refused: ${refused}`)
    }
    expect(compared).toBeGreaterThan(1)
  })

  it("is assessed, in part, the same but for what is missing, which is named", () => {
    for (const { act, state, on, data } of steps) {
      const whole = caseAssessment({ act, data, state, law, on })
      if (whole === undefined) throw new Error(`${act} has no assessment`)
      const before = verdictsIn(whole.assessment)
      fc.assert(
        fc.property(fc.subarray([...leavesOf(data)]), (left) => {
          const part = left.reduce((value: unknown, path) => without(value, path), data)
          const judged = caseAssessment({ act, data: part, state, law, on })
          if (judged === undefined) throw new Error(`${act} has no assessment in part`)
          for (const { id, verdict, figures } of conditions(judged.assessment)) {
            if (verdict === "notYetJudged" && before.get(id) !== "notYetJudged")
              expect([id, figures === undefined, judged.missing.has(id) || isFinding(id)]).toEqual([id, true, true])
            else if (figures !== undefined) expect([id, verdict]).toEqual([id, expectedOf(before.get(id), verdict)])
          }
          for (const names of judged.missing.values()) expect(names.length).toBeGreaterThan(0)
        }),
        { numRuns: 60 },
      )
    }
  })

  it("of which nothing is filled in is open, and nothing is refused", () => {
    for (const { act, state, on } of steps)
      for (const data of [undefined, null, 1, "x", [], {}, { form: null, report: [], findings: [null, {}, 1] }])
        expect(caseAssessment({ act, data, state, law, on })?.assessment.verdict).toMatch(/notYetJudged|notMet|met/)
  })
})

/** A waiver that is not filled in leaves its condition not met. */
const expectedOf = (whole: string | undefined, verdict: string): string | undefined =>
  whole === "waived" && verdict === "notMet" ? "notMet" : whole

const isFinding = (id: string): boolean =>
  !/#(?:staff|totalAssets|operatingYears|legalPerson|serviceArea|professionalRatio|smesServed|steadyGrowth|satisfaction)$/.test(
    id,
  )
