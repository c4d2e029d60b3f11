import { createHash } from "node:crypto"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { evolve, initialState, phaseOn, type CivilDate, type Uscc } from "@shifan/core"
import { reachesBackTo } from "@shifan/core/registry"
import { encode, isDesignationEvent, type Envelope } from "@shifan/event-store"
import { anyDay, eventsOf, history, unit } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import { rostersAt, type PointList, type RosterPoint } from "../src/index.js"
import { envelopesOf } from "./envelopes.js"

const otherUnit = "91110108551385082Q"
const elsewhere = (envelope: Envelope): Envelope => ({
  ...envelope,
  stream: envelope.stream.replace("-130300-", "-130200-"),
})

/** Two units at one bureau; the second has a history at another bureau too. */
const log: fc.Arbitrary<ReadonlyArray<Envelope>> = fc
  .tuple(history(), history(), history())
  .map(([first, second, abroad]) => [
    ...envelopesOf(eventsOf(first)),
    ...envelopesOf(eventsOf(second), otherUnit),
    ...envelopesOf(eventsOf(abroad), otherUnit).map(elsewhere),
  ])

const leafOf = (envelope: Envelope): Uint8Array => right(encode(envelope))

const computedAt = (events: ReadonlyArray<Envelope>, points: ReadonlyArray<RosterPoint>) => {
  const computed = new Map<RosterPoint, PointList>()
  const collector = rostersAt(points, (point, at) => computed.set(point, at))
  for (const [index, envelope] of events.entries()) collector.take(envelope, index, leafOf(envelope))
  collector.end(events.length)
  return computed
}

/** The phase of one stream on a day, folded from the events of that stream alone. */
const phaseFrom = (events: ReadonlyArray<Envelope>, uscc: Uscc, asOf: CivilDate) => {
  const visible = events
    .filter(isDesignationEvent)
    .filter((event) => event.effectiveOn <= asOf || reachesBackTo(event) !== undefined)
  const state = visible.reduce(
    (before, event) => evolve({ ...before, revision: event.revision - 1 }, event),
    initialState(uscc),
  )
  return phaseOn(state, asOf)
}

const expected = (events: ReadonlyArray<Envelope>, { asOf, logSize, division }: RosterPoint) =>
  [unit, otherUnit].toSorted().flatMap((uscc) => {
    const stream = `designation-${division}-${uscc}`
    const own = events.slice(0, logSize).filter((event) => event.stream === stream)
    const last = own.at(-1)
    if (last === undefined) return []
    const hash = createHash("sha256").update(Uint8Array.of(0)).update(leafOf(last)).digest("hex")
    const { type, revision, effectiveOn } = last
    return [
      {
        division,
        uscc,
        phase: phaseFrom(own, uscc as Uscc, asOf),
        last: { type, revision, effectiveOn, index: events.indexOf(last), hash: `sha256:${hash}` },
      },
    ]
  })

const anyPoints = fc.array(
  fc.record({ asOf: anyDay, logSize: fc.nat(60), division: fc.constantFrom("130300", "130200") }),
  { maxLength: 6 },
)

describe("art_11__para_1: the standing of every unit on the day of a list", () => {
  test.prop([log, anyPoints], { numRuns: 40 })(
    "consists of its phase on that day, its last record and whether it is listed",
    (events, points) => {
      for (const [point, { list, standings }] of computedAt(events, points)) {
        expect(standings().map(({ listed: _, ...rest }) => rest)).toEqual(expected(events, point))
        const listed = standings().filter((standing) => standing.listed)
        expect(listed.map(({ uscc }) => uscc)).toEqual(list.map(({ uscc }) => uscc).toSorted())
      }
    },
  )

  it("has many different phases among the samples", () => {
    const phases = fc
      .sample(fc.tuple(log, anyPoints), { numRuns: 120, seed: 5 })
      .flatMap(([events, points]) => [...computedAt(events, points).values()])
      .flatMap(({ standings }) => standings().map(({ phase }) => phase))
    expect([...new Set(phases)]).toEqual(expect.arrayContaining(["none", "applied", "closed", "certified", "ended"]))
  })
})
