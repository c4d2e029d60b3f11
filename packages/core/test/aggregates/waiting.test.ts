/** Waiting items: nobody is asked to do something that would be refused, and no duty is missing. */
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { applicableLawFor, document, history, prolonged, samplesFor, unit, usccOf, type History } from "@shifan/testkit"
import { designationMoves } from "@shifan/testkit/exploration"
import { describe, expect, it } from "vitest"
import {
  countyOf,
  decide,
  evolve,
  initialState,
  plusDays,
  regulationNear,
  ruleStatusOn,
  type Actor,
  type ApplicableLaw,
  type CivilDate,
  type State,
  type Uscc,
} from "../../src/index.js"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { dutiesOfUnit, waitingOn, waitsAlready, type Waiting } from "../../src/aggregates/index.js"
import { ask, supplementApplication } from "../supplements.js"
import { applied, bureauActs, certified, day, recommended, stateOf, town } from "../unit-scenario.js"

const only = (state: State): ReadonlyMap<Uscc, State> => new Map([[state.unit, state]])

/** The unit's states after each command, looked at on that day and `later` days later. */
const places = (one: History, later: number) => {
  let state = initialState(one.unit)
  return one.accepted.flatMap(({ batch, context }) => {
    state = batch.reduce(evolve, state)
    return [context.effectiveOn, plusDays(context.effectiveOn, later)].map((on) => ({ state, on, law: context.law }))
  })
}

const actorOf = ({ owedBy }: Waiting, state: State, law: ApplicableLaw, on: CivilDate): Actor => ({
  role: owedBy,
  code: {
    unit: state.unit,
    county: countyOf(state) ?? "",
    bureau: regulationNear(law, on)?.territory.bureau.code ?? "",
  }[owedBy],
  officer: "QT-01",
})

/** Refusals of every way in which the responsible actor can do what waits. */
const refusalsOf = (waiting: Waiting, state: State, law: ApplicableLaw, on: CivilDate): ReadonlyArray<string> => {
  const actor = actorOf(waiting, state, law, on)
  return designationMoves(samplesFor(qinhuangdao2020, state.unit))({ state, on })
    .filter(({ command }) => command.type === waiting.act)
    .flatMap(({ command }) => {
      const decision = decide({ actor, effectiveOn: on, recordedOn: on, law })(command)(state)
      return E.isLeft(decision) ? decision.left.map(({ code }) => code) : []
    })
}

describe("a waiting item", () => {
  it("names an act that its actor is competent for and that the state allows", () => {
    const met = new Set<string>()
    const mayBeDone = fc.property(history(), fc.integer({ min: 1, max: 1500 }), (one, later) => {
      const refused = places(one, later).flatMap(({ state, on, law }) =>
        waitingOn(only(state), law, on)
          .filter((each) => waitsAlready(each, on))
          .flatMap((waiting) => {
            met.add(waiting.step)
            // The sample summary is for its own year, but the one owed may be for another.
            const decided = waiting.step === "annualSummary" ? [] : ["AlreadyDecided"]
            const impossible = new Set(["WrongState", "NotCompetent", "UnitHasEnded", ...decided])
            const { recordedOf } = waiting
            const there = recordedOf === null || recordedOf === state.unit ? state : initialState(recordedOf)
            return refusalsOf(waiting, there, law, on)
              .filter((code) => impossible.has(code))
              .map((code) => `${code}: ${waiting.step} of ${state.phase._tag} on ${on}`)
          }),
      )
      expect(refused).toEqual([])
    })
    fc.assert(mayBeDone, { numRuns: 150 })
    expect([...met]).toEqual(
      expect.arrayContaining(["recommendation", "certification", "plaque", "annualSummary", "plaqueReturn", "review"]),
    )
  })

  test.prop([history(), fc.integer({ min: 1, max: 1500 })], { numRuns: 100 })(
    "exists for every duty, with its due date and whether it is overdue",
    (one, later) => {
      for (const { state, on, law } of places(one, later)) {
        const status = ruleStatusOn(law, on)
        if (status._tag === "NoRule") continue
        const waits = waitingOn(only(state), law, on)
        const unknown = dutiesOfUnit(state, status.rule, law, on).filter(
          ({ duty, owedBy, dueOn, overdue }) =>
            !waits.some(
              (each) =>
                each.step === duty && each.owedBy === owedBy && each.dueOn === dueOn && each.overdue === overdue,
            ),
        )
        expect(unknown).toEqual([])
      }
    },
  )

  test.prop([history()], { numRuns: 100 })("exists as long as an application is undecided", (one) => {
    for (const { state, on, law } of places(one, 30)) {
      const isPending = state.phase._tag === "applied" || state.phase._tag === "recommended"
      if (isPending) expect(waitingOn(only(state), law, on)).not.toEqual([])
    }
  })
})

const stepsOf = (state: State, on: string) =>
  waitingOn(only(state), prolonged, day(on)).filter((one) => waitsAlready(one, day(on)))

describe("an application", () => {
  it("waits for its county from its filing, without a due date", () => {
    expect(stepsOf(stateOf(applied), "2020-12-05")).toEqual([
      {
        unit,
        recordedOf: unit,
        step: "recommendation",
        year: null,
        ownStep: null,
        owedBy: "county",
        act: "Recommend",
        since: "2020-12-01",
        opensOn: null,
        dueOn: null,
        overdue: false,
      },
    ])
  })

  it.each([
    ["2020-12-10", [["supplement", "unit", false]]],
    [
      "2020-12-11",
      [
        ["supplement", "unit", true],
        ["recommendation", "county", false],
      ],
    ],
  ])("to be supplemented by 10 December waits on %s for %j", (on, expected) => {
    const state = stateOf([...applied, ask(["form.basic.staff"], "2020-12-10")])
    expect(stepsOf(state, on).map(({ step, owedBy, overdue }) => [step, owedBy, overdue])).toEqual(expected)
  })

  it("waits for its county from its supplement", () => {
    const state = stateOf([
      ...applied,
      ask(["form.basic.staff"], "2020-12-10"),
      supplementApplication(day("2020-12-07")),
    ])
    expect(stepsOf(state, "2020-12-08")).toMatchObject([{ step: "recommendation", since: "2020-12-07" }])
  })

  it.each([
    ["2020-12-20", "notice", "2020-12-21"],
    ["2020-12-21", "certification", null],
  ])("under a notice until 20 December waits on %s for the step %s", (on, step, opensOn) => {
    const notice = {
      opensOn: day("2020-12-10"),
      closesOn: day("2020-12-20"),
      number: "示例",
      address: "https://example.cn/1",
    }
    const state = stateOf([...recommended, bureauActs("2020-12-10", "PublishNotice", notice)])
    expect(stepsOf(state, on)).toMatchObject([{ step, owedBy: "bureau", act: "Certify", opensOn }])
  })
})

describe("a recommended application", () => {
  const { lifecycle } = qinhuangdao2020
  const asking = { ...qinhuangdao2020, lifecycle: { ...lifecycle, publicNotice: { days: 7 } } }

  it.each([
    [asking, "noticePublication", "PublishNotice"],
    [qinhuangdao2020, "certification", "Certify"],
  ])("waits for a public notice if the text asks for one, and otherwise for the decision", (regulation, step, act) => {
    const law = applicableLawFor(regulation, day("2020-11-12"), [2020])
    const waits = waitingOn(only(stateOf(recommended, law)), law, day("2020-12-09"))
    expect(waits).toMatchObject([{ step, act, owedBy: "bureau", since: "2020-12-08" }])
  })
})

describe("a title", () => {
  it("waits for its plaque until the award, and for the return of the plaque once the title is given up", () => {
    const awarded = [...certified, bureauActs("2021-01-04", "AwardPlaque", { awardedOn: day("2021-01-04") })]
    const surrendered = [...awarded, town.act(town.us, day("2021-02-01"), "SurrenderTitle", { reason: "示例" })]
    const plaques = (state: State) => stepsOf(state, "2021-02-02").map(({ step }) => step)
    expect(plaques(stateOf(certified))).toContain("plaque")
    expect(plaques(stateOf(awarded))).not.toContain("plaque")
    expect(plaques(stateOf(surrendered))).toEqual(["plaqueReturn"])
  })

  it("whose term is over waits for its plaque only once no review is open that may still confirm it", () => {
    const awarded = [...certified, bureauActs("2021-01-04", "AwardPlaque", { awardedOn: day("2021-01-04") })]
    const filed = [...awarded, town.fileReview(day("2023-11-01"))]
    const readings = { ...qinhuangdao2020.readings, "title.term": "threeYears" } as const
    const law = applicableLawFor({ ...qinhuangdao2020, readings, validityYears: 9 }, day("2020-11-12"), [2020, 2023])
    const steps = (attempts: typeof filed) =>
      waitingOn(only(stateOf(attempts, law)), law, day("2024-02-01")).map(({ step }) => step)
    expect(steps(awarded)).toContain("plaqueReturn")
    expect(steps(filed)).toContain("reviewAssessment")
    expect(steps(filed)).not.toContain("plaqueReturn")
  })

  it("that passes to another unit waits for that unit, which cannot act while it has its own application or has ended", () => {
    const successor = usccOf(2)
    const predecessor = stateOf([
      ...certified,
      bureauActs("2021-02-01", "SucceedTitle", { successor, cause: "merger", document }),
    ])
    const actWith = (heir: State) =>
      waitingOn(
        new Map([
          [predecessor.unit, predecessor],
          [successor, heir],
        ]),
        prolonged,
        day("2021-02-02"),
      ).find(({ step }) => step === "succession")?.act
    expect(actWith(initialState(successor))).toBe("InheritTitle")
    expect(actWith({ ...stateOf(applied), unit: successor })).toBeNull()
    const unitEnded = { revision: 0, on: day("2021-02-01") }
    expect(actWith({ ...initialState(successor), unitEnded })).toBeNull()
  })
})
