import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { fc, test } from "@fast-check/vitest"
import { beforeAll, describe, expect, it } from "vitest"
import { civilDate, type Bilingual } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { sha256Hex, type Envelope, type ReadError, type StoredEvent } from "@shifan/event-store"
import { document, unit } from "@shifan/testkit"
import { forge } from "@shifan/testkit/forger"
import { utf8 } from "@shifan/testkit/basics"
import { replay, type LogFault, type RecordedHashes, type ReplayOptions } from "../src/index.js"
import { frozenEvents } from "./frozen-history.js"
import { anyData, envelopeOf, eventsOf, forged, rechained, withEnvelope } from "./forged-history.js"
import {
  day,
  enact,
  importTitle,
  library,
  openCall,
  recordedHistory,
  revoke,
  spotCheck,
  type Step,
} from "./recorded-history.js"

/** Three streams: the instrument at 0, the call at 1, and a unit's title from 2 on. */
const steps: ReadonlyArray<Step> = [
  enact,
  openCall,
  importTitle,
  { target: { aggregate: "designation", key: unit, command: { type: "AwardPlaque", data: { awardedOn: day } } } },
  {
    target: {
      aggregate: "designation",
      key: unit,
      command: { type: "GrantSupport", data: { kind: "补助", amount: 500_000, document } },
    },
  },
  spotCheck,
  revoke(3),
]
const plaque = 3
const support = 4
const check = 5
const revocation = 6

let events: ReadonlyArray<StoredEvent> = []

beforeAll(async () => {
  events = await recordedHistory(steps)
})

const verdictOn = async (some: ReadonlyArray<StoredEvent>, options: Partial<ReplayOptions> = {}) => {
  const verdict = await replay(eventsOf(some), { library, ...options })
  for (const { expected, found } of verdict.faults) [expected, found].forEach(expectBothLanguages)
  return verdict
}

/** Values, such as a hash with an altered digit, may be language-neutral, but a sentence in English needs one in Chinese. */
const expectBothLanguages = ({ zh, en }: Bilingual): void => {
  if (/\b[a-z]+ [a-z]+\b/i.test(en.replaceAll(/"[^"]*"/g, ""))) expect(zh).toMatch(/[\u4e00-\u9fff]/)
}

const eventAt = (index: number, history: ReadonlyArray<StoredEvent> = events): StoredEvent => {
  const event = history[index]
  if (event === undefined) throw new Error(`no event ${index}`)
  return event
}

const replaced = (index: number, change: (event: StoredEvent) => StoredEvent): ReadonlyArray<StoredEvent> =>
  events.map((event, i) => (i === index ? change(event) : event))

describe("art_16__para_1: a history as recorded", () => {
  it("has no faults when each decision is made again", async () => {
    expect(await verdictOn(events)).toEqual({ events: 7, streams: 3, decisions: 7, faultCount: 0, faults: [] })
  })

  it("has no faults wherever it is cut off", async () => {
    for (let n = 0; n <= events.length; n++)
      expect(await verdictOn(events.slice(0, n))).toMatchObject({ events: n, faultCount: 0 })
  })
})

/** A fault at an event of the sound history, with the English texts for expected and found. */
const fault = (
  code: LogFault["code"],
  place: Partial<LogFault["place"]>,
  expected: unknown,
  found: unknown,
): unknown => ({
  code,
  place: expect.objectContaining(place),
  expected: expect.objectContaining({ en: expected }),
  found: expect.objectContaining({ en: found }),
})

describe("art_16__para_1: the replay of a faulty history", () => {
  const hash = (leaf: Uint8Array): Uint8Array => utf8(sha256Hex(leaf))
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")
  const recorded = (change: (hashes: ReadonlyArray<Uint8Array>) => ReadonlyArray<Uint8Array>): RecordedHashes => ({
    hashes: change(events.map(({ leaf }) => hash(leaf))),
    hash,
  })
  const faultsOf = async (some: ReadonlyArray<StoredEvent>, options: Partial<ReplayOptions> = {}) => {
    const { faults, faultCount } = await verdictOn(some, options)
    expect(faultCount).toBe(faults.length)
    return faults
  }

  it("reports HashDiffers for a leaf that differs from its recorded hash", async () => {
    const other = utf8("other")
    const hashes = recorded((all) => all.with(plaque, other))
    expect(await faultsOf(events, { recorded: hashes })).toEqual([
      fault("HashDiffers", { index: plaque }, hex(other), hex(hash(eventAt(plaque).leaf))),
    ])
  })

  it("reports HashDiffers for a leaf without a recorded hash and for a hash without a leaf", async () => {
    const last = hash(eventAt(revocation).leaf)
    expect(await faultsOf(events, { recorded: recorded((all) => all.slice(0, -1)) })).toEqual([
      fault("HashDiffers", { index: revocation }, "none", hex(last)),
    ])
    expect(await faultsOf(events.slice(0, -1), { recorded: recorded((all) => all) })).toEqual([
      fault("HashDiffers", { index: revocation, stream: "", revision: -1 }, hex(last), "the end of the log"),
    ])
  })

  it("reports NotCanonical for a leaf that is other JSON of the same event", async () => {
    const spaced = replaced(revocation, (event) => ({
      ...event,
      leaf: utf8(new TextDecoder().decode(event.leaf).replace('"type":', '"type": ')),
    }))
    expect(await faultsOf(spaced)).toEqual([
      fault("NotCanonical", { index: revocation, revision: 4 }, "canonical JSON", "other bytes"),
    ])
  })

  it("reports NotAnEvent for a leaf that is not an event", async () => {
    expect(await faultsOf(replaced(revocation, (event) => ({ ...event, leaf: utf8("[]") })))).toEqual([
      fault("NotAnEvent", { index: revocation }, "an event of a known type and version", "not an event"),
    ])
  })

  it("still reports the fault of a command that precedes a leaf that is not an event", async () => {
    const broken = forged(events, plaque, { provisions: [] }).with(check, { ...eventAt(check), leaf: utf8("[]") })
    expect((await verdictOn(broken)).faults.slice(0, 2)).toEqual([
      fault("DecidedOtherwise", { index: plaque }, expect.anything(), expect.anything()),
      fault("NotAnEvent", { index: check }, expect.anything(), expect.anything()),
    ])
  })

  it.each<readonly [keyof Envelope, unknown]>([
    ["effectiveOn", "2020-11-31"],
    ["recordedAt", "yesterday"],
    ["actor", { role: "bureau" }],
    ["provisions", "art. 14"],
    ["rule", { instrument: 1 }],
    ["readings", { hearing: 7 }],
    ["readings", { "no such reading": "optional" }],
    ["basis", [{ stream: "call-130300-2020" }]],
    ["correlationId", null],
    ["causationId", 1],
  ])("reports Malformed, with the field, for an envelope whose %s is %j", async (field, value) => {
    const malformed: Partial<Envelope> = Object.fromEntries([[field, value]])
    expect(await faultsOf(forged(events, revocation, malformed))).toEqual([
      fault(
        "Malformed",
        { index: revocation },
        "an event's head",
        expect.stringMatching(new RegExp(`^${field}\\S*: expected `)),
      ),
    ])
  })

  it("reports Malformed for data that is not of the event's type", async () => {
    expect(await faultsOf(forged(events, support, { data: { kind: "补助" } }))).toEqual([
      fault("Malformed", { index: support, revision: 2 }, "the data of SupportGranted", "other data"),
      fault("Undecidable", { index: revocation }, expect.anything(), expect.stringContaining("not a spot check")),
    ])
  })

  it("does not apply malformed data, and reports Undecidable for a decision that rests on it", async () => {
    const data = { regular: true, findings: 7, falsificationFound: true, evidence: [document] }
    expect(await faultsOf(forged(events, check, { data }))).toEqual([
      fault("Malformed", { index: check }, "the data of SpotChecked", "other data"),
      fault("Undecidable", { index: revocation }, expect.anything(), expect.stringContaining("not a spot check")),
    ])
  })

  it("reports a Gap for a missing revision", async () => {
    expect(await faultsOf(rechained(events.toSpliced(support, 1)))).toEqual([
      fault("Gap", { index: support, revision: 3 }, "revision 2", "revision 3"),
      fault("Undecidable", { index: support + 1 }, expect.anything(), expect.stringContaining("not a spot check")),
    ])
  })

  it("reports a Gap for a repeated revision", async () => {
    expect(await faultsOf(rechained(events.toSpliced(support, 0, eventAt(plaque))))).toContainEqual(
      fault("Gap", { index: support, revision: 1 }, "revision 2", "revision 1"),
    )
  })

  it.each<readonly [string, Partial<Envelope>]>([
    ["type", { type: "PlaqueAwarded" }],
    ["id", { id: "0190163d-8694-7000-8000-0000000000ff" }],
    ["stream", { stream: "designation-130300-91130303MA0001026G" }],
    ["revision", { revision: 7 }],
  ])("reports Misplaced for an event whose %s is not the one in the store", async (_, change) => {
    const stored = eventAt(revocation)
    const claimed = { ...stored, ...change }
    expect(await faultsOf(forged(events, revocation, change))).toContainEqual(
      fault(
        "Misplaced",
        { index: revocation, revision: 4 },
        `${stored.type} ${stored.id} at ${stored.stream}@${stored.revision}`,
        `${claimed.type} ${claimed.id} at ${claimed.stream}@${claimed.revision}`,
      ),
    )
  })

  it("reports Misplaced for a stream that belongs to no aggregate", async () => {
    const stream = "weather-130300"
    const moved = replaced(revocation, (event) => ({
      ...withEnvelope(event, { stream, revision: 0, previous: null }),
      stream,
      revision: 0,
    }))
    expect(await faultsOf(moved)).toEqual([
      fault("Misplaced", { index: revocation, stream }, "a stream of this regulation's", stream),
    ])
  })

  it("reports BrokenChain for an event that does not name the previous leaf of its stream", async () => {
    const previous = sha256Hex(utf8("another leaf"))
    const actual = sha256Hex(eventAt(check).leaf)
    expect(await faultsOf(replaced(revocation, (event) => withEnvelope(event, { previous })))).toEqual([
      fault("BrokenChain", { index: revocation }, actual, previous),
    ])
    expect(await faultsOf(replaced(0, (event) => withEnvelope(event, { previous })))).toEqual([
      fault("BrokenChain", { index: 0 }, "none", previous),
    ])
  })

  it("reports WrongId for an id that does not follow from the command's id", async () => {
    const commandId = "0190163d-8694-7000-8000-0000000000ff"
    const { id } = eventAt(revocation)
    expect(await faultsOf(forged(events, revocation, { commandId }))).toEqual([
      fault("WrongId", { index: revocation }, expect.stringMatching(/^[0-9a-f-]{36}$/), id),
    ])
    expect(await faultsOf(forged(events, revocation, { commandId: "the first" }))).toEqual([
      fault("WrongId", { index: revocation }, "an id from a command id that is a UUID", id),
    ])
  })

  it("reports UnknownLaw for a law that was never in force", async () => {
    const basis = [{ stream: "call-130300-2020", revision: 9 }]
    expect(await verdictOn(forged(events, plaque, { basis }))).toMatchObject({
      decisions: events.length - 1,
      faults: [fault("UnknownLaw", { index: plaque }, "instrument and calls as recorded before", "call-130300-2020@9")],
    })
  })

  it("reports UnknownLaw for a law of other streams at the same revisions", async () => {
    const { basis } = envelopeOf(eventAt(plaque))
    const others = basis.map(({ stream, revision }) => ({ stream: stream.replace("call", "instrument"), revision }))
    expect(await faultsOf(forged(events, plaque, { basis: others }))).toMatchObject([{ code: "UnknownLaw" }])
  })

  it("reports UnknownLaw for a law that came later than the decision", async () => {
    const [first, second, title, ...rest] = events
    if (first === undefined || second === undefined || title === undefined) throw new Error("too few events")
    const [{ basis }, { recordedAt }] = [envelopeOf(title), envelopeOf(first)]
    const early = forge([title, first, second, ...rest], (envelope, i) =>
      i === 0 ? { ...envelope, recordedAt, basis: [...basis] } : envelope,
    )
    expect(await faultsOf(early)).toEqual([
      fault(
        "UnknownLaw",
        { index: 0 },
        "instrument and calls as recorded before",
        expect.stringContaining("call-130300-2020@0"),
      ),
    ])
  })

  it("reports Undecidable, with the reason, for a decision that would be refused", async () => {
    expect(
      await faultsOf(forged(events, plaque, { actor: { role: "county", code: "130302", officer: "HG-01" } })),
    ).toEqual([
      fault(
        "Undecidable",
        { index: plaque, revision: 1 },
        "PlaqueAwarded by county 130302 on 2020-11-20",
        expect.stringContaining("not competent"),
      ),
    ])
  })

  it("reports DecidedOtherwise, with the difference, for a decision that would be made otherwise", async () => {
    expect(await faultsOf(forged(events, plaque, { provisions: ["art_9__para_1"] }))).toEqual([
      fault(
        "DecidedOtherwise",
        { index: plaque, revision: 1 },
        'provisions.0 "art_3__para_1"',
        'provisions.0 "art_9__para_1"',
      ),
    ])
  })

  it.each<readonly [ReadError, string]>([
    [{ _tag: "Closed" }, "Closed"],
    [{ _tag: "Corrupt", where: "page 3", reason: "checksum" }, "checksum"],
  ])("reports Unreadable and ends when the store fails with %j", async (error, found) => {
    async function* failing() {
      yield* events.slice(0, plaque).map((event) => E.right(event))
      yield E.left(error)
      yield* events.slice(plaque).map((event) => E.right(event))
    }
    expect(await replay(failing(), { library })).toEqual({
      events: plaque,
      streams: 3,
      decisions: plaque,
      faultCount: 1,
      faults: [fault("Unreadable", { index: plaque, stream: "", revision: -1 }, "an event", found)],
    })
  })
})

describe("the texts of a fault", () => {
  it.each([
    [
      "Undecidable",
      () => forged(events, support, { data: { kind: "补助" } }),
      /^市局130300于\d{4}-\d\d-\d\d登记的“撤销称号”$/,
    ],
    ["Gap", () => rechained(events.toSpliced(support, 1)), /^修订号2$/],
    ["NotAnEvent", () => replaced(revocation, (event) => ({ ...event, leaf: utf8("[]") })), /^已知类型和版本的事件$/],
  ] as const)("are also in Chinese for %s", async (code, history, expected) => {
    const { faults } = await verdictOn(history())
    expect(faults.find((one) => one.code === code)?.expected.zh).toMatch(expected)
  })
})

describe("art_16__para_1: a command of two events, a review and the revocation it led to", () => {
  const history = frozenEvents("history-1.ndjson")
  const review = history.findIndex(({ type }, i) => type === "Reviewed" && history[i + 1]?.type === "Revoked")
  const { stream, revision } = eventAt(review, history)
  const revoked = { index: review + 1, stream, revision: revision + 1 }

  const replayed = async (some: ReadonlyArray<StoredEvent>) => (await verdictOn(some)).faults

  it.each<readonly [string, Partial<Envelope>, string, string]>([
    ["provisions", { provisions: [] }, 'provisions.0 "art_13__para_1"', "provisions.0 —"],
    ["day", { effectiveOn: civilDate("2023-11-07") }, 'effectiveOn "2023-11-06"', 'effectiveOn "2023-11-07"'],
    [
      "actor",
      { actor: { role: "bureau", code: "130300", officer: "SJ-99" } },
      expect.stringMatching(/^actor\.officer "SJ-\d+"$/),
      'actor.officer "SJ-99"',
    ],
  ])("is DecidedOtherwise at the second event when that event's %s was forged", async (_, change, expected, found) => {
    const faults = await replayed(forged(history, review + 1, change))
    expect(faults).toContainEqual(fault("DecidedOtherwise", revoked, expected, found))
  })

  it("is Undecidable when the second event, which holds the announcement, is missing", async () => {
    expect(await replayed(rechained(history.toSpliced(review + 1, 1)))).toContainEqual(
      fault("Undecidable", { index: review }, expect.anything(), "a revocation needs its announcement"),
    )
  })

  it("is DecidedOtherwise when a third event was added", async () => {
    const third = { ...eventAt(review + 1, history), revision: revision + 2 }
    const added = history.toSpliced(review + 2, 0, withEnvelope(third, { revision: third.revision }))
    const place = { index: review + 2, stream, revision: revision + 2 }
    expect(await replayed(rechained(added))).toContainEqual(
      fault("DecidedOtherwise", place, "type null", 'type "Revoked"'),
    )
  })

  it("shares its history with a certification, which is DecidedOtherwise when its computed verdict was forged", async () => {
    const certified = history.findIndex(({ type }) => type === "Certified")
    const { assessment, ...data } = Object(envelopeOf(eventAt(certified, history)).data)
    const forgery = forged(history, certified, { data: { ...data, assessment: { ...assessment, verdict: "notMet" } } })
    expect((await replayed(forgery))[0]).toEqual(
      fault(
        "DecidedOtherwise",
        { index: certified },
        'data.assessment.verdict "met"',
        'data.assessment.verdict "notMet"',
      ),
    )
  })
})

describe("art_16__para_1: a decision that names an older law than the newest recorded before it", () => {
  it("is judged under the law it names", async () => {
    const interpret: Step = {
      target: {
        aggregate: "instrument",
        key: "qinhuangdao-2020-2",
        command: {
          type: "Interpret",
          data: { reading: "hearing", option: "required", document: "示例", appliesFrom: day, retroactive: true },
        },
      },
    }
    const recorded = await recordedHistory([...steps, interpret])
    const interpretation = eventAt(revocation + 1, recorded)
    const { recordedAt } = envelopeOf(interpretation)
    const { basis } = envelopeOf(eventAt(revocation))
    const overtaking = recorded.slice(0, revocation).concat(interpretation, eventAt(revocation))
    const decidedOn = (law: Partial<Envelope>) =>
      forge(overtaking, (envelope, i) => (i === revocation + 1 ? { ...envelope, recordedAt, ...law } : envelope))
    expect(await verdictOn(decidedOn({ basis: [...basis] }))).toMatchObject({ decisions: 8, faultCount: 0 })
    const underNewest = decidedOn({})
    expect((await verdictOn(underNewest)).faults).toMatchObject([
      { code: "Undecidable", place: { index: revocation + 1 }, found: { en: "the unit must be heard first" } },
    ])
  })
})

describe("art_16__para_1: a history that was forged and rechained", () => {
  it("has no faults when only a fact was changed that no rule reads, which only a signed checkpoint reveals", async () => {
    const richer = forged(events, support, { data: { kind: "补助", amount: 900_000, document } })
    expect(await verdictOn(richer)).toMatchObject({ faultCount: 0 })
  })

  it("is found out at the decision whose ground was removed", async () => {
    const innocent = forged(events, check, {
      data: { regular: true, findings: "示例", falsificationFound: false, evidence: [document] },
    })
    expect((await verdictOn(innocent)).faults).toEqual([
      fault(
        "Undecidable",
        { index: revocation },
        expect.anything(),
        expect.stringContaining("not a spot check that found falsification"),
      ),
    ])
  })

  it.each<readonly [string, Partial<Envelope>, LogFault["code"]]>([
    ["actor", { actor: { role: "county", code: "130302", officer: "HG-01" } }, "Undecidable"],
    ["provisions", { provisions: [] }, "DecidedOtherwise"],
    ["readings", { readings: {} }, "DecidedOtherwise"],
    ["rule", { rule: null }, "DecidedOtherwise"],
    ["data", { data: { awardedOn: "2031-01-01" } }, "Undecidable"],
    ["law, which is left out,", { basis: [] }, "Undecidable"],
    ["day", { effectiveOn: civilDate("2020-11-19") }, "Undecidable"],
  ])("is found out when an event's %s is forged", async (_, change, code) => {
    const { faults } = await verdictOn(forged(events, plaque, change))
    expect(faults[0]).toEqual(fault(code, { index: plaque, revision: 1 }, expect.anything(), expect.anything()))
  })

  test.prop([fc.nat(), fc.record({ value: anyData }), fc.boolean()], { numRuns: 500 })(
    "is read to its end and found out when data is replaced with any value, whether its law is known or not",
    async (which, data, isKnown) => {
      const index = which % events.length
      const basis = isKnown ? {} : { basis: [{ stream: "call-130300-2020", revision: 9 }] }
      const verdict = await verdictOn(forged(events, index, { ...basis, data }))
      expect(verdict.events).toBe(events.length)
      expect(verdict.faults[0]).toMatchObject({ place: { index }, code: isKnown ? "Malformed" : "UnknownLaw" })
    },
  )
})

describe("art_16__para_1: a decider that returns one event more than was recorded", () => {
  it("is reported as DecidedOtherwise after the last recorded event", async () => {
    const { designation } = aggregates
    const doubling: typeof designation = {
      ...designation,
      decide: (context, command, state) => {
        const decision = designation.decide(context, command, state)
        if (E.isLeft(decision) || command.type !== "AwardPlaque") return decision
        return E.right(RNEA.concat(decision.right)(decision.right))
      },
    }
    const { faults } = await verdictOn(events, { registry: { ...aggregates, designation: doubling } })
    expect(faults).toEqual([
      fault("DecidedOtherwise", { index: plaque + 1, revision: 2 }, 'type "PlaqueAwarded"', "type null"),
    ])
  })
})

describe("a leaf with one byte changed", () => {
  const flips = fc.record({ which: fc.nat(), where: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) })

  const flipped = (index: number, where: number, bits: number): ReadonlyArray<StoredEvent> =>
    replaced(index, (event) => {
      const leaf = event.leaf.slice()
      const at = where % leaf.length
      leaf[at] = (leaf[at] ?? 0) ^ bits
      return { ...event, leaf }
    })

  const followed = [2, plaque, support, check]

  test.prop([flips], { numRuns: 300 })(
    "is found at its own revision or the next of its stream, even without recorded hashes",
    async ({ which, where, bits }) => {
      const index = followed[which % followed.length] ?? 0
      const { stream, revision } = eventAt(index)
      // Does not compare languages: a flipped bit can turn a name into anything, even a sentence.
      const { faults } = await replay(eventsOf(flipped(index, where, bits)), { library })
      expect(faults).toContainEqual(
        expect.objectContaining({
          place: expect.objectContaining({
            stream,
            revision: expect.toSatisfy((at) => at === revision || at === revision + 1),
          }),
        }),
      )
    },
  )

  test.prop([flips], { numRuns: 200 })(
    "is found at its own revision with recorded hashes, even if it is the last of its stream",
    async ({ which, where, bits }) => {
      const index = which % events.length
      const hash = (leaf: Uint8Array): Uint8Array => utf8(sha256Hex(leaf))
      const hashes = events.map(({ leaf }) => hash(leaf))
      const { faults } = await verdictOn(flipped(index, where, bits), { recorded: { hashes, hash } })
      expect(faults[0]).toMatchObject({ code: "HashDiffers", place: { index, revision: eventAt(index).revision } })
    },
  )
})

describe("replay", () => {
  const broken = () => events.map((event) => withEnvelope(event, { previous: "0".repeat(64) }))

  it("lists the first faults and counts all of them", async () => {
    const { faults, faultCount } = await verdictOn(broken(), { mostFaults: 2 })
    expect(faultCount).toBe(events.length)
    expect(faults.map(({ place }) => place.index)).toEqual([0, 1])
  })

  it("passes every readable event with its leaf index to its listener, faulty or not", async () => {
    const seen: Array<readonly [string, number]> = []
    const unreadable = broken().with(check, { ...eventAt(check), leaf: utf8("[]") })
    await verdictOn(unreadable, { each: ({ id }, index) => seen.push([id, index]) })
    const indices = events.map((_, index) => index).filter((index) => index !== check)
    expect(seen).toEqual(indices.map((index) => [envelopeOf(eventAt(index)).id, index]))
  })

  it("does not parse again a leaf that was examined before", async () => {
    const envelope = E.left({ _tag: "Corrupt" as const, where: "leaf", reason: "examined elsewhere" })
    const examined = { json: {}, canonical: true, envelope }
    async function* given() {
      yield E.right({ ...eventAt(0), examined })
    }
    const { faults } = await replay(given(), { library })
    expect(faults).toEqual([fault("NotAnEvent", { index: 0 }, expect.anything(), "examined elsewhere")])
  })
})
