import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { aggregates } from "@shifan/core/registry"
import { partsOf, type JsonSchema } from "@shifan/core/schema"
import { hostileTexts, unit, valuesOf } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { namedSchemas, schemaNamed, schemaOf } from "../src/index.js"
import { validatorOf } from "./validator.js"

type AnyCodec = t.Decoder<unknown, unknown>

const within = (codec: AnyCodec, seen: Set<AnyCodec> = new Set()): Set<AnyCodec> => {
  if (seen.has(codec)) return seen
  seen.add(codec)
  for (const part of partsOf(codec)) within(part, seen)
  return seen
}

const all = new Set(namedSchemas.flatMap(({ codec }) => [...within(codec)]))

/** Codecs not composed of others, with their schemas. */
const atoms = [...all].flatMap((codec) => {
  const { $defs = {}, $ref } = schemaOf(codec)
  const schema = $defs[$ref?.split("/").at(-1) ?? ""]
  return partsOf(codec).length === 0 && schema !== undefined ? [{ name: codec.name, codec, schema }] : []
})

const takes = (codec: AnyCodec, value: unknown): boolean => E.isRight(codec.decode(value))

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(...hostileTexts),
  fc.stringMatching(/^[ +0-9.转@/a-zA-Z_:-]{0,24}$/),
)
const anything = fc.oneof(anyText, fc.jsonValue(), fc.double(), fc.integer())

describe("the schemas of the elementary codecs", () => {
  it("each have a type", () => {
    expect(atoms.length).toBeGreaterThan(35)
    expect(atoms.filter(({ schema }) => schema.type === undefined).map(({ name }) => name)).toEqual([])
  })

  describe.each(atoms)("$name", ({ codec, schema }) => {
    const fault = validatorOf(schema)
    const near = fc
      .tuple(valuesOf(schema), fc.nat(300), fc.constantFrom("", "0", "-", " ", "\n", "9", "a"), fc.boolean())
      .map(([value, at, letter, insert]) =>
        typeof value === "string"
          ? value.slice(0, at) + letter + value.slice(insert ? at : at + 1)
          : typeof value === "number"
            ? value + at - 150
            : value,
      )

    test.prop([fc.oneof(anything, near)], { numRuns: 100 })("refuses nothing that the codec accepts", (value) => {
      if (takes(codec, value)) expect(fault(value)).toBeUndefined()
    })

    test.prop([valuesOf(schema)], { numRuns: 100 })(
      "accepts nothing that the codec refuses, unless a comment says that the codec is stricter",
      (value) => {
        expect(fault(value)).toBeUndefined()
        if (schema.$comment === undefined) expect(takes(codec, value)).toBe(true)
      },
    )
  })
})

/** Names of the codecs that are stricter than their schema. */
const stricter = new Set(atoms.filter(({ schema }) => schema.$comment !== undefined).map(({ name }) => name))

describe.each(namedSchemas)("the schema of $name", ({ name, codec }) => {
  const schema: JsonSchema = schemaNamed(name) ?? {}
  const fault = validatorOf(schema)
  const known = { Uscc: fc.constant(unit) }

  test.prop([valuesOf(schema, { wrong: 3, known })], { numRuns: 40 })("agrees with the codec", (value) => {
    const decoded = codec.decode(value)
    if (E.isRight(decoded)) expect(fault(value)).toBeUndefined()
    else if (fault(value) === undefined)
      // Faults seen only by the codec are at places whose schema notes that the codec is stricter.
      expect(
        decoded.left.map(({ context }) => context.at(-1)?.type.name).filter((at) => !stricter.has(at ?? "")),
      ).toEqual([])
  })

  test.prop([valuesOf(schema, { known })], { numRuns: 10 })(
    "accepts the values that are generated from it",
    (value) => {
      expect(fault(value)).toBeUndefined()
    },
  )
})

describe("the schemas", () => {
  it("have different names, with one for each act and event", () => {
    const names = namedSchemas.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { eventTypes, commandCodecs } of Object.values(aggregates))
      expect(names).toEqual(expect.arrayContaining([...eventTypes, ...Object.keys(commandCodecs.filled)]))
  })
})
