import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import { describe, expect } from "vitest"
import { list, recordWith } from "../../src/index.js"

interface Inner {
  readonly n: number
}

const inner = recordWith<Inner, { readonly m: string }>("Inner", { n: t.number }, { m: t.string })

const outer = recordWith<
  { readonly any: unknown; readonly inners: ReadonlyArray<Inner> },
  { readonly maybe: boolean | null }
>("Outer", { any: t.unknown, inners: list(inner, { to: 2 }) }, { maybe: t.union([t.boolean, t.null]) })

const leaf = fc.oneof(fc.integer(), fc.string({ maxLength: 2 }), fc.boolean(), fc.constantFrom(null, undefined))

const near = fc.record(
  {
    any: leaf,
    inners: fc.oneof(leaf, fc.array(fc.record({ n: leaf, m: leaf, o: leaf }, { requiredKeys: [] }), { maxLength: 3 })),
    maybe: leaf,
    more: leaf,
    toString: leaf,
  },
  { requiredKeys: [] },
)

describe("a closed record", () => {
  test.prop([fc.oneof(near, leaf, fc.array(leaf))], { numRuns: 2000 })("holds exactly what can be decoded", (given) => {
    expect(outer.is(given)).toBe(E.isRight(outer.decode(given)))
  })

  test.prop([fc.record({ any: leaf, inners: fc.array(fc.record({ n: fc.integer() }), { maxLength: 2 }) })])(
    "holds what has all it asks for",
    (given) => {
      expect(outer.is(given)).toBe(true)
    },
  )
})
