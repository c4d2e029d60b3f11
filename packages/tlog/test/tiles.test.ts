import { fc, test } from "@fast-check/vitest"
import { right, utf8 } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { longestEntry, parseBundle, parseTilePath, printBundle, tilePath, type TileName } from "../src/index.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const tileName: fc.Arbitrary<TileName> = fc.record({
  level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant("entries" as const)),
  index: fc.oneof(fc.nat(2000), fc.maxSafeNat()),
  width: fc.integer({ min: 1, max: 256 }),
})

const refused = (path: string) => E.left({ _tag: "BadTilePath", path })

describe("tile paths", () => {
  test.prop([tileName])("are parsed back from their printed text", (name) => {
    expect(parseTilePath(tilePath(name))).toEqual(E.right(name))
  })

  test.prop([tileName, fc.nat(), fc.string({ minLength: 1, maxLength: 1 })])(
    "with one character changed are refused or are the path of another tile",
    (name, at, char) => {
      const path = tilePath(name)
      const changed = path.slice(0, at % path.length) + char + path.slice((at % path.length) + 1)
      const parsed = parseTilePath(changed)
      if (E.isRight(parsed)) expect(tilePath(parsed.right)).toBe(changed)
      else expect(parsed).toEqual(refused(changed))
    },
  )

  test.prop([fc.string()])("are not parsed from random text", (path) => {
    expect(parseTilePath(path)).toEqual(refused(path))
  })

  it.each<[string, TileName]>([
    ["tile/0/x001/x234/067", { level: 0, index: 1_234_067, width: 256 }],
    ["tile/0/999", { level: 0, index: 999, width: 256 }],
    ["tile/0/x001/000", { level: 0, index: 1000, width: 256 }],
    ["tile/63/000.p/1", { level: 63, index: 0, width: 1 }],
    ["tile/entries/000.p/255", { level: "entries", index: 0, width: 255 }],
    ["tile/0/x009/x007/x199/x254/x740/991", { level: 0, index: 2 ** 53 - 1, width: 256 }],
  ])("%s is parsed and printed", (path, name) => {
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

const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 })

describe("entry bundles", () => {
  test.prop([entries])("are parsed back from their printed bytes", (some) => {
    expect(parseBundle(right(printBundle(some)), some.length)).toEqual(E.right(some))
  })

  test.prop([entries, fc.nat()])("are refused when cut short at any place", (some, at) => {
    const bundle = right(printBundle(some))
    const cut = bundle.subarray(0, at % bundle.length)
    expect(parseBundle(cut, some.length)).toMatchObject({ left: { _tag: "TruncatedBundle" } })
  })

  test.prop([entries, fc.uint8Array({ minLength: 1 })])("are refused with bytes after the last entry", (some, more) => {
    const bundle = Uint8Array.of(...right(printBundle(some)), ...more)
    expect(parseBundle(bundle, some.length)).toEqual(E.left({ _tag: "OverlongBundle", surplus: more.length }))
  })

  test.prop([fc.uint8Array(), fc.integer({ min: 1, max: 256 })])(
    "of any bytes are refused or print back to the same bytes",
    (bytes, width) => {
      const parsed = parseBundle(bytes, width)
      if (E.isRight(parsed)) expect(printBundle(parsed.right)).toEqual(E.right(bytes))
    },
  )

  it("have the length before each entry in two bytes, the higher first", () => {
    const bundle = right(printBundle([utf8("one"), new Uint8Array(258).fill(7)]))
    expect(bundle.subarray(0, 8)).toEqual(Uint8Array.of(0, 3, 0x6f, 0x6e, 0x65, 1, 2, 7))
    expect(bundle).toHaveLength(2 + 3 + 2 + 258)
  })

  it("are parsed from within a larger buffer", () => {
    const whole = Uint8Array.of(9, 9, 0, 1, 5, 9)
    expect(parseBundle(whole.subarray(2, 5), 1)).toEqual(E.right([Uint8Array.of(5)]))
  })

  it("that are cut short are refused with the number of the first incomplete entry", () => {
    expect(parseBundle(Uint8Array.of(0, 1, 5, 0), 2)).toEqual(E.left({ _tag: "TruncatedBundle", entry: 1 }))
    expect(parseBundle(Uint8Array.of(0, 1, 5), 2)).toEqual(E.left({ _tag: "TruncatedBundle", entry: 1 }))
    expect(parseBundle(Uint8Array.of(0xff, 0xff, 5), 1)).toEqual(E.left({ _tag: "TruncatedBundle", entry: 0 }))
  })

  it("may hold an entry of 65,535 bytes, but not one of 65,536", () => {
    const [longest, longer] = [new Uint8Array(longestEntry), new Uint8Array(longestEntry + 1)]
    expect(parseBundle(right(printBundle([longest])), 1)).toEqual(E.right([longest]))
    expect(printBundle([longest, longer])).toEqual(E.left({ _tag: "EntryTooLong", entry: 1, length: 65_536 }))
  })

  it.each([0, 257, 1.5, -1, Number.NaN])("are not parsed with a width of %d entries", (width) => {
    expect(parseBundle(new Uint8Array(2), width)).toEqual(E.left({ _tag: "WrongBundleWidth", found: width }))
  })

  it.each([0, 257])("are not printed with %i entries", (width) => {
    const some = Array.from({ length: width }, () => new Uint8Array())
    expect(printBundle(some)).toEqual(E.left({ _tag: "WrongBundleWidth", found: width }))
  })
})

interface PathVectors {
  readonly ok: ReadonlyArray<
    readonly [string, { readonly H: number; readonly L: number; readonly N: number; readonly W: number }]
  >
  readonly bad: ReadonlyArray<string>
}

/** In those vectors, paths include the tile height, and entries are called data. */
const asC2sp = (path: string): string => path.replace(/^tile\/\d+\//, "tile/").replace("/data/", "/entries/")

describe.skipIf(absent)(`the tile paths of golang.org/x/mod/sumdb/tlog${whyAbsent}`, () => {
  it("are parsed to the published names, apart from the tile height", () => {
    const { ok, bad }: PathVectors = JSON.parse(textOf("golang-mod/tilepaths.json"))
    expect([ok.length, bad.length]).toEqual([6, 2])
    for (const [path, { H, L, N, W }] of ok) {
      const name = { level: L === -1 ? "entries" : L, index: N, width: W === 2 ** H ? 256 : W }
      expect(parseTilePath(asC2sp(path))).toEqual(E.right(name))
    }
    for (const path of bad) expect(parseTilePath(asC2sp(path))).toEqual(refused(asC2sp(path)))
  })
})
