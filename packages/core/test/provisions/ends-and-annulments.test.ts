/** Ends of a title without a review, and annulments of wrong decisions. The text is silent on both. */
import { describe, expect, it } from "vitest"
import fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { document, history, reasons, type Attempt } from "@shifan/testkit"
import { reachesBackTo } from "../../src/aggregates/index.js"
import { decide, evolve, type CommandOf, type Event, type State } from "../../src/index.js"
import { annullableAt } from "../../src/aggregates/designation/annulment.js"
import {
  applied,
  bureauActs,
  certified,
  codes,
  day,
  lastEvent,
  recommended,
  refusals,
  stateOf,
  titleOf,
  town,
} from "../unit-scenario.js"

const annul = (
  on: string,
  change: Partial<CommandOf<"AnnulDecision">["data"]> & { readonly revision: number },
): Attempt =>
  town.act(town.bureau, day(on), "AnnulDecision", {
    ground: "court",
    effect: "fromBeginning",
    decidedOn: day(on),
    document,
    reasons: "认定事实不清",
    ...change,
  })

const plaque = bureauActs("2021-01-05", "AwardPlaque", { awardedOn: day("2021-01-05") })
const found = bureauActs("2021-05-01", "SpotCheck", {
  regular: true,
  findings: "虚报服务户数",
  falsificationFound: true,
  evidence: [document],
})
const revoke = bureauActs("2021-06-01", "Revoke", { restsOn: 4, reasons })
const withPlaque = [...certified, plaque]
const revoked = [...withPlaque, found, revoke]
const surrender = (on: string, actor = town.us) => town.act(actor, day(on), "SurrenderTitle", { reason: "不再运营" })
const endOfUnit = (on: string, endedOn = on) => bureauActs(on, "RecordEndOfUnit", { endedOn: day(endedOn), document })
const returned = (on: string, returnedOn = on) => bureauActs(on, "ReturnPlaque", { returnedOn: day(returnedOn) })
const declinedByCounty = [...applied, town.act(town.county, day("2020-12-05"), "DeclineRecommendation", { reasons })]
const declined = [
  ...recommended,
  bureauActs("2020-12-20", "DeclineCertification", {
    appraisal: { date: day("2020-12-18"), members: ["PS-01"], opinion: "不合格" },
    findings: [],
    reasons,
  }),
]
const confirmed = [
  ...certified,
  town.fileReview(day("2023-09-10")),
  town.assessReview(day("2023-10-10")),
  town.concludeReview(day("2023-11-10"), "confirmed"),
]
const failed = [...confirmed.slice(0, -1), town.concludeReview(day("2023-11-10"), "failed")]

const phaseAfter = (attempts: ReadonlyArray<Attempt>): State["phase"]["_tag"] => {
  expect(refusals(attempts)).toEqual([])
  return stateOf(attempts).phase._tag
}

describe("the surrender of a title", () => {
  it("ends the title, is open to the unit alone, and lets the unit apply again", () => {
    expect(phaseAfter([...certified, surrender("2021-07-01")])).toBe("ended")
    expect(codes([...certified, surrender("2021-07-01", town.bureau)])).toEqual(["NotCompetent"])
    expect(codes([...certified, surrender("2021-07-01"), surrender("2021-07-02")])).toEqual(["AlreadyDecided"])
    expect(codes([...certified, surrender("2021-07-01"), town.apply(day("2021-09-10"))])).toEqual([])
  })

  it("is refused while falsification is pending: art_14__para_1 comes first", () => {
    expect(codes([...withPlaque, found, surrender("2021-05-02")])).toEqual(["FalsificationPending"])
  })
})

describe("the end of a legal person", () => {
  it("ends its title or closes its application, and bars a new application", () => {
    expect(phaseAfter([...certified, endOfUnit("2021-07-02", "2021-06-30")])).toBe("ended")
    expect(phaseAfter([...applied, endOfUnit("2020-12-02")])).toBe("closed")
    expect(codes([...certified, endOfUnit("2021-07-02"), town.apply(day("2021-09-10"))])).toEqual(["UnitHasEnded"])
    expect(codes([...certified, endOfUnit("2021-07-02"), endOfUnit("2021-07-03")])).toEqual(["AlreadyDecided"])
  })

  it("is dated no later than the day of its record", () => {
    expect(codes([...certified, endOfUnit("2021-07-02", "2021-07-02")])).toEqual([])
    expect(codes([...certified, endOfUnit("2021-07-02", "2021-07-03")])).toEqual(["InvalidParticulars"])
  })

  it("is undone by its annulment, which restores the title", () => {
    const mistaken = [...certified, endOfUnit("2021-07-02")]
    const back = [...mistaken, annul("2021-07-05", { revision: 3, ground: "self" })]
    expect(titleOf(back)).toEqual({ ...titleOf(certified), resumedOn: "2021-07-05" })
    expect(stateOf(back).unitEnded).toBeNull()
    expect(codes([...mistaken, annul("2021-07-05", { revision: 3, effect: "fromNow" })])).toEqual([
      "InvalidParticulars",
    ])
  })
})

describe("the return of a plaque", () => {
  it("is recorded once, after the title has ended, for a day since the award", () => {
    expect(codes([...revoked, returned("2021-06-10")])).toEqual([])
    expect(codes([...revoked, returned("2021-06-10"), returned("2021-06-11")])).toEqual(["NoPlaqueToReturn"])
    expect(codes([...revoked, returned("2021-06-10", "2021-01-04")])).toEqual(["InvalidParticulars"])
    expect(codes([...revoked, returned("2021-06-10", "2021-01-05")])).toEqual([])
    expect(codes([...withPlaque, returned("2021-06-10")])).toEqual(["WrongState"])
    expect(codes([...certified, surrender("2021-07-01"), returned("2021-07-02")])).toEqual(["NoPlaqueToReturn"])
  })
})

describe("the annulment", () => {
  it("of a revocation restores the title with everything it had", () => {
    const back = [...revoked, annul("2021-08-01", { revision: 5 })]
    expect(titleOf(back)).toEqual({ ...titleOf([...withPlaque, found]), resumedOn: "2021-08-01" })
    expect(stateOf(back).lastRevokedOn).toBeNull()
  })

  it("of a revocation after a failed review lets the review be held anew", () => {
    const back = [...failed, annul("2024-02-01", { revision: 6 })]
    expect(titleOf(back)).toMatchObject({ review: null, lastConfirmedOn: null })
    expect(codes([...back, town.fileReview(day("2024-09-10"))])).toEqual([])
  })

  it("of a revocation restores the title even after a new application, which becomes moot", () => {
    const back = [...revoked, town.apply(day("2021-09-10")), annul("2021-09-20", { revision: 5 })]
    expect(titleOf(back).certifiedOn).toBe("2020-12-29")
    expect(codes([...back, town.recommend(day("2021-10-01"))])).toEqual(["AlreadyDecided"])
  })

  it("of a certification ends the title, and its own annulment restores it", () => {
    const ended = [...certified, annul("2021-02-01", { revision: 2 })]
    expect(phaseAfter(ended)).toBe("ended")
    expect(titleOf([...ended, annul("2021-03-01", { revision: 3, ground: "superior" })])).toEqual({
      ...titleOf(certified),
      resumedOn: "2021-03-01",
    })
  })

  it("of a negative decision of the county or the bureau reopens the case", () => {
    const again = [...declinedByCounty, annul("2020-12-07", { revision: 1, ground: "reconsideration" })]
    expect(stateOf(again).phase).toEqual(stateOf(applied).phase)
    expect(codes([...again, town.recommend(day("2020-12-08"))])).toEqual([])
    const onceMore = [...declined, annul("2020-12-28", { revision: 2 })]
    expect(stateOf(onceMore).phase).toEqual(stateOf(recommended).phase)
    expect(codes([...onceMore, town.certify(day("2020-12-29"))])).toEqual([])
  })

  it("of a recommendation is possible before the bureau's decision, and lets the county decide anew", () => {
    expect(phaseAfter([...recommended, annul("2020-12-20", { revision: 1, ground: "superior" })])).toBe("applied")
    expect(codes([...certified, annul("2021-01-20", { revision: 1 })])).toEqual(["NothingToAnnul"])
  })

  it("of a confirmation restores the title as it was before", () => {
    const before = titleOf(certified)
    expect(titleOf([...confirmed, annul("2024-01-10", { revision: 5 })])).toEqual({
      ...before,
      confirmation: null,
      resumedOn: "2024-01-10",
    })
  })

  it("of a spot check's finding keeps the check and leaves nothing pending", () => {
    const cleared = [...withPlaque, found, annul("2021-05-20", { revision: 4, ground: "self" })]
    expect(titleOf(cleared).falsification).toEqual([])
    expect(titleOf(cleared).spotChecks).toEqual(["2021-05-01"])
    expect(codes([...cleared, surrender("2021-06-01")])).toEqual([])
  })

  it("belongs to the bureau, except that a county takes back its own recommendation", () => {
    const self = { revision: 1, ground: "self" } as const
    const asCounty = (attempt: Attempt): Attempt => ({ ...attempt, actor: town.county })
    expect(codes([...recommended, asCounty(annul("2020-12-20", self))])).toEqual([])
    expect(codes([...recommended, annul("2020-12-20", self)])).toEqual(["NotCompetent"])
    expect(codes([...recommended, asCounty(annul("2020-12-20", { revision: 1 }))])).toEqual(["NotCompetent"])
    expect(codes([...certified, asCounty(annul("2021-01-20", { revision: 2, ground: "self" }))])).toEqual([
      "NotCompetent",
    ])
  })

  it("is decided on a day from the annulled decision to the record", () => {
    const on = (decidedOn: string) => annul("2021-08-01", { revision: 5, decidedOn: day(decidedOn) })
    expect(codes([...revoked, on("2021-05-31")])).toEqual(["InvalidParticulars"])
    expect(codes([...revoked, on("2021-06-01")])).toEqual([])
    expect(codes([...revoked, on("2021-08-01")])).toEqual([])
    expect(codes([...revoked, on("2021-08-02")])).toEqual(["InvalidParticulars"])
  })

  it("is possible once, and restores no title to a unit that has ended", () => {
    const twice = [...revoked, annul("2021-08-01", { revision: 5 }), annul("2021-08-02", { revision: 5 })]
    expect(codes(twice)).toEqual(["NothingToAnnul"])
    expect(phaseAfter([...revoked, endOfUnit("2021-07-01"), annul("2021-08-01", { revision: 5 })])).toBe("ended")
  })

  it("states whether it reaches back", () => {
    const event = (effect: "fromBeginning" | "fromNow") =>
      lastEvent([...revoked, annul("2021-08-01", { revision: 5, effect })])
    expect(reachesBackTo(event("fromBeginning"))).toBe(5)
    expect(reachesBackTo(event("fromNow"))).toBeUndefined()
    expect(event("fromNow")).toMatchObject({ data: { decision: "Revoked" }, rule: null })
  })
})

/** Expected phase if a decision is annulled right after it was made: as before, except for facts that did happen. */
const undone = (event: Event, before: State["phase"], after: State["phase"]): State["phase"] => {
  switch (event.type) {
    case "Certified":
    case "TitleImported":
      return after
    case "SpotChecked":
      return "title" in before
        ? { ...before, title: { ...before.title, spotChecks: "title" in after ? after.title.spotChecks : [] } }
        : before
    case "Reviewed":
    case "Revoked":
      return "title" in before
        ? {
            ...before,
            title: {
              ...before.title,
              review: event.type === "Revoked" && event.data.ground === "falsification" ? before.title.review : null,
            },
          }
        : before
    default:
      return before
  }
}

/** Without the day of the annulment, from which the next review counts. */
const withoutDay = (phase: State["phase"]): State["phase"] => {
  if (!("title" in phase)) return phase
  const { resumedOn: _, ...title } = phase.title
  return { ...phase, title }
}

describe("the annulment of any decision right after it was made", () => {
  it("restores the phase before the decision, and cannot be repeated", () => {
    const annulled = new Map<string, number>()
    fc.assert(
      fc.property(history(), (one) => {
        for (const { batch, before, context } of one.accepted) {
          const event = batch[batch.length - 1]
          const state = batch.reduce(evolve, before)
          if (event === undefined || annullableAt(state, state.revision) === undefined) continue
          const actor = { role: "bureau", code: "130300", officer: "SJ-77" } as const
          const data = { ...annulling, decidedOn: context.effectiveOn, revision: state.revision }
          const attempt = decide({ ...context, actor })({ type: "AnnulDecision", data })
          const decision = attempt(state)
          if (E.isLeft(decision)) throw new Error(JSON.stringify(decision.left))
          const after = decision.right.reduce(evolve, state)
          expect(withoutDay(after.phase)).toEqual(withoutDay(undone(event, before.phase, after.phase)))
          expect(E.isLeft(attempt(after)) || after.phase._tag === "ended").toBe(true)
          annulled.set(event.type, (annulled.get(event.type) ?? 0) + 1)
        }
      }),
      { numRuns: 300, seed: 20 },
    )
    for (const type of ["Certified", "Reviewed", "Revoked", "Recommended", "RecommendationDeclined", "SpotChecked"])
      expect.soft(annulled.get(type) ?? 0, type).toBeGreaterThan(0)
  })
})

const annulling = {
  ground: "court" as const,
  effect: "fromBeginning" as const,
  document,
  reasons: "示例",
}
