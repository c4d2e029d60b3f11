/** Events that a log may sign but an audit still detects, because they do not follow from the events before them. */
import { civilDate, type Publication } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { encode, type Envelope } from "@shifan/event-store"
import { unitMapHead } from "@shifan/audit"
import { rosterDigest, rostersAt, type PointList } from "@shifan/roster"
import { asEnacted, bureau } from "@shifan/testkit"
import { right, utf8 } from "@shifan/testkit/basics"
import { v5 } from "uuid"
import { describe, expect, it } from "vitest"
import { type Depth, faultPlace, type Folder, memoryFolder, verifyBundle } from "../src/index.js"
import {
  audit,
  bundleOf,
  envelopeIn,
  faultCodes,
  type Files,
  leafAt,
  leaves,
  type Leaves,
  policy,
  verifyOptions,
  withEvent,
  withoutFile,
} from "./sample-bundle.js"

/** Audits a bundle with correct hashes and signatures. */
const auditOf = async (some: Leaves, depth: Depth = "decisions") => audit(await bundleOf(some), { depth })

describe("a leaf in a signed log", () => {
  it("that is not canonical JSON is reported with its file", async () => {
    const spaced = utf8(new TextDecoder().decode(leafAt(3)).replace('"type":', '"type": '))
    const report = await auditOf(leaves.with(3, spaced))
    const [fault] = report.faults
    expect(fault).toMatchObject({ code: "NotCanonical", place: { index: 3 } })
    expect(fault && faultPlace(fault, report).path).toBe(`tile/entries/000.p/${leaves.length}`)
  })

  it("that is not an event is reported, and the other leaves are still checked", async () => {
    const report = await auditOf([...leaves, utf8("[]"), utf8("\u0000"), new Uint8Array(0)])
    expect(report.leaves).toBe(leaves.length + 3)
    expect(report.faults.filter(({ code }) => code === "NotAnEvent")).toMatchObject(
      [0, 1, 2].map((after) => ({ place: { index: leaves.length + after } })),
    )
  })

  it.each([
    ["that occurs twice", leaves.toSpliced(4, 0, leafAt(3))],
    ["that is missing", leaves.toSpliced(5, 1)],
    ["that comes too early", leaves.toSpliced(1, 0, leafAt(5))],
  ])("%s leaves a gap in its stream", async (_, some) => {
    const { faults } = await auditOf(some)
    expect(faults.find(({ code }) => code === "Gap")).toMatchObject({
      place: { stream: expect.stringMatching(/^designation-/) },
    })
  })

  it("whose decision does not follow from the law is found when it is decided again", async () => {
    const index = leaves.findIndex((leaf) => envelopeIn(leaf).type === "Certified")
    const { faults } = await auditOf(withEvent(index, (event) => ({ ...event, provisions: [] })))
    expect(faults[0]).toMatchObject({
      code: "DecidedOtherwise",
      place: { index, revision: 2 },
      expected: { en: expect.stringContaining("provisions") },
    })
  })

  it.each([
    ["data of another shape", (event: Envelope): Envelope => ({ ...event, data: { form: 7 } })],
    [
      "data of another shape under an unknown law",
      (event: Envelope): Envelope => ({
        ...event,
        data: { form: 7 },
        basis: [{ stream: "call-130300-1999", revision: 0 }],
      }),
    ],
    [
      "a malformed assessment",
      (event: Envelope): Envelope => ({ ...event, data: { ...Object(event.data), assessment: { parts: 3 } } }),
    ],
    ["a malformed day", (event: Envelope): Envelope => ({ ...event, effectiveOn: "never" as Envelope["effectiveOn"] })],
  ])("with %s is a fault and does not crash the audit", async (_, change) => {
    for (const index of leaves.keys()) {
      const report = await auditOf(withEvent(index, change))
      expect(report).toMatchObject({ sound: false, leaves: leaves.length })
      expect(faultCodes(report)).not.toContain("Unfinished")
    }
  })

  it("recorded long after it took effect is observed, but is not a fault", async () => {
    const last = leaves.length - 1
    const recordedOn = "2021-03-01"
    const some = withEvent(last, (event) => ({ ...event, recordedAt: `${recordedOn}T02:00:00.000Z` }))
    const { sound, observations } = await auditOf(some)
    expect(sound).toBe(true)
    expect(observations).toContainEqual(
      expect.objectContaining({
        code: "LateRecording",
        effectiveOn: envelopeIn(leafAt(last)).effectiveOn,
        recordedOn,
      }),
    )
  })

  it("that nests too deep for recursion is a fault and does not crash the audit", async () => {
    const deep = utf8(`${"[".repeat(30_000)}${"]".repeat(30_000)}`)
    const report = await auditOf([...leaves, deep])
    expect(report.leaves).toBe(leaves.length + 1)
    expect(faultCodes(report)).toContain("NotCanonical")
  })
})

describe("a log made to exhaust its auditor", () => {
  const designation = "designation-130300-91130302MA00010187"

  it.each([
    ["of instruments and calls", 500, (i: number) => ({ stream: `call-130300-${i}`, type: "CallOpened" })],
    ["of one command", 100, () => ({ stream: designation, type: "PlaqueAwarded" })],
    [
      "of one stream",
      2000,
      (i: number) => ({
        stream: designation,
        type: "PlaqueAwarded",
        commandId: `0190163d-8694-7000-8000-${String(i).padStart(12, "0")}`,
      }),
    ],
  ])("with more events %s than %i is hashed to the end but decided no further", async (what, limit, change) => {
    const size = limit + 50
    const some = Array.from({ length: size }, (_, i) =>
      right(encode({ ...envelopeIn(leafAt(1)), revision: i, data: { year: 2020 + i }, ...change(i) })),
    )
    const files = await bundleOf(some)
    for (const depth of ["decisions", "lists"] as const) {
      const report = await audit(files, { depth, most: 10_000 })
      expect(report).toMatchObject({ sound: false, leaves: size })
      expect(report.faults.filter(({ code }) => code === "TooMuch")).toMatchObject([
        { place: { leaf: { index: limit } }, expected: { en: `at most ${limit} events ${what}` } },
      ])
      const replayed = report.faults.flatMap(({ place }) => ("path" in place ? [] : [place.index]))
      expect(replayed.every((index) => index < limit)).toBe(true)
      expect(replayed.length > 0).toBe(depth === "decisions")
    }
  })
})

const listDay = civilDate("2021-06-30")

/** The list and the map of all units, computed from all leaves. */
const computed = (some: Leaves = leaves): PointList => {
  const points: Array<PointList> = []
  const roster = rostersAt([{ asOf: listDay, logSize: some.length, division: "130300" }], (_, at) => points.push(at))
  for (const [index, leaf] of some.entries()) roster.take(envelopeIn(leaf), index, leaf)
  roster.end(some.length)
  return points[0] ?? { list: [], standings: () => [] }
}

const correctFor = (some: Leaves): Publication => ({
  asOf: listDay,
  logSize: some.length,
  ...rosterDigest(computed(some).list),
  medium: "市局官方网站",
  units: unitMapHead(computed(some).standings()),
})

const correct = correctFor(leaves)

/** The log with one more leaf that the decider accepts: the decider does not know the correct list. */
const withPublication = (data: Publication, some: Leaves = leaves): Leaves => {
  const { roster } = aggregates
  const context = { actor: bureau, effectiveOn: listDay, recordedOn: listDay, law: asEnacted }
  const [event] = right(roster.decide(context, { type: "PublishRoster", data }, roster.initial("")))
  const commandId = "0190163d-8694-7000-8000-0000000000aa"
  const envelope: Envelope = {
    ...event,
    id: v5("0", commandId),
    schemaVersion: 1,
    stream: "roster-130300",
    revision: 0,
    previous: null,
    recordedAt: "2021-06-30T02:00:00.000Z",
    basis: leaves.map(envelopeIn).findLast(({ type }) => type === "Certified")?.basis ?? [],
    commandId,
    correlationId: commandId,
    causationId: null,
  }
  return [...some, right(encode(envelope))]
}

/** A folder in which one file is replaced, or removed, once it has been read. */
const changingFolder = (files: Files, path: string, replacement: Uint8Array | undefined): Folder => {
  const [before, after] = [
    memoryFolder(files),
    memoryFolder(replacement ? new Map(files).set(path, replacement) : withoutFile(files, path)),
  ]
  let isRead = false
  return {
    ...before,
    read: (name, limit) => {
      const folder = isRead ? after : before
      isRead ||= name === path
      return folder.read(name, limit)
    },
  }
}

describe("art_11__para_1: a published list in a bundle", () => {
  it("is sound when it is the list of its day, computed from the leaves before it", async () => {
    expect(computed().list.length).toBeGreaterThan(0)
    expect(computed().standings().length).toBeGreaterThan(computed().list.length)
    expect(await auditOf(withPublication(correct))).toMatchObject({
      sound: true,
      leaves: leaves.length + 1,
      faults: [],
    })
  })

  it.each<readonly [string, Partial<Publication>]>([
    ["number of rows", { rows: 0 }],
    ["digest", { digest: `sha256:${"f".repeat(64)}` }],
    ["size", { logSize: 3 }],
    ["size that includes the list itself", { logSize: leaves.length + 1 }],
    ["day", { asOf: civilDate("2020-11-12") }],
  ])("is reported at its leaf when it has another %s", async (_, change) => {
    const { faults } = await auditOf(withPublication({ ...correct, ...change }))
    expect(faults[0]).toMatchObject({
      code: "PublishedOtherwise",
      place: { index: leaves.length, stream: "roster-130300", revision: 0 },
    })
  })

  it.each<readonly [string, Publication["units"]]>([
    ["count", { ...correct.units, count: correct.units.count - 1 }],
    ["root", { ...correct.units, root: `sha256:${"f".repeat(64)}` }],
    ["map, without one unit,", unitMapHead(computed().standings().slice(1))],
    ["map, in another order,", unitMapHead(computed().standings().toReversed())],
  ])("is reported at its leaf when it has another %s of all units", async (_, units) => {
    const { faults } = await auditOf(withPublication({ ...correct, units }))
    expect(faults).toMatchObject([{ code: "UnitsDiffer", place: { index: leaves.length } }])
  })

  describe("is compared only with the verified leaves", () => {
    const entries = `tile/entries/000.p/${leaves.length + 1}`
    const certified = leaves.findIndex((leaf) => envelopeIn(leaf).type === "Certified")
    const untitled = leaves.with(certified, leafAt(0))
    const entriesOf = async (some: Leaves) => (await bundleOf(some)).get(entries)

    it.each<readonly [string, Leaves, () => Promise<Uint8Array | undefined>]>([
      [
        "when other leaves, read later, would make a false list right",
        withPublication(correctFor(untitled)),
        () => entriesOf(withPublication(correctFor(untitled), untitled)),
      ],
      [
        "when other leaves, read later, would make a right list false",
        withPublication(correct),
        () => entriesOf(withPublication(correct, untitled)),
      ],
      ["when the file disappears after it was read", withPublication(correct), () => Promise.resolve(undefined)],
    ])("%s", async (_, some, readAgain) => {
      const folder = changingFolder(await bundleOf(some), entries, await readAgain())
      const { faults } = await verifyBundle(folder, { ...verifyOptions, policy })()
      expect(faults).toMatchObject([{ code: "Unfinished", place: { path: entries } }])
    })
  })

  it("is not recomputed when the decisions are not made again", async () => {
    expect(faultCodes(await auditOf(withPublication({ ...correct, rows: 0 }), "lists"))).toEqual([])
  })
})
