/** A title continues under a new code: two streams, but always exactly one live title. */
import fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { document, prolonged, reasons, samplesFor, type Attempt } from "@shifan/testkit"
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { aggregates, hasInherited, successionDuties, successorOf, waitingOn } from "../../src/aggregates/index.js"
import {
  decide,
  evolve,
  initialState,
  isUscc,
  plusDays,
  type CivilDate,
  type Command,
  type DivisionCode,
  type State,
  type Uscc,
} from "../../src/index.js"
import { certified, codes, day, town } from "../unit-scenario.js"

const uscc = (text: string): Uscc => {
  if (!isUscc(text)) throw new Error(text)
  return text
}

const old = town.us.code as Uscc
const anew = uscc("91110108551385082Q")
const third = uscc("91350100M000100Y43")
const soleTrader = uscc("92340602MA2PEL3T3X")

/** Units in one store. A decision on one sees the others named by `alsoReads`. */
const office = () => {
  const states = new Map<Uscc, State>()
  const stateOf = (unit: Uscc): State => states.get(unit) ?? initialState(unit)
  const decisionOn = (unit: Uscc, { actor, effectiveOn, command }: Attempt) => {
    const state = stateOf(unit)
    const keys = aggregates.designation.alsoReads?.(command, state) ?? []
    const others = new Map(keys.map((key) => [key, stateOf(key)]))
    return decide({ actor, effectiveOn, recordedOn: effectiveOn, law: prolonged, others })(command)(state)
  }
  return {
    stateOf,
    states,
    refusalOf: (unit: Uscc, attempt: Attempt): ReadonlyArray<object> => {
      const decision = decisionOn(unit, attempt)
      return E.isLeft(decision) ? decision.left : []
    },
    /** The codes of refusals; empty if accepted. */
    attempt: (unit: Uscc, attempt: Attempt): ReadonlyArray<string> => {
      const decision = decisionOn(unit, attempt)
      if (E.isLeft(decision)) return decision.left.map(({ code }) => code)
      states.set(unit, decision.right.reduce(evolve, stateOf(unit)))
      return []
    },
  }
}

const bureau = (on: string, command: Command): Attempt => ({ actor: town.bureau, effectiveOn: day(on), command })

const succeed = (on: string, successor: Uscc = anew): Attempt =>
  bureau(on, { type: "SucceedTitle", data: { successor, cause: "conversion", document } })

const inherit = (on: string, predecessor: Uscc = old): Attempt =>
  bureau(on, {
    type: "InheritTitle",
    data: { predecessor, operatingUnitName: "示例承继有限公司", countyOrDistrict: "130303" as DivisionCode, document },
  })

const annul = (on: string, revision: number, decidedOn = on): Attempt =>
  bureau(on, {
    type: "AnnulDecision",
    data: {
      revision,
      ground: "self",
      effect: "fromBeginning",
      decidedOn: day(decidedOn),
      document,
      reasons: "登记有误",
    },
  })

const withTitle = () => {
  const all = office()
  for (const attempt of certified) expect(all.attempt(old, attempt)).toEqual([])
  return all
}

describe("a succession", () => {
  it("transfers the title with everything it had", () => {
    const { attempt, stateOf } = withTitle()
    expect(attempt(old, succeed("2021-07-01"))).toEqual([])
    expect(attempt(anew, inherit("2021-07-02"))).toEqual([])
    const before = stateOf(old).phase
    const after = stateOf(anew).phase
    if (before._tag !== "ended" || after._tag !== "certified") throw new Error(`${before._tag}, ${after._tag}`)
    expect(after.title).toEqual({
      ...before.title,
      revision: 0,
      operatingUnitName: "示例承继有限公司",
      countyOrDistrict: "130303",
      predecessor: old,
      resumedOn: "2021-07-02",
    })
    const theirs = samplesFor(qinhuangdao2020, anew, 1)
    expect(
      attempt(anew, theirs.act(theirs.us, day("2021-12-01"), "FileAnnualSummary", { year: 2021, document })),
    ).toEqual([])
  })

  it("art_13__para_1: makes no unit late for a call that closed before the title was taken over", () => {
    const nothingFiled = (on: string) => {
      const theirs = samplesFor(qinhuangdao2020, anew, 1)
      return theirs.act({ ...theirs.county, officer: "SH-09" }, day(on), "AssessReview", {
        assessment: null,
        findings: [],
      })
    }
    const { attempt } = withTitle()
    expect(attempt(old, succeed("2023-12-10"))).toEqual([])
    expect(attempt(anew, inherit("2023-12-25"))).toEqual([])
    expect(attempt(anew, nothingFiled("2023-12-26"))).toEqual(["ReviewNotDue"])
    expect(attempt(anew, nothingFiled("2024-12-21"))).toEqual([])
  })

  it("is completed once, by the named successor, and not before its own day", () => {
    const { attempt } = withTitle()
    expect(attempt(anew, inherit("2021-06-01"))).toEqual(["NothingToInherit"])
    attempt(old, succeed("2021-07-01"))
    expect(attempt(third, inherit("2021-07-02"))).toEqual(["NothingToInherit"])
    expect(attempt(anew, inherit("2021-06-30"))).toEqual(["EffectiveDateGoesBack"])
    expect(attempt(anew, inherit("2021-07-01"))).toEqual([])
    expect(attempt(anew, inherit("2021-07-02"))).toEqual(["AlreadyDecided", "NothingToInherit"].slice(0, 1))
    attempt(anew, succeed("2021-08-01", third))
    expect(attempt(anew, inherit("2021-08-02"))).toContain("UnitHasEnded")
    expect(attempt(third, inherit("2021-08-02", anew))).toEqual([])
  })

  it("can be annulled until the successor has taken the title over", () => {
    const { attempt, stateOf } = withTitle()
    attempt(old, succeed("2021-07-01", third))
    expect(attempt(old, annul("2021-07-02", 3))).toEqual([])
    expect(stateOf(old).phase._tag).toBe("certified")
    attempt(old, succeed("2021-07-03"))
    expect(attempt(third, inherit("2021-07-04"))).toEqual(["NothingToInherit"])
    expect(attempt(anew, inherit("2021-07-04"))).toEqual([])
    expect(attempt(old, annul("2021-07-05", 5))).toEqual(["NothingToAnnul"])
  })

  describe("that has been completed", () => {
    const taken = () => {
      const all = withTitle()
      all.attempt(old, succeed("2021-07-01"))
      all.attempt(anew, inherit("2021-07-02"))
      return all
    }

    it("lets nothing of the title be annulled before the takeover, and says whose", () => {
      const { attempt, refusalOf } = taken()
      for (const revision of [2, 3])
        expect(refusalOf(old, annul("2021-07-05", revision))).toMatchObject([
          { code: "NothingToAnnul", revision, takenOverBy: anew },
        ])
      expect(refusalOf(old, annul("2021-07-05", 1))[0]).not.toHaveProperty("takenOverBy")
      attempt(anew, succeed("2021-08-01", third))
      attempt(third, inherit("2021-08-02", anew))
      expect(refusalOf(anew, annul("2021-08-03", 0))).toMatchObject([{ takenOverBy: third }])
    })

    it("is undone step by step, down to the certification", () => {
      const { attempt, stateOf } = taken()
      expect(attempt(anew, annul("2021-07-05", 0, "2021-07-01"))).toEqual(["InvalidParticulars"])
      expect(attempt(anew, annul("2021-07-05", 0, "2021-07-02"))).toEqual([])
      expect([stateOf(anew).phase._tag, hasInherited(stateOf(anew), stateOf(old))]).toEqual(["ended", false])
      expect(attempt(old, annul("2021-07-06", 2))).toEqual(["NothingToAnnul"])
      expect(attempt(old, annul("2021-07-06", 3))).toEqual([])
      expect(stateOf(old).phase._tag).toBe("certified")
      expect(attempt(old, annul("2021-07-07", 2))).toEqual([])
      expect([old, anew].map((unit) => stateOf(unit).phase._tag)).toEqual(["ended", "ended"])
    })

    it("whose takeover was annulled waits again, is not restored by another annulment, and can be taken over anew", () => {
      const { attempt, states, stateOf } = taken()
      attempt(anew, annul("2021-07-05", 0))
      expect(successionDuties(states, day("2021-07-06"))).toHaveLength(1)
      expect(attempt(anew, annul("2021-07-06", 1))).toEqual(["NothingToAnnul"])
      expect(waitingOn(states, prolonged, day("2021-07-06")).map(({ step }) => step)).not.toContain("plaqueReturn")
      expect(attempt(anew, inherit("2021-07-07"))).toEqual([])
      expect(stateOf(anew).phase).toMatchObject({ _tag: "certified", title: { predecessor: old, revision: 2 } })
    })
  })

  it("is refused during pending falsification or a review, and for a successor that is not another legal person", () => {
    const found = bureau("2021-05-01", {
      type: "SpotCheck",
      data: { regular: true, findings: "示例", falsificationFound: true, evidence: [] },
    })
    const suspected = withTitle()
    suspected.attempt(old, found)
    expect(suspected.attempt(old, succeed("2021-07-01"))).toEqual(["FalsificationPending"])
    const reviewed = withTitle()
    reviewed.attempt(old, town.fileReview(day("2023-09-10")))
    expect(reviewed.attempt(old, succeed("2023-09-11"))).toEqual(["WrongState"])
    expect(withTitle().attempt(old, succeed("2021-07-01", soleTrader))).toEqual(["NotLegalPerson"])
    expect(withTitle().attempt(old, succeed("2021-07-01", old))).toEqual(["InvalidParticulars"])
  })

  it("bars the old unit from applying, and is due until the title is taken over", () => {
    const { attempt, states } = withTitle()
    attempt(old, succeed("2021-07-01"))
    expect(attempt(old, town.apply(day("2021-09-10")))).toContain("UnitHasEnded")
    const due = () =>
      successionDuties(states, day("2021-07-02")).map(({ unit, duty, overdue }) => [unit, duty, overdue])
    expect(due()).toEqual([[old, "succession", true]])
    attempt(anew, inherit("2021-07-02"))
    expect(due()).toEqual([])
    expect(
      codes([
        ...certified,
        town.act(town.us, day("2021-07-01"), "SucceedTitle", { successor: anew, cause: "merger", document }),
      ]),
    ).toEqual(["NotCompetent"])
  })
})

describe("a title, after any sequence of attempts", () => {
  const units = [old, anew, third]
  const acts = fc.array(
    fc.tuple(
      fc.constantFrom(...units),
      fc.constantFrom("succeed", "inherit", "succeed", "inherit", "annul", "revoke"),
      fc.constantFrom(...units),
      fc.nat(7),
    ),
    { minLength: 20, maxLength: 40 },
  )
  const attemptOf = (on: CivilDate, what: string, other: Uscc, revision: number): Attempt => {
    if (what === "succeed") return succeed(on, other)
    if (what === "inherit") return inherit(on, other)
    return what === "annul" ? annul(on, revision) : bureau(on, { type: "Revoke", data: { restsOn: revision, reasons } })
  }

  it("is held by exactly one unit, or by none once its certification is annulled", () => {
    const moves = new Set<number>()
    let undone = 0
    fc.assert(
      fc.property(acts, (all) => {
        const { attempt, states, stateOf } = withTitle()
        let on = day("2021-01-01")
        let taken = 0
        for (const [unit, what, other, revision] of all) {
          on = plusDays(on, 1)
          const before = stateOf(unit).inheritedFrom.length
          if (attempt(unit, attemptOf(on, what, other, revision)).length === 0 && what === "inherit") taken++
          if (stateOf(unit).inheritedFrom.length < before) undone++
          const held = [...states.values()].filter((state) => {
            const successor = successorOf(state)
            return (
              state.phase._tag === "certified" || (successor !== undefined && !hasInherited(stateOf(successor), state))
            )
          })
          expect(held).toHaveLength(certifiedIsAnnulled(states) ? 0 : 1)
        }
        moves.add(taken)
      }),
      { numRuns: 500 },
    )
    expect([...moves].toSorted((a, b) => a - b).slice(0, 3)).toEqual([0, 1, 2])
    expect(undone).toBeGreaterThan(0)
  })
})

/** Whether the certification itself was annulled, so that nobody holds the title. */
const certifiedIsAnnulled = (states: ReadonlyMap<Uscc, State>): boolean =>
  [...states.values()].some(
    ({ phase }) => phase._tag === "ended" && phase.by.type === "DecisionAnnulled" && phase.title.predecessor === null,
  )
