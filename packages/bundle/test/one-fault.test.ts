/** One thing wrong at a time: which fault is told, and where. */
import { civilDate } from "@shifan/core"
import { printVerifierKey } from "@shifan/tlog"
import { utf8 } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { newProjection } from "../src/projection.js"
import {
  audit,
  auditAlone,
  bundleOf,
  codesIn,
  envelopeIn,
  exported,
  type Files,
  leaves,
  logKey,
  rootOf,
  signedHead,
} from "./history.js"

const good = await bundleOf(leaves)
const many = await bundleOf(Array.from({ length: 700 }, (_, i) => utf8(`{"leaf":${i}}`)))

const without = (files: Files, path: string): Files => new Map([...files].filter(([one]) => one !== path))

const edited = (files: Files, path: string, change: (content: Uint8Array) => Uint8Array): Files =>
  new Map(files).set(path, change(files.get(path) ?? new Uint8Array()))

const retold = (path: string, from: string | RegExp, to: string): Files =>
  edited(good, path, (content) => utf8(new TextDecoder().decode(content).replace(from, to)))

const flipped = (content: Uint8Array): Uint8Array => content.map((byte, i) => (i === 40 ? byte ^ 1 : byte))

describe("tiles", () => {
  it.each(["tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2"])(
    "%s forged is found though leaves and root hold",
    async (path) => {
      const { faults } = await audit(edited(many, path, flipped), { depth: "lists" })
      expect(faults).toMatchObject([{ code: "TileForged", place: { path } }])
    },
  )

  it("of an earlier size may lie beside the full one, and are compared with it", async () => {
    const beside = (level: string, from: string, bytes: number): Files =>
      new Map(many).set(`tile/${level}/000.p/5`, (many.get(from) ?? new Uint8Array()).slice(0, bytes))
    for (const files of [beside("0", "tile/0/000", 160), beside("entries", "tile/entries/000", 60)]) {
      const { sound, observations } = await audit(files, { depth: "lists" })
      expect(sound).toBe(true)
      expect(observations).toContainEqual({ code: "EarlierTile", path: expect.stringContaining(".p/5") })
      const path = [...files.keys()].find((one) => one.endsWith(".p/5")) ?? ""
      const forged = await audit(edited(files, path, flipped), { depth: "lists" })
      expect(forged.faults).toMatchObject([{ code: "TileForged", place: { path } }])
    }
  })

  it("that are missing are named, entry bundles too, and nothing behind those is guessed at", async () => {
    expect((await audit(without(many, "tile/0/001"), { depth: "lists" })).faults).toMatchObject([
      { code: "FileRefused", place: { path: "tile/0/001" } },
    ])
    const report = await audit(without(many, "tile/entries/001"), { depth: "lists" })
    expect(report).toMatchObject({ leaves: 256, roster: null })
    expect(report.faults).toMatchObject([{ code: "FileRefused", place: { path: "tile/entries/001" } }])
  })

  it("of entries that end too soon or too late are malformed", async () => {
    for (const change of [(all: Uint8Array) => all.subarray(0, -3), (all: Uint8Array) => Uint8Array.of(...all, 0, 0)])
      expect((await audit(edited(many, "tile/entries/002.p/188", change), { depth: "lists" })).faults).toMatchObject([
        { code: "EntriesMalformed", place: { path: "tile/entries/002.p/188" } },
      ])
  })

  it("outside the tree, and any other file, are named and not read", async () => {
    const files = new Map(good).set("tile/0/001", new Uint8Array(9)).set("notes.txt", new Uint8Array(9))
    const { sound, observations } = await audit(files)
    expect(sound).toBe(true)
    for (const path of ["tile/0/001", "notes.txt"])
      expect(observations).toContainEqual({ code: "UnexpectedFile", path })
  })
})

describe("the head", () => {
  const lines = `log ${printVerifierKey(logKey.verifier)}\n`

  it.each([
    ["without a quorum", lines],
    ["with a threshold that cannot be met", `${lines}group g 2 audit\nquorum g\n`],
    ["that is empty", ""],
  ])("is not believed by a policy %s", async (_, text) => {
    expect(codesIn(await audit(good, { policy: utf8(text) }))).toContain("PolicyMalformed")
  })

  it("is not believed when the witness is missing, nor from another log", async () => {
    const unwitnessed = edited(good, "checkpoint", (content) =>
      utf8(new TextDecoder().decode(content).replace(/— audit-office.*\n/, "")),
    )
    expect((await audit(unwitnessed)).faults[0]).toMatchObject({
      code: "CheckpointRefused",
      place: { path: "checkpoint" },
    })
  })

  it("is told to rest on the bundle itself when no policy was given", async () => {
    const files = await bundleOf(leaves, { policy: utf8(`${lines}quorum none\n`) })
    const own = await auditAlone(files)
    expect(own.sound).toBe(true)
    expect(own.observations.map(({ code }) => code)).toEqual(expect.arrayContaining(["OwnPolicy", "NoWitness"]))
    expect((await audit(files)).observations).toContainEqual({ code: "OtherPolicy" })
    expect(codesIn(await auditAlone(without(files, "policy")))).toContain("FileRefused")
  })

  it("of 2^53 − 1 leaves is answered at once", async () => {
    const files = new Map(many).set("checkpoint", await signedHead(Number.MAX_SAFE_INTEGER, new Uint8Array(32)))
    const { faults } = await audit(files, { depth: "lists" })
    expect(faults).toMatchObject([{ code: "FileRefused" }])
  })

  it("with the root of other leaves is found out", async () => {
    const files = new Map(good).set("checkpoint", await signedHead(leaves.length, rootOf([])))
    expect(codesIn(await audit(files))).toContain("RootDiffers")
  })
})

describe("the roster", () => {
  it("names the row that differs, is missing or was made up", async () => {
    const faults = async (files: Files) => (await audit(files)).faults
    expect((await faults(retold("roster.json", "示例启航", "示例起航")))[0]).toMatchObject({
      code: "RosterDiffers",
      expected: { en: expect.stringContaining("示例启航") },
      found: { en: expect.stringContaining("示例起航") },
    })
    expect((await faults(retold("roster.json", /"rows":\[.*\]/, '"rows":[]'))).map(({ found }) => found.en)).toEqual([
      "no 91130302MA00010187",
      "no 91130372MA00011062",
    ])
    expect((await faults(retold("roster.json", '"rows":[', '"rows":[{"row":{"uscc":"X"}},')))[0]).toMatchObject({
      expected: { en: "no X" },
    })
  })

  it.each([
    ["another size", /"size":\d+/, '"size":9'],
    ["a space", '"rows":[', '"rows": ['],
    ["a row told twice", /"rows":\[(.*)\]/, '"rows":[$1,$1]'],
    ["something more", '"schemaVersion":1', '"schemaVersion":1,"title":"x"'],
  ])("is compared to the last byte: %s", async (_, from, to) => {
    expect(codesIn(await audit(retold("roster.json", from, to)))).toEqual(["RosterDiffers"])
  })

  it("is of the day it names", async () => {
    expect(codesIn(await audit(retold("roster.json", '"asOf":"2021-06-30"', '"asOf":"2020-12-01"')))).toContain(
      "RosterDiffers",
    )
    expect(codesIn(await audit(retold("roster.json", '"asOf":"2021-06-30"', '"asOf":"2021-06-31"')))).toEqual([
      "RosterMalformed",
    ])
  })

  it("has proofs of the leaves that gave the titles, and of no others", async () => {
    const [one = "", other = ""] = [...good.keys()].filter((path) => path.startsWith("proof/"))
    const swapped = new Map(good).set(one, good.get(other) ?? new Uint8Array())
    expect((await audit(swapped)).faults).toMatchObject([{ code: "ProofFails", place: { path: one } }])
    expect((await audit(without(good, other))).faults).toMatchObject([{ code: "FileRefused", place: { path: other } }])
  })

  it("stands beside the instrument's history", async () => {
    expect(codesIn(await audit(retold("instrument.json", "2020", "2021")))).toEqual(["InstrumentDiffers"])
  })
})

describe("a roster's row", () => {
  it("rests on the title that was given by the day of the roster, not on a later one", () => {
    const certified = { ...envelopeIn(leaves.at(-3) ?? new Uint8Array()), type: "Certified" }
    const uscc = certified.stream.slice(-18)
    const told = newProjection(() => ({ apply: () => {}, list: () => [{ uscc }] }), civilDate("2021-06-30"))
    for (const [index, day] of ["2020-12-29", "2021-06-30", "2021-07-01"].entries())
      told.apply({
        index,
        hash: new Uint8Array(32),
        leaf: new Uint8Array(),
        envelope: { ...certified, effectiveOn: civilDate(day) },
      })
    expect(told.lines()).toMatchObject([{ title: { index: 1 }, proof: `proof/${uscc}.tlog-proof` }])
  })
})

describe("an export", () => {
  it("is refused where the log is not the checkpoint's, and leaves nothing", async () => {
    for (const [checkpoint, code] of [
      [await signedHead(leaves.length + 1, rootOf(leaves)), "LogTooShort"],
      [await signedHead(leaves.length, rootOf([])), "OtherRoot"],
      [utf8("no checkpoint"), "CheckpointRefused"],
    ] as const) {
      const { done, files } = await exported(leaves, { checkpoint })
      expect(done).toMatchObject({ left: { _tag: code } })
      expect(files.size).toBe(0)
    }
  })

  it("stops at the checkpoint's size, however long the log has grown", async () => {
    const checkpoint = await signedHead(5, rootOf(leaves.slice(0, 5)))
    expect(await audit(await bundleOf(leaves, { checkpoint }))).toMatchObject({ sound: true, leaves: 5 })
  })
})
