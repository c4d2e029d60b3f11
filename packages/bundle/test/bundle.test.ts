import { describe, expect, it } from "vitest"
import {
  audit,
  bundleOf,
  demo,
  headOf,
  leafAt,
  leaves,
  observationCodes,
  plainLeaves,
  rootOf,
  sampleBundle,
  signedHead,
  tryExport,
} from "./sample-bundle.js"
import { utf8 } from "@shifan/testkit/basics"

describe("a bundle of a real history", () => {
  it("is sound, with every decision made again and the roster computed from its leaves", async () => {
    const report = await audit(sampleBundle)
    expect(report).toMatchObject({ faults: [], sound: true, roster: { rows: 2 }, openings: 0 })
    expect(report).toMatchObject({ leaves: leaves.length, decided: { decisions: leaves.length } })
  })

  it("is sound for all events of the demo", async () => {
    expect(await audit(await bundleOf(demo))).toMatchObject({ faults: [], leaves: 97 })
  })
})

describe("an export", () => {
  it("is refused, and leaves no files, when the log is not the checkpoint's", async () => {
    for (const [checkpoint, code] of [
      [await signedHead(leaves.length + 1, rootOf(leaves)), "LogTooShort"],
      [await signedHead(leaves.length, rootOf([])), "OtherRoot"],
      [utf8("no checkpoint"), "CheckpointRefused"],
    ] as const) {
      const { result, files } = await tryExport(leaves, { checkpoint })
      expect(result).toMatchObject({ left: { _tag: code } })
      expect(files.size).toBe(0)
    }
  })

  it("is refused, and leaves no files, when the roster cannot be written", async () => {
    const halfSurrogate = new TextDecoder().decode(leafAt(2)).replaceAll('"示例启航创业服务平台"', '"\\ud800"')
    const { result, files } = await tryExport(leaves.with(2, utf8(halfSurrogate)))
    expect(result).toMatchObject({ left: { _tag: "LogUnreadable", reason: { where: "roster.json" } } })
    expect(files.size).toBe(0)
  })

  it("stops at the checkpoint's size, however long the log has grown", async () => {
    const checkpoint = await headOf(leaves.slice(0, 5))
    expect(await audit(await bundleOf(leaves, { checkpoint }))).toMatchObject({ sound: true, leaves: 5 })
  })
})

// Sizes at which tiles begin, fill and overflow. The last one begins a tile of level 2.
describe.each([
  [0, 0, 0],
  [1, 1, 1],
  [2, 1, 1],
  [255, 1, 1],
  [256, 1, 2],
  [257, 2, 3],
  [300, 2, 3],
  [700, 3, 4],
  [65_537, 257, 259],
])("a bundle of %i leaves", (size, bundles, tiles) => {
  it(`has ${bundles} entry bundles and ${tiles} tiles, and is sound`, async () => {
    const files = await bundleOf(plainLeaves(size))
    const paths = [...files.keys()]
    expect(paths.filter((path) => path.startsWith("tile/entries/"))).toHaveLength(bundles)
    expect(paths.filter((path) => /^tile\/\d/.test(path))).toHaveLength(tiles)
    const atLeaves = await audit(files, { depth: "leaves" })
    expect(atLeaves).toMatchObject({ faults: [], sound: true, size, leaves: size })
    expect(observationCodes(atLeaves)).toEqual(["LeavesOnly"])
    // The tree does not depend on the depth, and examining this many leaves is slow.
    if (size > 1000) return
    const atLists = await audit(files, { depth: "lists" })
    expect(atLists).toMatchObject({ faults: [], sound: true, size, leaves: size, root: atLeaves.root })
    expect(observationCodes(atLists)).toEqual(["NotDecided"])
  })
})

describe("an audit", () => {
  it("lists as many faults as it is told to, and counts all of them", async () => {
    const files = await bundleOf([...leaves, ...plainLeaves(7)])
    const all = await audit(files)
    const few = await audit(files, { most: 3 })
    expect(all.faults.length).toBeGreaterThan(7)
    expect(few.faults).toEqual(all.faults.slice(0, 3))
    expect(few.faultCount).toBe(all.faults.length)
  })

  it("lists as many observations of each code as it is told to, and counts all of them", async () => {
    const files = new Map(sampleBundle)
    for (let i = 0; i < 5; i++) files.set(`note-${i}`, new Uint8Array())
    const { observations, observationCounts } = await audit(files, { most: 3 })
    expect(observations.filter(({ code }) => code === "UnexpectedFile")).toHaveLength(3)
    expect(observationCounts).toMatchObject({ UnexpectedFile: 5 })
  })
})
