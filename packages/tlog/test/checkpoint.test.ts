import { fc, test } from "@fast-check/vitest"
import { right, utf8 } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { parseCheckpoint, parseNote, printCheckpoint, type TreeHead } from "../src/index.js"
import { parseTimestamped } from "../src/note-signature.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const head: fc.Arbitrary<TreeHead> = fc.record({
  origin: fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/\p{Cc}/u.test(text)),
  size: fc.maxSafeNat(),
  root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
})

const zeroes = `${"A".repeat(43)}=`
const malformed = (line: number, part: string) => E.left({ _tag: "MalformedCheckpoint", line, part })

describe("a checkpoint", () => {
  test.prop([head])("is parsed back from its printed text", (any) => {
    expect(parseCheckpoint(right(printCheckpoint(any)))).toEqual(E.right({ ...any, extensions: [] }))
  })

  test.prop([head, fc.nat(), fc.string({ minLength: 1, maxLength: 1 })])(
    "with one character changed is refused or prints back to the same text",
    (any, at, char) => {
      const characters = Array.from(right(printCheckpoint(any)))
      const changed = characters.with(at % characters.length, char).join("")
      const parsed = parseCheckpoint(changed)
      if (E.isRight(parsed) && parsed.right.extensions.length === 0)
        expect(printCheckpoint(parsed.right)).toEqual(E.right(changed))
    },
  )

  it("keeps its extension lines when parsed and drops them when printed", () => {
    const read = right(parseCheckpoint(`o\n7\n${zeroes}\nb\na\n`))
    expect(read).toEqual({ origin: "o", size: 7, root: new Uint8Array(32), extensions: ["b", "a"] })
    expect(printCheckpoint(read)).toEqual(E.right(`o\n7\n${zeroes}\n`))
  })

  it("may have spaces and pluses in its origin", () => {
    expect(parseCheckpoint(`a +b\n0\n${zeroes}\n`)).toMatchObject({ right: { origin: "a +b" } })
  })

  it.each([
    ["", 1, "origin"],
    [`\n1\n${zeroes}\n`, 1, "origin"],
    ["o\n", 2, "size"],
    [`o\n\n${zeroes}\n`, 2, "size"],
    [`o\n01\n${zeroes}\n`, 2, "size"],
    [`o\n-1\n${zeroes}\n`, 2, "size"],
    [`o\n+1\n${zeroes}\n`, 2, "size"],
    [`o\n1 \n${zeroes}\n`, 2, "size"],
    [`o\n1e3\n${zeroes}\n`, 2, "size"],
    [`o\n0x1\n${zeroes}\n`, 2, "size"],
    [`o\n１\n${zeroes}\n`, 2, "size"],
    [`o\n9007199254740992\n${zeroes}\n`, 2, "size"],
    [`o\n9007199254740993\n${zeroes}\n`, 2, "size"],
    [`o\n18446744073709551615\n${zeroes}\n`, 2, "size"],
    ["o\n1\n", 3, "root"],
    ["o\n1\nAAAA\n", 3, "root"],
    [`o\n1\n${"A".repeat(41)}==\n`, 3, "root"],
    [`o\n1\n${"A".repeat(42)}==\n`, 3, "root"],
    [`o\n1\n${"A".repeat(44)}\n`, 3, "root"],
    [`o\n1\n${"A".repeat(42)}B=\n`, 3, "root"],
    [`o\n1\n${zeroes}`, 3, "root"],
    [`o\n1\n${zeroes}\n\n`, 4, "extension"],
    [`o\n1\n${zeroes}\na\n\nb\n`, 5, "extension"],
    [`o\n1\n${zeroes}\na`, 4, "extension"],
  ])("is refused when its text is %j, which fails at line %i: %s", (text, line, part) => {
    expect(parseCheckpoint(text)).toEqual(malformed(line, part))
  })

  it("may have 2^53 − 1 leaves", () => {
    expect(parseCheckpoint(`o\n9007199254740991\n${zeroes}\n`)).toMatchObject({ right: { size: 2 ** 53 - 1 } })
  })

  it.each<[TreeHead, number, string]>([
    [{ origin: "", size: 1, root: new Uint8Array(32) }, 1, "origin"],
    [{ origin: "a\nb", size: 1, root: new Uint8Array(32) }, 1, "origin"],
    [{ origin: "a\tb", size: 1, root: new Uint8Array(32) }, 1, "origin"],
    [{ origin: "\ud800", size: 1, root: new Uint8Array(32) }, 1, "origin"],
    [{ origin: "o", size: -1, root: new Uint8Array(32) }, 2, "size"],
    [{ origin: "o", size: 2 ** 53, root: new Uint8Array(32) }, 2, "size"],
    [{ origin: "o", size: 1.5, root: new Uint8Array(32) }, 2, "size"],
    [{ origin: "o", size: 1, root: new Uint8Array(31) }, 3, "root"],
    [{ origin: "o", size: 1, root: new Uint8Array(33) }, 3, "root"],
  ])("is not printed when the text could not be parsed back: %j", (any, line, part) => {
    expect(printCheckpoint(any)).toEqual(malformed(line, part))
  })
})

describe.skipIf(absent)(`the example of C2SP tlog-cosignature${whyAbsent}`, () => {
  it("parses as a checkpoint of 20,852,163 leaves, cosigned at 1,679,315,147", () => {
    const [example = ""] = /example\.com\/behind-the-sofa\n[^`]*/.exec(textOf("c2sp/tlog-cosignature.md")) ?? []
    const { text, signatures } = right(parseNote(utf8(example)))
    expect(parseCheckpoint(text)).toMatchObject({
      right: { origin: "example.com/behind-the-sofa", size: 20_852_163, extensions: [] },
    })
    const [, cosignature] = signatures
    expect(cosignature?.name).toBe("witness.example.com/w1")
    const timestamped = parseTimestamped(cosignature?.signature ?? new Uint8Array())
    expect([timestamped?.time, timestamped?.signature.length]).toEqual([1_679_315_147, 64])
  })
})
