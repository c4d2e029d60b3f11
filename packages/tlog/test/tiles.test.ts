import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { parseTilePath, tilePath, type TileName } from "../src/index.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const tileName: fc.Arbitrary<TileName> = fc.record({
  level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant("entries" as const)),
  index: fc.oneof(fc.nat(2000), fc.maxSafeNat()),
  width: fc.integer({ min: 1, max: 256 }),
})

const refused = (path: string) => E.left({ _tag: "BadTilePath", path })

describe("tile paths", () => {
  test.prop([tileName])("parsing undoes printing", (name) => {
    expect(parseTilePath(tilePath(name))).toEqual(E.right(name))
  })

  test.prop([tileName, fc.nat(), fc.string({ minLength: 1, maxLength: 1 })])(
    "a path with one character changed is refused, or is the path of another tile",
    (name, at, char) => {
      const path = tilePath(name)
      const changed = path.slice(0, at % path.length) + char + path.slice((at % path.length) + 1)
      const parsed = parseTilePath(changed)
      if (E.isRight(parsed)) expect(tilePath(parsed.right)).toBe(changed)
      else expect(parsed).toEqual(refused(changed))
    },
  )

  test.prop([fc.string()])("no text makes parsing fail otherwise", (path) => {
    expect(parseTilePath(path)).toEqual(refused(path))
  })

  it.each<[string, TileName]>([
    ["tile/0/x001/x234/067", { level: 0, index: 1_234_067, width: 256 }],
    ["tile/0/999", { level: 0, index: 999, width: 256 }],
    ["tile/0/x001/000", { level: 0, index: 1000, width: 256 }],
    ["tile/63/000.p/1", { level: 63, index: 0, width: 1 }],
    ["tile/entries/000.p/255", { level: "entries", index: 0, width: 255 }],
    ["tile/0/x009/x007/x199/x254/x740/991", { level: 0, index: 2 ** 53 - 1, width: 256 }],
  ])("%s is read and written so", (path, name) => {
    expect(parseTilePath(path)).toEqual(E.right(name))
    expect(tilePath(name)).toBe(path)
  })

  it.each([
    "tile/64/000",
    "tile/00/000",
    "tile/-1/000",
    "tile/data/000",
    "tile/8/0/000",
    "tile/0/0",
    "tile/0/0000",
    "tile/0/x000/001",
    "tile/0/001/x000",
    "tile/0/001/000",
    "tile/0/x001",
    "tile/0/000.p/0",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p",
    "tile/0/000/",
    "/tile/0/000",
    "tile/0/000\n",
    "tile/0/x009/x007/x199/x254/x740/992",
    "tile/0/x001/x009/x007/x199/x254/x740/991",
    `tile/0/${"x001/".repeat(100_000)}000`,
    "tile/0/../000",
  ])("%.60s is refused", (path) => {
    expect(parseTilePath(path)).toEqual(refused(path))
  })
})

interface PathVectors {
  readonly ok: ReadonlyArray<
    readonly [string, { readonly H: number; readonly L: number; readonly N: number; readonly W: number }]
  >
  readonly bad: ReadonlyArray<string>
}

/** The height stands in the path there and is dropped here, where entries are called data. */
const ours = (path: string): string => path.replace(/^tile\/\d+\//, "tile/").replace("/data/", "/entries/")

describe.skipIf(absent)(`tile paths of golang.org/x/mod/sumdb/tlog${whyAbsent}`, () => {
  it("are read as they are there, but for the height", () => {
    const { ok, bad }: PathVectors = JSON.parse(textOf("golang-mod/tilepaths.json"))
    expect([ok.length, bad.length]).toEqual([6, 2])
    for (const [path, { H, L, N, W }] of ok) {
      const name = { level: L === -1 ? "entries" : L, index: N, width: W === 2 ** H ? 256 : W }
      expect(parseTilePath(ours(path))).toEqual(E.right(name))
    }
    for (const path of bad) expect(parseTilePath(ours(path))).toEqual(refused(ours(path)))
  })
})
