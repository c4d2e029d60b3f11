import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { utf8 } from "@shifan/testkit/basics"
import { civilDate, type LogKeyCommand, type UnitStanding } from "@shifan/core"
import { unit } from "@shifan/testkit"
import type { Envelope, Events, StoredEvent } from "@shifan/event-store"
import { emptyRange, extendRange, rangeRoot, rfc6962, toHex } from "@shifan/tlog"
import {
  auditPublications,
  publicationCollector,
  replay,
  unitMapHead,
  withFaults,
  type ListProjector,
  type RecordedPublication,
} from "../src/index.js"
import { envelopeOf, eventsOf, withEnvelope } from "./forged-history.js"
import { day, enact, library, openCall, recordedHistory, type Step } from "./recorded-history.js"

const standings = (leaves: number): ReadonlyArray<UnitStanding> =>
  Array.from({ length: leaves }, (_, i) => ({
    division: "130300",
    uscc: unit,
    phase: "certified",
    listed: true,
    last: { type: "Certified", revision: i, effectiveOn: day, index: i, hash: `sha256:${"0".repeat(64)}` },
  }))

const digestOf = (leaves: number, asOf: string): string =>
  `sha256:${Buffer.from(`${asOf} ${leaves}`).toString("hex").padEnd(64, "0").slice(0, 64)}`

/** A projection without a roster: the list has a row, and the map a unit, for each leaf taken by then. */
const leafCounter: ListProjector = (publications, reached) => {
  let pending = publications.toSorted((a, b) => a.logSize - b.logSize)
  let taken = 0
  const end = (size: number): void => {
    const due = pending.filter(({ logSize }) => logSize <= size)
    pending = pending.slice(due.length)
    for (const publication of due)
      reached(publication, { rows: taken, digest: digestOf(taken, publication.asOf), standings: standings(taken) })
  }
  return {
    end,
    take: (_, index) => {
      end(index)
      taken++
    },
  }
}

const keyStep = (command: LogKeyCommand): Step => ({ target: { aggregate: "log", key: "", command } })

const firstKey = `example.cn/log+0000000a+${"A".repeat(44)}`

const introduceKey = keyStep({ type: "IntroduceLogKey", data: { key: firstKey, role: "log" } })

const publish = (logSize: number, rows = logSize, units = logSize): Step => ({
  target: {
    aggregate: "roster",
    key: "",
    command: {
      type: "PublishRoster",
      data: {
        asOf: day,
        logSize,
        rows,
        digest: digestOf(logSize, day),
        medium: "示例",
        units: unitMapHead(standings(units)),
      },
    },
  },
})

const publicationsIn = async (events: ReadonlyArray<StoredEvent>): Promise<ReadonlyArray<RecordedPublication>> => {
  const publications = publicationCollector()
  await replay(eventsOf(events), { library, each: publications.take })
  return publications.all()
}

const verdictOn = async (events: ReadonlyArray<StoredEvent>) =>
  withFaults(
    await replay(eventsOf(events), { library }),
    await auditPublications(() => eventsOf(events), await publicationsIn(events), leafCounter),
  )

/** Other data in the publications, without recomputed hash chains: each is the last of its stream. */
const republished = (events: ReadonlyArray<StoredEvent>, change: object): ReadonlyArray<StoredEvent> =>
  events.map((event) =>
    event.type === "RosterPublished"
      ? withEnvelope(event, { data: { ...Object(envelopeOf(event).data), ...change } })
      : event,
  )

describe("art_11__para_1: the audit of publications", () => {
  it("finds no fault when each list is the list of its day and size", async () => {
    const events = await recordedHistory([enact, publish(1), openCall, publish(2), introduceKey, publish(5)])
    expect(await verdictOn(events)).toEqual({ events: 6, streams: 4, decisions: 6, faultCount: 0, faults: [] })
  })

  it("does not read the log again when nothing was published", async () => {
    const unreadable = (): Events => {
      throw new Error("read again")
    }
    const publications = await publicationsIn(await recordedHistory([enact, introduceKey]))
    expect(await auditPublications(unreadable, publications, leafCounter)).toEqual([])
  })

  it("reads no further than the last list needs", async () => {
    const events = await recordedHistory([enact, publish(1), openCall])
    let read = 0
    async function* counted(): Events {
      for await (const next of eventsOf(events)) {
        read++
        yield next
      }
    }
    expect(await auditPublications(counted, await publicationsIn(events), leafCounter)).toEqual([])
    expect(read).toBe(1)
  })

  it("reports a wrong list with its place and both figures", async () => {
    const { faults, faultCount } = await verdictOn(await recordedHistory([enact, publish(1), openCall, publish(3, 2)]))
    expect(faultCount).toBe(1)
    expect(faults).toMatchObject([
      { code: "PublishedOtherwise", place: { index: 3, stream: "roster-130300", revision: 1 } },
    ])
    expect(faults[0]?.expected.en).toMatch(/^3 rows, sha256:\w+ \(as of 2020-11-20, from 3 leaves\)$/)
    expect(faults[0]?.found.en).toMatch(/^2 rows, sha256:\w+$/)
  })

  it("reports a wrong map of all units with its place and both figures", async () => {
    const events = await recordedHistory([enact, publish(1), openCall, publish(3, 3, 2)])
    const { faults } = await verdictOn(events)
    expect(faults).toMatchObject([{ code: "UnitsDiffer", place: { index: 3, stream: "roster-130300", revision: 1 } }])
    expect(faults[0]?.expected.en).toMatch(/^3 units, sha256:\w+ \(as of 2020-11-20, from 3 leaves\)$/)
    expect(faults[0]?.found.en).toBe(`2 units, ${unitMapHead(standings(2)).root}`)
  })

  it.each([
    ["root", { count: 1, root: unitMapHead(standings(2)).root }],
    ["count", { count: 2, root: unitMapHead(standings(1)).root }],
  ])("reports a map of all units of which only the %s is wrong", async (_, units) => {
    const [enacted, ...published] = await recordedHistory([enact, publish(1)])
    const events = [...(enacted === undefined ? [] : [enacted]), ...republished(published, { units })]
    const lists = await auditPublications(() => eventsOf(events), await publicationsIn(events), leafCounter)
    expect(lists.map(({ code }) => code)).toEqual(["UnitsDiffer"])
  })

  it("reports a list that claims more leaves than came before it", async () => {
    const { faults } = await verdictOn(await recordedHistory([enact, publish(2), openCall]))
    expect(faults).toMatchObject([
      {
        code: "PublishedOtherwise",
        place: { index: 1 },
        expected: { en: expect.stringMatching(/^1 leaves at most/) },
        found: { en: "2 leaves" },
      },
    ])
  })

  it("reports faults in the order of the log, merged with those of the replay", async () => {
    const events = await recordedHistory([enact, publish(1, 7), openCall, publish(3, 7), publish(9)])
    const broken = events.map((event, i) => (i === 2 ? withEnvelope(event, { previous: "0".repeat(64) }) : event))
    const publications = await publicationsIn(broken)
    const lists = await auditPublications(() => eventsOf(broken), publications, leafCounter)
    expect(lists.map(({ place }) => place.index)).toEqual([1, 3, 4])
    const { faults } = await verdictOn(broken)
    expect(faults.map(({ code, place }) => [code, place.index])).toEqual([
      ["PublishedOtherwise", 1],
      ["BrokenChain", 2],
      ["PublishedOtherwise", 3],
      ["PublishedOtherwise", 4],
    ])
  })

  test.prop([
    fc.oneof(
      fc.constant({ asOf: civilDate("2020-11-19") }),
      fc.record({ logSize: fc.nat(1) }),
      fc.record({ rows: fc.nat(1) }),
      fc.constant({ digest: `sha256:${"f".repeat(64)}` }),
      fc.nat(1).map((count) => ({ units: { ...unitMapHead(standings(2)), count } })),
      fc.constant({ units: { count: 2, root: `sha256:${"f".repeat(64)}` } }),
    ),
  ])("finds any forged figure in a published list", async (change) => {
    const events = await recordedHistory([enact, openCall, publish(2)])
    const { faults } = await verdictOn(republished(events, change))
    expect(faults[0]).toMatchObject({
      code: "units" in change ? "UnitsDiffer" : "PublishedOtherwise",
      place: { index: 2 },
    })
  })

  it.each([0, 1, 2])("recomputes the head of %i leaves that a publication names", async (size) => {
    const events = await recordedHistory([enact, openCall, publish(2)])
    const root = rangeRoot(
      events.slice(0, size).reduce((range, { leaf }) => extendRange(range, rfc6962.leaf(leaf)), emptyRange),
    )
    const head = { origin: "example.cn/log", size, root: `sha256:${toHex(root)}` }
    expect((await verdictOn(republished(events, { head }))).faults).toEqual([])
    const forged = { ...head, root: `sha256:${"f".repeat(64)}` }
    const { faults } = await verdictOn(republished(events, { head: forged }))
    expect(faults).toMatchObject([{ code: "HeadDiffers", place: { index: 2 } }])
    expect(faults[0]?.expected.en).toContain(`${size} leaves of example.cn/log, root ${head.root}`)
  })

  describe("art_16__para_1: a head that a publication names", async () => {
    const second = `example.cn/second+0000000b+${"B".repeat(44)}`
    const introduceSecond = keyStep({ type: "IntroduceLogKey", data: { key: second, role: "log" } })
    const retireFirst = keyStep({ type: "RetireLogKey", data: { key: firstKey } })
    const events = await recordedHistory([enact, introduceKey, introduceSecond, retireFirst, publish(4)])
    const headOf = (origin: string, size: number) => {
      const hashes = events.slice(0, size).map(({ leaf }) => rfc6962.leaf(leaf))
      const root = rangeRoot(hashes.reduce((range, hash) => extendRange(range, hash), emptyRange))
      return { origin, size, root: `sha256:${toHex(root)}` }
    }

    it.each([
      ["example.cn/log", 0, []],
      ["example.cn/log", 3, []],
      ["example.cn/log", 4, ["HeadDiffers"]],
      ["example.cn/second", 4, []],
      ["example.cn/another", 0, ["HeadDiffers"]],
      ["example.cn/another", 4, ["HeadDiffers"]],
      ["example.cn/log+0000000a", 3, ["HeadDiffers"]],
    ])("is of %s at %i leaves, whose keys the log records: %j", async (origin, size, codes) => {
      const { faults } = await verdictOn(republished(events, { head: headOf(origin, size) }))
      expect(faults.map(({ code }) => code)).toEqual(codes)
    })

    it("may be of any log while the leaves of the list introduce no key", async () => {
      const early = await recordedHistory([enact, publish(1), introduceKey])
      expect((await verdictOn(republished(early, { head: headOf("example.cn/another", 1) }))).faults).toEqual([])
    })
  })

  it("finds a head of more leaves than its list", async () => {
    const events = await recordedHistory([enact, openCall, publish(2)])
    const head = { origin: "example.cn/log", size: 3, root: `sha256:${"f".repeat(64)}` }
    const { faults } = await verdictOn(republished(events, { head }))
    expect(faults.map(({ code }) => code)).toContain("Undecidable")
  })

  it("finds a map of all units that is missing, null or malformed", async () => {
    const events = await recordedHistory([enact, openCall, publish(2)])
    const { units: _, ...without } = Object(events.map((event) => envelopeOf(event).data).at(-1))
    for (const data of [without, { ...without, units: null }, { ...without, units: { count: 2, root: "sha256:0" } }]) {
      const forged = events.map((event) => (event.type === "RosterPublished" ? withEnvelope(event, { data }) : event))
      expect((await verdictOn(forged)).faults).toMatchObject([{ code: "Malformed", place: { index: 2 } }])
    }
  })

  it("continues when a projection throws on an event, so that its later lists differ", async () => {
    const events = await recordedHistory([enact, publish(1), openCall, publish(3)])
    const throwing: ListProjector = (publications, reached) => {
      const { take, end } = leafCounter(publications, reached)
      return {
        end,
        take: (envelope: Envelope, index: number, leaf: Uint8Array) => {
          if (envelope.type === "CallOpened") throw new TypeError("no such field")
          take(envelope, index, leaf)
        },
      }
    }
    const faults = await auditPublications(() => eventsOf(events), await publicationsIn(events), throwing)
    expect(faults.map(({ code, place }) => [code, place.index])).toEqual([
      ["PublishedOtherwise", 3],
      ["UnitsDiffer", 3],
    ])
  })

  it("counts leaves that are not events", async () => {
    const events = await recordedHistory([enact, openCall, publish(2)])
    const publications = await publicationsIn(events)
    const unreadable = events.map((event, i) => (i === 1 ? { ...event, leaf: utf8("[]") } : event))
    const calls: Array<number> = []
    const recorder: ListProjector = () => ({ take: (_, index) => calls.push(index), end: (size) => calls.push(size) })
    await auditPublications(() => eventsOf(unreadable), publications, recorder)
    expect(calls).toEqual([0, 2])
  })

  it("leaves malformed publications to the replay", async () => {
    const events = await recordedHistory([enact, publish(1)])
    const malformed = republished(events, { asOf: "never" })
    expect(await publicationsIn(malformed)).toEqual([])
    const { faults } = await verdictOn(malformed)
    expect(faults.map(({ code }) => code)).toEqual(["Malformed"])
  })
})
