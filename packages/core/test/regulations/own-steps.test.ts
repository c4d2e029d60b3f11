/** Steps of procedure declared by a regulation: the acts that wait for them, who takes them, and their outcome. */
import { describe, expect, it } from "vitest"
import {
  applicableLawFor,
  document,
  historyOf,
  prolonged,
  samplesFor,
  stateAfter,
  unit,
  type Attempt,
} from "@shifan/testkit"
import { acts, civilDate as day, type Refusal, type Regulation } from "../../src/index.js"
import { waitingOn } from "../../src/aggregates/index.js"
import { faultsOfRegulation, qinhuangdao2020 } from "../../src/regulations/index.js"
import { eventDetail, explain, stepName } from "../../src/messages/index.js"

type OwnSteps = NonNullable<NonNullable<Regulation["own"]>["steps"]>

const steps: OwnSteps = {
  siteVisit: { zh: "现场核查", en: "visit", by: "county", before: "Recommend", provision: "art_7__para_1" },
  expertReview: { zh: "专家评审", en: "experts", by: "bureau", before: "Certify", provision: "art_9__para_1" },
  jointMeeting: { zh: "联席会议", en: "joint meeting", by: "bureau", before: "Certify", provision: "art_9__para_1" },
  handover: { zh: "复核前约谈", en: "talk", by: "county", before: "AssessReview", provision: "art_13__para_1" },
  reviewMeeting: { zh: "复核评议", en: "meeting", by: "bureau", before: "ConcludeReview", provision: "art_13__para_1" },
}

const regulation: Regulation = { ...qinhuangdao2020, id: "own-steps", validityYears: 10, own: { steps } }
const law = applicableLawFor(regulation, day("2020-11-12"), [2021, 2022, 2023, 2024])
const town = samplesFor(regulation, unit)

const step = (on: string, name: string, change: { outcome?: "passed" | "notPassed"; takenOn?: string } = {}): Attempt =>
  town.act(steps[name]?.by === "county" ? town.county : town.bureau, day(on), "TakeStep", {
    step: name,
    takenOn: day(change.takenOn ?? on),
    outcome: change.outcome ?? "passed",
    document,
  })

const refused = (attempts: ReadonlyArray<Attempt>): ReadonlyArray<Refusal> =>
  historyOf(unit, law, attempts).refusals.flat()

const codes = (attempts: ReadonlyArray<Attempt>): ReadonlyArray<string> => refused(attempts).map(({ code }) => code)

const missing = (attempts: ReadonlyArray<Attempt>): ReadonlyArray<string> =>
  refused(attempts).flatMap((refusal) =>
    refusal.code === "StepMissing"
      ? refusal.steps.map(({ step: name, because }) => `${name} ${because}`)
      : [refusal.code],
  )

const apply = town.apply(day("2021-03-01"))
const recommend = town.recommend(day("2021-03-10"))
const certify = town.certify(day("2021-03-20"))
const recommended = [apply, step("2021-03-05", "siteVisit"), recommend]
const certified = [...recommended, step("2021-03-15", "expertReview"), step("2021-03-16", "jointMeeting"), certify]
const filed = [...certified, town.fileReview(day("2024-03-10"))]
const assess = town.assessReview(day("2024-04-10"))
const conclude = town.concludeReview(day("2024-05-10"), "confirmed")

describe("steps that a regulation declares", () => {
  it("have no faults, unless their name is impossible or their provision has no text", () => {
    expect(faultsOfRegulation(regulation)).toEqual([])
    const unnamed: OwnSteps = {
      "1st step": { zh: "步骤", en: "step", by: "bureau", before: "Certify", provision: "art_99" },
    }
    expect(
      faultsOfRegulation({ ...regulation, own: { steps: unnamed } }).map(({ code, place }) => [code, place]),
    ).toEqual([
      ["FieldNameImpossible", "own.steps.1st step"],
      ["ProvisionWithoutText", "own.steps.1st step"],
    ])
  })

  it("lead to a title and its confirmation once all are taken", () => {
    const whole = [...filed, step("2024-04-01", "handover"), assess, step("2024-05-01", "reviewMeeting"), conclude]
    expect(codes(whole)).toEqual([])
    expect(stateAfter(historyOf(unit, law, whole)).phase).toMatchObject({
      _tag: "certified",
      title: { lastConfirmedOn: "2024-05-10" },
    })
  })

  it.each<readonly [string, ReadonlyArray<Attempt>, ReadonlyArray<string>]>([
    ["a recommendation", [apply, recommend], ["siteVisit missing"]],
    [
      "a certification, with all missing steps named at once",
      [...recommended, certify],
      ["expertReview missing", "jointMeeting missing"],
    ],
    [
      "a certification if one of them was not passed",
      [
        ...recommended,
        step("2021-03-15", "expertReview", { outcome: "notPassed" }),
        step("2021-03-16", "jointMeeting"),
        certify,
      ],
      ["expertReview notPassed"],
    ],
    ["the county's assessment of a review", [...filed, assess], ["handover missing"]],
    [
      "the conclusion of a review",
      [...filed, step("2024-04-01", "handover"), assess, conclude],
      ["reviewMeeting missing"],
    ],
    [
      "the conclusion of a failed review",
      [...filed, step("2024-04-01", "handover"), assess, town.concludeReview(day("2024-05-10"), "failed")],
      ["reviewMeeting missing"],
    ],
  ])("hold up %s", (_, attempts, expected) => {
    expect(missing(attempts)).toEqual(expect.arrayContaining([...expected]))
    expect(missing(attempts).filter((one) => one.includes(" "))).toEqual(expected)
  })

  it("are taken again after a move to another county, in an application and in a review", () => {
    const there = samplesFor(regulation, unit, 1)
    const moved = (on: string): Attempt =>
      town.act(town.bureau, day(on), "ChangeParticulars", {
        after: { countyOrDistrict: there.form(day(on)).countyOrDistrict },
        document,
      })
    const theirs = (attempt: Attempt): Attempt => ({ ...attempt, actor: there.county })
    const visited = [apply, step("2021-03-05", "siteVisit"), moved("2021-03-08")]
    expect(missing([...visited, there.recommend(day("2021-03-10"))])).toEqual(["siteVisit missing"])
    expect(missing([...visited, theirs(step("2021-03-09", "siteVisit")), there.recommend(day("2021-03-10"))])).toEqual(
      [],
    )
    const underReview = [
      ...filed,
      step("2024-04-01", "handover"),
      step("2024-04-02", "reviewMeeting"),
      moved("2024-04-05"),
      theirs(assess),
      conclude,
    ]
    expect(missing(underReview)).toEqual(["handover missing", "ReviewNotAssessed"])
    expect(missing(underReview.toSpliced(-2, 0, theirs(step("2024-04-08", "handover"))))).toEqual([
      "reviewMeeting missing",
    ])
  })

  it("do not hold up a decision not to recommend", () => {
    const decline = town.act(town.county, day("2021-03-10"), "DeclineRecommendation", {
      reasons: [{ provision: "art_5__para_1", text: "示例" }],
    })
    expect(codes([apply, decline])).toEqual([])
  })

  it("can be taken again, and the last outcome counts", () => {
    const against = step("2021-03-12", "expertReview", { outcome: "notPassed" })
    const rest = [step("2021-03-16", "jointMeeting"), certify]
    expect(codes([...recommended, against, step("2021-03-15", "expertReview"), ...rest])).toEqual([])
    expect(
      missing([
        ...recommended,
        step("2021-03-12", "expertReview"),
        { ...against, effectiveOn: day("2021-03-13") },
        ...rest,
      ]),
    ).toEqual(["expertReview notPassed"])
  })

  it("count in their own proceeding only", () => {
    const annulled = town.act(town.county, day("2021-03-18"), "AnnulDecision", {
      revision: 2,
      ground: "self",
      effect: "fromBeginning",
      decidedOn: day("2021-03-18"),
      document,
      reasons: "示例",
    })
    const again = [
      ...recommended,
      step("2021-03-15", "expertReview"),
      step("2021-03-16", "jointMeeting"),
      annulled,
      town.recommend(day("2021-03-19")),
      certify,
    ]
    expect(missing(again)).toEqual(["expertReview missing", "jointMeeting missing"])
    const withdrawn = [
      apply,
      step("2021-03-05", "siteVisit"),
      town.act(town.us, day("2021-03-06"), "Withdraw", { reason: "示例" }),
    ]
    expect(missing([...withdrawn, town.apply(day("2022-03-01")), town.recommend(day("2022-03-10"))])).toEqual([
      "siteVisit missing",
    ])
  })

  it.each<readonly [string, ReadonlyArray<Attempt>, ReadonlyArray<string>]>([
    ["by the other authority", [apply, { ...step("2021-03-05", "siteVisit"), actor: town.bureau }], ["NotCompetent"]],
    ["by the unit", [apply, { ...step("2021-03-05", "siteVisit"), actor: town.us }], ["NotCompetent"]],
    ["under an unknown name", [apply, step("2021-03-05", "other")], ["InvalidParticulars"]],
    ["under a name that every object has", [apply, step("2021-03-05", "constructor")], ["InvalidParticulars"]],
    ["in another stage", [apply, step("2021-03-05", "expertReview")], ["InvalidParticulars"]],
    [
      "on a day before the application",
      [apply, step("2021-03-05", "siteVisit", { takenOn: "2021-02-28" })],
      ["InvalidParticulars"],
    ],
    ["on the day of the application", [apply, step("2021-03-05", "siteVisit", { takenOn: "2021-03-01" })], []],
    [
      "on a day that has not come",
      [apply, step("2021-03-05", "siteVisit", { takenOn: "2021-03-06" })],
      ["InvalidParticulars"],
    ],
    ["for a title without a review", [...certified, step("2021-04-01", "handover")], ["NothingFiled"]],
    ["without an application", [step("2021-03-05", "expertReview")], ["WrongState"]],
  ])(
    "may be taken only by their authority, in their stage and from the day of the application: %s",
    (_, attempts, expected) => {
      expect(codes(attempts)).toEqual(expected)
    },
  )

  it("are called by their names", () => {
    const [refusal] = refused([...recommended, certify])
    if (refusal === undefined) throw new Error("not refused")
    expect(explain(refusal, regulation).sentence.zh).toContain("联席会议")
    expect(stepName("jointMeeting", regulation).en).toBe("joint meeting")
    expect(stepName("jointMeeting", qinhuangdao2020).en).toBe("jointMeeting")
  })
})

describe("a step under a regulation that declares none", () => {
  const own = samplesFor(qinhuangdao2020, unit)
  const visit = own.act(own.county, day("2020-12-05"), "TakeStep", {
    step: "siteVisit",
    takenOn: day("2020-12-04"),
    outcome: "notPassed",
    document,
  })

  it("may be recorded, and bars nothing even if it was not passed", () => {
    const history = historyOf(unit, prolonged, [own.apply(day("2020-12-01")), visit, own.recommend(day("2020-12-08"))])
    expect(history.refusals).toEqual([])
    const [event] = history.accepted[1]?.batch ?? []
    expect(event?.type).toBe("StepTaken")
    expect(event && eventDetail(event, qinhuangdao2020)?.zh).toBe("现场核查未通过，办理日期2020-12-04")
  })

  it("is a formality, which may still be done when the text has lapsed", () => {
    expect(acts.TakeStep.restsOn).toBe("formality")
  })
})

describe("what waits while steps are missing", () => {
  const waiting = (attempts: ReadonlyArray<Attempt>, on: string) => {
    const state = stateAfter(historyOf(unit, law, attempts))
    return waitingOn(new Map([[unit, state]]), law, day(on))
      .filter(({ act }) => act !== "AwardPlaque" && act !== "FileAnnualSummary" && act !== "SpotCheck")
      .map(({ ownStep, step: name, owedBy, act }) => `${ownStep ?? name} ${owedBy} ${act}`)
  }
  const notice = town.act(town.bureau, day("2021-03-11"), "PublishNotice", {
    opensOn: day("2021-03-11"),
    closesOn: day("2021-03-18"),
    number: "示例",
    address: "https://example.cn/1",
  })
  const assessed = [...filed, step("2024-04-01", "handover"), assess]

  it.each<readonly [string, ReadonlyArray<Attempt>, string, ReadonlyArray<string>]>([
    ["an application", [apply], "2021-03-02", ["siteVisit county TakeStep"]],
    [
      "an application whose step was taken",
      [apply, step("2021-03-05", "siteVisit")],
      "2021-03-06",
      ["recommendation county Recommend"],
    ],
    [
      "a recommended application",
      recommended,
      "2021-03-11",
      ["expertReview bureau TakeStep", "jointMeeting bureau TakeStep"],
    ],
    [
      "an application with a step that was not passed",
      [
        ...recommended,
        step("2021-03-15", "expertReview", { outcome: "notPassed" }),
        step("2021-03-16", "jointMeeting"),
      ],
      "2021-03-17",
      ["expertReview bureau TakeStep"],
    ],
    [
      "an application under notice",
      [...recommended, notice],
      "2021-03-12",
      ["notice bureau Certify", "expertReview bureau TakeStep", "jointMeeting bureau TakeStep"],
    ],
    ["a review that was filed", filed, "2024-03-11", ["handover county TakeStep"]],
    ["a review that was assessed", assessed, "2024-04-11", ["reviewMeeting bureau TakeStep"]],
  ])("is the missing steps, or the next act once no step is missing: %s", (_, attempts, on, expected) => {
    expect(waiting(attempts, on)).toEqual(expected)
  })
})
