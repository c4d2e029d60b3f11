import { createHash } from "node:crypto"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { civilDate } from "@shifan/core"
import { encode, type Envelope } from "@shifan/event-store"
import { anyDay, eventsOf, history, unit } from "@shifan/testkit"
import {
  agrees,
  canonicalList,
  compareLists,
  rosterDigest,
  rosterDigestsAt,
  rosterUnder,
  rostersAt,
  type ListCells,
  type ListRow,
  type RosterEntry,
  type RosterPoint,
} from "../src/index.js"
import { right } from "@shifan/testkit/basics"
import { envelopesOf } from "./envelopes.js"

const otherUnit = "91110108551385082Q"

const leafOf = (envelope: Envelope): Uint8Array => right(encode(envelope))

/** Interleaved histories of two units, each in its own order. */
const log: fc.Arbitrary<ReadonlyArray<Envelope>> = fc
  .tuple(history(), history(), fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }))
  .map(([first, second, turns]) => {
    const queues = [[...envelopesOf(eventsOf(first))], [...envelopesOf(eventsOf(second), otherUnit)]]
    const interleaved: Array<Envelope> = []
    for (let i = 0; queues.some((queue) => queue.length > 0); i++) {
      const [preferred, fallback] = turns[i % turns.length] ? queues : queues.toReversed()
      const next = preferred?.shift() ?? fallback?.shift()
      if (next !== undefined) interleaved.push(next)
    }
    return interleaved
  })

const anyPoints = fc.array(fc.record({ asOf: anyDay, logSize: fc.nat(40) }), { maxLength: 8 })

const listsFrom = (events: ReadonlyArray<Envelope>, points: ReadonlyArray<RosterPoint>) => {
  const lists = new Map<RosterPoint, ReadonlyArray<RosterEntry>>()
  const collector = rostersAt(points, (point, { list }) => lists.set(point, list))
  for (const [index, envelope] of events.entries()) collector.take(envelope, index, leafOf(envelope))
  collector.end(events.length)
  return lists
}

describe("art_11__para_1: lists from one reading of the log", () => {
  test.prop([log, anyPoints], { numRuns: 40 })(
    "equal the roster from the leaves before each point, as of its day",
    (events, points) => {
      const lists = listsFrom(events, points)
      for (const point of points) {
        const { asOf, logSize } = point
        const roster = rosterUnder({ asOf })
        for (const envelope of events.slice(0, logSize)) roster.apply(envelope)
        expect(lists.get(point)).toEqual(logSize <= events.length ? roster.list() : undefined)
      }
    },
  )

  it("have none, one or both of the units among the samples, so that each case is tested", () => {
    const sizes = fc
      .sample(fc.tuple(log, anyPoints), { numRuns: 30, seed: 11 })
      .flatMap(([events, points]) => [...listsFrom(events, points).values()].map(({ length }) => length))
    expect(new Set(sizes)).toEqual(new Set([0, 1, 2]))
  })

  test.prop([log, anyPoints], { numRuns: 10 })("have the digest of the published file", (events, points) => {
    const digests = new Map<RosterPoint, unknown>()
    const collector = rosterDigestsAt(points, (point, { rows, digest }) => digests.set(point, { rows, digest }))
    for (const [index, envelope] of events.entries()) collector.take(envelope, index, leafOf(envelope))
    collector.end(events.length)
    const lists = listsFrom(events, points)
    expect(digests).toEqual(new Map([...lists].map(([point, list]) => [point, rosterDigest(list)])))
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
  it("is canonical JSON, and its digest is the SHA-256 of the file", () => {
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
    "has another digest exactly if a name differs",
    ([a, b]) => {
      expect(rosterDigest([entry(unit, a)]).digest === rosterDigest([entry(unit, b)]).digest).toBe(a === b)
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
  cells.map((row, i) => ({ at: i + 1, cells: row }))

describe("a list compared with the replayed one", () => {
  test.prop([lists])("agrees with itself, even in another order, which is reported", (list) => {
    expect(compareLists(asRows(list), list)).toEqual({ missing: [], extra: [], differing: [], reordered: false })
    const reversed = compareLists(asRows(list.toReversed()), list)
    expect([agrees(reversed), reversed.reordered]).toEqual([true, list.length > 1])
  })

  test.prop([lists, fc.nat()])(
    "lacks exactly the row that was removed, or has exactly the row that was added too many",
    (list, n) => {
      const removed = n % list.length
      const without = list.filter((_, i) => i !== removed)
      expect(compareLists(asRows(without), list)).toEqual({
        missing: [asRows(list)[removed]],
        extra: [],
        differing: [],
        reordered: false,
      })
      expect(compareLists(asRows(list), without).extra.map(({ at }) => at)).toEqual([removed + 1])
      const twice = [...list, ...list.slice(removed, removed + 1)]
      expect(compareLists(asRows(twice), list).extra.map(({ at }) => at)).toEqual([list.length + 1])
    },
  )

  test.prop([lists, fc.nat(), fc.string(), fc.constantFrom("platformName", "validUntil", "remark", "__proto__")])(
    "differs in exactly the field that was changed, whatever its name",
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
