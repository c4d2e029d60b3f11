import { fc, it as law } from "@fast-check/vitest"
import { left, right } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { parseJson } from "../../src/json/index.js"

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** JSON of any shape with some characters removed, inserted or replaced. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(fc.tuple(fc.nat(400), fc.constantFrom("", ...Array.from('{}[]",:\\/0123.eE+-ntu \n\t\u0000\u2028a'))), {
      maxLength: 3,
    }),
  )
  .map(([json, changes]) =>
    changes.reduce((text, [at, put]) => {
      const place = at % (text.length + 1)
      return `${text.slice(0, place)}${put}${text.slice(place + (at % 2))}`
    }, json),
  )

/** Whether it is refused although it is JSON. */
const isRefused = (text: string): boolean => {
  const parsed = parseJson(text)
  return E.isLeft(parsed) && /duplicate key|too many digits/.test(parsed.left.fault.en)
}

describe("parseJson", () => {
  law.prop([fc.jsonValue()])("gives the same value as JSON.parse when no key is duplicated", (value) => {
    const text = JSON.stringify(value)
    expect(right(parseJson(text))).toEqual(JSON.parse(text))
  })

  law.prop([nearlyJson], { numRuns: 2000 })(
    "accepts the same texts as JSON.parse, apart from those with duplicate keys or numbers that it would change",
    (text) => {
      if (!isRefused(text)) expect(E.isRight(parseJson(text))).toBe(parses(text))
    },
  )

  it.each(["1e400", "-1e309", '{"n":1.00000000000000000001}', "[123456789012345678901234567890]"])(
    "refuses a number that would be changed: %s",
    (text) => {
      expect(left(parseJson(text))).toMatchObject({
        column: Math.max(1, text.search(/\d/) + 1 - (text.startsWith("-") ? 1 : 0)),
        fault: { zh: expect.stringContaining("过大或位数过多"), en: expect.stringContaining("too many digits") },
      })
    },
  )

  it.each(["0", "-0", "1e-400", "0.1", "1.0", "9007199254740993", "1.7976931348623157e308", `0.${"0".repeat(300)}1`])(
    "accepts the number %s",
    (text) => {
      expect(right(parseJson(text))).toBe(JSON.parse(text))
    },
  )

  it.each([
    ['{"a":1,"a":1}', 1, 8],
    ['{"a":{"b":1,\n "b":2}}', 2, 2],
    ['[{"a":1},{"a":1,"\\u0061":2}]', 1, 17],
    ['{"":0,"":0}', 1, 7],
    ['{"__proto__":1,"__proto__":2}', 1, 16],
  ])("refuses a duplicate key at its second place: %s", (text, line, column) => {
    expect(left(parseJson(text))).toMatchObject({
      line,
      column,
      fault: { en: expect.stringContaining("duplicate key") },
    })
  })

  it.each(['{"a":{"a":1}}', '[{"a":1},{"a":1}]', '{"a":"a","b":["a","a"]}', '{"a\\"":1,"a":2}'])(
    "accepts the same key in another object or as a string: %s",
    (text) => {
      expect(right(parseJson(text))).toEqual(JSON.parse(text))
    },
  )

  it.each([
    ["", 1, 1],
    ["{", 1, 2],
    ["[1,]", 1, 4],
    ["{}x", 1, 3],
    ['{"a"\n 1}', 2, 2],
    ["\ufeff{}", 1, 1],
    ["01", 1, 2],
    ["'a'", 1, 1],
  ])("refuses a text that is not JSON, with the place of the fault: %j", (text, line, column) => {
    expect(left(parseJson(text))).toMatchObject({ line, column })
  })

  it.each([
    ['{"a":"abc', 1, 6, "a string without its closing quotation mark"],
    ['{\n"a:1\n}', 2, 1, "a string without its closing quotation mark"],
    ['["C:\\Users"]', 1, 5, "no escape of JSON: \\U"],
    ['["\\u12"]', 1, 3, "no escape of JSON: \\u"],
    ['["a\tb"]', 1, 4, "a control character in a string: U+0009"],
    ['{"\u0000":1}', 1, 3, "a control character in a string: U+0000"],
    ['[1 "a"]', 1, 4, 'no JSON at "\\""'],
  ])("says what is wrong with a string: %j", (text, line, column, fault) => {
    expect(left(parseJson(text))).toMatchObject({ line, column, fault: { en: fault } })
  })

  it("overflows at no depth and no length", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000)
    expect(E.isRight(parseJson(deep))).toBe(true)
    expect(E.isRight(parseJson(JSON.stringify('\\n"示'.repeat(1_000_000))))).toBe(true)
  })
})
