import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { hostileTexts, lookalikes, textsOfTwoLines } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { aggregates } from "../../src/aggregates/registry.js"
import { type AnyAggregate } from "../../src/index.js"
import { decode, Line, Narrative, Uscc } from "../../src/forms/index.js"
import { Actor } from "../../src/aggregates/index.js"
import { formIssueText } from "../../src/messages/form-faults.js"
import { partsOf } from "../../src/schema/index.js"

type Decoder = t.Decoder<unknown, unknown>

/** A codec with all its parts. */
const within = (codec: Decoder, seen: Set<Decoder> = new Set()): Set<Decoder> => {
  if (seen.has(codec)) return seen
  seen.add(codec)
  for (const part of partsOf(codec)) within(part, seen)
  return seen
}

/** All codecs of all commands, including those of stream keys and actors. */
const codecs: ReadonlyArray<Decoder> = (() => {
  const all: ReadonlyArray<AnyAggregate> = Object.values(aggregates)
  const roots = all.flatMap(({ commandCodecs: { filled, stored }, key }): ReadonlyArray<Decoder> => [
    ...Object.values(filled),
    ...Object.values(stored),
    ...(key.field === undefined ? [] : [key.field.codec]),
  ])
  return [...[...roots, Actor].reduce((seen, codec) => within(codec, seen), new Set<Decoder>())]
})()

const takes = (codec: Decoder, text: string): boolean => E.isRight(codec.decode(text))

/** Names of the codecs that accept any of these texts. */
const takers = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(codecs.filter((codec) => texts.some((text) => takes(codec, text))).map(({ name }) => name)),
]

describe("the codecs of every command", () => {
  it("are found, with all their parts", () => {
    const found = new Set(codecs.map(({ name }) => name))
    for (const name of ["Line", "Cell", "Narrative", "Uscc", "Digest", "CivilDate", "Slug", "VerifierKeyText"])
      expect(found).toContain(name)
    expect(codecs.filter(({ name }) => name === "Line" || name === "Cell").every((codec) => takes(codec, "示例"))).toBe(
      true,
    )
  })

  it("accept no hostile text", () => {
    expect(takers(hostileTexts)).toEqual([])
  })

  it("accept lookalikes of ASCII characters in lines and free text, but not in codes, dates, addresses or identifiers", () => {
    expect(takers(lookalikes).toSorted()).toEqual(["Cell", "Line", "Narrative"])
  })

  it("accept more than one line in free text only", () => {
    expect(takers(textsOfTwoLines).toSorted()).toEqual(["Cell", "Narrative"])
  })
})

describe("an invisible character", () => {
  it.each([
    ["示例\u200b公司", 3, "U+200B"],
    ["\u{20000}\u202e", 2, "U+202E"],
    ["示例\n公司", 3, "U+000A"],
    ["\ufffd", 1, "U+FFFD"],
    ["a\u{f0000}", 2, "U+F0000"],
  ])("in %j is reported with its place", (text, at, code) => {
    expect(decode(Line, text)).toMatchObject({ left: [{ fault: { _tag: "UnseenCharacter", at, code } }] })
  })

  it.each([
    "吕\u{20bb7}𠮷",
    "O'Neil & Söhne",
    "阿不都热合曼·买买提",
    "示例（一）〔2020〕1号",
    "a\u3000b",
    "བསྒྲུབས",
    "㐂",
  ])("is not reported in a sound name: %s", (name) => {
    expect(Line.is(name)).toBe(true)
  })

  it("does not include line feeds and tabs in free text", () => {
    expect(Narrative.is("一\n\t二")).toBe(true)
  })
})

describe("the fault of a social credit code", () => {
  it.each([
    ["18130302MA00010187", "no registrar"],
    ["91000302MA00010187", "not a division"],
    ["91139902MA00010187", "not a division"],
    ["91130002MA00010187", "not a division"],
    ["91130302MA00010188", "its check, the 18th, would be 7"],
    ["91130302MA00010287", "the check of characters 9 to 16, the 17th, would be 6"],
    ["91350203M0001QKT19", "issued before 2016"],
    ["91130302MA0001018", "expected a valid unified social credit code"],
  ])("%s is explained: %s", (code, message) => {
    const decoded = decode(Uscc, code)
    expect(E.isLeft(decoded) ? decoded.left.map((issue) => formIssueText("unit", issue).en).join() : "").toContain(
      message,
    )
  })
})

it("a text of common characters follows the same rule as a text with others", () => {
  const differing = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
    // The euro sign is not covered by the fast path.
    (char) =>
      Line.is(`甲${char}乙`) !== Line.is(`€甲${char}乙`) ||
      Narrative.is(`甲${char}乙`) !== Narrative.is(`€甲${char}乙`),
  )
  expect(differing).toEqual([])
})
