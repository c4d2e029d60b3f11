import { test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { civilDate, type Event, type Instant } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { anyDay, document, eventsOf, history, rosterIsTheTitles, unit } from "@shifan/testkit"
import { rosterDifference, rosterUnder, type RosterEntry, type RosterView } from "../src/index.js"
import { envelopesOf } from "./envelopes.js"

const entry: RosterEntry = {
  uscc: unit,
  operatingUnitName: "示例",
  platformName: "示例平台",
  countyOrDistrict: "130302" as RosterEntry["countyOrDistrict"],
  certificateNumber: null,
  certifiedOn: civilDate("2020-12-01"),
  lastConfirmedOn: null,
  plaqueAwardedOn: null,
  validUntil: null,
}

const act = (on: string) => ({
  effectiveOn: civilDate(on),
  actor: { role: "bureau", code: "130300", officer: "SJ-01" } as const,
  provisions: [],
  rule: null,
  readings: {},
})

const imported = (until?: string): Event => ({
  ...act("2020-12-01"),
  type: "TitleImported",
  data: {
    operatingUnitName: entry.operatingUnitName,
    platformName: entry.platformName,
    countyOrDistrict: entry.countyOrDistrict,
    grantedOn: entry.certifiedOn,
    grantingDocument: "示例〔2020〕1号",
    ...(until === undefined ? {} : { validUntil: civilDate(until) }),
  },
})

const plaqueAwarded = (on: string): Event => ({
  ...act(on),
  type: "PlaqueAwarded",
  data: { awardedOn: civilDate(on) },
})

const rosterOf = (view: RosterView, envelopes: ReadonlyArray<Envelope>) => {
  const roster = rosterUnder(view)
  for (const envelope of envelopes) roster.apply(envelope)
  return roster
}

const revoked = (on: string): Event => ({
  ...act(on),
  type: "Revoked",
  data: { ground: "falsification", word: "撤销", restsOn: 0, reasons: [] },
})

const annulment = (on: string, revision: number, effect: "fromBeginning" | "fromNow"): Event => ({
  ...act(on),
  type: "DecisionAnnulled",
  data: { revision, decision: "Revoked", ground: "court", effect, decidedOn: civilDate(on), document, reasons: "示例" },
})

describe("art_11__para_1: the roster as of a day", () => {
  test.prop([history(), anyDay], { numRuns: 80 })(
    "5: lists exactly the units certified or imported by then and neither revoked nor expired by then (art_11__para_1)",
    (generated, day) => {
      const law = rosterIsTheTitles((events, on) =>
        rosterOf({ asOf: on }, envelopesOf(events))
          .list()
          .map(({ uscc }) => uscc),
      )
      expect(law(generated, day)).toEqual([])
    },
  )

  it("drops a title on the day after the last day of its term, and not on the last day", () => {
    const roster = rosterOf({}, envelopesOf([imported("2023-12-13")]))
    expect(roster.list(civilDate("2023-12-13"))).toHaveLength(1)
    expect(roster.list(civilDate("2023-12-14"))).toEqual([])
    expect(roster.list()).toHaveLength(1)
  })

  it("applies terms as of the view's day unless another day is given", () => {
    const roster = rosterOf({ asOf: civilDate("2024-01-01") }, envelopesOf([imported("2023-12-13")]))
    expect(roster.list()).toEqual([])
    expect(roster.list(civilDate("2023-12-13"))).toHaveLength(1)
  })

  test.prop([history()], { numRuns: 40 })("13: shows nothing sealed", (generated) => {
    expect(JSON.stringify(rosterOf({}, envelopesOf(eventsOf(generated))).list())).not.toContain("sealed")
  })

  it("includes an act that takes effect on the day, but no later act", () => {
    const envelopes = envelopesOf([imported(), plaqueAwarded("2020-12-29")])
    const plaqueAsOf = (day: string) => rosterOf({ asOf: civilDate(day) }, envelopes).list()[0]?.plaqueAwardedOn
    expect([plaqueAsOf("2020-12-28"), plaqueAsOf("2020-12-29")]).toEqual([null, "2020-12-29"])
  })

  it("includes at an instant only what had been recorded by then", () => {
    const envelopes = envelopesOf([imported(), plaqueAwarded("2020-12-29")])
    const knownAt = (instant: string) => rosterOf({ knownAt: instant as Instant }, envelopes).list()
    expect(knownAt("2020-12-01T09:59:59.999Z")).toEqual([])
    expect(knownAt("2020-12-01T10:00:00.000Z")).toEqual([entry])
    expect(knownAt("2020-12-29T09:59:59.999Z")).toEqual([entry])
    expect(knownAt("2020-12-29T10:00:00.000Z")).toEqual([{ ...entry, plaqueAwardedOn: "2020-12-29" }])
  })

  describe("after a decision was annulled", () => {
    const annulled = (effect: "fromBeginning" | "fromNow"): ReadonlyArray<Envelope> =>
      envelopesOf([imported(), revoked("2021-03-01"), annulment("2021-06-01", 1, effect)])
    const isListed = (effect: "fromBeginning" | "fromNow", view: RosterView): boolean =>
      rosterOf(view, annulled(effect)).list().length === 1

    it("from the beginning, lists the title on an earlier day once the annulment is recorded", () => {
      const asOf = civilDate("2021-04-01")
      expect(isListed("fromBeginning", { asOf })).toBe(true)
      expect(isListed("fromBeginning", { asOf, knownAt: "2021-06-01T09:59:59.999Z" as Instant })).toBe(false)
      expect(isListed("fromBeginning", { asOf, knownAt: "2021-06-01T10:00:00.000Z" as Instant })).toBe(true)
    })

    it("from now on, stays as it was for the earlier days", () => {
      const listed = ["2021-02-28", "2021-03-01", "2021-05-31", "2021-06-01"].map((day) =>
        isListed("fromNow", { asOf: civilDate(day) }),
      )
      expect(listed).toEqual([true, false, false, true])
    })

    it("does not list the title before it was granted", () => {
      expect(isListed("fromBeginning", { asOf: civilDate("2020-11-30") })).toBe(false)
      expect(isListed("fromBeginning", { asOf: civilDate("2020-12-01") })).toBe(true)
    })
  })

  describe("while a title passes to a new code", () => {
    const anew = "91110108551385082Q" as RosterEntry["uscc"]
    const succeeded: Event = {
      ...act("2021-03-01"),
      type: "TitleSucceeded",
      data: { successor: anew, cause: "merger", document },
    }
    const inherited: Event = {
      ...act("2021-03-05"),
      type: "TitleInherited",
      data: {
        predecessor: unit,
        operatingUnitName: "示例承继有限公司",
        countyOrDistrict: entry.countyOrDistrict,
        document,
        title: {
          platformName: entry.platformName,
          certifiedOn: entry.certifiedOn,
          certifiedUnder: null,
          importedOn: entry.certifiedOn,
          certificateNumber: null,
          waivers: [],
          lastConfirmedOn: null,
          validUntil: null,
          plaqueAwardedOn: null,
          summaries: [],
          spotChecks: [],
        },
      },
    }
    const both = [...envelopesOf([imported(), succeeded]), ...envelopesOf([inherited], anew)]
    const listed = (day: string, envelopes: ReadonlyArray<Envelope> = both) =>
      rosterOf({ asOf: civilDate(day) }, envelopes)
        .list()
        .map(({ uscc }) => uscc)

    it("lists the old unit until the new unit has taken the title over, and never both or neither", () => {
      expect(["2021-02-28", "2021-03-01", "2021-03-04", "2021-03-05"].map((day) => listed(day))).toEqual([
        [unit],
        [unit],
        [unit],
        [anew],
      ])
      expect(listed("2022-01-01", envelopesOf([imported(), succeeded]))).toEqual([unit])
    })
  })

  it("is sorted by day of certification, then by code", () => {
    const codes = ["91130302MA00010187", "91110108551385082Q"]
    const days = ["2020-12-01", "2019-12-01"]
    for (const [first, second] of [codes, codes.toReversed()]) {
      const sameDay = [first, second].flatMap((code) => envelopesOf([imported()], code))
      expect(
        rosterOf({}, sameDay)
          .list()
          .map(({ uscc }) => uscc),
      ).toEqual(codes.toSorted())
    }
    const laterFirst = days.flatMap((day, i) => {
      const event = imported()
      return event.type === "TitleImported"
        ? envelopesOf([{ ...event, data: { ...event.data, grantedOn: civilDate(day) } }], codes.toSorted()[i])
        : []
    })
    expect(
      rosterOf({}, laterFirst)
        .list()
        .map(({ certifiedOn }) => certifiedOn),
    ).toEqual(days.toSorted())
  })

  it("lists designations only, whatever is in other streams", () => {
    const [envelope] = envelopesOf([imported()])
    if (envelope === undefined) throw new Error("there is one")
    const elsewhere = { ...envelope, stream: "roster-130300" }
    const otherType = { ...envelope, type: "RosterPublished" }
    expect(rosterOf({}, [elsewhere, otherType]).list()).toEqual([])
  })
})

describe("the difference of two lists", () => {
  it("is empty between a list and itself", () => {
    expect(rosterDifference([entry], [{ ...entry }])).toEqual({ added: [], removed: [], changed: [] })
  })

  it("names the rows that were added, removed and changed", () => {
    const renamed = { ...entry, platformName: "新名称（示例）" }
    const other = { ...entry, uscc: "91110108551385082Q" as RosterEntry["uscc"] }
    expect(rosterDifference([other], [other, entry])).toEqual({ added: [entry], removed: [], changed: [] })
    expect(rosterDifference([entry, other], [other])).toEqual({ added: [], removed: [entry], changed: [] })
    expect(rosterDifference([entry, other], [renamed, other])).toEqual({
      added: [],
      removed: [],
      changed: [{ before: entry, after: renamed }],
    })
  })
})
