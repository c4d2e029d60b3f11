import { test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { civilDate, type Event, type Instant } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { anyDay, eventsOf, history, rosterIsTheTitles, unit, type History } from "@shifan/testkit"
import { rosterDifference, rosterUnder, type RosterEntry, type RosterView } from "../src/index.js"
import { recorded } from "./recorded.js"

const envelopes = (one: History): ReadonlyArray<Envelope> => recorded(eventsOf(one))

const titleUntil = (validUntil: string): Event => ({
  type: "TitleImported",
  effectiveOn: civilDate("2020-12-01"),
  actor: { role: "bureau", code: "130300", officer: "SJ-01" },
  provisions: [],
  rule: null,
  readings: {},
  data: {
    operatingUnitName: "示例",
    platformName: "示例平台",
    countyOrDistrict: entry.countyOrDistrict,
    grantedOn: civilDate("2020-12-01"),
    grantingDocument: "示例〔2020〕1号",
    validUntil: civilDate(validUntil),
  },
})

const listUnder = (view: RosterView, events: ReadonlyArray<Envelope>): ReadonlyArray<RosterEntry> => {
  const roster = rosterUnder(view)
  for (const envelope of events) roster.apply(envelope)
  return roster.list()
}

describe("art_11__para_1: the roster as of a day", () => {
  test.prop([history, anyDay], { numRuns: 150 })(
    "5: is exactly who was certified or imported by then and neither revoked nor lapsed by then (art_11__para_1)",
    (one, day) => {
      const law = rosterIsTheTitles((events, on) => listUnder({ asOf: on }, recorded(events)).map(({ uscc }) => uscc))
      expect(law(one, day)).toEqual([])
    },
  )

  it("drops a title the day after the last of its term, and not on it", () => {
    const roster = rosterUnder()
    const [imported] = recorded([titleUntil("2023-12-13")])
    if (imported !== undefined) roster.apply(imported)
    expect(roster.list(civilDate("2023-12-13"))).toHaveLength(1)
    expect(roster.list(civilDate("2023-12-14"))).toEqual([])
  })

  test.prop([history], { numRuns: 100 })("13: shows nothing sealed", (one) => {
    expect(JSON.stringify(listUnder({}, envelopes(one)))).not.toContain("sealed")
  })

  it("knows at an instant only what had been recorded by then", () => {
    const all = listUnder({ knownAt: "2020-01-01T00:00:00.000Z" as Instant }, [])
    expect(all).toEqual([])
  })
})

const entry: RosterEntry = {
  uscc: unit,
  operatingUnitName: "示例",
  platformName: "示例平台",
  countyOrDistrict: "130302" as RosterEntry["countyOrDistrict"],
  certificateNumber: "1",
  certifiedOn: civilDate("2020-12-29"),
  lastConfirmedOn: null,
  plaqueAwardedOn: null,
  validUntil: null,
}

describe("the difference of two lists", () => {
  it("is nothing between a list and itself", () => {
    expect(rosterDifference([entry], [{ ...entry }])).toEqual({ added: [], removed: [], changed: [] })
  })

  it("tells who came, who went and what changed", () => {
    const renamed = { ...entry, platformName: "新名称（示例）" }
    expect(rosterDifference([], [entry]).added).toEqual([entry])
    expect(rosterDifference([entry], []).removed).toEqual([entry])
    expect(rosterDifference([entry], [renamed]).changed).toEqual([{ before: entry, after: renamed }])
  })
})
