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
  it.each([
    ["roster", "", "roster-130300"],
    ["call", "2020", "call-130300-2020"],
    ["designation", unit, `designation-130300-${unit}`],
    ["instrument", "a-text", "instrument-130300-a-text"],
  ])("is read back from its name: %s %j", (aggregate, key, stream) => {
    expect(targetStream(aggregates, "130300", { aggregate, key })).toMatchObject({ right: { stream } })
  })

  it.each([
    ["roster", "371300-371300"],
    ["call", "02020"],
    ["designation", unit.toLowerCase()],
    ["instrument", "A text"],
  ])("is refused if its name would not be read back, with the key that is wanted: %s %j", (aggregate, key) => {
    const expected = { en: expect.any(String) }
    expect(targetStream(aggregates, "130300", { aggregate, key })).toMatchObject({
      left: { path: "target.key", expected, got: key },
    })
  })
})
