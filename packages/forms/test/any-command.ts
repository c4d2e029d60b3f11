/** Generates form input for any command from its codec, with texts that markup could break. */
import { described } from "@shifan/core/forms"
import { usccOf } from "@shifan/testkit"
import fc from "fast-check"
import type * as t from "io-ts"

type AnyCodec = t.Decoder<unknown, unknown>

const awkward: ReadonlyArray<string> = [
  "秦皇岛示例服务有限公司",
  `<w:t>"A" & 'B'</w:t>`,
  "=1+1",
  "=cmd|'/C calc'!A0",
  "+8610",
  "-2",
  "@SUM(A1)",
  "_x0041_",
  "𠮷野𠀀家😀",
  "甲，乙；丙：丁（戊）％",
  "（盖章）",
  "a  b",
  "万元",
  "066000",
  "2020-12-01",
  "]]>",
  "示".repeat(120),
  "字".repeat(119) + "A",
]

const lines = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...awkward) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }) },
)

const texts = fc.oneof(
  { weight: 2, arbitrary: lines },
  {
    weight: 1,
    arbitrary: fc.constantFrom("第一行\n第二行", "第一段\n\n第三段\t制表", "理".repeat(400), "a\n（ 章 ）\n年 月 日"),
  },
)

const digits = (max: number): fc.Arbitrary<string> => fc.integer({ min: 0, max }).map(String)

const decimals = fc.tuple(digits(99_999), fc.constantFrom("", ".5", ".25", ".05")).map((parts) => parts.join(""))

const day = fc
  .tuple(fc.integer({ min: 1990, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`)

const leaves: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Line: lines,
  Cell: texts,
  Narrative: texts,
  Uscc: fc.integer({ min: 0, max: 99_999 }).map(usccOf),
  DivisionCode: fc.constantFrom("130302", "130303", "130300", "110101"),
  CivilDate: day,
  boolean: fc.boolean(),
  Count: fc.integer({ min: 0, max: 1_000_000_000 }),
  Amount: fc.integer({ min: 0, max: 1_000_000_000_000 }),
  Year: fc.integer({ min: 1900, max: 2999 }),
  Years: fc.integer({ min: 1, max: 99 }),
  Wan: decimals,
  WanOrLoss: fc.tuple(fc.constantFrom("", "-"), fc.integer({ min: 1, max: 9999 })).map(([sign, n]) => `${sign}${n}`),
  Percent: fc.constantFrom("0", "62.5", "80", "99.99", "100"),
  SquareMetres: decimals,
  Digest: fc.stringMatching(/^sha256:[0-9a-f]{64}$/),
  MediaType: fc.constantFrom("application/pdf", "image/png", "text/plain"),
  PostalCode: fc.constantFrom("066000", "100000"),
  Phone: fc.constantFrom("0335-5550101", "+86 335 5550101转8"),
  Mobile: fc.constantFrom("13800000001", "+8613800000001"),
  Email: fc.constantFrom("contact@example.cn", "a=b&c@example.cn"),
  Website: fc.constantFrom("https://example.cn/1?a=b&c=d", "http://示例.cn".replace("示例", "example")),
  Identifier: fc.constantFrom("form.basic.phone", "<a&b>", "qinhuangdao-2020"),
  Slug: fc.constantFrom("qinhuangdao-2020-2"),
  Pseudonym: fc.constantFrom("SJ-01", "130302-01"),
  ConditionId: fc.constantFrom("art_5__para_1__point_3#staff", "art_14"),
  VerifierKeyText: fc.constantFrom("log.example+0123abcd+AAAA"),
}

/** Fails with the name of the codec if a command has a leaf not covered above. */
export const anyDataOf = (codec: AnyCodec): fc.Arbitrary<unknown> => {
  const { composition } = described(codec)
  switch (composition._tag) {
    case "Choice":
      return fc.constantFrom(...composition.words)
    case "Itself":
    case "Atom": {
      const any = leaves[codec.name]
      if (any === undefined) throw new Error(`no values for ${codec.name}`)
      return any.filter((value) => codec.decode(value)._tag === "Right")
    }
    case "Nullable":
      return fc.oneof(fc.constant(null), anyDataOf(composition.inner))
    case "Record": {
      const required = Object.keys(composition.required)
      const all = Object.fromEntries(Object.entries(composition.fields).filter(([, field]) => !isHollow(field)))
      return fc
        .record(Object.fromEntries(Object.entries(all).map(([name, field]) => [name, anyDataOf(field)])), {
          requiredKeys: required,
        })
        .map((value) =>
          Object.fromEntries(
            Object.entries(value).filter(([name, field]) => required.includes(name) || !isEmptyList(field)),
          ),
        )
        .filter((value) => Object.keys(value).length > 0)
    }
    case "List": {
      const { item, from, to } = composition
      const inner = described(item).composition
      const options = { minLength: from, maxLength: Math.min(to, 5) }
      return inner._tag === "Choice"
        ? fc.uniqueArray(anyDataOf(item), options).map((chosen) => inOrder(chosen, inner.words))
        : fc.array(anyDataOf(item), options)
    }
    case "Dictionary":
      return fc.dictionary(fc.constantFrom("own.first", "second_2"), anyDataOf(composition.value), { minKeys: 1 })
    case "Union":
      return fc.oneof(...Object.values(composition.cases).map((field) => anyDataOf(field)))
  }
}

/** What a text asks beyond the annexes, if it asks for nothing. */
const isHollow = (codec: AnyCodec): boolean => {
  const { composition } = described(codec)
  return composition._tag === "Record" && Object.values(composition.fields).every(isHollow)
}

/** A form cannot distinguish an omitted list from an empty one. */
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** Ticked boxes are in the order of the form. */
const inOrder = (chosen: ReadonlyArray<unknown>, words: ReadonlyArray<string>): ReadonlyArray<string> =>
  words.filter((word) => chosen.includes(word))

/** Always the same commands, `count` of them. */
export const sampled = (codec: AnyCodec, count: number, seed = 16): ReadonlyArray<unknown> =>
  fc.sample(anyDataOf(codec), { numRuns: count, seed })
