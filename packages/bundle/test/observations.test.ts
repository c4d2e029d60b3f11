import { civilDate } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import type { Envelope } from "@shifan/event-store"
import { describe, expect, it } from "vitest"
import { newObserver } from "../src/observations.js"
import { storedEventOf } from "../src/index.js"
import { envelopeIn, leafAt, leaves } from "./sample-bundle.js"

const indexOf = (uscc: string): number =>
  leaves.findIndex((leaf) => envelopeIn(leaf).type === "Certified" && envelopeIn(leaf).stream.endsWith(uscc))

const outright = indexOf("91130302MA00010187")
const withWaiver = indexOf("91130372MA00011062")

/** Observes the events up to an index, the last one changed, and returns the observations of that event. */
const observe = (index: number, change: (event: Envelope) => Envelope = (event) => event) => {
  const observer = newObserver([qinhuangdao2020])
  const events = leaves.slice(0, index + 1).map(envelopeIn)
  const observed = events.map((event, i) =>
    observer.observe({ index: i, stream: event.stream, revision: event.revision }, i === index ? change(event) : event),
  )
  return { observer, observations: observed.at(-1) ?? [] }
}

/** Changes the text of the event's data. */
const edit =
  (from: string, to: string) =>
  (event: Envelope): Envelope => {
    const text = JSON.stringify(event.data)
    if (!text.includes(from)) throw new Error(`no ${from}`)
    return { ...event, data: JSON.parse(text.replace(from, to)) as unknown }
  }

const conditionsNear = (...parameters: Parameters<typeof observe>) =>
  observe(...parameters).observations.flatMap((one) => (one.code === "NearThreshold" ? [one.condition] : []))

describe("the recording of an event", () => {
  it.each([
    [30, "2021-01-28", 0],
    [31, "2021-01-29", 1],
  ])("is observed as late only after more than thirty days: %i", (_, recordedOn, count) => {
    expect(envelopeIn(leafAt(outright)).effectiveOn).toBe("2020-12-29")
    const { observations } = observe(outright, (event) => ({ ...event, recordedAt: `${recordedOn}T02:00:00.000Z` }))
    expect(observations.filter(({ code }) => code === "LateRecording")).toHaveLength(count)
  })
})

describe("a figure", () => {
  const totalAssets = "art_5__para_1__point_1#totalAssets"
  const required = '"actual":100000000,"required":100000000'

  it.each([
    [95_000_000, true],
    [94_999_999, false],
    [105_000_000, true],
    [105_000_001, false],
  ])("is near its threshold if it differs by at most a twentieth: %i of 100000000, %s", (actual, isNear) => {
    const near = conditionsNear(outright, edit(required, `"actual":${actual},"required":100000000`))
    expect(near.includes(totalAssets)).toBe(isNear)
  })

  it("of a waived condition is reported as waived, not as near its threshold", () => {
    const staff = "art_5__para_1__point_3#staff"
    const { observations } = observe(withWaiver, edit('"actual":8,"required":10', '"actual":10,"required":10'))
    expect(observations).toContainEqual(expect.objectContaining({ code: "Waived", condition: staff }))
    expect(observations).not.toContainEqual(expect.objectContaining({ code: "NearThreshold", condition: staff }))
  })
})

describe("a reading", () => {
  const options = (...parameters: Parameters<typeof observe>) =>
    observe(...parameters).observations.flatMap((one) => (one.code === "Contested" ? [one.option] : []))

  it("is contested for exactly the options that would have changed the verdict", () => {
    expect(options(outright)).toEqual(["priorYearEnd", "dayAfter", "both"])
    const divergence = '"option":"both","reading":"staff.qualified","verdict":'
    expect(options(outright, edit(`${divergence}"notMet"`, `${divergence}"met"`))).toEqual(["priorYearEnd", "dayAfter"])
  })
})

describe("a duty", () => {
  const overdue = (validUntil: string, day: string) =>
    observe(outright, (event) => ({ ...event, data: { ...Object(event.data), validUntil } })).observer.overdueOn(
      civilDate(day),
    )

  it("is overdue while the title is valid, but not after it expired", () => {
    expect(overdue("2022-06-30", "2022-06-30")).toMatchObject([{ code: "OverdueDuty", duty: "annualSummary" }])
    expect(overdue("2022-06-29", "2022-06-30")).toEqual([])
  })
})

describe("a leaf as a stored event", () => {
  it.each([
    [
      { id: "i", type: "t", stream: "s", revision: 0 },
      { id: "i", type: "t", stream: "s", revision: 0 },
    ],
    [
      { id: 1, type: null, stream: [], revision: -5 },
      { id: "", type: "", stream: "", revision: -1 },
    ],
    [{ revision: 1.5 }, { id: "", type: "", stream: "", revision: -1 }],
    [null, { id: "", type: "", stream: "", revision: -1 }],
    ["text", { id: "", type: "", stream: "", revision: -1 }],
  ])("%j has the fields that are well-formed and defaults for the rest", (json, expected) => {
    const leaf = new Uint8Array()
    expect(storedEventOf(leaf, 7, json)).toEqual({ ...expected, position: "7", leaf })
  })
})
