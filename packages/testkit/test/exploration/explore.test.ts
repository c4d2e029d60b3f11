import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { acts, civilDate, nextDay, noLaw, type CivilDate } from "@shifan/core"
import {
  actsIn,
  actsOfOtherCounties,
  betweenCounties,
  deadEnds,
  decidedForFormerCounties,
  designationSpace,
  explore,
  lawOfDirectApplication,
  lawsOfEveryOption,
  leadingTo,
  notExplored,
  placesTakenTwice,
  tracesOfFormerCounties,
  unlawfulTitleChanges,
  titlesNotConfirmed,
  titlesNotRevoked,
  wayTo,
  withPlaces,
  type StateSpace,
} from "../../src/exploration/index.js"

/** A door that can open on the third day and then stays open; and a wall. */
const door: StateSpace<string, { type: string; data: object }, ReturnType<typeof moved>> = {
  start: { state: "shut", on: civilDate("2021-01-01") },
  law: noLaw([]),
  decide: ({ effectiveOn }, { type }, state) =>
    type === "Open" && state === "shut" && effectiveOn >= civilDate("2021-01-03") ? E.right([moved()]) : E.left("no"),
  evolve: () => "open",
  kindOf: ({ state, on }) => `${state} ${on >= civilDate("2021-01-03") ? "late" : "early"}`,
  moves: () =>
    ["Open", "Climb"].map((type) => ({
      actor: { role: "bureau", code: "130300", officer: "SJ-01" },
      command: { type, data: {} },
    })),
  nextDay: ({ on }) => (on < civilDate("2021-01-09") ? nextDay(on) : undefined),
}

const moved = () => ({
  type: "Opened",
  data: {},
  effectiveOn: "2021-01-03" as CivilDate,
  actor: { role: "bureau" as const, code: "130300", officer: "SJ-01" },
  provisions: [],
  rule: null,
  readings: {},
})

describe("explore", () => {
  it("finds every kind of state once, through acts and waiting, with the way to it", () => {
    const all = explore(door)
    expect([...all.states.keys()]).toEqual(["shut early", "shut late", "open late"])
    expect(all.complete).toBe(true)
    expect([...actsIn(all)]).toEqual(["Open"])
    expect(wayTo(all, "open late")).toEqual(["2021-01-03 time passes", "2021-01-03 Open"])
  })

  it("reports that it was cut off, and finds the states from which a step can be reached", () => {
    expect(explore(door, 1)).toMatchObject({ complete: false, states: { size: 1 } })
    const all = explore(door)
    expect([...leadingTo(all, ({ by }) => by === "Open")].toSorted()).toEqual(["shut early", "shut late"])
    const none = leadingTo(
      all,
      ({ by }) => by === "Open",
      ({ kind }) => kind === "shut early",
    )
    expect([...none]).toEqual([])
  })
})

describe("all states of a unit that may move, explored to the end", () => {
  const [{ law }] = lawsOfEveryOption as readonly [(typeof lawsOfEveryOption)[number]]
  const space = betweenCounties(designationSpace(law))
  const all = explore(space)

  it("have every act somewhere", () => {
    expect(notExplored(all, Object.keys(acts))).toEqual([])
    expect(all.states.size).toBeGreaterThan(1000)
  })

  it("art_13__para_1, art_14__para_1: let every title be both confirmed and revoked while it lasts", () => {
    expect(titlesNotConfirmed(all)).toEqual([])
    expect(titlesNotRevoked(all)).toEqual([])
  })

  it("lead on, except that of a unit that has ended", () => {
    expect(deadEnds(all)).toEqual([])
  })

  it("art_9__para_1: lead to a title only by certification, import or annulment, and from it only by law", () => {
    expect(unlawfulTitleChanges(all)).toEqual([])
  })

  it("art_6__para_1, art_13__para_1: let the bureau decide only on what the unit's own county did", () => {
    expect(decidedForFormerCounties(space, all)).toEqual([])
  })

  it("art_3__para_1: let no other county act, before or after a move", () => {
    expect(actsOfOtherCounties(space, all)).toEqual([])
  })

  it("art_6__para_1, art_13__para_1: keep nothing of what a former county did", () => {
    expect(tracesOfFormerCounties(all)).toEqual([])
    expect([...all.states.keys()].filter((kind) => kind.includes("a former county's")).length).toBeGreaterThan(1000)
  })
})

describe("a place that two units want", () => {
  // explore.long.test.ts expects none under quotas.
  it("is seen to be taken twice where no quota forbids it", () => {
    const unlimited = designationSpace(lawOfDirectApplication.law)
    expect(placesTakenTwice(explore(withPlaces(unlimited), 2000)).length).toBeGreaterThan(0)
  })
})
