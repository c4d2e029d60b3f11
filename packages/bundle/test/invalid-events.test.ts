/** What a log may sign and still be found out by: events that do not follow from those before them. */
import { encode, type Envelope } from "@shifan/event-store"
import { right, utf8 } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { faultPlace } from "../src/index.js"
import { audit, bundleOf, envelopeIn, leaves } from "./history.js"

const text = (leaf: Uint8Array | undefined): string => new TextDecoder().decode(leaf)

/** A bundle that is signed and hashed as it should be, over other leaves. */
const auditOf = async (some: ReadonlyArray<Uint8Array>) => audit(await bundleOf(some))

const at = (index: number): Uint8Array => leaves[index] ?? new Uint8Array()

const retold = (index: number, change: (envelope: Envelope) => Envelope): ReadonlyArray<Uint8Array> =>
  leaves.map((leaf, i) => (i === index ? right(encode(change(envelopeIn(leaf)))) : leaf))

describe("leaves that a log signed", () => {
  it("and that are not canonical JSON are hashed first, and then named", async () => {
    const spaced = leaves.map((leaf, i) => (i === 3 ? utf8(text(leaf).replace('"type":', '"type": ')) : leaf))
    const report = await auditOf(spaced)
    const [fault] = report.faults
    expect(fault).toMatchObject({ code: "NotCanonical", place: { index: 3 } })
    expect(fault && faultPlace(fault, report).path).toContain("tile/entries/000")
  })

  it("and that are no events are named, and the rest is looked at all the same", async () => {
    const report = await auditOf([...leaves, utf8("[]"), utf8("\u0000"), new Uint8Array(0)])
    expect(report.leaves).toBe(leaves.length + 3)
    expect(report.faults.filter(({ code }) => code === "NotAnEvent")).toMatchObject(
      [0, 1, 2].map((after) => ({ place: { index: leaves.length + after } })),
    )
  })

  it("twice at one stream and revision, or with a gap, or in another order, are out of place", async () => {
    for (const some of [
      [...leaves.slice(0, 4), at(3), ...leaves.slice(4)],
      leaves.filter((_, i) => i !== 5),
      [...leaves.slice(0, 1), at(5), ...leaves.slice(1)],
    ]) {
      const { faults } = await auditOf(some)
      expect(faults.find(({ code }) => code === "Gap")).toMatchObject({
        place: { stream: expect.stringMatching(/^designation-/) },
      })
    }
  })

  it("and were decided otherwise than the law has it are decided again", async () => {
    const certified = leaves.findIndex((leaf) => envelopeIn(leaf).type === "Certified")
    const { faults } = await auditOf(retold(certified, (one) => ({ ...one, provisions: [] })))
    expect(faults[0]).toMatchObject({
      code: "DecidedOtherwise",
      place: { index: certified, revision: 2 },
      expected: { en: expect.stringContaining("provisions") },
    })
  })

  it.each([
    ["of another shape", (one: Envelope): Envelope => ({ ...one, data: { form: 7 } })],
    [
      "of another shape under a law nobody knows",
      (one: Envelope): Envelope => ({
        ...one,
        data: { form: 7 },
        basis: [{ stream: "call-130300-1999", revision: 0 }],
      }),
    ],
    [
      "with an assessment of nonsense",
      (one: Envelope): Envelope => ({ ...one, data: { ...Object(one.data), assessment: { parts: 3 } } }),
    ],
    [
      "of a day that is none",
      (one: Envelope): Envelope => ({ ...one, effectiveOn: "never" as Envelope["effectiveOn"] }),
    ],
  ])("and hold data %s are faults, never crashes", async (_, change) => {
    for (const [index] of leaves.entries()) {
      const report = await auditOf(retold(index, change))
      expect(report.sound).toBe(false)
      expect(report.leaves).toBe(leaves.length)
      expect(report.faults.map(({ code }) => code)).not.toContain("Unfinished")
    }
  })

  it("long after they took effect are no fault, and are told", async () => {
    const last = leaves.length - 1
    const report = await auditOf(retold(last, (one) => ({ ...one, recordedAt: "2021-03-01T02:00:00.000Z" })))
    const { effectiveOn } = envelopeIn(at(last))
    expect(report.sound).toBe(true)
    expect(report.observations).toContainEqual(
      expect.objectContaining({ code: "LateRecording", effectiveOn, recordedOn: "2021-03-01" }),
    )
  })

  it("and nest deeper than a program can walk are faults, never crashes", async () => {
    const deep = utf8(`${"[".repeat(30_000)}${"]".repeat(30_000)}`)
    const { faults, leaves: read } = await auditOf([...leaves, deep])
    expect(read).toBe(leaves.length + 1)
    expect(faults.map(({ code }) => code)).toContain("NotCanonical")
  })

  it.each([
    ["of instruments and calls", 500, (i: number) => ({ stream: `call-130300-${i}`, type: "CallOpened" })],
    ["of one command", 100, () => ({ stream: "designation-130300-91130302MA00010187", type: "PlaqueAwarded" })],
    [
      "of one stream",
      2000,
      (i: number) => ({
        stream: "designation-130300-91130302MA00010187",
        type: "PlaqueAwarded",
        commandId: `0190163d-8694-7000-8000-${String(i).padStart(12, "0")}`,
      }),
    ],
  ])("and are more events %s than %i are hashed to the end, and decided no further", async (what, limit, change) => {
    const some = Array.from({ length: limit + 50 }, (_, i) =>
      right(encode({ ...envelopeIn(at(1)), revision: i, data: { year: 2020 + i }, ...change(i) })),
    )
    const files = await bundleOf(some)
    for (const depth of ["decisions", "lists"] as const) {
      const report = await audit(files, { depth })
      expect(report).toMatchObject({ sound: false, leaves: limit + 50 })
      expect(report.decided?.decisions ?? 0).toBeLessThanOrEqual(limit)
      expect(report.faults).toContainEqual(
        expect.objectContaining({
          code: "TooMuch",
          place: expect.objectContaining({ leaf: expect.objectContaining({ index: limit }) }),
          expected: expect.objectContaining({ en: `at most ${limit} events ${what}` }),
        }),
      )
    }
  })
})
