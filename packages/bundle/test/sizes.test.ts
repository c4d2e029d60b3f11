/** Bundles at the sizes where tiles begin, fill and overflow, of cheap leaves. */
import { describe, expect, it } from "vitest"
import { audit, bundleOf, rootOf, signedHead } from "./history.js"

const cheap = (size: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: size }, (_, i) => new TextEncoder().encode(`{"leaf":${i}}`))

const byBytes = { depth: "lists" } as const

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
  const leaves = cheap(size)

  it(`has ${bundles} entry bundles and ${tiles} tiles, and its bytes are sound`, { timeout: 60_000 }, async () => {
    const files = await bundleOf(leaves)
    const paths = [...files.keys()]
    expect(paths.filter((path) => path.startsWith("tile/entries/"))).toHaveLength(bundles)
    expect(paths.filter((path) => /^tile\/\d/.test(path))).toHaveLength(tiles)
    const report = await audit(files, byBytes)
    expect(report).toMatchObject({ faults: [], sound: true, size, leaves: size })
    expect(report.observations.map(({ code }) => code)).toEqual(["NotDecided"])
    const bytes = await audit(files, { depth: "leaves" })
    expect(bytes).toMatchObject({ faults: [], sound: true, size, leaves: size, root: report.root })
    expect(bytes.observations.map(({ code }) => code)).toEqual(["LeavesOnly"])
  })
})

describe("a bundle compared with a checkpoint kept earlier", () => {
  const leaves = cheap(300)

  it.each([0, 1, 255, 256, 257, 299, 300])("goes on from %i leaves", async (size) => {
    const kept = await signedHead(size, rootOf(leaves.slice(0, size)))
    expect(await audit(await bundleOf(leaves), { ...byBytes, kept })).toMatchObject({ sound: true, keptSize: size })
  })

  it.each([0, 1, 255, 256, 257, 299, 300])("was rewritten when it had another root at %i leaves", async (size) => {
    const kept = await signedHead(size, new Uint8Array(32).fill(9))
    const { faults } = await audit(await bundleOf(leaves), { ...byBytes, kept })
    expect(faults).toMatchObject([{ code: "Forked" }])
  })

  it("went back when it is shorter", async () => {
    const kept = await signedHead(301, new Uint8Array(32))
    const { faults } = await audit(await bundleOf(leaves), { ...byBytes, kept })
    expect(faults).toMatchObject([
      { code: "WentBack", expected: { en: "301 leaves at least" }, found: { en: "300 leaves" } },
    ])
  })

  it("is of another log when the origin is another", async () => {
    const kept = await signedHead(1, rootOf(leaves.slice(0, 1)), { name: "other.example" })
    const { faults } = await audit(await bundleOf(leaves), { ...byBytes, kept })
    expect(faults).toMatchObject([{ code: "OtherLog" }])
  })

  it("is not compared with what is no checkpoint", async () => {
    const { faults } = await audit(await bundleOf(leaves), { ...byBytes, kept: new Uint8Array(100) })
    expect(faults).toMatchObject([{ code: "KeptMalformed" }])
  })
})
