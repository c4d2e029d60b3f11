import { describe, expect, it } from "vitest"
import { fc, test } from "@fast-check/vitest"
import { civilDate, plusDays } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { anyDay, eventsOf, history } from "@shifan/testkit"
import { envelopesOf } from "../../roster/test/envelopes.js"
import { laneChart, type LaneChart } from "../src/lanes/lane-chart.js"
import { placeOf, ticksOf } from "../src/lanes/time-axis.js"
import { knownOn } from "../src/log/known-on.js"
import type { LogRecord } from "../src/log/log-records.js"
import { brokenUnit, good, library } from "./sample-view.js"

const line = { left: 100, right: 900, markWidth: 20 }

const recordsOf = (events: Iterable<Envelope>): ReadonlyArray<LogRecord> =>
  [...events].map((event, index) => ({
    index,
    stream: event.stream,
    revision: event.revision,
    type: event.type,
    hash: "",
    previous: null,
    event,
  }))

const demoLog = good.evidence.log
const on = civilDate("2024-11-06")
const { law } = knownOn(demoLog, library, on)
const records = demoLog.histories.get(`130300-${brokenUnit}`)?.records ?? []

const chartOf = (some: ReadonlyArray<LogRecord>): LaneChart => laneChart(some, { ...line, law, on })

describe("the swim lanes of a unit", () => {
  test.prop([history()], { numRuns: 60 })(
    "show every record exactly once, in the lane of the actor's role",
    (generated) => {
      const some = recordsOf(envelopesOf(eventsOf(generated)))
      const { marks, lanes } = chartOf(some)
      expect(marks.map(({ record }) => record)).toEqual(some)
      const inLanes = lanes.flatMap(({ lane, marks: own }) => own.map(({ record }) => [record.index, lane] as const))
      expect(inLanes.toSorted(([a], [b]) => a - b)).toEqual(some.map(({ event, index }) => [index, event?.actor.role]))
    },
  )

  test.prop([history()], { numRuns: 60 })("have no overlapping marks, and none outside the line", (generated) => {
    const { lanes } = chartOf(recordsOf(envelopesOf(eventsOf(generated))))
    for (const { marks, levels } of lanes)
      for (const [i, { x, level }] of marks.entries()) {
        expect(x).toBeGreaterThanOrEqual(line.left)
        expect(x).toBeLessThanOrEqual(line.right)
        expect(level).toBeLessThan(levels)
        for (const other of marks.slice(i + 1))
          if (other.level === level) expect(Math.abs(other.x - x)).toBeGreaterThanOrEqual(line.markWidth)
      }
  })

  test.prop([history()], { numRuns: 60 })(
    "show the phases one after the other, and two that touch are different",
    (generated) => {
      const { phases } = chartOf(recordsOf(envelopesOf(eventsOf(generated))))
      for (const [i, { from, until, phase }] of phases.entries()) {
        expect(from <= until).toBe(true)
        const next = phases[i + 1]
        if (next === undefined) continue
        expect(until < next.from).toBe(true)
        if (plusDays(until, 1) === next.from) expect(next.phase).not.toBe(phase)
      }
    },
  )

  it("show the days without a rule and the long silences, with their first and last days", () => {
    const { withoutRule, silences, axis } = chartOf(records)
    expect(withoutRule.map(({ from, until }) => [from, until])).toEqual([["2022-11-13", "2023-05-31"]])
    expect(silences.map(({ from, until, days }) => [from, until, days])).toEqual([["2021-01-01", "2023-09-08", 980]])
    expect([axis.from, axis.until]).toEqual(["2020-12-01", on])
  })

  it("show an unreadable record at its place in a separate lane, and mark where revisions are missing", () => {
    const damaged = records.flatMap((record) =>
      record.revision === 3 ? [{ ...record, event: null }] : record.revision === 5 ? [] : [record],
    )
    const { marks, lanes } = chartOf(damaged)
    expect(lanes.map(({ lane }) => lane)).toEqual(["unit", "county", "bureau", "unknown"])
    expect(lanes.at(-1)?.marks.map(({ record, kind, day }) => [record.revision, kind, day])).toEqual([
      [3, "damaged", "2020-12-29"],
    ])
    expect(marks.filter(({ missingBefore }) => missingBefore > 0).map(({ record }) => record.revision)).toEqual([6])
  })

  it("end a page of a long history at its last mark, and start the next at its first", () => {
    const first = laneChart(records, { ...line, law, on, shown: { from: 0, until: 4 } })
    const second = laneChart(records, { ...line, law, on, shown: { from: 4, until: 8 } })
    expect([...first.marks, ...second.marks].map(({ record }) => record)).toEqual(records)
    expect([first.axis.until, second.axis.from, second.axis.until]).toEqual(["2021-01-01", "2023-09-08", on])
    expect(second.phases.map(({ phase }) => phase)).toEqual(["certified"])
  })
})

describe("days on a line", () => {
  test.prop([anyDay, fc.nat(20_000), fc.nat(20_000)])(
    "are placed in order, between the ends of the line",
    (from, a, b) => {
      const axis = { from, until: plusDays(from, 20_000), left: 100, right: 900 }
      const [x, y] = [a, b].toSorted((one, other) => one - other).map((days) => placeOf(axis, plusDays(from, days)))
      expect(x).toBeGreaterThanOrEqual(100)
      expect(x).toBeLessThanOrEqual(y ?? 0)
      expect(y).toBeLessThanOrEqual(900)
    },
  )

  test.prop([anyDay, fc.integer({ min: 0, max: 40_000 })])(
    "have at most 16 labels, in order and within the line",
    (from, length) => {
      const axis = { from, until: plusDays(from, length), left: 0, right: 800 }
      const ticks = ticksOf(axis)
      expect(ticks.length).toBeLessThanOrEqual(16)
      if (length > 62) expect(ticks.length).toBeGreaterThan(0)
      expect(ticks.map(({ day }) => day)).toEqual(ticks.map(({ day }) => day).toSorted())
      for (const { day, x } of ticks) expect([from <= day && day <= axis.until, x]).toEqual([true, placeOf(axis, day)])
    },
  )
})
