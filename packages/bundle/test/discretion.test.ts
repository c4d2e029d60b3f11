import { civilDate, instantAt, type Event } from "@shifan/core"
import { reachesBackTo } from "@shifan/core/registry"
import type { Envelope } from "@shifan/event-store"
import { describe, expect, it } from "vitest"
import { newDiscretionObserver } from "../src/discretion.js"
import { reportHtml, reportText } from "../src/index.js"
import { audit, bundleOf, demo, envelopeIn, leavesIn, sampleBundle } from "./sample-bundle.js"

const early = leavesIn("history-2.ndjson").map(envelopeIn)

const codesIn = (events: ReadonlyArray<Envelope>): ReadonlyArray<string> => {
  const { observe } = newDiscretionObserver()
  return events.flatMap((event, index) =>
    observe({ index, stream: event.stream, revision: event.revision }, event).map(({ code }) => `${code} ${index}`),
  )
}

const indexOf = (type: string): number => early.findIndex((event) => event.type === type)

const altered = (type: string, change: Readonly<Record<string, unknown>>): ReadonlyArray<Envelope> =>
  early.map((event) => (event.type === type ? { ...event, data: { ...Object(event.data), ...change } } : event))

describe("the observer of a bureau's discretion", () => {
  it("reports imports, erasures, and lists published from a log that had grown since", () => {
    expect(codesIn(early)).toEqual(
      expect.arrayContaining([`Imported ${indexOf("TitleImported")}`, `Erased ${indexOf("PersonalDataErased")}`]),
    )
    const published = indexOf("RosterPublished")
    const behind = `ListBehind ${published}`
    expect(codesIn(early)).not.toContain(behind)
    expect(codesIn(altered("RosterPublished", { logSize: published - 1 }))).toContain(behind)
  })

  it("reports a law that reaches back before decisions already made, but not one that applies from its own day", () => {
    const repeal = indexOf("Repealed")
    const observed = `RetroactiveLaw ${repeal}`
    const last = early
      .slice(0, repeal)
      .filter(({ stream }) => stream.startsWith("designation-"))
      .reduce((day, { effectiveOn }) => (effectiveOn > day ? effectiveOn : day), "")
    const { effectiveOn } = early[repeal] ?? { effectiveOn: "" }
    expect(last < effectiveOn).toBe(true)
    expect(codesIn(altered("Repealed", { from: effectiveOn }))).not.toContain(observed)
    expect(codesIn(altered("Repealed", { from: "2022-08-31" }))).toContain(observed)
  })

  it("reports a call that was opened or closed in retrospect, but not one from its own day on", () => {
    const opened = early.find(({ type }) => type === "CallOpened")
    if (opened === undefined) throw new Error("no call was opened")
    const at = { index: 0, stream: "", revision: 0 }
    const observed = (type: string, data: object) =>
      newDiscretionObserver()
        .observe(at, { ...opened, type, effectiveOn: civilDate("2021-10-10"), data: { year: 2021, ...data } })
        .map((one) => Reflect.get(one, "from"))
    const open = (opensOn: string) => observed("CallOpened", { opensOn, closesOn: "2021-12-20", document: "示例" })
    expect([open("2021-10-10"), open("2021-10-09")]).toEqual([[], ["2021-10-09"]])
    const close = (closedOn: string) => observed("CallClosed", { closedOn })
    expect([close("2021-10-09"), close("2021-10-08")]).toEqual([[], ["2021-10-09"]])
  })

  it("reports a correction that moves a day of the law, but not one of a document's number", () => {
    const corrections = leavesIn("history-10.ndjson")
      .map(envelopeIn)
      .filter(({ type }) => type === "CallCorrected" || type === "InstrumentCorrected")
    const { observe } = newDiscretionObserver()
    const at = { index: 0, stream: "", revision: 0 }
    expect(corrections.flatMap((event) => observe(at, event))).toMatchObject([
      { code: "RetroactiveLaw", type: "CallCorrected", from: "2020-12-02" },
      { code: "RetroactiveLaw", type: "CallCorrected", from: "2020-12-01" },
      { code: "RetroactiveLaw", type: "InstrumentCorrected", from: "2027-11-12" },
      { code: "RetroactiveLaw", type: "InstrumentCorrected", from: "2023-01-01" },
    ])
    const from: unknown = Reflect.get(Object(corrections[2]?.data), "from")
    const renumbered = { ...Object(from), data: { ...Object(Reflect.get(Object(from), "data")), document: "示例" } }
    const ofNumber = corrections.slice(2, 3).map((event) => ({ ...event, data: { from, to: renumbered } }))
    expect(ofNumber.flatMap((event) => observe(at, event))).toEqual([])
  })

  it("reports what changes a unit's record in retrospect, but not what ends a decision from its own day", () => {
    const all = Array.from({ length: 12 }, (_, n) => leavesIn(`history-${n + 1}.ndjson`).map(envelopeIn)).flat()
    const { observe } = newDiscretionObserver()
    const at = { index: 0, stream: "", revision: 0 }
    const recorded = all.filter(({ type }) => type === "RecordCorrected" || type === "DecisionAnnulled")
    const changes = recorded.flatMap((event) => [
      event,
      { ...event, data: { ...Object(event.data), effect: "fromNow" } },
    ])
    const observed = changes.flatMap((event) => observe(at, event))
    const reaching = changes.filter((event) => reachesBackTo(event as Event) !== undefined)
    expect(observed).toEqual(
      reaching.map((event) => ({
        code: "RetroactiveRecord",
        at,
        type: event.type,
        revision: reachesBackTo(event as Event),
      })),
    )
    expect(new Set(observed.map((one) => Reflect.get(one, "type"))).size).toBe(2)
    expect(reaching.length).toBeLessThan(changes.length)
  })

  it("reports a list that has been due for more than thirty days, but not earlier", () => {
    const { observe, end } = newDiscretionObserver()
    const certified = early.find(({ type }) => type === "Certified")
    if (certified === undefined) throw new Error("a unit was certified")
    observe({ index: 0, stream: certified.stream, revision: 0 }, certified)
    expect(certified.effectiveOn).toBe("2020-12-28")
    expect(end(civilDate("2021-01-27"), undefined)).toEqual([])
    expect(end(civilDate("2021-01-28"), undefined)).toMatchObject([{ code: "ListDue", since: "2020-12-28" }])
  })

  it.each([
    ["shows the change", 2, "2020-12-28", []],
    ["is of fewer leaves", 1, "2020-12-28", ["ListDue"]],
    ["is of an earlier day", 2, "2020-12-27", ["ListDue"]],
  ])("reports a due list unless a list was published that shows the change: one that %s", (_, logSize, asOf, codes) => {
    const { observe, end } = newDiscretionObserver()
    const find = (type: string) => early.find((event) => event.type === type)
    const [certified, published] = [find("Certified"), find("RosterPublished")]
    if (certified === undefined || published === undefined) throw new Error("nothing was published")
    observe({ index: 1, stream: certified.stream, revision: 0 }, certified)
    const list = { ...published, data: { ...Object(published.data), logSize, asOf } }
    observe({ index: 2, stream: published.stream, revision: 0 }, list)
    expect(end(civilDate("2021-02-28"), undefined).map(({ code }) => code)).toEqual(codes)
  })

  it("also reports a due list by the day of the newest record, when the bundle has no list", () => {
    const { observe, end } = newDiscretionObserver()
    const certified = early.find(({ type }) => type === "Certified")
    if (certified === undefined) throw new Error("a unit was certified")
    const recorded = (day: string) => ({ ...certified, recordedAt: `${day}T02:00:00.000Z` })
    observe({ index: 0, stream: certified.stream, revision: 0 }, recorded("2020-12-28"))
    const other = { ...recorded("2021-01-27"), type: "SupportGranted" }
    observe({ index: 1, stream: certified.stream, revision: 1 }, other)
    expect(end(undefined, undefined)).toEqual([])
    observe(
      { index: 2, stream: certified.stream, revision: 2 },
      { ...other, ...recorded("2021-01-28"), type: other.type },
    )
    expect(end(undefined, undefined)).toMatchObject([{ code: "ListDue", since: "2020-12-28", day: "2021-01-28" }])
  })

  it("reports that nothing was recorded for more than thirty days by the reader's clock", async () => {
    const files = await bundleOf(demo)
    const codesAt = async (now: string) =>
      (await audit(files, { now: instantAt(Date.parse(now)) })).observations.map(({ code }) => code)
    expect(await codesAt("2024-12-06T02:00:00.000Z")).not.toContain("NewestRecordOld")
    expect(await codesAt("2024-12-07T02:00:00.000Z")).toContain("NewestRecordOld")
  })
})

describe("a report", () => {
  it("gives its verdict first, then of each kind of observation the number and the first few", async () => {
    const report = await audit(await bundleOf(demo))
    const lines = reportText(report, "en").split("\n")
    const verdict = lines.findIndex((line) => line.startsWith("✓ sound"))
    const kinds = lines.filter((line) => line.startsWith("! "))
    expect(lines.findIndex((line) => line.startsWith("! "))).toBe(verdict + 1)
    expect(kinds).toHaveLength(Object.keys(report.observationCounts).length)
    expect(kinds).toContain(`! a decision near a threshold × ${report.observationCounts.NearThreshold}`)
    expect(lines.length - verdict).toBeLessThanOrEqual(1 + 5 * kinds.length)
    expect(reportHtml(report)).toContain(`× ${report.observationCounts.NearThreshold}`)
  })

  it("says in its headline when the list is of another day than the newest record", async () => {
    const report = await audit(sampleBundle)
    expect(reportText(report, "en")).toContain(`✓ sound (the list is as of 2021-06-30; the newest record is of `)
    const same = { ...report, newestOn: civilDate("2021-06-30") }
    expect(reportText(same, "en")).toContain("✓ sound; ")
  })

  it("does not print a good verdict for an empty log", async () => {
    const palette = {
      good: (text: string) => `good ${text}`,
      bad: (text: string) => text,
      note: (text: string) => text,
    }
    const text = reportText(await audit(await bundleOf([])), "en", palette)
    expect(text).toContain("! the log is empty: nothing to check")
    expect(text).not.toContain("good ")
  })
})
