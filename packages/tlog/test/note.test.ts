import { fc, test } from "@fast-check/vitest"
import { utf8 } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { parseNote, printNote, type Note } from "../src/index.js"

const plain = fc.string({ unit: "binary" }).map((text) => text.replace(/[^\P{Cc}\n\x7f-\x9f]/gu, ""))
const keyName = plain.map((name) => `k${name.replace(/[+\p{White_Space}]/gu, "")}`)
const note: fc.Arbitrary<Note> = fc.record({
  text: plain.map((text) => `${text}\n`),
  signatures: fc.array(
    fc.record({
      name: keyName,
      id: fc.integer({ min: 0, max: 0xffff_ffff }),
      signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
    }),
    { minLength: 1, maxLength: 20 },
  ),
})

const line = "— k AQIDBAU=\n"
const malformed = (reason: string) => E.left({ _tag: "MalformedNote", reason })
const badLine = (at: number) => E.left({ _tag: "MalformedSignature", line: at })

describe("signed notes", () => {
  test.prop([note])("are parsed back from their printed text", (any) => {
    expect(parseNote(utf8(printNote(any)))).toEqual(E.right(any))
  })

  test.prop([note, fc.nat(), fc.integer({ min: 0, max: 255 })])(
    "with one byte changed are refused or print back to the same bytes",
    (any, at, byte) => {
      const file = utf8(printNote(any))
      file[at % file.length] = byte
      const parsed = parseNote(file)
      if (E.isRight(parsed)) expect(utf8(printNote(parsed.right))).toEqual(file)
    },
  )

  test.prop([fc.uint8Array({ maxLength: 200 })])("are not parsed from random bytes", (bytes) => {
    expect(parseNote(bytes)._tag).toBe("Left")
  })

  it("are split at the last blank line, so that a text may contain a note", () => {
    const inner = `text\n\n${line}`
    expect(parseNote(utf8(`${inner}\n— outer AQIDBAU=\n`))).toMatchObject({
      right: { text: inner, signatures: [{ name: "outer" }] },
    })
    expect(parseNote(utf8(`a\n\n\n\n${line}`))).toMatchObject({ right: { text: "a\n\n\n" } })
    expect(parseNote(utf8(`\n\n${line}`))).toMatchObject({ right: { text: "\n" } })
  })

  it("carry key id and signature in the base64 of each signature line", () => {
    expect(parseNote(utf8(`t\n\n${line}`))).toEqual(
      E.right({ text: "t\n", signatures: [{ name: "k", id: 0x0102_0304, signature: Uint8Array.of(5) }] }),
    )
    expect(parseNote(utf8("t\n\n— k /////wA=\n"))).toMatchObject({ right: { signatures: [{ id: 0xffff_ffff }] } })
  })

  it.each([
    ["", "noSignatures"],
    ["text", "noSignatures"],
    ["text\n", "noSignatures"],
    ["text\n\n", "noSignatures"],
    [`text\n${line}`, "noSignatures"],
    [`\n${line}`, "noSignatures"],
    [`text\n\n${line}\n`, "noSignatures"],
    [`text\n\n${line.trimEnd()}`, "unterminated"],
    [`te\rxt\n\n${line}`, "controlCharacter"],
    [`te\txt\n\n${line}`, "controlCharacter"],
    [`te\0xt\n\n${line}`, "controlCharacter"],
    [`te\x1fxt\n\n${line}`, "controlCharacter"],
    [`text\n\n${line.replace("\n", "\r\n")}`, "controlCharacter"],
  ])("are refused when the file is %j: %s", (file, reason) => {
    expect(parseNote(utf8(file))).toEqual(malformed(reason))
  })

  it.each([[[0xff, 0x0a, 0x0a]], [[0xc0, 0x80, 0x0a, 0x0a]], [[0xed, 0xa0, 0x80, 0x0a, 0x0a]]])(
    "are refused when they begin with the bytes %j, which are not UTF-8",
    (start) => {
      expect(parseNote(Uint8Array.of(...start, ...utf8(line)))).toEqual(malformed("encoding"))
    },
  )

  it("may contain DEL, a byte order mark, and Chinese", () => {
    const text = "\ufeff一\x7f\u0085\n"
    expect(parseNote(utf8(`${text}\n${line}`))).toMatchObject({ right: { text } })
  })

  it.each([
    ["k AQIDBAU="],
    ["- k AQIDBAU="],
    ["—k AQIDBAU="],
    ["—  AQIDBAU="],
    ["— AQIDBAU="],
    ["— k  AQIDBAU="],
    ["— k AQIDBAU= "],
    ["— k name AQIDBAU="],
    ["— k+ AQIDBAU="],
    ["— k\u00a0l AQIDBAU="],
    ["— k\u3000l AQIDBAU="],
    ["— k\u0085l AQIDBAU="],
    ["— k\u2028l AQIDBAU="],
    ["— k"],
    ["— k "],
    ["— k AQIDBA=="],
    ["— k AQIDBAU"],
    ["— k AQIDBAV="],
    ["— k AQIDBAU=="],
    ["— k AQID BAU="],
    ["— k AQIDBA_-"],
    ["— k A==="],
    ["— k ===="],
    ["Unexpected line."],
  ])("are refused with the signature line %j", (bad) => {
    expect(parseNote(utf8(`t\n\n${bad}\n`))).toEqual(badLine(1))
    expect(parseNote(utf8(`t\n\n${line}${bad}\n`))).toEqual(badLine(2))
  })

  it("may have a zero-width no-break space in a name, because Unicode does not count it as a space", () => {
    expect(parseNote(utf8("t\n\n— k\ufeffl AQIDBAU=\n"))).toMatchObject({
      right: { signatures: [{ name: "k\ufeffl" }] },
    })
  })

  it("keep repeated signature lines", () => {
    expect(parseNote(utf8(`t\n\n${line}${line}`))).toMatchObject({ right: { signatures: [{ id: 0x0102_0304 }, {}] } })
  })

  it.each([16, 100])("may have %i signatures", (count) => {
    expect(parseNote(utf8(`t\n\n${line.repeat(count)}`))._tag).toBe("Right")
  })

  it("are refused with 101 signatures", () => {
    expect(parseNote(utf8(`t\n\n${line.repeat(101)}`))).toEqual(
      E.left({ _tag: "TooManySignatures", found: 101, limit: 100 }),
    )
  })

  it("may be a million bytes long, but no longer", () => {
    const rest = utf8(`\n\n${line}`).length
    const sized = (length: number) => parseNote(utf8(`${"a".repeat(length - rest)}\n\n${line}`))
    expect(sized(1_000_000)._tag).toBe("Right")
    expect(sized(1_000_001)).toEqual(E.left({ _tag: "FileTooLong", length: 1_000_001, limit: 1_000_000 }))
  })
})
