import { fc, it as law } from "@fast-check/vitest"
import { bilingual } from "@shifan/core"
import { left, right } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { decodeText, firstFault, type TextOptions } from "../../src/input/text-encoding.js"
import { heldInput } from "../../src/input/long-input.js"
import { textLines } from "../../src/input/text-lines.js"
import { after, inGb18030, inUtf16, inUtf8, isInGb18030 } from "./encoders.js"

const decode = (bytes: Uint8Array, options?: TextOptions) => decodeText(bilingual("甲", "a.json"), bytes, options)

/** Realistic texts: ASCII, Han, and letters with two bytes in UTF-8. */
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...Array.from('{}[]",: 012abc\n')) },
      { weight: 4, arbitrary: fc.constantFrom(...Array.from("秦皇岛示例服务有限公司〔〕（）·")) },
      { weight: 2, arbitrary: fc.constantFrom(...Array.from("éàαβжя")) },
      { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }) },
    ),
    { maxLength: 40 },
  )
  .map((parts) =>
    parts
      .join("")
      .replaceAll("\0", "")
      .replace(/^\ufeff+/, ""),
  )

const encoders: Readonly<Record<string, (text: string) => Uint8Array>> = {
  "UTF-8": inUtf8,
  "UTF-8 with a byte order mark": (t) => after([0xef, 0xbb, 0xbf], inUtf8(t)),
  "GB 18030": inGb18030,
  "GB 18030 with a byte order mark": (t) => after([0x84, 0x31, 0x95, 0x33], inGb18030(t)),
  "UTF-16LE": (t) => inUtf16(t, "LE"),
  "UTF-16BE": (t) => inUtf16(t, "BE"),
  "UTF-16LE with a byte order mark": (t) => after([0xff, 0xfe], inUtf16(t, "LE")),
  "UTF-16BE with a byte order mark": (t) => after([0xfe, 0xff], inUtf16(t, "BE")),
}

describe("a file that is not text", () => {
  it.each<readonly [string, ReadonlyArray<number>, RegExp, RegExp]>([
    [
      "a form or an archive",
      [0x50, 0x4b, 3, 4, 20, 0],
      /^甲：Word、Excel文件或压缩包/,
      /^a.json: a Word or Excel file, or an archive/,
    ],
    ["an old form", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0, 0], /^甲：旧格式文件/, /^a.json: in an old format/],
    ["a PDF", [0x25, 0x50, 0x44, 0x46, 0xe2, 0xe3], /^甲：PDF文件/, /^a.json: a PDF/],
    ["a photo", [0xff, 0xd8, 0xff, 0xe0, 0, 16], /^甲：图片/, /^a.json: a picture/],
    ["an archive by WinRAR", [0x52, 0x61, 0x72, 0x21, 0x1a, 7, 1, 0], /^甲：压缩包/, /^a.json: an archive/],
  ])("is reported by its format and not by an encoding: %s", (_, bytes, zh, en) => {
    const failure = left(decode(Uint8Array.from(bytes)))
    expect(failure).toMatchObject({ code: "WrongEncoding", figures: { encoding: "binary" } })
    expect(failure.message.zh).toMatch(zh)
    expect(failure.message.en).toMatch(en)
  })
})

describe("a text in any encoding", () => {
  law.prop([
    text,
    fc.constantFrom(...Object.keys(encoders)),
    fc.constantFrom(undefined, "utf-8" as const, "gb18030" as const),
  ])("is read as written or refused, unless the wrong encoding was requested", (written, name, encoding) => {
    const isGb = name.startsWith("GB")
    fc.pre(!isGb || Array.from(written).every(isInGb18030))
    // UTF-16 is detected only by an ASCII character; JSON and CSV always contain one.
    fc.pre(!name.startsWith("UTF-16") || /[\0-\u007f]/.test(written))
    fc.pre(encoding === undefined || name.includes("mark") || (encoding === "gb18030") === isGb)
    const read = decode(encoders[name]?.(written) ?? new Uint8Array(), { encoding })
    if (E.isRight(read)) expect(read.right.text).toBe(written)
    else expect(read.left).toMatchObject({ exit: 2, code: "WrongEncoding" })
  })

  law.prop([text])("in UTF-8 is always read with a byte order mark or on request", (written) => {
    expect(right(decode(after([0xef, 0xbb, 0xbf], inUtf8(written)))).text).toBe(written)
    if (
      !inUtf8(written)
        .subarray(0, 4)
        .some((byte) => byte === 0xff || byte === 0xfe)
    )
      expect(right(decode(inUtf8(written), { encoding: "utf-8" })).text).toBe(written)
  })

  it.each([
    ["UTF-16LE", after([0xff, 0xfe], inUtf16("甲,乙", "LE")), "a.json is in UTF-16LE; UTF-8 is expected"],
    ["UTF-16BE", after([0xfe, 0xff], inUtf16("甲,乙", "BE")), "a.json is in UTF-16BE; UTF-8 is expected"],
    ["UTF-32LE", after([0xff, 0xfe, 0, 0], inUtf8("a")), "a.json is in UTF-32LE; UTF-8 is expected"],
    ["UTF-16LE", inUtf16('{"a":1}', "LE"), "a.json has a zero byte at byte 2 (line 1): it seems to be in UTF-16LE"],
    ["UTF-16BE", inUtf16('{"a":1}', "BE"), "a.json has a zero byte at byte 1 (line 1): it seems to be in UTF-16BE"],
    [
      "binary",
      after([0x7f, 0x45], Uint8Array.of(3, 4, 0)),
      "a.json has a zero byte at byte 5 (line 1): it is not text",
    ],
    ["UTF-8", after([...inUtf8("甲\n乙")], Uint8Array.of(0xff)), "a.json is not UTF-8 at byte 8 (line 2)"],
    ["UTF-8", inUtf8("甲").subarray(0, 2), "a.json is not UTF-8 at byte 3 (line 1)"],
  ])("is refused with the name of its encoding: %s", (encoding, bytes, message) => {
    expect(left(decode(bytes))).toMatchObject({ message: { en: message }, figures: { encoding } })
  })

  it("in GB 18030 is read if it contains the expected words, and otherwise only on request", () => {
    const bytes = inGb18030("单位名称,代码\n甲公司,1")
    expect(left(decode(bytes)).hint?.en).toContain("--encoding gb18030")
    const recognise = (candidate: string): boolean => candidate.startsWith("单位名称")
    expect(right(decode(bytes, { recognise })).encoding).toBe("gb18030")
    expect(right(decode(bytes, { encoding: "gb18030" })).encoding).toBe("gb18030")
    expect(left(decode(bytes.subarray(0, -3), { recognise })).code).toBe("WrongEncoding")
    expect(E.isLeft(decode(bytes, { recognise: () => false }))).toBe(true)
  })

  it("that is valid in both encodings with different content is refused until one is requested", () => {
    const bytes = Uint8Array.of(0xd1, 0x87, 0xd0, 0xb0)
    expect(left(decode(bytes)).hint?.en).toContain("--encoding utf-8")
    expect(right(decode(bytes, { encoding: "utf-8" })).text).toBe("ча")
    expect(right(decode(bytes, { encoding: "gb18030" })).text).toHaveLength(2)
    expect(right(decode(inUtf8("ча示例"))).text).toBe("ча示例")
  })
})

describe("the first wrong byte", () => {
  law.prop([text, fc.nat(9000), fc.constantFrom("utf-8" as const, "gb18030" as const)])(
    "is found at any position",
    (written, padding, encoding) => {
      fc.pre(encoding === "utf-8" || Array.from(written).every(isInGb18030))
      const before = after(
        [...inUtf8("a".repeat(padding))],
        encoding === "utf-8" ? inUtf8(written) : inGb18030(written),
      )
      expect(firstFault(encoding, after([...before], Uint8Array.of(0xff, 0x41)))).toBe(before.length)
      expect(firstFault(encoding, before)).toBe(before.length)
    },
  )
})

const linesOf = async (bytes: Uint8Array, options: Pick<TextOptions, "encoding">) => {
  const lines = await textLines(bilingual("甲", "a.json"), heldInput(bytes), options)
  if (E.isLeft(lines)) return lines
  const all: Array<string> = []
  for await (const next of lines.right()) {
    if (E.isLeft(next)) return next
    all[next.right.number - 1] = next.right.text
  }
  return E.right(all)
}

const linesAtOnce = (bytes: Uint8Array, options: Pick<TextOptions, "encoding">) =>
  E.map(({ text: whole }: { readonly text: string }) => whole.split("\n"))(decode(bytes, options))

describe("a text read line by line", () => {
  law.prop(
    [
      text,
      fc.constantFrom(...Object.values(encoders)),
      fc.constantFrom({}, { encoding: "utf-8" } as const, { encoding: "gb18030" } as const),
      fc.option(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { nil: undefined }),
    ],
    { numRuns: 1000 },
  )("has the lines of the whole text, and is refused with the same message", async (whole, encode, options, damage) => {
    const bytes = encode(whole)
    if (damage !== undefined && bytes.length > 0) bytes[damage[0] % bytes.length] = damage[1]
    expect(await linesOf(bytes, options)).toEqual(linesAtOnce(bytes, options))
  })

  it("is read correctly across the boundaries of its parts", async () => {
    const whole = `a${"秦a".repeat(150_000)}\n${"é岛\n".repeat(1000)}`
    expect(await linesOf(inUtf8(whole), {})).toEqual(E.right(whole.split("\n")))
    const cut = inUtf8(whole).subarray(0, 399_999)
    expect(await linesOf(cut, {})).toEqual(linesAtOnce(cut, {}))
    expect(E.isLeft(await linesOf(cut, {}))).toBe(true)
  })
})
