import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect } from "vitest"
import { right, utf8 } from "@shifan/testkit/basics"
import { parseKeptHead, printKeptHead } from "../src/kept-head.js"
import { type CompactRange, emptyRange, extendRange } from "../src/index.js"
import { hashesOf } from "../../audit/test/log/leaves.js"

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const origin = fc.stringMatching(/^[a-z./示范]{1,20}$/)

const rangeOf = (size: number): CompactRange =>
  hashesOf(Array.from({ length: size }, (_, i) => String(i))).reduce(
    (range, leaf) => extendRange(range, leaf),
    emptyRange,
  )

describe("a kept head", () => {
  test.prop([origin, fc.nat({ max: 300 }), hash])("is read back with its range", (name, before, root) => {
    const head = { origin: name, size: before + 1, root, before: rangeOf(before) }
    expect(parseKeptHead(right(printKeptHead(head)))).toEqual(E.right(head))
  })

  test.prop([origin, fc.nat({ max: 300 }), hash, fc.string()])(
    "is read whatever became of its range, which is then left out or of the right shape",
    (name, size, root, rest) => {
      const content = right(printKeptHead({ origin: name, size, root, before: undefined }))
      const read = right(parseKeptHead(utf8(new TextDecoder().decode(content) + rest)))
      expect(read).toMatchObject({ origin: name, size, root })
      if (read.before !== undefined) expect(read.before.size).toBe(size - 1)
    },
  )

  test.prop([fc.uint8Array({ maxLength: 200 })])("of any bytes is read or refused", (bytes) => {
    expect(["Left", "Right"]).toContain(parseKeptHead(bytes)._tag)
  })
})
