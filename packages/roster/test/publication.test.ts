import { createHash } from "node:crypto"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { anyDay, eventsOf, history, unit } from "@shifan/testkit"
import { civilDate } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import {
  agrees,
  canonicalList,
  compareLists,
  rosterDigest,
  rosterUnder,
  rostersAt,
  type ListCells,
  type RosterEntry,
  type RosterPoint,
  type ListRow,
} from "../src/index.js"
import { recorded } from "./recorded.js"

const other = "91110108551385082Q"

/** Two units' histories shuffled together, each in its own order. */
const log: fc.Arbitrary<ReadonlyArray<Envelope>> = fc
  .tuple(history, history, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }))
  .map(([one, two, dice]) => {
    const waiting = [[...recorded(eventsOf(one))], [...recorded(eventsOf(two), other)]]
    const shuffled: Array<Envelope> = []
    for (let i = 0; waiting.some((some) => some.length > 0); i++) {
      const [first, second] = dice[i % dice.length] ? waiting : waiting.toReversed()
      const next = first?.shift() ?? second?.shift()
      if (next !== undefined) shuffled.push(next)
    }
    return shuffled
  })

const pointsOf = fc.array(fc.record({ asOf: anyDay, logSize: fc.nat(40) }), { maxLength: 8 })

const listsFrom = (events: ReadonlyArray<Envelope>, points: ReadonlyArray<RosterPoint>) => {
  const found = new Map<RosterPoint, ReadonlyArray<RosterEntry>>()
  const reading = rostersAt(points, (point, list) => found.set(point, list))
  for (const [index, envelope] of events.entries()) reading.take(envelope, index)
  reading.end(events.length)
  return found
}

describe("art_11__para_1: lists from one reading of the log", () => {
  test.prop([log, pointsOf], { numRuns: 40 })(
    "are each what the roster gives from the leaves before its point, as of its day",
    (events, points) => {
      const found = listsFrom(events, points)
      for (const point of points) {
        const { asOf, logSize } = point
        const roster = rosterUnder({ asOf })
        for (const envelope of events.slice(0, logSize)) roster.apply(envelope)
        expect(found.get(point)).toEqual(logSize <= events.length ? roster.list() : undefined)
      }
    },
  )

  it("come out filled and empty among the generated ones, so that the law does not hold for want of cases", () => {
    const sizes = fc
      .sample(fc.tuple(log, pointsOf), { numRuns: 30, seed: 11 })
      .flatMap(([events, points]) => [...listsFrom(events, points).values()].map(({ length }) => length))
    expect(new Set(sizes)).toEqual(new Set([0, 1, 2]))
  })
})

const entry = (uscc: string, platformName = "示例服务平台"): RosterEntry => ({
  uscc: uscc as RosterEntry["uscc"],
  operatingUnitName: "示例",
  platformName,
  countyOrDistrict: "130302" as RosterEntry["countyOrDistrict"],
  certificateNumber: "1",
  certifiedOn: civilDate("2020-12-29"),
  lastConfirmedOn: null,
  plaqueAwardedOn: null,
  validUntil: null,
})

describe("art_11__para_1: a published list", () => {
  it("is canonical JSON, its digest what anybody's SHA-256 of the file gives", () => {
    const bytes = canonicalList([entry(unit)])
    expect(new TextDecoder().decode(bytes)).toBe(
      `[{"certificateNumber":"1","certifiedOn":"2020-12-29","countyOrDistrict":"130302","lastConfirmedOn":null,"operatingUnitName":"示例","plaqueAwardedOn":null,"platformName":"示例服务平台","uscc":"${unit}","validUntil":null}]`,
    )
    expect(rosterDigest([entry(unit)])).toEqual({
      rows: 1,
      digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
    })
    expect(rosterDigest([]).digest).toBe(`sha256:${createHash("sha256").update("[]").digest("hex")}`)
  })

  test.prop([fc.tuple(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }))])(
    "has another digest when a name is another",
    ([a, b]) => {
      const [one, two] = [rosterDigest([entry(unit, a)]), rosterDigest([entry(unit, b)])]
      expect(one.digest === two.digest).toBe(a === b)
    },
  )
})

const cellsOf = (fields: Readonly<Record<string, string>>): ListCells => new Map(Object.entries(fields))

const lists = fc
  .uniqueArray(fc.record({ uscc: fc.string({ minLength: 1 }), platformName: fc.string(), validUntil: fc.string() }), {
    selector: ({ uscc }) => uscc,
    minLength: 1,
    maxLength: 8,
  })
  .map((rows) => rows.map(cellsOf))

const asRows = (cells: ReadonlyArray<ListCells>): ReadonlyArray<ListRow> =>
  cells.map((one, i) => ({ at: i + 1, cells: one }))

describe("a list held against the replayed one", () => {
  test.prop([lists])("agrees with itself, and in any other order, which is told", (list) => {
    expect(compareLists(asRows(list), list)).toEqual({ missing: [], extra: [], differing: [], reordered: false })
    const turned = compareLists(asRows(list.toReversed()), list)
    expect([agrees(turned), turned.reordered]).toEqual([true, list.length > 1])
  })

  test.prop([lists, fc.nat()])(
    "misses exactly the row that was taken out, and has exactly the one put in",
    (list, n) => {
      const gone = n % list.length
      const without = list.filter((_, i) => i !== gone)
      expect(compareLists(asRows(without), list)).toEqual({
        missing: [asRows(list)[gone]],
        extra: [],
        differing: [],
        reordered: false,
      })
      expect(compareLists(asRows(list), without).extra.map(({ at }) => at)).toEqual([gone + 1])
      const twice = [...list, ...list.slice(gone, gone + 1)]
      expect(compareLists(asRows(twice), list).extra.map(({ at }) => at)).toEqual([list.length + 1])
    },
  )

  test.prop([lists, fc.nat(), fc.string(), fc.constantFrom("platformName", "validUntil", "remark", "__proto__")])(
    "differs in exactly the field that was changed, whatever it is called",
    (list, n, value, field) => {
      const at = n % list.length
      const changed = list.map((cells, i) => (i === at ? new Map([...cells, [field, value]]) : cells))
      const replayed = list[at]?.get(field) ?? ""
      const uscc = list[at]?.get("uscc") ?? ""
      expect(compareLists(asRows(changed), list).differing).toEqual(
        value === replayed ? [] : [{ uscc, at: at + 1, field, published: value, replayed }],
      )
    },
  )

  it("counts a row without a code as one too many", () => {
    const { extra } = compareLists(asRows([cellsOf({ platformName: "示例" })]), [])
    expect(extra).toHaveLength(1)
  })
})
