import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { acts, type Actor } from "@shifan/core"
import {
  actsOfOtherCounties,
  betweenCounties,
  deadEnds,
  decidedForFormerCounties,
  designationSpace,
  explore,
  lawOfDirectApplication,
  lawsOfEveryOption,
  lawsWithQuotas,
  notExplored,
  placesTakenTwice,
  placesWrong,
  tracesOfFormerCounties,
  unlawfulTitleChanges,
  titlesNotConfirmed,
  titlesNotRevoked,
  withPlaces,
} from "../../src/exploration/index.js"

const lawsOfEveryUnit = [titlesNotConfirmed, titlesNotRevoked, deadEnds, unlawfulTitleChanges, tracesOfFormerCounties]

describe("all states of a unit that may move, under every option of every reading", () => {
  it.each([...lawsOfEveryOption, lawOfDirectApplication].map(({ name, law }) => [name, law] as const))(
    "%s: lead on by law, with every act somewhere, and let every title be confirmed and revoked",
    { timeout: 600_000 },
    (_, law) => {
      const space = betweenCounties(designationSpace(law))
      const all = explore(space)
      expect(notExplored(all, Object.keys(acts))).toEqual([])
      expect(actsOfOtherCounties(space, all)).toEqual([])
      expect(decidedForFormerCounties(space, all)).toEqual([])
      for (const broken of lawsOfEveryUnit) expect(broken(all)).toEqual([])
    },
  )
})

/** What another unit does, which wants the same places. */
const ofTheOther = ["OtherRecommended", "OtherCertified", "OtherAnnulled"]

describe("all states of a unit that may move, whose call has quotas", () => {
  it.each(lawsWithQuotas.map(({ name, law }) => [name, law] as const))(
    "%s: refuse a taken place, and nothing else",
    { timeout: 600_000 },
    (_, law) => {
      const space = designationSpace(law)
      const all = explore(betweenCounties(withPlaces(space)))
      expect(notExplored(all, [...Object.keys(acts), ...ofTheOther])).toEqual([])
      expect(placesWrong(space, all)).toEqual([])
      expect(placesTakenTwice(all)).toEqual([])
      expect(decidedForFormerCounties(space, all)).toEqual([])
      for (const broken of lawsOfEveryUnit) expect(broken(all)).toEqual([])
    },
  )
})

describe("what can become of a unit whose call has one place for each act, and another unit that wants it", () => {
  const [{ law }] = lawsWithQuotas as readonly [(typeof lawsWithQuotas)[number]]
  const space = designationSpace(law)
  const all = explore(withPlaces(space))

  it("has every act somewhere, of both", () => {
    expect(notExplored(all, [...Object.keys(acts), ...ofTheOther])).toEqual([])
  })

  it("is refused a place that is taken, and that alone, and both never have it", () => {
    expect(placesWrong(space, all)).toEqual([])
    expect(placesTakenTwice(all)).toEqual([])
  })

  it("keeps all laws of a unit alone", () => {
    for (const broken of [titlesNotConfirmed, titlesNotRevoked, deadEnds, unlawfulTitleChanges])
      expect(broken(all)).toEqual([])
  })
})

describe("an actor without competence", () => {
  const strangers: ReadonlyArray<Actor> = [
    { role: "auditor", code: "130300", officer: "SJJ-01" },
    { role: "public", code: "", officer: "" },
    { role: "unit", code: "91110108551385082Q", officer: "U-02" },
    { role: "county", code: "130303", officer: "SH-01" },
    { role: "bureau", code: "130200", officer: "TS-01" },
  ]

  it("can carry out no act in any state", { timeout: 600_000 }, () => {
    const [{ law }] = lawsOfEveryOption as readonly [(typeof lawsOfEveryOption)[number]]
    const space = designationSpace(law)
    for (const { place } of explore(space).states.values())
      for (const { command } of space.moves(place))
        for (const actor of strangers) {
          const context = { actor, effectiveOn: place.on, recordedOn: place.on, law }
          const decision = space.decide(context, command, place.state)
          if (E.isRight(decision)) throw new Error(`${actor.role} ${actor.code}: ${command.type} on ${place.on}`)
        }
    expect(strangers).toHaveLength(5)
  })
})
