import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { eventsOf, everyPrefix, history, lifecycleLaws, type History, type Law } from "@shifan/testkit"
import { eventTypes } from "../src/aggregates/index.js"

describe("the laws of the lifecycle, over generated histories", () => {
  const allLaws: Law = (one) => Object.values(lifecycleLaws).flatMap((law) => law(one))
  const broken = (one: History) =>
    Object.entries(lifecycleLaws).flatMap(([name, law]) => law(one).map((how) => `${name}: ${how}`))

  test.prop([history()], { numRuns: 60 })("hold for every history and for every prefix of it (12)", (one) => {
    expect(broken(one)).toEqual([])
    expect(everyPrefix(allLaws)(one)).toEqual([])
  })
})

describe("the generated histories themselves", () => {
  /** Histories by the fifty, until `isEnough`; a rare event may take hundreds. */
  const sampledUntil = (isEnough: (histories: ReadonlyArray<History>) => boolean): ReadonlyArray<History> => {
    let histories: ReadonlyArray<History> = []
    for (let i = 0; i < 18 && !isEnough(histories); i++)
      histories = [...histories, ...fc.sample(history(), { numRuns: 50, seed: 20201112 + i })]
    return histories
  }

  // A title is inherited in the stream of another unit.
  const missingTypes = (histories: ReadonlyArray<History>): ReadonlyArray<string> => {
    const seen = new Set(histories.flatMap((one) => eventsOf(one).map(({ type }) => type)))
    return eventTypes.filter((type) => type !== "TitleInherited" && !seen.has(type))
  }

  const sample = sampledUntil((histories) => missingTypes(histories).length === 0)

  it("contain every event type but TitleInherited, so that no law holds for lack of cases", () => {
    expect(missingTypes(sample)).toEqual([])
    expect(sample.flatMap(eventsOf).map(({ type }) => type)).not.toContain("TitleInherited")
  })

  it("include refusals for the usual reasons of a lifecycle", () => {
    const codes = new Set(sample.flatMap(({ refusals }) => refusals.flatMap((all) => all.map(({ code }) => code))))
    const expected = [
      "NotCompetent",
      "SameOfficer",
      "WrongState",
      "EffectiveDateGoesBack",
      "OutsideCall",
      "DossierIncomplete",
      "ConditionsNotMet",
      "WaiverNotAllowed",
      "ReasonsMissing",
      "ReviewNotDue",
      "NothingFound",
      "NoRuleInForce",
    ] as const
    expect(expected.filter((code) => !codes.has(code))).toEqual([])
  })
})

describe("an unlawful history", () => {
  const lawful = fc
    .sample(history(), { numRuns: 100, seed: 7 })
    .find((one) => eventsOf(one).some(({ type }) => type === "Certified"))

  it("fails the law that it breaks", () => {
    if (lawful === undefined) throw new Error("no certification among the samples")
    const without = (type: string) => ({
      ...lawful,
      accepted: lawful.accepted.filter(({ batch: [first] }) => first.type !== type),
    })
    expect(lifecycleLaws["1: certified only after recommended"]?.(without("Recommended"))).toHaveLength(1)
    expect(lifecycleLaws["8: every actor was competent"]?.(without("Applied"))).not.toEqual([])
  })
})
