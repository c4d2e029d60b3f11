import { fc, test } from "@fast-check/vitest"
import { beforeAll, describe, expect, it } from "vitest"
import { civilDate, qinhuangdao2020 } from "@shifan/core"
import { sha256Hex, type Envelope, type StoredEvent } from "@shifan/event-store"
import type { Target } from "@shifan/service"
import { document, unit } from "@shifan/testkit"
import { replay } from "../src/index.js"
import { anything, chainedAnew, given } from "./forged-history.js"
import { enact, library, lived, on, openCall } from "./recorded-history.js"

/** Enacted, a call, an imported title with its plaque, a spot check, support and a summary: seven events, three streams. */
const life: ReadonlyArray<Target> = [
  enact,
  openCall(civilDate("2020-12-20")),
  {
    aggregate: "designation",
    key: unit,
    command: {
      type: "ImportTitle",
      data: {
        operatingUnitName: "秦皇岛示例服务有限公司",
        platformName: "示例服务平台",
        countyOrDistrict: qinhuangdao2020.territory.counties[0]?.code ?? qinhuangdao2020.territory.bureau.code,
        grantedOn: civilDate("2018-12-13"),
        grantingDocument: "示例〔2018〕1号",
      },
    },
  },
  { aggregate: "designation", key: unit, command: { type: "AwardPlaque", data: { awardedOn: on } } },
  {
    aggregate: "designation",
    key: unit,
    command: { type: "SpotCheck", data: { regular: true, findings: "示例", falsificationFound: true, evidence: [] } },
  },
  {
    aggregate: "designation",
    key: unit,
    command: { type: "GrantSupport", data: { kind: "补助", amount: 500_000, document } },
  },
  {
    aggregate: "designation",
    key: unit,
    command: {
      type: "Revoke",
      data: {
        restsOn: 2,
        reasons: [{ provision: "art_14__para_1", text: "示例" }],
        announcement: { number: "示例1号", date: on, address: "https://example.cn" },
      },
    },
  },
]

let events: ReadonlyArray<StoredEvent> = []

beforeAll(async () => {
  events = await lived(life)
})

const verdictOn = (some: ReadonlyArray<StoredEvent>) => replay(given(some), { library })

const forged = (index: number, change: (envelope: Envelope) => Envelope): ReadonlyArray<StoredEvent> =>
  chainedAnew(events, index, change)

describe("art_16__para_1: a history that was lived", () => {
  it("holds, each decision taken again", async () => {
    expect(await verdictOn(events)).toMatchObject({ events: 7, streams: 3, decisions: 7, faultCount: 0, faults: [] })
  })

  it("holds as far as it goes, wherever it is cut off (12)", async () => {
    for (let n = 0; n <= events.length; n++)
      expect(await verdictOn(events.slice(0, n))).toMatchObject({ events: n, faultCount: 0 })
  })
})

describe("art_16__para_1: a history that was forged by one who chained it anew", () => {
  it("holds where only a fact was changed that no rule looks at: there the signed checkpoint must help", async () => {
    const richer = forged(5, (one) => ({ ...one, data: { kind: "补助", amount: 900_000, document } }))
    expect(await verdictOn(richer)).toMatchObject({ faultCount: 0 })
  })

  it("is found out at the event whose ground was forged away", async () => {
    const innocent = forged(4, (one) => ({
      ...one,
      data: { regular: true, findings: "示例", falsificationFound: false, evidence: [] },
    }))
    const { faults } = await verdictOn(innocent)
    expect(faults).toMatchObject([{ code: "Undecidable", place: { index: 6, revision: 4 } }])
    expect(faults[0]?.found.en).toContain("no spot check that found falsification")
  })

  it.each([
    ["actor", { actor: { role: "county", code: "130302", officer: "HG-01" } }, "Undecidable"],
    ["provisions", { provisions: [] }, "DecidedOtherwise"],
    ["readings", { readings: {} }, "DecidedOtherwise"],
    ["data", { data: { awardedOn: "2031-01-01" } }, "Undecidable"],
    ["data of another shape", { data: { awarded: true } }, "Malformed"],
    ["basis", { basis: [{ stream: "call-130300-2020", revision: 9 }] }, "UnknownLaw"],
    ["law, unread", { basis: [] }, "Undecidable"],
    ["commandId", { commandId: "0190163d-8694-7000-8000-0000000000ff" }, "WrongId"],
    ["place", { revision: 7 }, "Misplaced"],
    ["day", { effectiveOn: "2022-11-13" }, "Undecidable"],
  ])("is found out by its %s", async (_, change, code) => {
    const { faults } = await verdictOn(forged(3, (one) => ({ ...one, ...change }) as Envelope))
    expect(faults[0]).toMatchObject({ code, place: { index: 3, revision: 1 } })
  })
})

describe("an event whose data are anything at all", () => {
  test.prop([fc.nat(), fc.record({ value: anything }), fc.boolean()], { numRuns: 500 })(
    "is named, under a law that is known or not, and ends nothing",
    async (which, data, known) => {
      const index = which % events.length
      const basis = known ? {} : { basis: [{ stream: "call-130300-2020", revision: 9 }] }
      const spoilt = (one: Envelope): Envelope => ({ ...one, ...basis, data })
      const { events: told, faults } = await verdictOn(forged(index, spoilt))
      expect(told).toBe(events.length)
      expect(faults[0]).toMatchObject({ place: { index }, code: known ? "Malformed" : "UnknownLaw" })
    },
  )
})

describe("bytes that were changed", () => {
  test.prop([fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 })], { numRuns: 300 })(
    "are found at their own revision or the next of their stream, when the recorded hashes are not at hand",
    async (which, where, bits) => {
      const index = which % events.length
      const flipped = events.map((event, i) => {
        if (i !== index) return event
        const leaf = event.leaf.slice()
        const at = where % leaf.length
        leaf[at] = (leaf[at] ?? 0) ^ bits
        return { ...event, leaf }
      })
      const { faults } = await verdictOn(flipped)
      const last = events.findLastIndex(({ stream }) => stream === events[index]?.stream) === index
      expect(faults.length > 0 || last).toBe(true)
    },
  )

  test.prop([fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 })], { numRuns: 200 })(
    "are found at their own revision when they are",
    async (which, where, bits) => {
      const index = which % events.length
      const hash = (leaf: Uint8Array) => new TextEncoder().encode(sha256Hex(leaf))
      const hashes = events.map(({ leaf }) => hash(leaf))
      const flipped = events.map((event, i) => {
        const leaf = event.leaf.slice()
        const at = where % leaf.length
        if (i === index) leaf[at] = (leaf[at] ?? 0) ^ bits
        return { ...event, leaf }
      })
      const { faults } = await replay(given(flipped), { library, recorded: { hashes, hash } })
      expect(faults[0]).toMatchObject({
        code: "HashDiffers",
        place: { index, revision: events[index]?.revision },
      })
    },
  )

  it("two events swapped, one dropped, one told twice: each is a gap", async () => {
    const [a, b, c, d, ...rest] = events
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error("too few events")
    for (const some of [
      [a, b, d, c, ...rest],
      [a, b, c, ...rest],
      [a, b, c, c, d, ...rest],
    ])
      expect((await verdictOn(some)).faults.map(({ code }) => code)).toContain("Gap")
  })
})
