/** Single faults: which fault is reported, and where. */
import { civilDate } from "@shifan/core"
import { right, utf8 } from "@shifan/testkit/basics"
import { printVerifierKey } from "@shifan/tlog"
import { describe, expect, it } from "vitest"
import { newProjection } from "../src/projection.js"
import {
  audit,
  auditWithoutPolicy,
  bundleOf,
  envelopeIn,
  faultCodes,
  type Files,
  leafAt,
  leaves,
  logKey,
  observationCodes,
  plainLeaves,
  rootOf,
  sampleBundle,
  signedHead,
  textIn,
  withFlippedBit,
  withoutFile,
  withText,
} from "./sample-bundle.js"

/** Has full and partial tiles, and one of level 1. */
const wideBundle = await bundleOf(plainLeaves(700))

const atLists = { depth: "lists" } as const

describe("a tile", () => {
  it.each(["tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2"])(
    "%s that is forged is detected, though leaves and root are right",
    async (path) => {
      const { faults } = await audit(withFlippedBit(wideBundle, path, 40), atLists)
      expect(faults).toMatchObject([{ code: "TileForged", place: { path } }])
    },
  )

  it("that is forged is reported with the leaf whose hash it changes", async () => {
    const path = `tile/0/000.p/${leaves.length}`
    const { stream, revision } = envelopeIn(leafAt(3))
    expect((await audit(withFlippedBit(sampleBundle, path, 3 * 32 + 5))).faults).toMatchObject([
      { code: "TileForged", place: { path, leaf: { index: 3, stream, revision } } },
    ])
    expect((await audit(withFlippedBit(wideBundle, "tile/0/001", 3 * 32 + 5), atLists)).faults).toMatchObject([
      { code: "TileForged", place: { leaf: { index: 256 + 3 } } },
    ])
  })

  it.each([
    ["tile/0/000", "tile/0/000.p/5", 5 * 32],
    ["tile/entries/000", "tile/entries/000.p/5", 5 * (2 + '{"leaf":0}'.length)],
  ])("%s may have an earlier partial version beside it, which is compared with it", async (path, earlier, length) => {
    const start = (wideBundle.get(path) ?? new Uint8Array()).slice(0, length)
    const files = new Map(wideBundle).set(earlier, start)
    const { sound, observations } = await audit(files, atLists)
    expect(sound).toBe(true)
    expect(observations).toContainEqual({ code: "EarlierTile", path: earlier })
    const forged = await audit(withFlippedBit(files, earlier, 40), atLists)
    expect(forged.faults).toMatchObject([{ code: "TileForged", place: { path: earlier } }])
  })

  // A program that does not know the size, like the README's, takes the longest tile.
  it.each([
    ["tile/entries/000", `tile/entries/000.p/${leaves.length}`],
    [`tile/entries/000.p/${leaves.length + 1}`, `tile/entries/000.p/${leaves.length}`],
    ["tile/0/000", `tile/0/000.p/${leaves.length}`],
  ])(
    "%s of a longer log may lie beside the present file, if it begins with that file's content",
    async (later, path) => {
      const present = sampleBundle.get(path) ?? new Uint8Array()
      const files = new Map(sampleBundle).set(later, Uint8Array.of(...present, 0, 1, 9))
      const { sound, observations } = await audit(files)
      expect(sound).toBe(true)
      expect(observations).toContainEqual({ code: "UnexpectedFile", path: later })
      const forged = await audit(withFlippedBit(files, later, 40))
      expect(forged.faults).toMatchObject([{ code: "TileForged", place: { path: later } }])
    },
  )

  it("that is missing is reported", async () => {
    expect((await audit(withoutFile(wideBundle, "tile/0/001"), atLists)).faults).toMatchObject([
      { code: "FileRefused", place: { path: "tile/0/001" } },
    ])
  })
})

describe("an entry bundle", () => {
  it("that is missing is reported, and no later leaf is read", async () => {
    const report = await audit(withoutFile(wideBundle, "tile/entries/001"), atLists)
    expect(report).toMatchObject({ leaves: 256, roster: null })
    expect(report.faults).toMatchObject([{ code: "FileRefused", place: { path: "tile/entries/001" } }])
  })

  it.each([
    ["short", (content: Uint8Array) => content.subarray(0, -3)],
    ["long", (content: Uint8Array) => Uint8Array.of(...content, 0, 0)],
  ])("that is too %s is malformed", async (_, change) => {
    const path = "tile/entries/002.p/188"
    const files = new Map(wideBundle).set(path, change(wideBundle.get(path) ?? new Uint8Array()))
    expect((await audit(files, atLists)).faults).toMatchObject([{ code: "EntriesMalformed", place: { path } }])
  })
})

describe("a file that does not belong in a bundle", () => {
  it.each(["tile/0/003", "tile/0/003.p/9", "notes.txt"])("such as %s is observed, but is not a fault", async (path) => {
    const { sound, observations } = await audit(new Map(wideBundle).set(path, new Uint8Array(9)), atLists)
    expect(sound).toBe(true)
    expect(observations).toContainEqual({ code: "UnexpectedFile", path })
  })
})

describe("the checkpoint", () => {
  const logLine = `log ${printVerifierKey(logKey.verifier)}\n`

  it.each([
    ["without a quorum", logLine],
    ["with a threshold that cannot be met", `${logLine}group g 2 audit\nquorum g\n`],
    ["that is empty", ""],
  ])("is not accepted under a policy %s", async (_, text) => {
    expect(faultCodes(await audit(sampleBundle, { policy: utf8(text) }))).toContain("PolicyMalformed")
  })

  it("is not accepted without the cosignature that the policy requires", async () => {
    const files = withText(sampleBundle, "checkpoint", /— audit-office.*\n/, "")
    expect((await audit(files)).faults[0]).toMatchObject({ code: "CheckpointRefused", place: { path: "checkpoint" } })
  })

  it("is judged by the bundle's own policy, with an observation, when the reader has none", async () => {
    const files = await bundleOf(leaves, { policy: utf8(`${logLine}quorum none\n`) })
    const own = await auditWithoutPolicy(files)
    expect(own.sound).toBe(true)
    expect(observationCodes(own)).toEqual(expect.arrayContaining(["OwnPolicy", "NoWitness"]))
    expect((await audit(files)).observations).toContainEqual({ code: "OtherPolicy" })
    expect(faultCodes(await auditWithoutPolicy(withoutFile(files, "policy")))).toContain("FileRefused")
  })

  it("of 2^53 − 1 leaves is refused at once", async () => {
    const files = new Map(wideBundle).set("checkpoint", await signedHead(Number.MAX_SAFE_INTEGER, new Uint8Array(32)))
    expect(faultCodes(await audit(files, atLists))).toEqual(["FileRefused"])
  })

  it("with the root of other leaves is a fault", async () => {
    const files = new Map(sampleBundle).set("checkpoint", await signedHead(leaves.length, rootOf([])))
    expect(faultCodes(await audit(files))).toContain("RootDiffers")
  })
})

describe("a roster made to exhaust its auditor", () => {
  const withRoster = (text: string) => audit(new Map(sampleBundle).set("roster.json", utf8(text)), { depth: "lists" })

  it.each([
    ["[", 10_000_000],
    ['{"a":', 2_000_000],
    ['{"row":{"uscc":"1"}},', 20_000],
  ])("that is longer than the leaves allow is one fault, and is not parsed: %s", async (text, times) => {
    const { faults } = await withRoster(`{"asOf":"2021-06-30","rows":[${text.repeat(times)}{}]}`)
    expect(faults).toMatchObject([{ code: "RosterDiffers", found: { en: expect.stringMatching(/^\d+ bytes$/) } }])
  })

  it.each(["[".repeat(50_000), `${"{},".repeat(20_000)}{}`])(
    "that nests too deep or holds too many values is not parsed",
    async (rows) => {
      const { faults } = await withRoster(`{"asOf":"2021-06-30","rows":[${rows}]}`)
      expect(faults).toMatchObject([{ code: "RosterMalformed" }])
    },
  )

  it("has all its made-up rows counted, but only the first hundred faults listed", async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `{"row":{"uscc":"${i}","platformName":"x"}}`)
    const report = await withRoster(`{"asOf":"2021-06-30","rows":[${rows.join(",")}]}`)
    expect(report.faultCount).toBe(2002)
    expect(report.faults).toHaveLength(100)
  })

  it("is compared, not refused, when its texts contain brackets and quotes", async () => {
    const { faults } = await audit(withText(sampleBundle, "roster.json", "示例启航", `\\"${"[".repeat(40)}`), {
      depth: "lists",
    })
    expect(faults[0]).toMatchObject({ code: "RosterDiffers" })
  })
})

describe("the roster", () => {
  const faultsWith = async (from: string | RegExp, to: string) =>
    (await audit(withText(sampleBundle, "roster.json", from, to))).faults

  it("that is wrong is reported with the row that differs, is missing or was made up", async () => {
    expect((await faultsWith("示例启航", "示例起航"))[0]).toMatchObject({
      code: "RosterDiffers",
      expected: { en: expect.stringContaining("示例启航") },
      found: { en: expect.stringContaining("示例起航") },
    })
    expect((await faultsWith(/"rows":\[.*\]/, '"rows":[]')).map(({ found }) => found.en)).toEqual([
      "no 91130302MA00010187",
      "no 91130372MA00011062",
    ])
    expect((await faultsWith('"rows":[', '"rows":[{"row":{"uscc":"X"}},'))[0]).toMatchObject({
      expected: { en: "no X" },
    })
  })

  it.each([
    ["another size", /"size":\d+/, '"size":9'],
    ["an added space", '"rows":[', '"rows": ['],
    ["a row twice", /"rows":\[(.*)\]/, '"rows":[$1,$1]'],
    ["an added field", '"schemaVersion":1', '"schemaVersion":1,"title":"x"'],
  ])("is compared byte for byte: %s", async (_, from, to) => {
    expect(await faultsWith(from, to)).toMatchObject([
      { code: "RosterDiffers", found: { en: "other bytes" }, place: { path: "roster.json", leaf: null } },
    ])
  })

  it("must be the list of the day it names", async () => {
    const another = await faultsWith('"asOf":"2021-06-30"', '"asOf":"2020-12-01"')
    expect(another.map(({ code }) => code)).toContain("RosterDiffers")
    expect(await faultsWith('"asOf":"2021-06-30"', '"asOf":"2021-06-31"')).toMatchObject([{ code: "RosterMalformed" }])
  })

  it("must have the proofs of the leaves that granted the titles", async () => {
    const [first = "", second = ""] = [...sampleBundle.keys()].filter((path) => path.startsWith("proof/"))
    const swapped: Files = new Map(sampleBundle).set(first, utf8(textIn(sampleBundle, second)))
    expect((await audit(swapped)).faults).toMatchObject([{ code: "ProofFails", place: { path: first } }])
    expect((await audit(withoutFile(sampleBundle, second))).faults).toMatchObject([
      { code: "FileRefused", place: { path: second } },
    ])
  })

  it("must have proofs whose hashes lead to the root", async () => {
    const [path = ""] = [...sampleBundle.keys()].filter((name) => name.startsWith("proof/"))
    const files = withText(sampleBundle, path, /\n[^\n]{44}\n/, `\n${"A".repeat(43)}=\n`)
    expect((await audit(files)).faults).toMatchObject([
      {
        code: "ProofFails",
        place: { path },
        found: { en: expect.stringMatching(/^it leads to the root [0-9a-f]{64}$/) },
      },
    ])
  })

  it("proves the last title granted by its day, not a later one", () => {
    const certified = { ...envelopeIn(leafAt(leaves.length - 3)), type: "Certified" }
    const uscc = certified.stream.slice(-18)
    const projection = newProjection(() => ({ apply: () => {}, list: () => [{ uscc }] }), civilDate("2021-06-30"))
    for (const [index, day] of ["2020-12-29", "2021-06-30", "2021-07-01"].entries())
      projection.apply({
        index,
        hash: new Uint8Array(32),
        leaf: new Uint8Array(),
        envelope: { ...certified, effectiveOn: civilDate(day) },
      })
    expect(right(projection.lines())).toMatchObject([{ title: { index: 1 }, proof: `proof/${uscc}.tlog-proof` }])
  })
})

describe("the instrument's history", () => {
  it("is compared with the leaves", async () => {
    const files = withText(sampleBundle, "instrument.json", "2020", "2021")
    expect(faultCodes(await audit(files))).toEqual(["InstrumentDiffers"])
  })
})
