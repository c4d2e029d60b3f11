import { fc, test } from "@fast-check/vitest"
import { civilDate, instantAt } from "@shifan/core"
import { right, utf8 } from "@shifan/testkit/basics"
import { parseCheckpoint } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { parseReceipt, printReceipt, readReceipt, type Receipt } from "../../src/index.js"

const receipts: fc.Arbitrary<Receipt> = fc.record({
  origin: fc.stringMatching(/^[a-z./示范]{1,20}$/),
  stream: fc.constantFrom("designation-130300-91130302MA00010187", "log-130300"),
  revision: fc.nat(1000),
  type: fc.constantFrom("Applied", "ReviewFiled"),
  effectiveOn: fc.constantFrom(civilDate("2020-12-01"), civilDate("2024-02-29")),
  recordedAt: fc.integer({ min: 0, max: 4e12 }).map(instantAt),
  index: fc.maxSafeNat(),
  leafHash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  by: fc.integer({ min: 0, max: 4e12 }).map(instantAt),
})

describe("the text of a receipt", () => {
  test.prop([receipts.filter(({ index }) => index < 1e15)])("is parsed back from its printed text", (receipt) => {
    expect(parseReceipt(printReceipt(receipt))).toEqual(E.right(receipt))
  })

  test.prop([receipts])(
    "never parses as a checkpoint, so that a signature of a receipt cannot serve for a checkpoint",
    (receipt) => {
      expect(E.isLeft(parseCheckpoint(printReceipt(receipt)))).toBe(true)
    },
  )

  const text = `shifan/receipt/v1
log gxj.example.gov.cn/shifan
event designation-130300-91130302MA00010187@0 Applied
effective 2020-12-01
recorded 2020-12-01T02:00:00.000Z
leaf 3 ${"A".repeat(43)}=
by 2020-12-08T02:00:00.000Z
`

  it.each([
    ["receipt/v1", "receipt/v2", 1],
    ["log gxj", "log  gxj", 2],
    ["log ", "", 2],
    ["designation-130300", "designation-13", 3],
    ["@0", "@00", 3],
    ["2020-12-01\n", "2020-02-30\n", 4],
    ["02:00:00.000Z\nleaf", "02:00:00+08:00\nleaf", 5],
    ["leaf 3", "leaf 03", 6],
    ["AA=", "A=", 6],
    ["AA=", "AB=", 6],
    ["2020-12-08T", "2020-12-08 T", 7],
    [/$/, "more\n", 8],
    [/\n$/, "", 8],
    [/\n/g, "\r\n", 1],
  ])("with %s replaced with %s is malformed in line %i", (from, to, line) => {
    expect(text.replace(from, to)).not.toBe(text)
    expect(E.isRight(parseReceipt(text))).toBe(true)
    expect(parseReceipt(text.replace(from, to))).toEqual(E.left({ _tag: "MalformedReceipt", line }))
  })

  test.prop([fc.uint8Array({ maxLength: 300 })])("is refused without an exception for any bytes", (bytes) => {
    expect(E.isLeft(readReceipt(bytes))).toBe(true)
  })

  it("is not read from a checkpoint", () => {
    const note = `example.com/log\n3\n${"A".repeat(43)}=\n\n— example.com/log ${"A".repeat(43)}=\n`
    expect(right(E.swap(readReceipt(utf8(note))))).toEqual({ _tag: "MalformedReceipt", line: 1 })
  })
})
