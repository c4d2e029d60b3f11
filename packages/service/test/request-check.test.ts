import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { jsonSchemaOf } from "@shifan/core/schema"
import { aggregates } from "@shifan/core/registry"
import { unit, valuesOf } from "@shifan/testkit"
import { commandIssues, targetStream } from "../src/request-check.js"

const commands = Object.values(aggregates).flatMap((aggregate) =>
  Object.entries(aggregate.commandCodecs.filled).map(([type, codec]) => ({ aggregate, type, codec })),
)

describe.each(commands)("what the log may take of $type", ({ aggregate, type, codec }) => {
  const values = valuesOf(jsonSchemaOf(codec), { known: { Uscc: fc.constant(unit) } })

  test.prop([values], { numRuns: 15 })("is whatever its form takes, once it is sealed", (value) => {
    const filled = codec.decode(value)
    if (E.isRight(filled)) expect(commandIssues(aggregate, { type, data: filled.right })).toEqual([])
  })

  it("is nothing else", () => {
    for (const data of [undefined, null, [], "", { further: 1 }])
      expect(commandIssues(aggregate, { type, data })[0]?.path).toMatch(/^target\.command\.data/)
  })
})

describe("the stream of a target", () => {
  it.each<readonly [string, string, string | undefined]>([
    ["roster", "", "roster-130300"],
    ["roster", "371300-371300", undefined],
    ["call", "2020", "call-130300-2020"],
    ["call", "02020", undefined],
    ["designation", unit, `designation-130300-${unit}`],
    ["designation", unit.toLowerCase(), undefined],
    ["instrument", "a-text", "instrument-130300-a-text"],
    ["instrument", "A text", undefined],
    ["toString", "", undefined],
  ])("is read back from its name: %s %j", (aggregate, key, stream) => {
    const target = targetStream(aggregates, "130300", { aggregate, key })
    expect(E.isRight(target) ? target.right.stream : undefined).toBe(stream)
  })
})
