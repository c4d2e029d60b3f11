/** 补正 (supplements): requests and filings, and that only the new version counts afterwards. Arts. 7, 8 and 13. */
import { fc, test } from "@fast-check/vitest"
import { applicationForm, document, fullDossier, interpreted, prolonged, type Attempt } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import {
  conditions,
  plusDays,
  ruleStatusOn,
  type ApplicableLaw,
  type Assessment,
  type CivilDate,
  type Duty,
  type Refusal,
} from "../../src/index.js"
import { assessmentOf, dutiesOf, dutiesOfUnit } from "../../src/aggregates/index.js"
import { changesBetween } from "../../src/aggregates/designation/form-parts.js"
import { ask, askForStaff, supplementApplication, supplementReview } from "../supplements.js"
import {
  applied,
  certified,
  codes,
  day,
  lastEvent,
  recommended,
  refusals,
  run,
  stateOf,
  titleOf,
  town,
  withBasic,
} from "../unit-scenario.js"

const ninePeople = withBasic({ staff: 9, qualifiedStaff: { diplomaOnly: 9, titleOnly: 0, diplomaAndTitle: 0 } })
const tenPeople = withBasic({ staff: 10, qualifiedStaff: { diplomaOnly: 9, titleOnly: 0, diplomaAndTitle: 0 } })
const tooFew = [town.apply(day("2020-12-01"), ninePeople)]
const recommend = town.recommend(day("2020-12-08"))
const certify = town.certify(day("2020-12-29"))
const supplied = [...tooFew, askForStaff("2020-12-06"), supplementApplication(day("2020-12-05"), tenPeople)]

const staffIn = (assessment: Assessment | null): unknown =>
  assessment && conditions(assessment).find(({ id }) => id === "art_5__para_1__point_3#staff")?.figures

const under = (reading: Parameters<typeof interpreted>[1], option: string): ApplicableLaw =>
  interpreted(prolonged, reading, option)

const pathsOf = (all: ReadonlyArray<Refusal>): ReadonlyArray<string> =>
  all.flatMap((refusal) => (refusal.code === "InvalidParticulars" ? refusal.issues.map(({ path }) => path) : []))

describe("the supplement of an application", () => {
  it("art_8__para_1: replaces the first form in the judgement of the county and the bureau", () => {
    expect(codes([...tooFew, recommend])).toEqual(["ConditionsNotMet"])
    expect(codes([...supplied, recommend, certify])).toEqual([])
    for (const after of [[], [recommend], [recommend, certify]])
      expect(staffIn(assessmentOf(lastEvent([...supplied, ...after])))).toMatchObject({ actual: 10, short: 0 })
  })

  it("art_8__para_1: leaves the first form on record, and states what differs", () => {
    const { accepted } = run(supplied)
    const [first, , second] = accepted.map(({ batch: [event] }) => event)
    expect(first?.type === "Applied" && first.data.form.basic.staff).toBe(9)
    expect(second?.type === "ApplicationSupplemented" && second.data).toMatchObject({
      changed: ["form.filledOn", "form.basic.staff"],
      form: { basic: { staff: 10 } },
    })
  })

  test.prop([applicationForm(town.us.code as never, town.county.code as never, day("2020-12-01")), fc.boolean()])(
    "art_8__para_1: leads to the same outcome as if its form had been filed at first",
    (form, unmet) => {
      const before = [town.apply(day("2020-12-01"), unmet ? ninePeople : {})]
      const anew = [
        ...before,
        ask(["form"]),
        supplementApplication(day("2020-12-05"), { ...form, filledOn: day("2020-12-05") }),
      ]
      const atFirst = [town.apply(day("2020-12-01"), form)]
      const outcome = (attempts: ReadonlyArray<Attempt>) => {
        const { accepted, refusals: refused } = run([...attempts, recommend, certify])
        return [
          refused.map((all) => all.map(({ code }) => code)),
          accepted.slice(-2).map(({ batch: [event] }) => [event.type, assessmentOf(event)]),
        ]
      }
      fc.pre(codes(atFirst).length === 0)
      const [refusedAnew, decidedAnew] = outcome(anew)
      const [refusedAtFirst, decidedAtFirst] = outcome(atFirst)
      expect(refusedAnew).toEqual(refusedAtFirst)
      if (refusedAtFirst?.length === 0) expect(decidedAnew).toEqual(decidedAtFirst)
    },
  )

  it("art_3__para_1: is requested by the unit's county and filed by the unit", () => {
    const by = (attempt: Attempt, actor: Attempt["actor"]): Attempt => ({ ...attempt, actor })
    expect(codes([...applied, by(askForStaff(), town.bureau)])).toEqual(["NotCompetent"])
    expect(codes([...applied, by(askForStaff(), { ...town.county, code: "130303" })])).toEqual(["NotCompetent"])
    expect(codes([...tooFew, askForStaff(), by(supplementApplication(day("2020-12-05")), town.county)])).toEqual([
      "NotCompetent",
    ])
  })

  it("art_7__para_1: is possible only between the application and the recommendation", () => {
    expect(codes([askForStaff()])).toEqual(["NotCompetent", "WrongState"])
    expect(codes([...recommended, ask(["form.basic"], undefined, day("2020-12-09"))])).toEqual(["AlreadyDecided"])
    expect(codes([...recommended, supplementApplication(day("2020-12-09"))])).toEqual(["AlreadyDecided"])
    expect(codes([...supplied, { ...recommend, effectiveOn: day("2020-12-05") }])).toEqual(["InvalidParticulars"])
  })

  it("art_7__para_1: is requested for existing fields and materials, and by a later day", () => {
    const issues = (at: string, until?: string) => pathsOf(refusals([...applied, ask([at], until)]))
    for (const at of [
      "form",
      "form.basic.staff",
      "form.operation.0.smesServed",
      "dossier.personnelRoster",
      "form.otherServices",
    ])
      expect(issues(at, "2020-12-04")).toEqual([])
    for (const at of [
      "",
      "staff",
      "form.basic.cafeteria",
      "form.operation.7",
      "dossier.cafeteria",
      "report.basic",
      "form.toString",
    ])
      expect(issues(at)).toEqual(["wanting.0.at"])
    expect(issues("form", "2020-12-03")).toEqual(["until"])
  })

  it("art_7__para_1: follows the last request, which cannot shorten the time of the one before", () => {
    const again = (until: string) => ask(["form.operation"], until, day("2020-12-04"))
    expect(pathsOf(refusals([...applied, askForStaff("2020-12-10"), again("2020-12-09")]))).toEqual(["until"])
    const asked = [...applied, askForStaff("2020-12-10"), again("2020-12-10")]
    expect(codes(asked)).toEqual([])
    expect(codes([...asked, supplementApplication(day("2020-12-05"), tenPeople)])).toEqual(["InvalidParticulars"])
  })

  it("art_7__para_1: holds up the county's decision until the day set, and not at all if no day was set", () => {
    const declining = (on: string) =>
      town.act(town.county, day(on), "DeclineRecommendation", {
        reasons: [{ provision: "art_5__para_1", text: "示例" }],
      })
    const asked = [...applied, askForStaff("2020-12-10")]
    for (const decide of [town.recommend, (on: CivilDate) => declining(on)]) {
      expect(codes([...asked, decide(day("2020-12-10"))])).toEqual(["SupplementPending"])
      expect(codes([...asked, decide(day("2020-12-11"))])).toEqual([])
      expect(codes([...applied, askForStaff(), decide(day("2020-12-04"))])).toEqual([])
    }
  })

  it("art_8__para_1: must be complete and free of contradictions, like the first form", () => {
    const asked = [...applied, ask(["form", "dossier"])]
    const missing = { ...fullDossier, personnelRoster: { status: "missing" as const } }
    expect(codes([...asked, supplementApplication(day("2020-12-05"), {}, missing)])).toEqual(["DossierIncomplete"])
    const wrong = (change: Parameters<typeof supplementApplication>[1]) =>
      pathsOf(refusals([...asked, supplementApplication(day("2020-12-05"), change)]))
    expect(wrong({ filledOn: day("2020-12-06") })).toEqual(["form.filledOn"])
    expect(wrong({ countyOrDistrict: "130303" as never })).toEqual(["form.countyOrDistrict"])
    expect(wrong({ uscc: "91110108551385082Q" as never })).toEqual(["form.uscc"])
    expect(wrong(withBasic({ registeredOn: day("2020-12-02"), operationStart: day("2020-12-02") }))).toContain(
      "form.basic.registeredOn",
    )
  })

  it("art_6__para_1: is no longer requested once the unit has moved to another county", () => {
    const moved = town.act(town.bureau, day("2020-12-04"), "ChangeParticulars", {
      after: { countyOrDistrict: "130304" as never },
      document,
    })
    const { phase } = stateOf([...applied, askForStaff("2020-12-10"), moved])
    expect(phase._tag === "applied" && phase.case.supplements).toEqual({
      requested: null,
      requests: 0,
      suppliedOn: null,
    })
  })
})

describe("the differences between a form and its supplement", () => {
  const form = applicationForm(town.us.code as never, town.county.code as never, day("2020-12-01"))

  test.prop([form])("are empty between a form and itself", (one) => {
    expect(changesBetween({ form: one }, { form: structuredClone(one) })).toEqual([])
  })

  test.prop([form, form])("name a place in every field that differs, and none in the others", (one, other) => {
    const changed = changesBetween({ form: one }, { form: other })
    const unsealed = (value: unknown): string =>
      JSON.stringify(value, (_, inner) => (inner?.sealed === undefined ? inner : null)) ?? ""
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
      expect(changed.some((path) => path === `form.${key}` || path.startsWith(`form.${key}.`))).toBe(
        unsealed(Reflect.get(one, key)) !== unsealed(Reflect.get(other, key)),
      )
  })
})

describe("the supplement of a review", () => {
  const filed = [
    ...certified,
    town.fileReview(day("2023-09-10"), { basic: { ...town.report(day("2023-09-10")).basic, ...ninePeople.basic } }),
  ]
  const request = ask(["report.basic"], "2023-09-20", day("2023-09-15"))
  const anew = supplementReview(day("2023-09-18"), {
    basic: { ...town.report(day("2023-09-10")).basic, ...tenPeople.basic },
  })
  const assess = town.assessReview(day("2023-10-10"))
  const confirm = town.concludeReview(day("2023-11-10"), "confirmed")

  it("art_13__para_1: replaces the first report in the assessment and the conclusion", () => {
    expect(codes([...filed, assess, confirm])).toEqual(["ConditionsNotMet"])
    expect(codes([...filed, request, anew, assess, confirm])).toEqual([])
    expect(staffIn(assessmentOf(lastEvent([...filed, request, anew, assess, confirm])))).toMatchObject({ actual: 10 })
  })

  it("art_13__para_1: needs a filing, a request and no assessment yet, and holds up the assessment until the day set", () => {
    expect(codes([...certified, request])).toEqual(["NothingFiled"])
    expect(codes([...certified, anew])).toEqual(["NothingFiled"])
    const later = { ...request, effectiveOn: day("2023-10-11") }
    expect(codes([...filed, assess, later])).toEqual(["AlreadyDecided"])
    expect(codes([...filed, anew])).toEqual(["SupplementNotRequested"])
    expect(codes([...filed, request, town.assessReview(day("2023-09-20"))])).toEqual(["SupplementPending"])
    expect(codes([...filed, request, town.assessReview(day("2023-09-21"))])).toEqual([])
    expect(codes([...filed, request, anew, town.assessReview(day("2023-09-18"))])).toEqual([])
    expect(
      pathsOf(
        refusals([...filed, request, anew, { ...assess, command: town.assessReview(day("2023-09-17")).command }]),
      ),
    ).toEqual(["assessment.assessedOn"])
  })

  it("art_13__para_1: must name the unit of the title", () => {
    const wrong = supplementReview(day("2023-09-18"), { operatingUnitName: "另一单位" })
    expect(pathsOf(refusals([...filed, ask(["report"], undefined, day("2023-09-15")), wrong]))).toEqual([
      "report.operatingUnitName",
    ])
  })
})

describe("the duties while a supplement is requested", () => {
  const ruleOn = (on: CivilDate) => {
    const status = ruleStatusOn(prolonged, on)
    if (status._tag === "NoRule") throw new Error("no rule")
    return status.rule
  }
  const told = (all: ReadonlyArray<Duty>) =>
    all.map(({ duty, owedBy, dueOn, overdue }) => [duty, owedBy, dueOn, overdue])
  const ofCase = (attempts: ReadonlyArray<Attempt>, on: string) =>
    told(dutiesOfUnit(stateOf(attempts), ruleOn(day(on)), prolonged, day(on)))
  const ofReview = (attempts: ReadonlyArray<Attempt>) =>
    told(dutiesOf(titleOf(attempts), ruleOn(day("2023-09-15")), prolonged, day("2023-09-15"))).filter(
      ([duty]) => duty === "supplement" || duty === "reviewAssessment",
    )

  it("art_8__para_1: the unit owes its supplement until the day set, and is overdue after it", () => {
    const asked = [...tooFew, askForStaff("2020-12-06")]
    expect(ofCase(asked, "2020-12-06")).toEqual([["supplement", "unit", "2020-12-06", false]])
    expect(ofCase(asked, "2020-12-07")).toEqual([["supplement", "unit", "2020-12-06", true]])
    expect(ofCase(supplied, "2020-12-06")).toEqual([])
    expect(ofCase([...tooFew, askForStaff()], "2020-12-06")).toEqual([])
  })

  it("art_13__para_1: the county still owes its assessment of a review, a year later if the unit's time ends in the next year", () => {
    const filed = [...certified, town.fileReview(day("2023-09-10"))]
    const request = (until: string) => ask(["report.basic"], until, day("2023-09-12"))
    expect(ofReview(filed)).toEqual([["reviewAssessment", "county", "2023-12-31", false]])
    expect(ofReview([...filed, request("2023-09-20")])).toEqual([
      ["supplement", "unit", "2023-09-20", false],
      ["reviewAssessment", "county", "2023-12-31", false],
    ])
    expect(ofReview([...filed, request("2024-01-10")])).toEqual([
      ["supplement", "unit", "2024-01-10", false],
      ["reviewAssessment", "county", "2024-12-31", false],
    ])
  })
})

describe("readings of the supplement, on which the text is silent", () => {
  it("supplement.requests=repeatable: the county may request a supplement again", () => {
    expect(codes([...applied, askForStaff(), askForStaff()])).toEqual([])
  })

  it("supplement.requests=once: the county may request a supplement only once", () => {
    const law = under("supplement.requests", "once")
    expect(codes([...applied, askForStaff(), askForStaff()], law)).toEqual(["AlreadyDecided"])
    expect(codes([...supplied, ask(["form"], undefined, day("2020-12-07"))], law)).toEqual(["AlreadyDecided"])
  })

  const moreAssets = { basic: { ...tenPeople.basic!, totalAssets: 999_999_999 } }

  it("supplement.scope=askedOnly: a field or material that was not requested must stay as it was filed", () => {
    const attempts = [...tooFew, askForStaff(), supplementApplication(day("2020-12-05"), moreAssets)]
    expect(pathsOf(refusals(attempts, under("supplement.scope", "askedOnly")))).toEqual(["form.basic.totalAssets"])
    const material = { ...fullDossier, governmentSupport: { status: "declaredNone" as const, reason: "示例" } }
    const enclosed = supplementApplication(day("2020-12-05"), tenPeople, material)
    expect(pathsOf(refusals([...tooFew, askForStaff(), enclosed]))).toEqual(["dossier.governmentSupport"])
  })

  it("supplement.scope=anything: fields that were not requested may change too", () => {
    const attempts = [...tooFew, askForStaff(), supplementApplication(day("2020-12-05"), moreAssets)]
    expect(codes(attempts, under("supplement.scope", "anything"))).toEqual([])
  })

  const young = withBasic({ registeredOn: day("2015-01-01"), operationStart: day("2018-12-05") })
  const grown = [
    town.apply(day("2020-12-01"), young),
    askForStaff(),
    supplementApplication(day("2020-12-05"), young),
    recommend,
  ]

  it("supplement.facts=filingDate: the two years are counted on the day of the application", () => {
    expect(codes(grown, under("supplement.facts", "filingDate"))).toEqual(["ConditionsNotMet"])
  })

  it("supplement.facts=supplementDate: the two years are counted on the day of the supplement", () => {
    const law = under("supplement.facts", "supplementDate")
    expect(codes([...grown, certify], law)).toEqual([])
    expect(
      codes(
        grown.filter(({ command }) => command.type === "Apply" || command.type === "Recommend"),
        law,
      ),
    ).toEqual(["ConditionsNotMet"])
    const dayEarly = grown.with(2, supplementApplication(day("2020-12-04"), young))
    expect(codes(dayEarly, law)).toEqual(["ConditionsNotMet"])
  })

  const afterCall = [...tooFew, askForStaff(), supplementApplication(day("2020-12-21"), tenPeople)]
  const onLastDay = [...tooFew, askForStaff(), supplementApplication(day("2020-12-20"), tenPeople)]

  it("supplement.afterCall=allowed: a supplement is accepted after the call has closed", () => {
    expect(codes(afterCall, under("supplement.afterCall", "allowed"))).toEqual([])
  })

  it("supplement.afterCall=refuse: a supplement is accepted until the last day of the call", () => {
    const law = under("supplement.afterCall", "refuse")
    expect(codes(afterCall, law)).toEqual(["OutsideCall"])
    expect(codes(onLastDay, law)).toEqual([])
    const filed = [...certified, town.fileReview(day("2023-09-10")), ask(["report"], undefined, day("2023-09-12"))]
    expect(codes([...filed, supplementReview(day("2023-12-20"))], law)).toEqual([])
    expect(codes([...filed, supplementReview(day("2023-12-21"))], law)).toEqual(["OutsideCall"])
    expect(
      codes([...filed, supplementReview(day("2023-12-21"))], interpreted(law, "review.due", "anniversary")),
    ).toEqual([])
  })

  const late = (on: CivilDate) => [...tooFew, askForStaff("2020-12-06"), supplementApplication(on, tenPeople)]

  it("supplement.late=accepted: a supplement is accepted after the day set", () => {
    expect(codes(late(day("2020-12-07")), under("supplement.late", "accepted"))).toEqual([])
  })

  it("supplement.late=refuse: a supplement is refused after the day set, if there is one", () => {
    const law = under("supplement.late", "refuse")
    expect(codes(late(day("2020-12-07")), law)).toEqual(["SupplementTooLate"])
    expect(codes(late(day("2020-12-06")), law)).toEqual([])
    expect(
      codes([...tooFew, askForStaff(), supplementApplication(plusDays(day("2020-12-06"), 9), tenPeople)], law),
    ).toEqual([])
  })

  it("supplement.unasked=refuse: a supplement is refused without a request", () => {
    const unasked = [...tooFew, supplementApplication(day("2020-12-05"), tenPeople)]
    expect(codes(unasked, under("supplement.unasked", "refuse"))).toEqual(["SupplementNotRequested"])
  })

  it("supplement.unasked=allowed: a supplement is accepted without a request", () => {
    const law = under("supplement.unasked", "allowed")
    expect(codes([...tooFew, supplementApplication(day("2020-12-05"), tenPeople), recommend], law)).toEqual([])
  })
})
